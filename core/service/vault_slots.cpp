// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/vault_slots.h"

#include "core/base/log.h"
#include "core/keys/key_anchor.h"
#include "core/keys/recovery_text.h"
#include "core/service/keychain_io.h"
#include "core/service/output_place.h"
#include "core/service/rotation_job.h"
#include "core/service/slot_making.h"
#include "core/service/vault_unlock.h"
#include "core/transfer/emergency_sheet.h"
#include "core/vault/profile_store.h"
#include "core/vault/settings_store.h"

namespace keystead::service {

namespace {

using base::ErrorCode;
using keys::SlotKind;

struct Written
{
    base::Status done;
};
struct Tokens
{
    base::Result<std::vector<keys::TokenInfo>> list;
};

model::AuditEvent slotEvent(const model::Actor& actor, const std::string& change, const keys::SlotInfo& slot)
{
    model::AuditEvent event = eventOf(model::AuditAction::SecurityAlert, actor);
    event.detail = {{"cause", "slot_change"},
                    {"change", change},
                    {"kind", std::string{keys::toText(slot.kind)}},
                    {"slot", slot.id.text}};
    return event;
}

// The record, the key file, the commit: where the file cannot be written nothing is recorded, where the commit fails
// the old file comes back.
base::Result<std::uint64_t> replaceKeyFile(Context& context, VaultSession& session, keys::KeyFile next,
                                           model::AuditEvent event, bool keysAreKnownElsewhere = false)
{
    if (session.keyFileUnsettled)
        return base::fail(ErrorCode::IllegalState, "the vault key is being replaced just now; try again in a moment");
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    if (keysAreKnownElsewhere)
        KS_TRY(noteRotationWish(session, change.transaction(), vault::key_reason::slotRemoved));
    KS_TRY(change.record(std::move(event)));
    KS_TRY(next.save(context.keyFilePath(), session.vaultKey));
    const auto commit = [&]() -> base::Result<std::uint64_t> {
        KS_TRY(rememberKeyFile(session, next, change.transaction()));
        return change.commit();
    }();
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

base::Status checkRequest(const AddSlot& request)
{
    const bool phrase = request.kind == SlotKind::Passphrase || request.kind == SlotKind::Combined;
    if (phrase && !request.passphrase)
        return base::fail(ErrorCode::InvalidArgument, "passphrase: a new one is needed");
    if (phrase)
        return checkNewPassphrase(*request.passphrase, request.allowWeak);
    return base::ok();
}

// A copy of the slots to work on, and what tells whether they were changed meanwhile.
struct Base
{
    keys::KeyFile file;
    std::uint64_t counter = 0;
};

base::Result<VaultSession*> unchanged(Context& context, const Base& base)
{
    KS_ASSIGN(VaultSession* const session, context.open());
    if (session->keyFile.counter() != base.counter)
        return base::fail(ErrorCode::StorageConflict, "the key slots were changed meanwhile");
    return session;
}

// Two slots that one passphrase opens are one: removing the first would not shut it out.
TaskOf<void> checkUnused(ContextPtr context, keys::KeyFile file, SlotMaterialPtr material)
{
    if (!material->request.passphrase)
        co_return base::ok();
    const auto given = std::make_shared<UnlockVault>();
    given->passphrase = material->request.passphrase->clone();
    auto opening = openSlots(context, std::move(file), given);
    const base::Result<keys::OpenedVault> opened = co_await opening;
    if (opened && opened->kind == material->request.kind)
        co_return base::fail(ErrorCode::AlreadyExists,
                             "passphrase: the slot " + opened->slot.text + " has it already; choose another one");
    co_return base::ok();
}

TaskOf<void> writeSheet(ContextPtr context, std::string file, SlotDraftPtr draft,
                        std::shared_ptr<base::Secret> recoveryText)
{
    const auto sheet = std::make_shared<transfer::EmergencySheet>();
    sheet->recoveryText = recoveryText->clone();
    sheet->vault = draft->file.vaultId();
    sheet->slot = draft->id;
    sheet->folder = context->parts.vaultFolder.string();
    sheet->made = context->now();
    sheet->program = std::string{"Keystead "} + KEYSTEAD_VERSION;
    std::function<Written()> work = [sheet, file] {
        Written written{transfer::writeEmergencySheet(*sheet, file)};
        sheet->recoveryText.clear();
        return written;
    };
    auto working = context->worker.run<Written>(std::move(work));
    const std::shared_ptr<Written> written = co_await working;
    co_return written->done;
}

// In force from here on.
TaskOf<AddedSlot> putInForce(ContextPtr context, Base before, SlotDraftPtr draft, std::string change,
                             std::optional<base::SlotId> replaced, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, unchanged(*context, before));
    if (replaced)
        KS_CO_TRY(draft->file.removeSlot(*replaced));
    AddedSlot added;
    added.slot = draft->file.find(draft->id).value_or(keys::SlotInfo{});
    KS_CO_ASSIGN(
        const std::uint64_t commit,
        replaceKeyFile(*context, *session, draft->file, slotEvent(actor, change, added.slot), replaced.has_value()));
    auto finishing = finishChange(context, commit);
    const base::Status done = co_await finishing;
    if (!done)
        co_return done.error();
    co_return added;
}

TaskOf<void> forgetItem(ContextPtr context, keys::SlotInfo slot, base::VaultId vault)
{
    if (!slot.wantsKeychain())
        co_return base::ok();
    auto removing = removeItem(context->parts.keychain, keys::slotItemName(vault.text, slot.id.text));
    const base::Status removed = co_await removing;
    if (!removed)
        base::logWarning("vault",
                         "the keychain item of a removed slot is still there: " + base::toString(removed.error()));
    co_return base::ok();
}

} // namespace

TaskOf<AddedSlot> addSlot(ContextPtr context, AddSlot request, Proof proof, model::Actor actor)
{
    KS_CO_TRY(checkRequest(request));
    if (request.kind == SlotKind::Recovery && !request.sheetFile.empty())
        KS_CO_TRY(checkOutputPlace(*context, "sheet", request.sheetFile));
    auto checking = checkProof(context, std::move(proof), actor);
    const base::Status proven = co_await checking;
    if (!proven)
        co_return proven.error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    Base before{session->keyFile, session->keyFile.counter()};
    const auto material = std::make_shared<SlotMaterial>(SlotMaterial{session->vaultKey.clone(), std::move(request)});
    auto comparing = checkUnused(context, before.file, material);
    const base::Status unused = co_await comparing;
    if (!unused)
        co_return unused.error();
    auto making = makeSlot(context, before.file, material);
    const base::Result<SlotDraftPtr> made = co_await making;
    if (!made)
        co_return made.error();
    const SlotDraftPtr draft = *made;
    const auto text = std::make_shared<base::Secret>();
    const std::string sheet = material->request.sheetFile;
    base::Status ready = base::ok();
    if (!draft->recoveryKey.empty()) {
        KS_CO_ASSIGN(*text, keys::recoveryText(draft->recoveryKey));
        draft->recoveryKey.clear();
        if (!sheet.empty()) {
            auto writing = writeSheet(context, sheet, draft, text);
            ready = co_await writing;
        }
    }
    if (!ready)
        co_return ready.error(); // only a sheet can fail here, and it leaves nothing behind
    auto forcing = putInForce(context, std::move(before), draft, "added", std::nullopt, actor);
    base::Result<AddedSlot> added = co_await forcing;
    if (added) {
        added->recoveryText = std::move(*text);
        co_return added;
    }
    if (!sheet.empty() && !text->empty()) {
        std::error_code ignored;
        std::filesystem::remove(sheet, ignored); // a sheet of a slot that never was
    }
    auto undoing = undoMaking(context, draft, material);
    const base::Status ignored = co_await undoing;
    (void)ignored;
    co_return added.error();
}

TaskOf<void> addUsualSlot(ContextPtr context, AddSlot request, Proof proof, model::Actor actor)
{
    auto adding = addSlot(context, std::move(request), std::move(proof), std::move(actor));
    const base::Result<AddedSlot> added = co_await adding;
    if (!added)
        co_return added.error();
    co_return base::ok();
}

TaskOf<void> confirmRecoverySlot(ContextPtr context, base::SlotId slot, base::Secret typed, model::Actor actor)
{
    KS_CO_ASSIGN(const base::Secret key, keys::recoveryKeyFromText(typed));
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    keys::KeyFile next = session->keyFile;
    KS_CO_TRY(next.confirmRecoverySlot(slot, key));
    const auto info = next.find(slot);
    KS_CO_ASSIGN(const std::uint64_t commit,
                 replaceKeyFile(*context, *session, std::move(next), slotEvent(actor, "confirmed", *info)));
    auto finishing = finishChange(context, commit);
    base::Status done = co_await finishing;
    co_return done;
}

TaskOf<AddedSlot> changePassphrase(ContextPtr context, base::SlotId slot, base::Secret passphrase, bool allowWeak,
                                   Proof proof, model::Actor actor)
{
    KS_CO_TRY(checkNewPassphrase(passphrase, allowWeak));
    auto checking = checkProof(context, std::move(proof), actor);
    const base::Status proven = co_await checking;
    if (!proven)
        co_return proven.error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    const auto old = session->keyFile.find(slot);
    if (!old || !old->wantsPassphrase())
        co_return base::fail(ErrorCode::NotFound, "there is no slot " + slot.text + " with a passphrase");
    AddSlot request;
    request.kind = old->kind;
    request.label = old->label;
    request.passphrase = std::move(passphrase);
    Base before{session->keyFile, session->keyFile.counter()};
    const auto material = std::make_shared<SlotMaterial>(SlotMaterial{session->vaultKey.clone(), std::move(request)});
    auto comparing = checkUnused(context, before.file, material);
    const base::Status unused = co_await comparing;
    if (!unused)
        co_return unused.error();
    auto making = makeSlot(context, before.file, material);
    const base::Result<SlotDraftPtr> made = co_await making;
    if (!made)
        co_return made.error();
    const base::VaultId vault = before.file.vaultId();
    auto forcing = putInForce(context, std::move(before), *made, "passphrase_changed", slot, actor);
    base::Result<AddedSlot> changed = co_await forcing;
    if (!changed) {
        auto undoing = undoMaking(context, *made, material);
        const base::Status ignored = co_await undoing;
        (void)ignored;
        co_return changed.error();
    }
    auto forgetting = forgetItem(context, *old, vault);
    const base::Status ignored = co_await forgetting;
    (void)ignored;
    rotateAfterSlotRemoval(context, actor); // whoever knew the old passphrase may know the keys
    co_return changed;
}

TaskOf<void> removeSlot(ContextPtr context, base::SlotId slot, Proof proof, model::Actor actor)
{
    auto checking = checkProof(context, std::move(proof), actor);
    const base::Status proven = co_await checking;
    if (!proven)
        co_return proven.error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    const auto found = session->keyFile.find(slot);
    if (!found)
        co_return base::fail(ErrorCode::NotFound, "there is no slot " + slot.text);
    keys::KeyFile next = session->keyFile;
    KS_CO_TRY(next.removeSlot(slot));
    const base::VaultId vault = next.vaultId();
    KS_CO_ASSIGN(const std::uint64_t commit,
                 replaceKeyFile(*context, *session, std::move(next), slotEvent(actor, "removed", *found), true));
    auto finishing = finishChange(context, commit);
    const base::Status done = co_await finishing;
    if (!done)
        co_return done.error();
    auto forgetting = forgetItem(context, *found, vault);
    const base::Status ignored = co_await forgetting;
    (void)ignored;
    rotateAfterSlotRemoval(context, actor); // whoever had the slot knows the keys
    co_return base::ok();
}

TaskOf<std::vector<keys::TokenInfo>> listTokens(ContextPtr context)
{
    std::function<Tokens()> work = [modules = context->slotTools.modules] { return Tokens{modules->tokens()}; };
    auto working = context->slotTools.worker.run<Tokens>(std::move(work));
    const std::shared_ptr<Tokens> tokens = co_await working;
    co_return std::move(tokens->list);
}

base::Status checkKeyAnchor(VaultSession& session)
{
    KS_ASSIGN(const auto remembered, session.vault->settings().value(keyAnchorSetting));
    return keys::compareKeyAnchor(session.keyFile, session.vaultKey, remembered.value_or(std::string{}));
}

base::Status rememberKeyFile(VaultSession& session, const keys::KeyFile& file, db::Transaction& transaction)
{
    KS_ASSIGN(const std::string text, keys::keyAnchorText(file, session.vaultKey));
    std::string ids;
    for (const keys::SlotInfo& slot : file.slots())
        ids += slot.id.text + " ";
    KS_TRY(session.vault->settings().setValue(transaction, keySlotsSetting, ids));
    return session.vault->settings().setValue(transaction, keyAnchorSetting, text);
}

base::Result<std::vector<UnrecordedSlot>> unrecordedSlots(VaultSession& session)
{
    std::vector<UnrecordedSlot> changes;
    KS_ASSIGN(const auto remembered, session.vault->settings().value(keySlotsSetting));
    if (!remembered)
        return changes;
    std::string gone = *remembered;
    for (const keys::SlotInfo& slot : session.keyFile.slots()) {
        const auto at = gone.find(slot.id.text + " ");
        if (at == std::string::npos)
            changes.push_back({slot.id.text, true});
        else
            gone.erase(at, slot.id.text.size() + 1);
    }
    for (std::size_t begin = 0; begin < gone.size();) {
        const auto end = gone.find(' ', begin);
        changes.push_back({gone.substr(begin, end - begin), false});
        begin = end == std::string::npos ? gone.size() : end + 1;
    }
    return changes;
}

} // namespace keystead::service
