// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/rate_limit.h"

#include <algorithm>

namespace keystead::access {

double TokenBucket::at(base::SteadyTime now) const
{
    const double seconds = std::chrono::duration<double>(std::max(now - m_filledAt, base::SteadyTime{})).count();
    return std::min(m_rate.burst, m_tokens + seconds * m_rate.perSecond);
}

bool TokenBucket::take(base::SteadyTime now)
{
    if (m_rate.perSecond <= 0)
        return true;
    m_tokens = at(now);
    m_filledAt = std::max(now, m_filledAt);
    constexpr double rounding = 1e-6; // of many small additions
    if (m_tokens < 1 - rounding)
        return false;
    m_tokens -= 1;
    return true;
}

bool ProgramRates::take(const std::string& program, base::SteadyTime now)
{
    if (m_buckets.size() >= m_tidyNext) {
        std::erase_if(m_buckets, [now](const auto& entry) { return entry.second.full(now); });
        m_tidyNext = std::max(tidyAt, m_buckets.size() * 2);
    }
    return m_buckets.try_emplace(program, m_rate, now).first->second.take(now);
}

} // namespace keystead::access
