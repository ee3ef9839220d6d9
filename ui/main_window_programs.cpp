// SPDX-License-Identifier: GPL-3.0-or-later
// The main window's way to programs: their page, their questions, how they use a connection.
#include "ui/app_context.h"
#include "ui/approval/approval_desk.h"
#include "ui/audit/audit_page.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/detail_pane.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/programs/grant_actions.h"
#include "ui/programs/how_to_dialog.h"
#include "ui/programs/programs_page.h"
#include "ui/widgets/banner.h"

#include <QStackedWidget>

namespace keystead::ui {

void MainWindow::connectPrograms()
{
    connect(m_actions->pagePrograms, &QAction::triggered, this, [this] { showPage(Page::Programs); });
    connect(m_actions->allowProgram, &QAction::triggered, this, [this] {
        const bool shown = m_connectionsPage && m_pages->currentWidget() == m_connectionsPage;
        const auto connection = shown ? m_connectionsPage->selected() : std::nullopt;
        m_grantActions->allow(connection ? connection->id : base::ConnectionId{});
    });
    connect(m_actions->howTo, &QAction::triggered, this, [this] {
        if (const auto connection = connectionsPage()->selected())
            (new HowToDialog(m_context, *m_model, *connection, this))->open();
    });
    connect(m_actions->answer, &QAction::triggered, m_approvals, &ApprovalDesk::bring);
    connect(m_grantActions, &GrantActions::message, this, [this](const QString& text) { showMessage(text, {}); });
    connect(m_grantActions, &GrantActions::undoable, this, &MainWindow::showMessage);
    connect(m_grantActions, &GrantActions::failed, this, &MainWindow::showError);
    connect(m_approvals, &ApprovalDesk::waitingChanged, this, &MainWindow::showWaiting);
    connect(m_approvals, &ApprovalDesk::unanswered, this, [this](const QString& program) {
        showMessage(tr("“%1” was denied: nobody answered within 60 seconds.").arg(program), {});
    });
    connect(m_approvals, &ApprovalDesk::failed, this, [this](const QString& program, const base::Error& error) {
        showError(tr("Your answer to “%1” could not be passed on").arg(program), error);
    });
}

void MainWindow::connectDetailPrograms()
{
    DetailPane* const detail = m_connectionsPage->detail();
    connect(detail, &DetailPane::revokeGrantsRequested, m_grantActions, &GrantActions::revoke);
    connect(detail, &DetailPane::allowProgramRequested, m_actions->allowProgram, &QAction::trigger);
    connect(detail, &DetailPane::howToRequested, m_actions->howTo, &QAction::trigger);
}

void MainWindow::showWaiting()
{
    const int waiting = m_approvals->waiting();
    if (waiting > 0)
        m_waiting->show(QStringLiteral("accent"), QStringLiteral("program"),
                        tr("%n programs wait for your answer", nullptr, waiting),
                        tr("The question stands in a window of its own. To it: %1.")
                            .arg(m_actions->answer->shortcut().toString(QKeySequence::NativeText)));
    else
        m_waiting->clear();
    enableActions();
}

ProgramsPage* MainWindow::programsPage()
{
    if (!m_programsPage) {
        m_programsPage = new ProgramsPage(m_context, *m_model, *m_grantActions, this);
        m_programsPage->setSettings(m_settings);
        m_pages->addWidget(m_programsPage);
        connect(m_programsPage, &ProgramsPage::settingsRequested, this, [this] { showPage(Page::Settings); });
        connect(m_programsPage, &ProgramsPage::showAuditRequested, this, [this](const QString& id) {
            showPage(Page::Audit);
            auditPage()->showConnection(id);
        });
    }
    return m_programsPage;
}

} // namespace keystead::ui
