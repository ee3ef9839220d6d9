// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A clock whose wall time a test moves by hand; the steady one stands.
#include "core/base/clock.h"

#include <chrono>

namespace keystead::ui::test {

class HandClock final : public base::Clock
{
public:
    base::WallTime now() const override { return m_now; }
    base::SteadyTime steady() const override { return {}; }
    void pass(std::chrono::milliseconds span) { m_now += span; }

private:
    base::WallTime m_now = base::SystemClock().now();
};

} // namespace keystead::ui::test
