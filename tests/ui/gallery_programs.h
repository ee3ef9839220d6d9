// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The gallery's pictures of programs: their page, their questions, what breaks, how a connection is used.
#include "gallery_keys.h"

namespace keystead::ui::test {

void showPrograms(Stage& stage, MainWindow& window, const Grab& grab);

} // namespace keystead::ui::test
