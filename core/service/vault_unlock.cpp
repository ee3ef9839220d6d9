// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/vault_unlock.h"

#include "core/backup/swap.h"
#include "core/keys/recovery_text.h"
#include "core/service/keychain_io.h"
#include "core/service/restore_ops.h"
#include "core/service/rotation_recovery.h"
#include "core/service/token_watch.h"
#include "core/service/vault_lifecycle.h"
#include "core/service/vault_opening.h"
#include "core/service/vault_slots.h"

#include <algorithm>

namespace keystead::service {

namespace {

using base::ErrorCode;
using keys::SlotKind;

struct OpenedSlots
{
    base::Result<keys::OpenedVault> vault;
};
struct Decrypted
{
    base::Result<keys::TokenShares> shares;
};

TaskOf<base::Secret> itemOf(ContextPtr context, keys::KeyFile keyFile, base::SlotId slot)
{
    auto reading = readItem(context->parts.keychain, keys::slotItemName(keyFile.vaultId().text, slot.text));
    base::Result<base::Secret> item = co_await reading;
    co_return item;
}

TaskOf<keys::OpenedVault> openByKeychain(ContextPtr context, keys::KeyFile keyFile)
{
    base::Error problem = base::fail(ErrorCode::KeychainItemMissing, "the vault has no keychain slot");
    for (const keys::SlotInfo& slot : keyFile.slots()) {
        if (slot.kind != SlotKind::Keychain)
            continue;
        auto reading = itemOf(context, keyFile, slot.id);
        base::Result<base::Secret> item = co_await reading;
        if (!item) {
            problem = item.error();
            continue;
        }
        keys::SlotSecrets secrets;
        secrets.keychainItems.emplace(slot.id, std::move(*item));
        auto opened = keyFile.open(secrets);
        if (opened)
            co_return opened;
        problem = opened.error();
    }
    co_return problem;
}

TaskOf<keys::OpenedVault> openOnWorker(ContextPtr context, keys::KeyFile keyFile,
                                       std::shared_ptr<keys::SlotSecrets> secrets)
{
    std::function<OpenedSlots()> work = [keyFile = std::move(keyFile), secrets] {
        OpenedSlots opened{keyFile.open(*secrets)};
        *secrets = {};
        return opened;
    };
    auto working = context->worker.run<OpenedSlots>(std::move(work));
    const std::shared_ptr<OpenedSlots> opened = co_await working;
    co_return std::move(opened->vault);
}

// Passphrase slots, then combined ones with the keychain's half.
TaskOf<keys::OpenedVault> openByPassphrase(ContextPtr context, keys::KeyFile keyFile,
                                           std::shared_ptr<UnlockVault> given)
{
    const auto secrets = std::make_shared<keys::SlotSecrets>();
    secrets->passphrase = std::move(*given->passphrase);
    std::optional<base::Error> keychain;
    bool alone = true; // combined slots alone
    for (const keys::SlotInfo& slot : keyFile.slots()) {
        alone = alone && slot.kind != SlotKind::Passphrase;
        if (slot.kind != SlotKind::Combined)
            continue;
        auto reading = itemOf(context, keyFile, slot.id);
        base::Result<base::Secret> item = co_await reading;
        if (item)
            secrets->keychainItems.emplace(slot.id, std::move(*item));
        else
            keychain = item.error();
    }
    if (alone && keychain && secrets->keychainItems.empty())
        co_return base::fail(keychain->code, "the keychain's half of the key: " + keychain->detail);
    auto opening = openOnWorker(context, std::move(keyFile), secrets);
    base::Result<keys::OpenedVault> opened = co_await opening;
    if (!opened && opened.error().code == ErrorCode::NotFound)
        co_return base::fail(ErrorCode::NotFound, "the vault has no passphrase slot");
    if (!opened && keychain && opened.error().code == ErrorCode::WrongPassphrase)
        co_return base::fail(ErrorCode::WrongPassphrase,
                             "the keychain did not give its half of another slot: " + base::toString(*keychain));
    co_return opened;
}

TaskOf<keys::OpenedVault> openByRecoveryKey(ContextPtr, keys::KeyFile keyFile, std::shared_ptr<UnlockVault> given)
{
    keys::SlotSecrets secrets;
    KS_CO_ASSIGN(secrets.recoveryKey, keys::recoveryKeyFromText(*given->recoveryKey));
    auto opened = keyFile.open(secrets);
    if (!opened && opened.error().code == ErrorCode::NotFound)
        co_return base::fail(ErrorCode::NotFound, "the vault has no recovery key slot");
    if (!opened && opened.error().code == ErrorCode::WrongKey)
        co_return base::fail(ErrorCode::WrongKey, "this recovery key is of another vault, or its slot was removed");
    co_return opened;
}

// The slot that was named, or the only one of a token.
base::Result<base::SlotId> tokenSlotOf(const keys::KeyFile& keyFile, const UnlockVault& given)
{
    std::vector<keys::SlotInfo> found = keyFile.slots();
    std::erase_if(found, [&](const keys::SlotInfo& slot) {
        return slot.kind != SlotKind::Pkcs11 || (given.slot && slot.id != *given.slot);
    });
    if (found.empty())
        return base::fail(ErrorCode::NotFound, given.slot ? "no token slot " + given.slot->text
                                                          : std::string{"the vault has no token slot"});
    if (found.size() > 1)
        return base::fail(
            ErrorCode::AmbiguousName,
            "the vault has several token slots: name one of them, so that the PIN goes to no other token");
    return found.front().id;
}

TaskOf<keys::OpenedVault> openByToken(ContextPtr context, keys::KeyFile keyFile, std::shared_ptr<UnlockVault> given)
{
    const auto secrets = std::make_shared<keys::SlotSecrets>();
    KS_CO_ASSIGN(secrets->tokenSlot, tokenSlotOf(keyFile, *given));
    KS_CO_ASSIGN(const auto request, keyFile.tokenRequest(*secrets->tokenSlot));
    std::function<Decrypted()> work = [modules = context->slotTools.modules, request, given] {
        Decrypted decrypted{modules->decrypt(request, *given->pin, {given->useFinalTry})};
        given->pin->clear();
        return decrypted;
    };
    auto working = context->slotTools.worker.run<Decrypted>(std::move(work));
    const std::shared_ptr<Decrypted> decrypted = co_await working;
    if (!decrypted->shares)
        co_return decrypted->shares.error();
    secrets->tokenShare = std::move(decrypted->shares->share);
    secrets->tokenShareNext = std::move(decrypted->shares->next);
    auto opened = keyFile.open(*secrets);
    co_return opened;
}

} // namespace

bool isWrongGuess(ErrorCode code)
{
    return code == ErrorCode::WrongPassphrase || code == ErrorCode::WrongKey || code == ErrorCode::WrongPin;
}

std::string methodOf(const UnlockVault& given)
{
    return std::string{toText(given.passphrase    ? SlotKind::Passphrase
                              : given.recoveryKey ? SlotKind::Recovery
                              : given.pin         ? SlotKind::Pkcs11
                                                  : SlotKind::Keychain)};
}

TaskOf<keys::OpenedVault> openSlots(ContextPtr context, keys::KeyFile keyFile, std::shared_ptr<UnlockVault> given)
{
    if (given->passphrase)
        return openByPassphrase(context, std::move(keyFile), given);
    if (given->recoveryKey)
        return openByRecoveryKey(context, std::move(keyFile), given);
    if (given->pin)
        return openByToken(context, std::move(keyFile), given);
    return openByKeychain(context, std::move(keyFile));
}

TaskOf<void> unlockVault(ContextPtr context, UnlockVault request, model::Actor actor)
{
    if (context->session && !context->closing) {
        if (methodOf(request) == toText(SlotKind::Keychain)) // nothing was given
            co_return base::ok();
        // It is open; what was given is judged all the same, so that nobody takes a wrong passphrase for the right one.
        Proof proof;
        proof.passphrase = std::move(request.passphrase);
        proof.recoveryKey = std::move(request.recoveryKey);
        proof.pin = std::move(request.pin);
        proof.slot = request.slot;
        auto checking = checkProof(context, std::move(proof), actor);
        base::Status proven = co_await checking;
        co_return proven;
    }
    KS_CO_TRY(checkIdle(*context));
    if (const base::Status completed = completeRestore(*context); !completed)
        co_return remember(*context, completed.error());
    completeCreation(*context);
    KS_CO_ASSIGN(keys::KeyFile keyFile, keys::KeyFile::load(context->keyFilePath()));
    const auto given = std::make_shared<UnlockVault>(std::move(request));
    const std::string method = methodOf(*given);
    const bool typed = method != toText(SlotKind::Keychain);
    if (typed)
        KS_CO_TRY(context->attempts.check());
    const OpeningMark mark(context);
    auto opening = openSlots(context, keyFile, given);
    base::Result<keys::OpenedVault> opened = co_await opening;
    if (!opened) {
        const bool guess = typed && isWrongGuess(opened.error().code);
        if (guess)
            context->attempts.failedWhileLocked(actor, opened.error(), method);
        const bool ownFault = typed && opened.error().code == ErrorCode::InvalidArgument; // a slip of the pen
        co_return guess || ownFault ? opened.error() : remember(*context, opened.error());
    }
    auto lock = takeLock(*context);
    if (!lock)
        co_return remember(*context, lock.error());
    if (backup::pendingSwap(context->parts.vaultFolder)) // another process was cut off since we looked
        co_return base::fail(ErrorCode::VaultBusy, "a restore is not finished yet");
    const std::string how{toText(opened->kind)};
    const auto token = keyFile.find(opened->slot)->token;
    auto vaultKey = settleGenerations(*context, keyFile, std::move(*opened));
    if (!vaultKey)
        co_return remember(*context, vaultKey.error());
    const auto trust = given->acceptOldKeyFile ? KeyFileTrust::AlsoOld : KeyFileTrust::Newest;
    auto finishing =
        finishUnlock(context, std::move(*lock), std::move(keyFile), std::move(*vaultKey), how, actor, trust);
    const base::Status finished = co_await finishing;
    if (!finished)
        co_return remember(*context, finished.error());
    if (token && context->session)
        context->session->tokenWatch = std::make_unique<TokenWatch>(context, *token);
    co_return base::ok();
}

} // namespace keystead::service
