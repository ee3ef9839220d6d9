// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The gallery's pictures of imports and profiles, over made-up values.
#include <functional>

class QWidget;

namespace keystead::ui {
class MainWindow;
}

namespace keystead::ui::test {

struct Stage;
using Grab = std::function<void(QWidget*, const char*)>;

void grabImports(Stage& stage, MainWindow& window, const Grab& grab);

} // namespace keystead::ui::test
