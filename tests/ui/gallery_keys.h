// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The gallery's pictures of the pages for keys and backups.
#include <functional>

class QWidget;

namespace keystead::ui {
class MainWindow;
}

namespace keystead::ui::test {

struct Stage;
using Grab = std::function<void(QWidget* widget, const char* name)>;
void showKeys(Stage& stage, MainWindow& window, const Grab& grab);
void showBackups(Stage& stage, MainWindow& window, const Grab& grab);

} // namespace keystead::ui::test
