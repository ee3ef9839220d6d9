// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How often each program was denied in the last ten minutes, and how long the next answer takes for it: an asker that
// is denied again and again is slowed, others are not. Pure.
#include "core/base/clock.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <iterator>
#include <map>
#include <string>

namespace keystead::access {

class DenialHistory
{
public:
    static constexpr base::SteadyTime window{std::chrono::minutes{10}};
    static constexpr int freeDenials = 4;
    static constexpr std::chrono::milliseconds firstDelay{250};
    static constexpr std::chrono::milliseconds longestDelay{15'000};
    static constexpr std::size_t maxPrograms = 256;
    static constexpr std::size_t maxKept = 64; // of a program

    void denied(const std::string& program, base::SteadyTime now)
    {
        forget(now);
        if (m_times.size() >= maxPrograms && !m_times.contains(program))
            m_times.erase(m_times.begin());
        std::deque<base::SteadyTime>& times = m_times[program];
        times.push_back(now);
        if (times.size() > maxKept)
            times.pop_front();
    }
    int lately(const std::string& program, base::SteadyTime now)
    {
        forget(now);
        const auto found = m_times.find(program);
        return found == m_times.end() ? 0 : static_cast<int>(found->second.size());
    }
    std::chrono::milliseconds delay(const std::string& program, base::SteadyTime now)
    {
        const int over = lately(program, now) - freeDenials;
        if (over <= 0)
            return std::chrono::milliseconds{0};
        return std::min(firstDelay * (1 << std::min(over - 1, 10)), longestDelay);
    }
    // The person said yes: what was denied before was a mistake.
    void forgive(const std::string& program) { m_times.erase(program); }

private:
    void forget(base::SteadyTime now)
    {
        for (auto entry = m_times.begin(); entry != m_times.end();) {
            std::deque<base::SteadyTime>& times = entry->second;
            while (!times.empty() && now - times.front() > window)
                times.pop_front();
            entry = times.empty() ? m_times.erase(entry) : std::next(entry);
        }
    }
    std::map<std::string, std::deque<base::SteadyTime>> m_times;
};

} // namespace keystead::access
