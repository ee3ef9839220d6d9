// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The small grammar of HTTP/1.1 heads (RFC 9110 section 5.6, RFC 9112): tokens, field values, numbers. Pure.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keystead::net {

bool isToken(std::string_view name);
// No control characters.
bool isFieldValue(std::string_view value);
std::string lower(std::string_view text); // ASCII
// Without spaces and tabs at its ends.
std::string_view trimmed(std::string_view text);
// Digits of `radix` only, nothing around them; nullopt beyond 64 bits.
std::optional<std::uint64_t> number(std::string_view text, int radix);

} // namespace keystead::net
