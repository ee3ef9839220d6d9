// SPDX-License-Identifier: GPL-3.0-or-later
// A new vault: the keychain item is written and read back first, the database is complete before the key file exists,
// and nothing is left behind where a step fails.
#include "core/base/log.h"
#include "core/crypto/random.h"
#include "core/crypto/signing.h"
#include "core/service/slot_making.h"
#include "core/service/vault_lifecycle.h"
#include "core/service/vault_opening.h"
#include "core/vault/sealed_store.h"

namespace keystead::service {

namespace {

using base::ErrorCode;
namespace fs = std::filesystem;

base::Status sealAuditKey(vault::Vault& vault)
{
    KS_ASSIGN(const crypto::PrivateKey key, crypto::PrivateKey::generateEd25519());
    KS_ASSIGN(const base::Secret seed, key.ed25519Seed());
    KS_ASSIGN(db::Transaction transaction, vault.begin());
    KS_TRY(vault.sealed().put(transaction, auditKeyName, seed));
    KS_TRY(transaction.commit());
    return vault.database().checkpoint();
}

void removeUnfinished(const fs::path& database)
{
    for (const char* suffix : {"", "-wal", "-shm"}) {
        std::error_code ignored;
        fs::remove(fs::path(database).concat(suffix), ignored);
    }
}

// The database is complete under another name before the key file exists, and the rename is the last step: a crash in
// between is finished by completeCreation at the next start.
fs::path unfinishedPath(const Context& context)
{
    return fs::path(context.databasePath()).concat(".new");
}

base::Status makeDatabase(const Context& context, const keys::KeyFile& keyFile, const base::Secret& vaultKey)
{
    const fs::path unfinished = unfinishedPath(context);
    removeUnfinished(unfinished);
    vault::VaultKeys keys{keyFile.vaultId(), vaultKey.clone(), {}};
    KS_ASSIGN(keys.rawDatabaseKey, keys::databaseKey(vaultKey, keyFile.vaultId()));
    KS_ASSIGN(const std::unique_ptr<vault::Vault> vault,
              vault::Vault::create(unfinished, std::move(keys), context.parts.clock));
    return sealAuditKey(*vault);
}

base::Status renameDatabase(const Context& context)
{
    std::error_code failed;
    fs::rename(unfinishedPath(context), context.databasePath(), failed);
    // Somebody who opens the vault at this moment completes it first.
    std::error_code ignored;
    if (failed == std::errc::no_such_file_or_directory && fs::exists(context.databasePath(), ignored))
        return base::ok();
    if (failed)
        return base::storageError(failed.value(), "rename", context.databasePath());
    return base::ok();
}

// The slots of a new vault: what one of them needs outside of the file is noted in `drafts`.
TaskOf<void> makeSlots(ContextPtr context, std::shared_ptr<keys::KeyFile> keyFile,
                       std::shared_ptr<base::Secret> vaultKey, std::shared_ptr<CreateVault> request,
                       std::shared_ptr<std::vector<SlotDraftPtr>> drafts)
{
    std::vector<keys::SlotKind> kinds;
    if (request->together)
        kinds = {keys::SlotKind::Combined};
    else if (request->keychain)
        kinds = {keys::SlotKind::Keychain};
    if (request->passphrase && !request->together)
        kinds.push_back(keys::SlotKind::Passphrase);
    for (const keys::SlotKind kind : kinds) {
        AddSlot slot;
        slot.kind = kind;
        if (kind != keys::SlotKind::Keychain)
            slot.passphrase = request->passphrase->clone();
        auto making = makeSlot(context, *keyFile,
                               std::make_shared<SlotMaterial>(SlotMaterial{vaultKey->clone(), std::move(slot)}));
        const base::Result<SlotDraftPtr> made = co_await making;
        if (!made)
            co_return made.error();
        *keyFile = (*made)->file;
        drafts->push_back(*made);
    }
    co_return base::ok();
}

base::Status checkCreation(const Context& context, const CreateVault& request)
{
    const VaultStatus status = vaultStatus(context);
    if (status.state != VaultState::Missing)
        return base::fail(ErrorCode::VaultExists,
                          status.problem ? base::toString(*status.problem) : context.parts.vaultFolder.string());
    if (!request.keychain && !request.passphrase)
        return base::fail(ErrorCode::InvalidArgument, "a vault needs the keychain, a passphrase or both");
    if (request.together && (!request.keychain || !request.passphrase))
        return base::fail(ErrorCode::InvalidArgument, "together: wants the keychain and a passphrase");
    return request.passphrase ? checkNewPassphrase(*request.passphrase, request.allowWeak) : base::ok();
}

} // namespace

void completeCreation(const Context& context)
{
    std::error_code ignored;
    if (fs::exists(context.keyFilePath(), ignored) && !fs::exists(context.databasePath(), ignored) &&
        fs::exists(unfinishedPath(context), ignored)) {
        if (const base::Status done = renameDatabase(context); !done)
            base::logWarning("vault", base::toString(done.error()));
    }
}

TaskOf<void> createVault(ContextPtr context, CreateVault given, model::Actor actor)
{
    KS_CO_TRY(checkIdle(*context));
    KS_CO_TRY(checkCreation(*context, given));
    const OpeningMark mark(context);
    KS_CO_ASSIGN(base::OwnerLock lock, takeLock(*context));
    KS_CO_TRY(checkCreation(*context, given)); // another process may have been quicker
    const auto request = std::make_shared<CreateVault>(std::move(given));
    const auto keyFile = std::make_shared<keys::KeyFile>(keys::KeyFile::createNew());
    const auto vaultKey = std::make_shared<base::Secret>(crypto::randomSecret(32));
    const auto drafts = std::make_shared<std::vector<SlotDraftPtr>>();
    auto making = makeSlots(context, keyFile, vaultKey, request, drafts);
    base::Status done = co_await making;
    if (done)
        done = makeDatabase(*context, *keyFile, *vaultKey);
    if (done)
        done = keyFile->save(context->keyFilePath(), *vaultKey);
    if (!done) {
        removeUnfinished(unfinishedPath(*context));
        // There was none. One that stands although its folder could not be synced would be a key without a database.
        std::error_code missing;
        fs::remove(context->keyFilePath(), missing);
        for (const SlotDraftPtr& draft : *drafts) {
            auto undoing = undoMaking(context, draft, nullptr);
            const base::Status ignored = co_await undoing;
            (void)ignored;
        }
        co_return done.error();
    }
    KS_CO_TRY(renameDatabase(*context));
    auto finishing =
        finishUnlock(context, std::move(lock), std::move(*keyFile), std::move(*vaultKey), "created", actor);
    const base::Status opened = co_await finishing;
    if (!opened)
        co_return remember(*context, opened.error());
    co_return base::ok();
}

} // namespace keystead::service
