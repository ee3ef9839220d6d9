// SPDX-License-Identifier: GPL-3.0-or-later
// The main window's pages, each made when it is first wanted.
#include "ui/app_context.h"
#include "ui/audit/audit_page.h"
#include "ui/backup/backups_page.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/detail_pane.h"
#include "ui/connections/sidebar.h"
#include "ui/import/import_page.h"
#include "ui/keys/keys_page.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/profiles/profiles_page.h"
#include "ui/programs/program_census.h"
#include "ui/programs/programs_page.h"
#include "ui/settings/settings_page.h"
#include "ui/vault/first_run_page.h"
#include "ui/vault/unlock_page.h"
#include "ui/widgets/undo_bar.h"

#include <QButtonGroup>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>

namespace keystead::ui {

void MainWindow::showPage(Page page)
{
    switch (page) {
    case Page::Connections:
        m_pages->setCurrentWidget(connectionsPage());
        break;
    case Page::Audit:
        auditPage()->activate();
        m_pages->setCurrentWidget(m_auditPage);
        break;
    case Page::Keys:
        keysPage()->activate();
        m_pages->setCurrentWidget(m_keysPage);
        break;
    case Page::Backups:
        backupsPage()->activate();
        m_pages->setCurrentWidget(m_backupsPage);
        break;
    case Page::Settings:
        settingsPage()->activate();
        m_pages->setCurrentWidget(m_settingsPage);
        break;
    case Page::Import:
        importPage()->activate();
        m_pages->setCurrentWidget(m_importPage);
        break;
    case Page::Profiles:
        m_pages->setCurrentWidget(profilesPage());
        m_profilesPage->activate();
        break;
    case Page::Programs:
        m_pages->setCurrentWidget(programsPage());
        m_programsPage->activate();
        break;
    }
    m_census->setWatched(page == Page::Connections);
    if (m_connectionsPage && page != Page::Connections)
        m_connectionsPage->detail()->concealAll();
    m_nav->button(static_cast<int>(page))->setChecked(true);
    m_sidebar->setVisible(page == Page::Connections);
    m_navLine->setVisible(page == Page::Connections);
    m_undo->setAside(m_undoPage && m_undoPage != m_pages->currentWidget());
    leaveErrorToDetails();
    enableActions();
}

ConnectionsPage* MainWindow::connectionsPage()
{
    if (m_connectionsPage)
        return m_connectionsPage;
    m_connectionsPage = new ConnectionsPage(m_context, *m_catalog, *m_model, *m_connectionActions, *m_census, this);
    m_connectionsPage->restoreState();
    m_pages->addWidget(m_connectionsPage);
    connect(m_connectionsPage, &ConnectionsPage::addRequested, m_actions->add, &QAction::trigger);
    connect(m_connectionsPage, &ConnectionsPage::importRequested, m_actions->importFile, &QAction::trigger);
    connect(m_connectionsPage, &ConnectionsPage::practiceRequested, this, &MainWindow::practiceRequested);
    connect(m_connectionsPage, &ConnectionsPage::selectionMoved, this, &MainWindow::enableActions);
    connect(m_connectionsPage, &ConnectionsPage::selectionMoved, this, &MainWindow::leaveErrorToDetails);
    connect(m_connectionsPage, &ConnectionsPage::menuRequested, this, &MainWindow::openMenu);
    connect(m_connectionsPage, &ConnectionsPage::showAuditRequested, this, [this](const QString& id) {
        showPage(Page::Audit);
        auditPage()->showConnection(id);
    });
    auto* menu = new QMenu(m_connectionsPage);
    menu->addActions({m_actions->signIn, m_actions->copySecret, m_actions->howTo, m_actions->edit,
                      m_actions->moveProfile, m_actions->pause, m_actions->resume});
    menu->addSeparator();
    menu->addActions({m_actions->revoke, m_actions->remove});
    m_connectionsPage->detail()->moreButton()->setMenu(menu);
    connectDetailPrograms();
    return m_connectionsPage;
}

AuditPage* MainWindow::auditPage()
{
    if (!m_auditPage) {
        m_auditPage = new AuditPage(m_context, this);
        m_auditPage->setConnections(m_model->all());
        m_pages->addWidget(m_auditPage);
        connect(m_model, &ConnectionModel::contentChanged, m_auditPage,
                [this] { m_auditPage->setConnections(m_model->all()); });
    }
    return m_auditPage;
}

KeysPage* MainWindow::keysPage()
{
    if (!m_keysPage) {
        m_keysPage = new KeysPage(m_context, this);
        m_pages->addWidget(m_keysPage);
    }
    return m_keysPage;
}

BackupsPage* MainWindow::backupsPage()
{
    if (!m_backupsPage) {
        m_backupsPage = new BackupsPage(m_context, this);
        m_pages->addWidget(m_backupsPage);
    }
    return m_backupsPage;
}

SettingsPage* MainWindow::settingsPage()
{
    if (!m_settingsPage) {
        m_settingsPage = new SettingsPage(m_context, this);
        m_pages->addWidget(m_settingsPage);
        connect(m_settingsPage, &SettingsPage::settingsChanged, this, &MainWindow::takeSettings);
        connect(m_settingsPage, &SettingsPage::keysRequested, this, [this] { showPage(Page::Keys); });
        connect(m_settingsPage, &SettingsPage::backupsRequested, this, [this] { showPage(Page::Backups); });
    }
    return m_settingsPage;
}

FirstRunPage* MainWindow::firstRunPage()
{
    if (!m_firstRun) {
        m_firstRun = new FirstRunPage(m_context, this);
        m_root->addWidget(m_firstRun);
        connect(m_firstRun, &FirstRunPage::practiceRequested, this, &MainWindow::practiceRequested);
    }
    return m_firstRun;
}

UnlockPage* MainWindow::unlockPage()
{
    if (!m_unlock) {
        m_unlock = new UnlockPage(m_context, this);
        m_root->addWidget(m_unlock);
    }
    return m_unlock;
}

} // namespace keystead::ui
