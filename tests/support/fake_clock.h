// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A clock that stands still until a test moves it. Wall and steady time move together with advance(), wall time alone
// with setWall(): a person or a server corrected the clock. Thread: all members from any thread.
#include "core/base/clock.h"

#include <atomic>
#include <cstdint>
#include <string_view>

namespace keystead::test {

class FakeClock final : public base::Clock
{
public:
    // 2026-11-22T12:00:00Z, an hour after boot.
    FakeClock() = default;
    explicit FakeClock(std::string_view rfc3339) { setWall(*base::fromRfc3339(rfc3339)); }

    base::WallTime now() const override { return base::fromMillis(m_wall); }
    base::SteadyTime steady() const override { return base::SteadyTime{m_steady}; }

    void setWall(base::WallTime time) { m_wall = base::toMillis(time); }
    void setSteady(base::SteadyTime time) { m_steady = time.count(); }
    void advance(std::chrono::milliseconds by)
    {
        m_wall += by.count();
        m_steady += by.count();
    }
    // The wall clock jumps; what waits on steady time notices nothing.
    void jumpWall(std::chrono::milliseconds by) { m_wall += by.count(); }

private:
    std::atomic<std::int64_t> m_wall{1795348800000};
    std::atomic<std::int64_t> m_steady{3600000};
};

} // namespace keystead::test
