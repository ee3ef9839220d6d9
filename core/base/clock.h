// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Time as collaborators see it, so that tests can set it. Wall time is for what people read and what servers say;
// steady time (CLOCK_BOOTTIME: it counts suspend) is for waiting. Nothing in core calls system_clock::now() itself.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keystead::base {

// Milliseconds since 1970-01-01 UTC.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;
// Milliseconds since boot, suspend included.
using SteadyTime = std::chrono::duration<std::int64_t, std::milli>;

class Clock
{
public:
    virtual ~Clock() = default;
    virtual WallTime now() const = 0;
    virtual SteadyTime steady() const = 0;
};

class SystemClock final : public Clock
{
public:
    WallTime now() const override;
    SteadyTime steady() const override;
};

// "2026-11-22T03:41:19Z", with ".123" where the milliseconds are not zero. RFC 3339, always UTC.
std::string toRfc3339(WallTime time);
// Accepts any offset and fractions; nullopt where it is not RFC 3339.
std::optional<WallTime> fromRfc3339(std::string_view text);
// HTTP's IMF-fixdate ("Sun, 06 Nov 1994 08:49:37 GMT", RFC 9110 section 5.6.7).
std::optional<WallTime> fromHttpDate(std::string_view text);

inline std::int64_t toMillis(WallTime time)
{
    return time.time_since_epoch().count();
}
inline WallTime fromMillis(std::int64_t millis)
{
    return WallTime{std::chrono::milliseconds{millis}};
}

// "10m", "8h", "90s", "2d", "250ms"; a bare number is seconds. nullopt for anything else, negatives included.
std::optional<std::chrono::milliseconds> parseDuration(std::string_view text);

} // namespace keystead::base
