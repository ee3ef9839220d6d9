// SPDX-License-Identifier: GPL-3.0-or-later
// The door's part about programs.
#include "core/service/access_ops.h"
#include "core/service/core_service_impl.h"

namespace keystead::service {

TaskOf<void> CoreService::authorize(model::AccessWant want, model::Caller caller, base::CancelToken cancel)
{
    return authorizeCaller(m_impl->context, std::move(want), std::move(caller), std::move(cancel));
}
TaskOf<std::vector<model::Grant>> CoreService::grants()
{
    return listGrants(m_impl->context);
}
TaskOf<model::Grant> CoreService::addGrant(AddGrant request, Proof proof, model::Actor actor)
{
    return service::addGrant(m_impl->context, std::move(request), std::move(proof), std::move(actor));
}
TaskOf<model::Grant> CoreService::askForGrant(AddGrant request, model::Caller caller, base::CancelToken cancel)
{
    return service::askForGrant(m_impl->context, std::move(request), std::move(caller), std::move(cancel));
}
TaskOf<void> CoreService::removeGrant(base::GrantId id, model::Actor actor)
{
    return service::removeGrant(m_impl->context, std::move(id), std::move(actor));
}
TaskOf<std::vector<ProgramUse>> CoreService::programUse(int days)
{
    return service::programUse(m_impl->context, days);
}
void CoreService::setPersonPresent(bool present)
{
    service::setPersonPresent(*m_impl->context, present);
}
bool CoreService::personPresent() const
{
    return m_impl->context->access.personPresent;
}
std::vector<model::ApprovalPrompt> CoreService::approvals() const
{
    return openApprovals(*m_impl->context);
}
TaskOf<void> CoreService::answerApproval(model::ApprovalAnswer answer, model::Actor actor)
{
    return service::answerApproval(m_impl->context, std::move(answer), std::move(actor));
}

} // namespace keystead::service
