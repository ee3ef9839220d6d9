// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/access_ops.h"

namespace keystead::service {

using base::ErrorCode;

TaskOf<void> authorizeCaller(ContextPtr context, model::AccessWant, model::Caller, base::CancelToken)
{
    KS_CO_TRY(context->open());
    co_return base::ok();
}

TaskOf<std::vector<model::Grant>> listGrants(ContextPtr context)
{
    KS_CO_TRY(context->open());
    co_return std::vector<model::Grant>{};
}

TaskOf<model::Grant> addGrant(ContextPtr, AddGrant, Proof, model::Actor)
{
    co_return base::fail(ErrorCode::Unsupported, "not yet");
}

TaskOf<void> removeGrant(ContextPtr, base::GrantId, model::Actor)
{
    co_return base::fail(ErrorCode::NotFound, "there is no such grant");
}

TaskOf<std::vector<ProgramUse>> programUse(ContextPtr context, int)
{
    KS_CO_TRY(context->open());
    co_return std::vector<ProgramUse>{};
}

void setPersonPresent(Context&, bool) {}

std::vector<model::ApprovalPrompt> openApprovals(const Context&)
{
    return {};
}

TaskOf<void> answerApproval(ContextPtr, model::ApprovalAnswer, model::Actor)
{
    co_return base::fail(ErrorCode::NotFound, "there is no such question");
}

} // namespace keystead::service
