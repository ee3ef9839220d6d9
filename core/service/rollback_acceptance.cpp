// SPDX-License-Identifier: GPL-3.0-or-later
// A vault that was put back to an older state: the person has looked and goes on with it. Its token families wait as
// after a restore, since a newer state of the vault, here or on another machine, may have renewed them.
#include "core/backup/restore.h"
#include "core/service/vault_lifecycle.h"
#include "core/service/vault_slots.h"
#include "core/vault/connection_store.h"
#include "core/vault/settings_store.h"

namespace keystead::service {

namespace {

base::Result<std::uint64_t> writeAcceptance(VaultSession& session, model::Actor actor, base::WallTime now)
{
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    KS_TRY(session.vault->settings().setValue(change.transaction(), rollbackPending, "0"));
    KS_ASSIGN(const int held, backup::holdFamilies(*session.vault, change.transaction(), now, backup::putBackDetail));
    model::AuditEvent event = eventOf(model::AuditAction::SecurityAlert, std::move(actor));
    event.detail = {{"cause", "rollback"}, {"accepted", "yes"}, {"held", std::to_string(held)}};
    KS_TRY(change.record(std::move(event)));
    return change.commit();
}

} // namespace

TaskOf<void> acceptRollback(ContextPtr context, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    if (!session->rolledBack)
        co_return base::ok();
    KS_CO_ASSIGN(const std::uint64_t commit, writeAcceptance(*session, std::move(actor), context->now()));
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    still->rolledBack = false;
    still->refresher->hold(false);
    still->refresher->takeUpLate();
    still->scheduler->start();
    model::ChangeSet changes;
    if (auto held = still->vault->connections().withRefreshToken())
        changes.updated = std::move(*held);
    changes.auditChanged = true;
    context->emitChanged(std::move(changes));
    context->emitStatus();
    co_return base::ok();
}

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
