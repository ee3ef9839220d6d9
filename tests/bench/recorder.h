// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Times of single operations and what they come to. Google Benchmark's own medians are medians of means, which hide the
// slow ones: so each operation is timed by itself, beside its floor in the same round, and the result travels as
// counters in Google Benchmark's JSON. packaging/dev/bench-table.py reads them.
#include <benchmark/benchmark.h>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace keystead::bench {

using Duration = std::chrono::nanoseconds;

class Recorder
{
public:
    // Runs `work`, remembers how long it took and gives back what it gave.
    template <class Work> auto time(Work&& work)
    {
        const Stopwatch watch(*this);
        return std::forward<Work>(work)();
    }
    Duration last() const { return m_times.empty() ? Duration{} : m_times.back(); }
    // Nearest rank; `share` in (0, 1]. Zero where nothing was recorded.
    Duration percentile(double share) const;

private:
    class Stopwatch
    {
    public:
        explicit Stopwatch(Recorder& owner) : m_owner(owner), m_began(std::chrono::steady_clock::now()) {}
        ~Stopwatch() { m_owner.m_times.push_back(std::chrono::steady_clock::now() - m_began); }
        Stopwatch(const Stopwatch&) = delete;
        Stopwatch& operator=(const Stopwatch&) = delete;

    private:
        Recorder& m_owner;
        std::chrono::steady_clock::time_point m_began;
    };
    std::vector<Duration> m_times;
};

// What the project promises; absent: no promise.
struct Target
{
    std::optional<Duration> median;
    std::optional<Duration> p99;
    std::optional<Duration> overFloor; // the median less the floor's median
};

// Writes everything into the run's counters, in microseconds; `floorName` becomes its label.
void report(benchmark::State& state, const Recorder& operation, const Recorder& floor, const char* floorName,
            const Target& target);

} // namespace keystead::bench
