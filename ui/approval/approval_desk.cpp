// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/approval/approval_desk.h"

#include "ui/access_port.h"
#include "ui/app_context.h"
#include "ui/approval/approval_dialog.h"
#include "ui/core_port.h"
#include "ui/programs/program_words.h"
#include "ui/text.h"

#include <algorithm>
#include <QApplication>

namespace keystead::ui {

namespace {

QString whatOf(const model::ApprovalPrompt& prompt)
{
    if (prompt.items.empty())
        return {};
    return wantText(prompt.items.front()) + QStringLiteral(" “") + q(prompt.items.front().connectionName, 100) +
           QStringLiteral("”");
}

} // namespace

ApprovalDesk::ApprovalDesk(const AppContext& context, QObject* parent) : QObject(parent), m_context(context)
{
    connect(&context.core, &CorePort::approvalsChanged, this, &ApprovalDesk::take);
    m_expiry.setInterval(500);
    connect(&m_expiry, &QTimer::timeout, this, &ApprovalDesk::dropExpired);
    take(context.core.access().approvals());
}

ApprovalDesk::~ApprovalDesk()
{
    for (const QPointer<ApprovalDialog>& each : m_made)
        delete each.data(); // nobody else owns them: they stand for themselves, beside the main window
}

ApprovalDialog* ApprovalDesk::dialog() const
{
    return m_dialog;
}

// The whole list each time: new ones are told, those that are gone are settled, those that stand may have grown.
void ApprovalDesk::take(const std::vector<model::ApprovalPrompt>& prompts)
{
    const auto listed = [&](const std::string& id) {
        return std::any_of(prompts.begin(), prompts.end(), [&](const auto& each) { return each.id == id; });
    };
    std::erase_if(m_answered, [&](const std::string& id) { return !listed(id); });
    const std::vector<model::ApprovalPrompt> before = m_open;
    for (const model::ApprovalPrompt& each : before) {
        if (listed(each.id))
            continue;
        if (each.expiresAt <= m_context.clock.now())
            Q_EMIT unanswered(programName(each.caller.program));
        remove(each.id);
    }
    for (const model::ApprovalPrompt& prompt : prompts) {
        if (m_answered.count(prompt.id) > 0)
            continue;
        const auto known =
            std::find_if(m_open.begin(), m_open.end(), [&](const auto& each) { return each.id == prompt.id; });
        if (known == m_open.end()) {
            m_open.push_back(prompt);
            Q_EMIT asked(QString::fromStdString(prompt.id), programName(prompt.caller.program), whatOf(prompt));
        } else {
            *known = prompt;
        }
    }
    show();
}

void ApprovalDesk::remove(const std::string& id)
{
    std::erase_if(m_open, [&](const auto& each) { return each.id == id; });
    ++m_settled;
    if (m_dialog && m_dialog->prompt().id == id) {
        m_dialog->withdraw();
        m_dialog.clear();
    }
    Q_EMIT settled(QString::fromStdString(id));
}

void ApprovalDesk::show()
{
    if (m_open.empty()) {
        m_settled = 0;
        m_expiry.stop();
        Q_EMIT waitingChanged();
        return;
    }
    m_expiry.start();
    if (m_dialog) {
        const auto shown = std::find_if(m_open.begin(), m_open.end(),
                                        [this](const auto& each) { return each.id == m_dialog->prompt().id; });
        if (shown != m_open.end())
            m_dialog->setPrompt(*shown);
    } else {
        m_dialog = new ApprovalDialog(m_context, m_open.front());
        std::erase_if(m_made, [](const auto& each) { return each.isNull(); });
        m_made.push_back(m_dialog);
        connect(m_dialog, &ApprovalDialog::answered, this, &ApprovalDesk::answer);
        m_dialog->show();
        m_dialog->raise(); // without the keyboard: the person may be typing elsewhere
        QApplication::alert(m_dialog);
    }
    m_dialog->setPlace(m_settled + 1, m_settled + waiting());
    Q_EMIT waitingChanged();
}

void ApprovalDesk::answer(const model::ApprovalAnswer& answer)
{
    const QString program = m_dialog ? programName(m_dialog->prompt().caller.program) : QString();
    m_dialog.clear(); // it closes by itself
    m_answered.insert(answer.prompt);
    m_context.core.access().answerApproval(this, answer, [this, answer, program](base::Result<void> result) {
        if (!result && result.error().code != base::ErrorCode::NotFound) // NotFound: nobody waits any more
            Q_EMIT failed(program, result.error());
    });
    remove(answer.prompt);
    // The next one only when this one is off the screen.
    QTimer::singleShot(0, this, &ApprovalDesk::show);
}

void ApprovalDesk::dropExpired()
{
    const base::WallTime now = m_context.clock.now();
    const std::vector<model::ApprovalPrompt> before = m_open;
    for (const model::ApprovalPrompt& each : before) {
        if (each.expiresAt + std::chrono::seconds{2} > now) // the core's own word comes first
            continue;
        m_answered.insert(each.id);
        Q_EMIT unanswered(programName(each.caller.program));
        remove(each.id);
    }
    if (before.size() != m_open.size())
        show();
}

void ApprovalDesk::bring()
{
    if (!m_dialog)
        return;
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

} // namespace keystead::ui
