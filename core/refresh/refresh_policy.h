// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// When to refresh, how long to wait after a failure, what is final. Pure functions of times, tested in tables.
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/connection.h"

#include <chrono>
#include <optional>

namespace keystead::refresh {

struct PolicySettings
{
    std::chrono::milliseconds ahead{std::chrono::minutes{10}};
    double shortLifeFraction = 0.8; // tokens shorter than `ahead`: at 80 % of their life
    std::chrono::milliseconds backoffBase{std::chrono::seconds{2}};
    std::chrono::milliseconds backoffCap{std::chrono::minutes{15}};
    int maxPerHost = 4;
};

// When the timer should refresh a token issued at `issuedAt` that expires at `expiresAt`. nullopt: never (no expiry).
std::optional<base::WallTime> refreshAt(base::WallTime issuedAt, std::optional<base::WallTime> expiresAt,
                                        const PolicySettings& settings);
// True where a caller that wants `minValid` more must wait for a refresh first, by what is left of the token (nullopt:
// no expiry) and its whole life (nullopt: unknown). Where no token lives as long as `minValid` a refresh cannot help
// for long: it is wanted unless the token came moments ago, so that 20 programs at once, or a script in a loop, cause
// one and not 20.
bool wantsRefresh(std::optional<std::chrono::milliseconds> remaining, std::optional<std::chrono::milliseconds> life,
                  std::chrono::milliseconds minValid);
// "Moments ago" above; a fifth of the token's life where that is shorter.
inline constexpr std::chrono::milliseconds momentsAgo{std::chrono::seconds{30}};
// Full jitter: uniform in [0, min(cap, base * 2^attempt)], but never less than `retryAfter`. `random01` in [0, 1).
std::chrono::milliseconds backoff(int attempt, std::optional<std::chrono::milliseconds> retryAfter, double random01,
                                  const PolicySettings& settings);
// Only invalid_grant is (SECURITY fault table).
bool isFinal(base::ErrorCode code);

} // namespace keystead::refresh
