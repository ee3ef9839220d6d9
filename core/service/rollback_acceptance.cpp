// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/vault_lifecycle.h"
#include "core/service/vault_slots.h"

namespace keystead::service {

TaskOf<void> acceptRollbackProven(ContextPtr context, Proof proof, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    if (!session->rolledBack)
        co_return base::fail(base::ErrorCode::IllegalState, "the vault is not older than remembered");
    if (session->hasPassphraseSlot()) {
        auto checking = checkProof(context, std::move(proof), actor);
        const base::Status proven = co_await checking;
        if (!proven)
            co_return proven.error();
    }
    auto accepting = acceptRollback(context, std::move(actor));
    base::Status accepted = co_await accepting;
    co_return accepted;
}

} // namespace keystead::service
