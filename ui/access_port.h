// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the window asks of the core about programs: who may what, who used what, and what the person says when one asks.
// The rules of CorePort. Nothing that comes back holds a secret.
#include "core/service/access_requests.h"
#include "core/service/requests.h"
#include "ui/port_types.h"

#include <vector>

class QObject;

namespace keystead::ui {

class AccessPort
{
public:
    virtual ~AccessPort() = default;
    virtual void grants(QObject* context, Then<std::vector<model::Grant>> then) = 0;
    virtual void addGrant(QObject* context, service::AddGrant request, service::Proof proof,
                          Then<model::Grant> then) = 0;
    virtual void removeGrant(QObject* context, base::GrantId id, Then<void> then) = 0;
    // Of the last `days` days, most used first.
    virtual void programUse(QObject* context, int days, Then<std::vector<service::ProgramUse>> then) = 0;
    // Whether somebody can be asked. While nobody can, a program without a grant is refused at once.
    virtual void setPersonPresent(bool present) = 0;
    // The questions that are open, as CorePort::approvalsChanged told them last.
    virtual std::vector<model::ApprovalPrompt> approvals() const = 0;
    virtual void answerApproval(QObject* context, model::ApprovalAnswer answer, Then<void> then) = 0;
};

} // namespace keystead::ui
