// SPDX-License-Identifier: GPL-3.0-or-later
// The main window's actions and messages.
#include "ui/about_dialog.h"
#include "ui/app_context.h"
#include "ui/approval/approval_desk.h"
#include "ui/audit/audit_page.h"
#include "ui/backup/backups_page.h"
#include "ui/command_list.h"
#include "ui/connections/catalog.h"
#include "ui/connections/connection_actions.h"
#include "ui/connections/connection_list.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/detail_pane.h"
#include "ui/core_port.h"
#include "ui/keys/keys_page.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/undo_bar.h"

#include <QApplication>
#include <QMenu>
#include <QStackedWidget>

namespace keystead::ui {

void MainWindow::connectActions()
{
    const auto withSelected = [this](auto method) {
        return [this, method] {
            ConnectionActions& actions = *m_connectionActions; // g++ 12's sanitizers lose what stands left of ->*
            if (const auto c = connectionsPage()->selected())
                (actions.*method)(*c);
        };
    };
    connect(m_actions->add, &QAction::triggered, this, [this] { addConnection(); });
    connect(m_actions->find, &QAction::triggered, this, [this] {
        showPage(Page::Connections);
        connectionsPage()->focusSearch();
    });
    connect(m_actions->test, &QAction::triggered, this, withSelected(&ConnectionActions::test));
    connect(m_actions->refresh, &QAction::triggered, this, withSelected(&ConnectionActions::refresh));
    connect(m_actions->signIn, &QAction::triggered, this, withSelected(&ConnectionActions::signIn));
    connect(m_actions->edit, &QAction::triggered, this, withSelected(&ConnectionActions::edit));
    connect(m_actions->pause, &QAction::triggered, this, withSelected(&ConnectionActions::pause));
    connect(m_actions->resume, &QAction::triggered, this, withSelected(&ConnectionActions::resume));
    connect(m_actions->revoke, &QAction::triggered, this, withSelected(&ConnectionActions::revoke));
    connect(m_actions->remove, &QAction::triggered, this, withSelected(&ConnectionActions::remove));
    connect(m_actions->copySecret, &QAction::triggered, this, [this] {
        if (const auto c = connectionsPage()->selected())
            m_connectionActions->copy(*c, {});
    });
    connect(m_actions->exportReport, &QAction::triggered, this, [this] {
        showPage(Page::Audit);
        auditPage()->exportReport();
    });
    connect(m_actions->verify, &QAction::triggered, this, [this] {
        showPage(Page::Audit);
        auditPage()->verify();
    });
    connect(m_actions->pageConnections, &QAction::triggered, this, [this] { showPage(Page::Connections); });
    connect(m_actions->pageAudit, &QAction::triggered, this, [this] { showPage(Page::Audit); });
    connect(m_actions->pageKeys, &QAction::triggered, this, [this] { showPage(Page::Keys); });
    connect(m_actions->pageBackups, &QAction::triggered, this, [this] { showPage(Page::Backups); });
    connect(m_actions->addSlot, &QAction::triggered, this, [this] {
        showPage(Page::Keys);
        keysPage()->addSlot();
    });
    connect(m_actions->replaceKeys, &QAction::triggered, this, [this] {
        showPage(Page::Keys);
        keysPage()->replaceKeys();
    });
    connect(m_actions->backUp, &QAction::triggered, this, [this] {
        showPage(Page::Backups);
        backupsPage()->backUp();
    });
    connect(m_actions->restore, &QAction::triggered, this, [this] {
        showPage(Page::Backups);
        backupsPage()->restore();
    });
    for (QAction* action : {m_actions->pageSettings, m_actions->settings})
        connect(action, &QAction::triggered, this, [this] { showPage(Page::Settings); });
    connect(m_actions->lock, &QAction::triggered, this, [this] {
        Q_EMIT lockedByPerson();
        m_context.core.lock(this, [this](base::Result<void> result) {
            if (!result)
                showError(tr("The vault could not be locked"), result.error());
        });
    });
    connect(m_actions->lockNow, &QAction::triggered, this, [this] {
        Q_EMIT lockedByPerson();
        m_context.core.lockNow(this, [this](base::Result<void> result) {
            if (!result)
                showError(tr("The vault could not be locked"), result.error());
        });
    });
    connect(m_actions->commands, &QAction::triggered, this,
            [this] { (new CommandList(m_actions->all(), this))->open(); });
    connect(m_actions->about, &QAction::triggered, this,
            [this] { (new AboutDialog(m_context, m_actions->all(), this))->open(); });
    connect(m_actions->undo, &QAction::triggered, this, [this] {
        if (m_undo->isVisible() && m_undoStep) {
            m_undo->hide();
            std::exchange(m_undoStep, {})();
            enableActions();
        }
    });
    connect(m_actions->quit, &QAction::triggered, this, [this] {
        saveState();
        Q_EMIT quitRequested();
    });
}

// Good news goes by itself. An error stays until it is dismissed or the same connection does well.
void MainWindow::connectMessages()
{
    const auto mended = [this](const QString& about) {
        if (!about.isEmpty() && about == m_errorAbout)
            m_error->clear();
    };
    connect(m_connectionActions, &ConnectionActions::message, this,
            [this, mended](const QString& about, const QString& text) {
                mended(about);
                showMessage(text, {});
            });
    connect(m_connectionActions, &ConnectionActions::undoable, this,
            [this, mended](const QString& about, const QString& text, const std::function<void()>& undo) {
                mended(about);
                showMessage(text, undo);
            });
    connect(m_connectionActions, &ConnectionActions::failed, this,
            [this](const QString& about, const QString& title, const base::Error& error) {
                showError(title, error);
                if (error.code != base::ErrorCode::Cancelled)
                    m_errorAbout = about;
            });
    connect(m_connectionActions, &ConnectionActions::refreshFailed, this, &MainWindow::refreshFailed);
    connect(m_model, &ConnectionModel::contentChanged, this, &MainWindow::leaveErrorToDetails);
}

void MainWindow::showMessage(const QString& text, const std::function<void()>& undo)
{
    m_undoStep = undo;
    m_undoPage = m_pages->currentWidget();
    m_undo->show(text, undo);
    enableActions();
}

// What is wrong is said once: by the details where they show the connection, else by the window's banner.
void MainWindow::refreshFailed(const QString& about, const QString& title, const base::Error& error)
{
    if (error.code == base::ErrorCode::Cancelled)
        return;
    showError(title, error);
    m_errorAbout = about;
    m_errorIsState = true;
    m_errorSignIn->setVisible(error.code == base::ErrorCode::SignInNeeded ||
                              error.code == base::ErrorCode::OAuthInvalidGrant);
    leaveErrorToDetails();
}

void MainWindow::leaveErrorToDetails()
{
    if (m_errorIsState && !m_error->isHidden() && m_connectionsPage && m_pages->currentWidget() == m_connectionsPage &&
        m_connectionsPage->detail()->tells(base::ConnectionId{m_errorAbout.toStdString()}))
        m_error->clear();
}

void MainWindow::enableActions()
{
    const bool open = m_state == service::VaultState::Unlocked;
    for (QAction* action : m_actions->all())
        action->setEnabled(open || action == m_actions->about || action == m_actions->quit);
    const auto c = open && m_connectionsPage && m_pages->currentWidget() == m_connectionsPage
                       ? m_connectionsPage->selected()
                       : std::nullopt;
    for (QAction* action : m_actions->forConnection())
        action->setEnabled(c.has_value());
    m_actions->answer->setEnabled(open && m_approvals->waiting() > 0);
    m_actions->undo->setEnabled(open && m_undo->isVisible() && static_cast<bool>(m_undoStep));
    if (!c)
        return;
    const bool oauth = c->kind == model::AuthKind::OAuth2;
    const bool minted = c->kind == model::AuthKind::ClientCredentials || c->kind == model::AuthKind::Jwt;
    const bool paused = c->state == model::ConnectionState::Paused;
    m_actions->test->setEnabled(!paused);
    m_actions->signIn->setEnabled(oauth);
    m_actions->moveProfile->setEnabled(m_catalog->profiles().size() > 1);
    m_actions->refresh->setEnabled(!paused && (c->hasRefreshToken || minted));
    m_actions->pause->setVisible(!paused);
    m_actions->resume->setVisible(paused);
    m_actions->revoke->setEnabled(m_connectionActions->canRevoke(*c) && c->state != model::ConnectionState::Revoked);
}

void MainWindow::openMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_actions->test, m_actions->refresh, m_actions->signIn, m_actions->copySecret, m_actions->howTo});
    menu->addSeparator();
    menu->addActions({m_actions->edit, m_actions->moveProfile, m_actions->pause, m_actions->resume, m_actions->revoke,
                      m_actions->remove});
    menu->popup(at);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::ShowToParent:
    case QEvent::HideToParent:
        if (watched->parent() == m_banners)
            m_banners->setVisible(!m_practice->isHidden() || !m_rollback->isHidden() || !m_keysDue->isHidden() ||
                                  !m_waiting->isHidden() || !m_error->isHidden());
        break;
    default:
        break;
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace keystead::ui
