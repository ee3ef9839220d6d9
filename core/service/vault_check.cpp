// SPDX-License-Identifier: GPL-3.0-or-later
// `vault check`: every claim about the vault looked at again, each with its place where it fails. What takes long runs
// on a worker with a read-only connection of its own; nothing is written.
#include "core/audit/anchors.h"
#include "core/audit/verifier.h"
#include "core/backup/automatic.h"
#include "core/backup/keyring.h"
#include "core/base/private_files.h"
#include "core/crypto/signing.h"
#include "core/db/migrator.h"
#include "core/service/keys_at_hand.h"
#include "core/service/restore_ops.h"
#include "core/service/vault_slots.h"
#include "core/vault/seal_check.h"
#include "core/vault/sealed_store.h"

#include <algorithm>

namespace keystead::service {

namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

constexpr std::size_t namedPlaces = 10;

CheckItem itemOf(std::string what, const base::Status& status, std::string detail = {})
{
    if (status)
        return {std::move(what), true, std::move(detail)};
    return {std::move(what), false, base::toString(status.error()), status.error().code};
}

base::Status permissions(const Context& context)
{
    KS_TRY(base::ensurePrivateFolder(context.parts.vaultFolder));
    KS_TRY(base::checkPrivateFile(context.keyFilePath()));
    KS_TRY(base::checkPrivateFile(context.databasePath()));
    for (const char* suffix : {"-wal", "-shm"}) {
        const fs::path beside = fs::path(context.databasePath()).concat(suffix);
        std::error_code ignored;
        if (fs::exists(beside, ignored)) {
            KS_TRY(base::checkPrivateFile(beside));
        }
    }
    return base::ok();
}

base::Status keyFileStatus(const Context& context, const VaultSession* session)
{
    KS_ASSIGN(const keys::KeyFile onDisk, keys::KeyFile::load(context.keyFilePath()));
    if (!session)
        return base::ok();
    if (onDisk.vaultId() != session->keyFile.vaultId())
        return base::fail(ErrorCode::Damaged, "it belongs to another vault");
    if (onDisk.slots().size() != session->keyFile.slots().size())
        return base::fail(ErrorCode::Tampered, "its slots are not those that were opened");
    return base::ok();
}

base::Status schemaStatus(db::Connection& database)
{
    const int newest = static_cast<int>(db::builtInMigrations().size());
    KS_ASSIGN(const int version, db::schemaVersion(database));
    const std::string text =
        "schema " + std::to_string(version) + ", this program knows up to " + std::to_string(newest);
    if (version > newest)
        return base::fail(ErrorCode::TooNew, text);
    return version > 0 ? base::ok() : base::Status{ErrorCode::Damaged, text};
}

base::Status pagesStatus(db::Connection& database)
{
    KS_ASSIGN(const std::vector<std::string> places, database.damagedPlaces(namedPlaces));
    if (!places.empty()) {
        std::string text;
        for (const std::string& place : places)
            text += (text.empty() ? "" : "; ") + base::cleanForDisplay(place);
        return base::fail(ErrorCode::Damaged, text);
    }
    return database.checkIntegrity();
}

base::Status chainStatus(const base::Result<model::ChainReport>& report)
{
    if (!report)
        return report.error();
    if (report->ok || !report->finding)
        return base::ok();
    return base::fail(ErrorCode::Tampered, std::string{model::toText(report->finding->kind)} + " at record " +
                                               std::to_string(report->finding->sequence) + ": " +
                                               report->finding->detail);
}

struct Slow
{
    fs::path file;
    base::VaultId vault;
    base::Secret databaseKey;
    base::Secret vaultKey;
    std::function<std::vector<audit::AnchorState>(db::Connection&)> anchors;

    std::vector<CheckItem> items;
    base::Status database = base::ok();
};

base::Result<std::string> publicKeyOf(db::Connection& database, const Slow& slow)
{
    vault::SealedStore sealed(database, slow.vault, slow.vaultKey);
    KS_ASSIGN(const base::Secret seed, sealed.get(auditKeyName));
    KS_ASSIGN(const crypto::PrivateKey key, crypto::PrivateKey::fromEd25519Seed(seed));
    KS_ASSIGN(const base::Bytes publicKey, key.publicKeyRaw());
    return base::toBase64(publicKey);
}

base::Result<model::ChainReport> verifyChain(db::Connection& database, const Slow& slow)
{
    audit::VerifyInput input;
    input.vaultId = slow.vault.text;
    KS_ASSIGN(input.publicKey, publicKeyOf(database, slow));
    return audit::verifyDatabase(database, input);
}

base::Status anchorsStatus(db::Connection& database, const Slow& slow)
{
    KS_ASSIGN(const auto finding, audit::checkAnchors(database, slow.vault.text, slow.anchors(database)));
    if (!finding)
        return base::ok();
    return base::fail(ErrorCode::RolledBack, finding->detail);
}

// Damage in one place is no reason to be silent about the others.
void runSlowChecks(Slow& slow)
{
    auto opened = db::Connection::open(slow.file, slow.databaseKey, db::OpenMode::ReadOnly);
    if (!opened) {
        base::Error error = opened.error();
        if (error.code == ErrorCode::WrongKey) // the key file has vouched for it
            error = base::fail(ErrorCode::Damaged, "page 1 or the end of the file: nothing can be read");
        slow.database = error;
        slow.items.push_back(itemOf("pages", error));
        return;
    }
    db::Connection& database = **opened;
    slow.items.push_back(itemOf("pages", pagesStatus(database)));
    const base::Status schema = schemaStatus(database);
    slow.items.push_back(itemOf("schema", schema));
    if (!schema) {
        slow.database = schema;
        return;
    }
    slow.items.push_back(itemOf("seals", vault::checkSealsUnder(database, slow.vault, slow.vaultKey)));
    const auto chain = verifyChain(database, slow);
    slow.items.push_back(
        itemOf("chain", chainStatus(chain), chain ? std::to_string(chain->records) + " records" : std::string{}));
    slow.items.push_back(itemOf("anchors", anchorsStatus(database, slow)));
}

CheckItem backupsItem(const Context& context, const base::VaultId& vault, const base::Secret& vaultKey)
{
    const backup::AutomaticBackups backups(context.parts.vaultFolder, vault);
    const auto files = backups.list();
    const auto ring = backup::Keyring::load(backups.folder(), vault);
    if (!ring)
        return itemOf("backups", ring.error());
    for (const backup::AutomaticFile& file : files) {
        if (ring->keys(file.name, vaultKey).empty())
            return itemOf("backups", base::fail(ErrorCode::NotFound, "no key for " + file.name));
    }
    return itemOf("backups", base::ok(),
                  files.empty() ? "no automatic backup yet"
                                : std::to_string(files.size()) + " automatic, the newest of " +
                                      base::toRfc3339(files.front().rolling.madeAt));
}

TaskOf<std::vector<CheckItem>> check(ContextPtr context, KeysAtHandPtr hand)
{
    const auto slow = std::make_shared<Slow>();
    slow->file = context->databasePath();
    slow->vault = hand->keyFile.vaultId();
    slow->databaseKey = hand->databaseKey.clone();
    slow->vaultKey = hand->vaultKey.clone();
    std::vector<audit::AnchorState> remembered;
    if (context->parts.rememberedAnchors)
        remembered = context->parts.rememberedAnchors();
    slow->anchors = [remembered, vault = slow->vault](db::Connection& database) {
        return withoutReplaced(remembered, database, vault);
    };
    std::function<bool()> work = [slow] {
        runSlowChecks(*slow);
        return true;
    };
    auto working = context->worker.run<bool>(std::move(work));
    co_await working;
    slow->databaseKey.clear();
    slow->vaultKey.clear();
    std::vector<CheckItem> items;
    const VaultSession* const session = context->session.get();
    items.push_back(itemOf("permissions", permissions(*context), context->parts.vaultFolder.string()));
    items.push_back(
        itemOf("key file", keyFileStatus(*context, session), std::to_string(hand->keyFile.slots().size()) + " slots"));
    for (CheckItem& item : slow->items) {
        // The anchors follow the head, so that after opening they no longer tell.
        if (item.what == "anchors" && item.ok && session && session->rolledBack)
            item = itemOf("anchors", base::fail(ErrorCode::RolledBack, "older than what was remembered"));
        items.push_back(std::move(item));
    }
    items.push_back(backupsItem(*context, hand->keyFile.vaultId(), hand->vaultKey));
    co_return items;
}

} // namespace

TaskOf<std::vector<CheckItem>> checkVault(ContextPtr context)
{
    KS_CO_TRY(context->open());
    const auto nothing = std::make_shared<SecretsAtHand>();
    auto looking = keysAtHand(context, nothing);
    const base::Result<KeysAtHandPtr> hand = co_await looking;
    if (!hand)
        co_return hand.error();
    auto checking = check(context, *hand);
    base::Result<std::vector<CheckItem>> items = co_await checking;
    co_return items;
}

namespace {

// The others say nothing of the vault: a wrong passphrase, a keychain that does not answer.
bool saysDamage(ErrorCode code)
{
    using enum ErrorCode;
    return code == Damaged || code == Tampered || code == TooNew || code == VaultMissing || code == LimitExceeded ||
           code == StorageInsecure || code == StorageIo;
}

} // namespace

TaskOf<std::vector<CheckItem>> checkUnopenedVault(ContextPtr context, base::Secret passphrase, model::Actor actor)
{
    KS_CO_TRY(completeRestore(*context));
    const bool guesses = !passphrase.empty();
    if (guesses) {
        KS_CO_TRY(context->attempts.check());
    }
    const auto secrets = std::make_shared<SecretsAtHand>();
    secrets->passphrase = std::move(passphrase);
    secrets->mustFit = true;
    auto looking = keysAtHand(context, secrets);
    const base::Result<KeysAtHandPtr> hand = co_await looking;
    if (!hand && hand.error().code == ErrorCode::WrongPassphrase && guesses)
        context->attempts.failedWhileLocked(actor, hand.error());
    if (!hand && !saysDamage(hand.error().code))
        co_return hand.error();
    if (hand) {
        auto checking = check(context, *hand);
        base::Result<std::vector<CheckItem>> items = co_await checking;
        co_return items;
    }
    // Without a key only the outside can be looked at.
    std::vector<CheckItem> items;
    items.push_back(itemOf("permissions", permissions(*context), context->parts.vaultFolder.string()));
    items.push_back(itemOf("key file", hand.error()));
    co_return items;
}

} // namespace keystead::service
