// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/core_client_access.h"

#include "core/service/core_client.h"

namespace keystead::ui {

using service::CoreService;
using service::person;

void CoreClientAccess::grants(QObject* context, Then<std::vector<model::Grant>> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.grants(); }, std::move(then));
}

void CoreClientAccess::addGrant(QObject* context, service::AddGrant request, service::Proof proof,
                                Then<model::Grant> then)
{
    m_client.ask(
        context,
        [r = std::move(request), p = std::move(proof)](CoreService& core) mutable {
            return core.addGrant(std::move(r), std::move(p), person());
        },
        std::move(then));
}

void CoreClientAccess::removeGrant(QObject* context, base::GrantId id, Then<void> then)
{
    m_client.ask(
        context, [id](CoreService& core) { return core.removeGrant(id, person()); }, std::move(then));
}

void CoreClientAccess::programUse(QObject* context, int days, Then<std::vector<service::ProgramUse>> then)
{
    m_client.ask(
        context, [days](CoreService& core) { return core.programUse(days); }, std::move(then));
}

void CoreClientAccess::setPersonPresent(bool present)
{
    m_client.tell([present](CoreService& core) { core.setPersonPresent(present); });
}

void CoreClientAccess::answerApproval(QObject* context, model::ApprovalAnswer answer, Then<void> then)
{
    m_client.ask(
        context,
        [a = std::move(answer)](CoreService& core) mutable { return core.answerApproval(std::move(a), person()); },
        std::move(then));
}

} // namespace keystead::ui
