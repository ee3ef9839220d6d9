// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/retry_after.h"

#include <algorithm>
#include <charconv>

namespace keystead::oauth {

std::optional<std::chrono::milliseconds> parseRetryAfter(std::string_view text, base::WallTime now)
{
    constexpr std::chrono::milliseconds longest = std::chrono::hours{24};
    double seconds = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::fixed);
    if (!text.empty() && error == std::errc{} && end == text.data() + text.size())
        return seconds < 0 ? std::nullopt
                           : std::optional{std::chrono::milliseconds{
                                 static_cast<std::int64_t>(std::min(seconds, 86'400.0) * 1000)}};
    auto moment = base::fromHttpDate(text);
    if (!moment)
        moment = base::fromRfc3339(text);
    if (!moment)
        return std::nullopt;
    return std::clamp(std::chrono::milliseconds{*moment - now}, std::chrono::milliseconds{0}, longest);
}

} // namespace keystead::oauth
