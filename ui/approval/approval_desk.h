// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The questions of programs, one dialog at a time in the order in which they were asked. Tells when one comes, so that
// the desktop can say so, and when it is settled or nobody answered in time.
#include "core/base/result.h"
#include "core/model/approval.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <set>
#include <string>
#include <vector>

namespace keystead::ui {

struct AppContext;
class ApprovalDialog;

class ApprovalDesk : public QObject
{
    Q_OBJECT
public:
    explicit ApprovalDesk(const AppContext& context, QObject* parent = nullptr);
    ~ApprovalDesk() override;
    ApprovalDialog* dialog() const; // null: nothing is asked
    int waiting() const { return static_cast<int>(m_open.size()); }
    // To the person who wants to answer: the dialog comes to the front and takes the keyboard.
    void bring();

Q_SIGNALS:
    void asked(const QString& prompt, const QString& program, const QString& what);
    void settled(const QString& prompt);
    void unanswered(const QString& program); // denied, since nobody answered
    void failed(const QString& program, const keystead::base::Error& error);
    void waitingChanged();

private:
    void take(const std::vector<model::ApprovalPrompt>& prompts);
    void show();
    void answer(const model::ApprovalAnswer& answer);
    void dropExpired();
    void remove(const std::string& id);

    const AppContext& m_context;
    std::vector<model::ApprovalPrompt> m_open; // in the order of asking, without those that were answered here
    std::set<std::string> m_answered;          // until the core has taken them off its list
    int m_settled = 0;                         // since nothing was open: for "2 of 3"
    QPointer<ApprovalDialog> m_dialog;
    std::vector<QPointer<ApprovalDialog>> m_made; // those that are closing too
    QTimer m_expiry;
};

} // namespace keystead::ui
