// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Retry-After (RFC 9110 section 10.2.3): seconds or an HTTP date; RFC 3339 is read too, since some send it. Pure.
#include "core/base/clock.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace keystead::oauth {

// 0 to 24 hours; nullopt where there is no sense in it. `now` is the server's.
std::optional<std::chrono::milliseconds> parseRetryAfter(std::string_view text, base::WallTime now);

} // namespace keystead::oauth
