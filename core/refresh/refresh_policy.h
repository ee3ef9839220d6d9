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
// True where a caller that wants `minValid` more must wait for a refresh first.
bool mustRefresh(base::WallTime now, std::optional<base::WallTime> expiresAt, std::chrono::milliseconds minValid);
// Full jitter: uniform in [0, min(cap, base * 2^attempt)], but never less than `retryAfter`. `random01` in [0, 1).
std::chrono::milliseconds backoff(int attempt, std::optional<std::chrono::milliseconds> retryAfter, double random01,
                                  const PolicySettings& settings);
// Only invalid_grant is (SECURITY fault table).
bool isFinal(base::ErrorCode code);

} // namespace keystead::refresh
