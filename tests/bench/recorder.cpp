// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/recorder.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace keystead::bench {

namespace {

double micros(Duration duration)
{
    return std::chrono::duration<double, std::micro>(duration).count();
}

} // namespace

Duration Recorder::percentile(double share) const
{
    if (m_times.empty())
        return Duration{};
    std::vector<Duration> sorted = m_times;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    const auto place =
        sorted.begin() + static_cast<std::ptrdiff_t>(std::clamp<std::size_t>(rank, 1, sorted.size()) - 1);
    std::nth_element(sorted.begin(), place, sorted.end());
    return *place;
}

void report(benchmark::State& state, const Recorder& operation, const Recorder& floor, const char* floorName,
            const Target& target)
{
    state.SetLabel(floorName);
    state.counters["median_us"] = micros(operation.percentile(0.5));
    state.counters["p99_us"] = micros(operation.percentile(0.99));
    state.counters["floor_median_us"] = micros(floor.percentile(0.5));
    state.counters["floor_p99_us"] = micros(floor.percentile(0.99));
    if (target.median)
        state.counters["target_median_us"] = micros(*target.median);
    if (target.p99)
        state.counters["target_p99_us"] = micros(*target.p99);
    if (target.overFloor)
        state.counters["target_over_floor_us"] = micros(*target.overFloor);
}

} // namespace keystead::bench
