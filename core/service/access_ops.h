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
// The same grant, asked of the person in the window instead of proven: made as it was shown, or not at all. Denied
// where nobody is there to ask, or where nobody can say which program asks.
TaskOf<model::Grant> askForGrant(ContextPtr context, AddGrant request, model::Caller caller, base::CancelToken cancel);
// The person's answer to a grant that is asked for: its id. Refusals are on record and slow the caller down.
TaskOf<base::GrantId> askForGrant(ContextPtr context, model::WantedGrant wanted, model::Caller caller,
                                  base::CancelToken cancel);
TaskOf<void> removeGrant(ContextPtr context, base::GrantId id, model::Actor actor);
TaskOf<std::vector<ProgramUse>> programUse(ContextPtr context, int days);
void setPersonPresent(Context& context, bool present);
std::vector<model::ApprovalPrompt> openApprovals(const Context& context);
TaskOf<void> answerApproval(ContextPtr context, model::ApprovalAnswer answer, model::Actor actor);

} // namespace keystead::service
