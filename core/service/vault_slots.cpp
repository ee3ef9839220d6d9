// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/vault_slots.h"

#include "core/base/log.h"
#include "core/service/keychain_io.h"
#include "core/service/vault_lifecycle.h"

#include <algorithm>

namespace keystead::service {

namespace {

using base::ErrorCode;

constexpr std::size_t minPassphrase = 8;

model::AuditEvent slotEvent(const model::Actor& actor, const std::string& change, keys::SlotKind kind)
{
    model::AuditEvent event = eventOf(model::AuditAction::SecurityAlert, actor);
    event.detail = {{"cause", "slot_change"}, {"change", change}, {"kind", std::string{keys::toText(kind)}}};
    return event;
}

// The record, the key file, the commit: where the file cannot be written nothing is recorded, where the commit fails
// the old file comes back.
base::Result<std::uint64_t> replaceKeyFile(Context& context, VaultSession& session, keys::KeyFile next,
                                           model::AuditEvent event)
{
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    KS_TRY(change.record(std::move(event)));
    KS_TRY(next.save(context.keyFilePath(), session.vaultKey));
    auto commit = change.commit();
    if (!commit) {
        if (const base::Status restored = session.keyFile.save(context.keyFilePath(), session.vaultKey); !restored)
            base::logError("vault", "the key file could not be put back: " + base::toString(restored.error()));
        return commit;
    }
    session.keyFile = std::move(next);
    return commit;
}

TaskOf<void> finishChange(ContextPtr context, std::uint64_t commit)
{
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    context->notify({Notification::Kind::SecurityAlert, {}, {}, "slot_change"});
    model::ChangeSet changes;
    changes.auditChanged = true;
    context->emitChanged(std::move(changes));
    context->emitStatus();
    co_return base::ok();
}

struct NewKeys
{
    keys::KeyFile file;
    base::Result<base::SlotId> slot;
};

} // namespace

TaskOf<void> checkProof(ContextPtr context, Proof proof, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    if (!session->hasPassphraseSlot()) {
        if (!proof.confirmed)
            co_return base::fail(ErrorCode::Denied, "not confirmed");
        co_return base::ok();
    }
    if (!proof.passphrase)
        co_return base::fail(ErrorCode::Denied, "the passphrase is needed");
    KS_CO_TRY(context->attempts.check());
    auto opening = openWithPassphrase(context, session->keyFile, std::move(*proof.passphrase));
    const base::Result<base::Secret> opened = co_await opening;
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    if (opened && opened->equals(still->vaultKey)) {
        context->attempts.succeeded();
        co_return base::ok();
    }
    if (opened)
        co_return base::fail(ErrorCode::Tampered, "the key file belongs to another vault");
    if (opened.error().code == ErrorCode::WrongPassphrase) {
        context->attempts.failed();
        model::AuditEvent event =
            eventOf(model::AuditAction::UnlockFailed, std::move(actor), model::AuditOutcome::Failure);
        event.detail = {{"method", "passphrase"}, {"while", "unlocked"}};
        if (const auto commit = still->record(std::move(event)); !commit)
            co_return commit.error();
    }
    co_return opened.error();
}

TaskOf<void> addPassphraseSlot(ContextPtr context, base::Secret passphrase, Proof proof, model::Actor actor)
{
    if (passphrase.size() < minPassphrase)
        co_return base::fail(ErrorCode::InvalidArgument, "passphrase: needs at least 8 characters");
    auto checking = checkProof(context, std::move(proof), actor);
    const base::Status proven = co_await checking;
    if (!proven)
        co_return proven.error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    const auto key = std::make_shared<base::Secret>(session->vaultKey.clone());
    const auto phrase = std::make_shared<base::Secret>(std::move(passphrase));
    const base::WallTime now = context->now();
    std::function<NewKeys()> work = [file = session->keyFile, key, phrase, now]() mutable {
        auto slot = file.addPassphraseSlot(*key, *phrase, "Passphrase", now);
        return NewKeys{std::move(file), std::move(slot)};
    };
    auto working = context->worker.run<NewKeys>(std::move(work));
    const std::shared_ptr<NewKeys> made = co_await working;
    key->clear();
    if (!made->slot)
        co_return made->slot.error();
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    if (made->file.slots().size() != still->keyFile.slots().size() + 1)
        co_return base::fail(ErrorCode::StorageConflict, "the key slots were changed meanwhile");
    KS_CO_ASSIGN(const std::uint64_t commit, replaceKeyFile(*context, *still, std::move(made->file),
                                                            slotEvent(actor, "added", keys::SlotKind::Passphrase)));
    auto finishing = finishChange(context, commit);
    base::Status done = co_await finishing;
    co_return done;
}

TaskOf<void> addKeychainSlot(ContextPtr context, Proof proof, model::Actor actor)
{
    auto checking = checkProof(context, std::move(proof), actor);
    const base::Status proven = co_await checking;
    if (!proven)
        co_return proven.error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    keys::KeyFile next = session->keyFile;
    KS_CO_ASSIGN(auto slot, next.addKeychainSlot(session->vaultKey, "Desktop keyring", context->now()));
    const std::string item = keys::slotItemName(next.vaultId().text, slot.id.text);
    auto writing = writeItemSafely(context->parts.keychain, item, std::move(slot.item));
    const base::Status written = co_await writing;
    if (!written)
        co_return written.error();
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    if (next.slots().size() != still->keyFile.slots().size() + 1)
        co_return base::fail(ErrorCode::StorageConflict, "the key slots were changed meanwhile");
    const auto commit =
        replaceKeyFile(*context, *still, std::move(next), slotEvent(actor, "added", keys::SlotKind::Keychain));
    if (!commit) {
        auto removing = removeItem(context->parts.keychain, item);
        const base::Status ignored = co_await removing;
        (void)ignored;
        co_return commit.error();
    }
    auto finishing = finishChange(context, *commit);
    base::Status done = co_await finishing;
    co_return done;
}

TaskOf<void> removeSlot(ContextPtr context, base::SlotId slot, Proof proof, model::Actor actor)
{
    auto checking = checkProof(context, std::move(proof), actor);
    const base::Status proven = co_await checking;
    if (!proven)
        co_return proven.error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    const auto slots = session->keyFile.slots();
    const auto found =
        std::find_if(slots.begin(), slots.end(), [&](const keys::SlotInfo& info) { return info.id == slot; });
    if (found == slots.end())
        co_return base::fail(ErrorCode::NotFound, "slot " + slot.text);
    keys::KeyFile next = session->keyFile;
    KS_CO_TRY(next.removeSlot(slot));
    const std::string item = keys::slotItemName(next.vaultId().text, slot.text);
    KS_CO_ASSIGN(const std::uint64_t commit,
                 replaceKeyFile(*context, *session, std::move(next), slotEvent(actor, "removed", found->kind)));
    auto finishing = finishChange(context, commit);
    const base::Status done = co_await finishing;
    if (!done)
        co_return done.error();
    if (found->kind == keys::SlotKind::Keychain) {
        auto removing = removeItem(context->parts.keychain, item);
        const base::Status removed = co_await removing;
        if (!removed)
            base::logWarning("vault",
                             "the keychain item of a removed slot is still there: " + base::toString(removed.error()));
    }
    co_return base::ok();
}

} // namespace keystead::service
