// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which program may have what (docs/grants.md): the policy asked, the person asked, grants made and taken away. Thread:
// the core thread.
#include "core/service/context.h"

namespace keystead::service {

TaskOf<void> authorizeCaller(ContextPtr context, model::AccessWant want, model::Caller caller,
                             base::CancelToken cancel);
TaskOf<std::vector<model::Grant>> listGrants(ContextPtr context);
TaskOf<model::Grant> addGrant(ContextPtr context, AddGrant request, Proof proof, model::Actor actor);
TaskOf<void> removeGrant(ContextPtr context, base::GrantId id, model::Actor actor);
TaskOf<std::vector<ProgramUse>> programUse(ContextPtr context, int days);
void setPersonPresent(Context& context, bool present);
std::vector<model::ApprovalPrompt> openApprovals(const Context& context);
TaskOf<void> answerApproval(ContextPtr context, model::ApprovalAnswer answer, model::Actor actor);

} // namespace keystead::service
