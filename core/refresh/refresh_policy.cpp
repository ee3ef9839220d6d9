// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/refresh/refresh_policy.h"

#include <algorithm>
#include <cmath>

namespace keystead::refresh {

using std::chrono::milliseconds;

std::optional<base::WallTime> refreshAt(base::WallTime issuedAt, std::optional<base::WallTime> expiresAt,
                                        const PolicySettings& settings)
{
    if (!expiresAt)
        return std::nullopt;
    const milliseconds life = *expiresAt - issuedAt;
    if (life <= milliseconds::zero())
        return *expiresAt;
    if (life > settings.ahead)
        return *expiresAt - settings.ahead;
    const double part = static_cast<double>(life.count()) * std::clamp(settings.shortLifeFraction, 0.0, 1.0);
    return issuedAt + milliseconds{static_cast<milliseconds::rep>(part)};
}

bool wantsRefresh(std::optional<milliseconds> remaining, std::optional<milliseconds> life, milliseconds minValid)
{
    if (!remaining)
        return false;
    if (*remaining <= milliseconds::zero())
        return true;
    if (!life || minValid < *life)
        return *remaining <= std::max(minValid, milliseconds::zero());
    return *life - *remaining >= std::min(momentsAgo, *life / 5);
}

milliseconds backoff(int attempt, std::optional<milliseconds> retryAfter, double random01,
                     const PolicySettings& settings)
{
    const int doublings = std::clamp(attempt, 0, 30);
    const double ceiling = std::min(static_cast<double>(settings.backoffCap.count()),
                                    static_cast<double>(settings.backoffBase.count()) * std::ldexp(1.0, doublings));
    const milliseconds jittered{static_cast<milliseconds::rep>(std::clamp(random01, 0.0, 1.0) * ceiling)};
    return std::max(jittered, retryAfter.value_or(milliseconds::zero()));
}

bool isFinal(base::ErrorCode code)
{
    return code == base::ErrorCode::OAuthInvalidGrant;
}

} // namespace keystead::refresh
