// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How many calls a second the agent takes: of one connection, and of one program over all its connections, so that a
// program that runs wild costs the others nothing. Token buckets; time comes from outside. Thread: any one.
#include "core/base/clock.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <string>

namespace keystead::access {

struct CallRate
{
    double perSecond = 0; // in the long run; 0: no limit
    double burst = 0;     // at once
};

class TokenBucket
{
public:
    TokenBucket(CallRate rate, base::SteadyTime now) : m_rate(rate), m_tokens(rate.burst), m_filledAt(now) {}
    // False where the bucket is empty; nothing is taken then.
    bool take(base::SteadyTime now);
    // Gives one back: what was taken for a call that another limit refused.
    void giveBack() { m_tokens += 1; }
    bool full(base::SteadyTime now) const { return at(now) >= m_rate.burst; }

private:
    double at(base::SteadyTime now) const; // what is in it by then
    CallRate m_rate;
    double m_tokens;
    base::SteadyTime m_filledAt;
};

// One bucket a program. Full buckets are forgotten, so that short-lived programs leave nothing behind.
class ProgramRates
{
public:
    explicit ProgramRates(CallRate rate) : m_rate(rate) {}
    bool take(const std::string& program, base::SteadyTime now);
    std::size_t size() const { return m_buckets.size(); }

private:
    static constexpr std::size_t tidyAt = 256;
    CallRate m_rate;
    std::size_t m_tidyNext = tidyAt;
    std::map<std::string, TokenBucket, std::less<>> m_buckets;
};

} // namespace keystead::access
