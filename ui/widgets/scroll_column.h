// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A page whose parts stand in one column that scrolls and is never wider than can be read.

class QVBoxLayout;
class QWidget;

namespace keystead::ui {

// Makes `page` such a page and gives the column that its parts go in.
QVBoxLayout* makeScrollColumn(QWidget* page, int width = 820);

} // namespace keystead::ui
