// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A made-up vault in every state, for the gallery and the tests of the window.
#include "core/base/clock.h"

namespace keystead::ui::test {

class FakeCore;

// Fills the core: providers, profiles, connections in every state, audit records. `now` is the clock that the window
// sees.
void fillSample(FakeCore& core, base::WallTime now);

} // namespace keystead::ui::test
