// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <charconv>

namespace keystead::base {

std::optional<std::chrono::milliseconds> parseDuration(std::string_view text)
{
    if (text.starts_with('-')) // from_chars would take "-0"
        return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number > 1'000'000'000)
        return std::nullopt;
    const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    if (unit.empty() || unit == "s")
        return std::chrono::seconds{number};
    if (unit == "ms")
        return std::chrono::milliseconds{number};
    if (unit == "m" || unit == "min")
        return std::chrono::minutes{number};
    if (unit == "h")
        return std::chrono::hours{number};
    if (unit == "d")
        return std::chrono::hours{24 * number};
    return std::nullopt;
}

} // namespace keystead::base
