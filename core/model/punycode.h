// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Punycode (RFC 3492), encoding only: used to show a person the ASCII form of an internationalised host name. It does
// not map or normalise (that is IDNA's part), so its result is a suggestion and never used by itself.
#include <optional>
#include <string>
#include <string_view>

namespace keystead::model {

// "bücher" -> "bcher-kva". Errors: nullopt for invalid UTF-8 or more than 63 code points.
std::optional<std::string> toPunycode(std::string_view label);
// Each label with other than ASCII characters becomes "xn--" and its punycode; a port stays.
std::optional<std::string> toAsciiHost(std::string_view host);

} // namespace keystead::model
