// SPDX-License-Identifier: GPL-3.0-or-later
// The main window's way to imports and profiles.
#include "ui/app_context.h"
#include "ui/import/file_drop.h"
#include "ui/import/import_wizard.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"

namespace keystead::ui {

void MainWindow::connectImports()
{
    connect(m_actions->importFile, &QAction::triggered, this, [this] { importFile(); });
    auto* drop = new FileDrop(this, [this] { return m_state == service::VaultState::Unlocked; });
    connect(drop, &FileDrop::dropped, this, [this](const QString& path) { importFile(path); });
}

ImportWizard* MainWindow::importFile(const QString& path)
{
    auto* wizard = new ImportWizard(m_context, *m_catalog, this);
    if (!path.isEmpty())
        wizard->setFile(path);
    wizard->open();
    return wizard;
}

} // namespace keystead::ui
