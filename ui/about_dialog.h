// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Version, licence, what Keystead promises and does not, and the shortcuts.
#include <QDialog>
#include <vector>

class QAction;

namespace keystead::ui {

struct AppContext;

class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    AboutDialog(const AppContext& context, const std::vector<QAction*>& actions, QWidget* parent);
};

} // namespace keystead::ui
