// SPDX-License-Identifier: GPL-3.0-or-later
// That a person asks: what opens the vault is shown again.
#include "core/service/vault_slots.h"
#include "core/service/vault_unlock.h"

namespace keystead::service {

using base::ErrorCode;

TaskOf<void> checkProof(ContextPtr context, Proof proof, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    const auto given = std::make_shared<UnlockVault>();
    given->passphrase = std::move(proof.passphrase);
    given->recoveryKey = std::move(proof.recoveryKey);
    given->pin = std::move(proof.pin);
    given->slot = proof.slot;
    const std::string method = methodOf(*given);
    if (method == keys::toText(keys::SlotKind::Keychain)) { // nothing was given
        if (session->hasPassphraseSlot())
            co_return base::fail(ErrorCode::Denied, "the passphrase is needed");
        if (!proof.confirmed)
            co_return base::fail(ErrorCode::Denied, "not confirmed");
        co_return base::ok();
    }
    KS_CO_TRY(context->attempts.check());
    const base::Secret expected = session->vaultKey.clone();
    auto opening = openSlots(context, session->keyFile, given);
    const base::Result<keys::OpenedVault> opened = co_await opening;
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    // The vault key may have been replaced while Argon2id ran.
    if (opened && (opened->vaultKey.equals(still->vaultKey) || opened->vaultKey.equals(expected))) {
        context->attempts.succeeded();
        co_return base::ok();
    }
    if (opened)
        co_return base::fail(ErrorCode::Tampered, "the key file belongs to another vault");
    if (isWrongGuess(opened.error().code)) {
        context->attempts.failed();
        model::AuditEvent event =
            eventOf(model::AuditAction::UnlockFailed, std::move(actor), model::AuditOutcome::Failure);
        event.detail = {{"method", method}, {"while", "unlocked"}};
        if (const auto commit = still->record(std::move(event)); !commit)
            co_return commit.error();
    }
    co_return opened.error();
}

} // namespace keystead::service
