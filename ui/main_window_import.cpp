// SPDX-License-Identifier: GPL-3.0-or-later
// The main window's way to imports and profiles.
#include "ui/app_context.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections_page.h"
#include "ui/import/file_drop.h"
#include "ui/import/find_dialog.h"
#include "ui/import/import_page.h"
#include "ui/import/import_wizard.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/profiles/profile_dialogs.h"
#include "ui/profiles/profiles_page.h"

#include <QStackedWidget>

namespace keystead::ui {

void MainWindow::connectImports()
{
    connect(m_actions->importFile, &QAction::triggered, this, [this] { importFile(); });
    connect(m_actions->findSecrets, &QAction::triggered, this, [this] { findSecrets(); });
    connect(m_actions->pageImport, &QAction::triggered, this, [this] { showPage(Page::Import); });
    connect(m_actions->pageProfiles, &QAction::triggered, this, [this] { showPage(Page::Profiles); });
    connect(m_actions->moveProfile, &QAction::triggered, this, [this] {
        const auto connection = connectionsPage()->selected();
        if (!connection)
            return;
        auto* dialog = new MoveDialog(m_context, *m_catalog, {*connection}, this);
        connect(dialog, &MoveDialog::moved, this, [this](int, const QString& profile) {
            showMessage(tr("It is in the profile “%1” now.").arg(profile), {});
        });
        dialog->open();
    });
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

FindDialog* MainWindow::findSecrets()
{
    auto* dialog = new FindDialog(m_context, this);
    connect(dialog, &FindDialog::lookRequested, this, [this, dialog](const QString& path) {
        auto* wizard = new ImportWizard(m_context, *m_catalog, dialog);
        wizard->setFile(path);
        wizard->open();
    });
    dialog->open();
    return dialog;
}

ImportPage* MainWindow::importPage()
{
    if (!m_importPage) {
        m_importPage = new ImportPage(m_context, this);
        m_pages->addWidget(m_importPage);
        connect(m_importPage, &ImportPage::importRequested, m_actions->importFile, &QAction::trigger);
        connect(m_importPage, &ImportPage::findRequested, m_actions->findSecrets, &QAction::trigger);
    }
    return m_importPage;
}

ProfilesPage* MainWindow::profilesPage()
{
    if (!m_profilesPage) {
        m_profilesPage = new ProfilesPage(m_context, *m_catalog, *m_model, this);
        m_pages->addWidget(m_profilesPage);
    }
    return m_profilesPage;
}

} // namespace keystead::ui
