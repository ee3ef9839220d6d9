// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/restore.h"

#include "core/crypto/signing.h"
#include "core/db/migrator.h"
#include "core/vault/connection_store.h"
#include "core/vault/sealed_store.h"
#include "core/vault/settings_store.h"
#include "core/vault/vault_key.h"

namespace keystead::backup {

using base::ErrorCode;
namespace fs = std::filesystem;

namespace {

// Only what would be refreshed by itself or on request: the rest waits for a sign-in anyway.
bool wantsHold(const model::Connection& connection)
{
    using enum model::ConnectionState;
    switch (connection.state) {
    case Created:
    case AuthError:
    case Revoked:
        return false;
    case Paused:
        return !connection.problem;
    default:
        return true;
    }
}

base::Status writeNote(vault::Vault& vault, db::Transaction& transaction, const RestoreNote& note, base::WallTime now)
{
    for (const audit::AnchorState& head : note.replaced) {
        if (head.vaultId != vault.id().text || head.sequence < 1)
            continue;
        KS_ASSIGN(db::Statement insert,
                  transaction.connection().prepare(
                      "INSERT OR REPLACE INTO replaced_head (sequence, hash, replaced_at) VALUES (?, ?, ?)"));
        KS_TRY(insert.bind(head.sequence).bind(head.hash).bind(now).run());
    }
    for (const ExportedBackup& made : note.exported) {
        KS_ASSIGN(db::Statement insert, transaction.connection().prepare(
                                            "INSERT OR IGNORE INTO exported_backup (id, made_at, file, secret_kind, "
                                            "head_sequence) VALUES (?, ?, ?, ?, ?)"));
        insert.bind(made.id).bind(made.madeAt).bind(made.file).bind(made.secretKind).bind(made.headSequence);
        KS_TRY(insert.run());
    }
    for (const std::string& key : note.settingsToForget)
        KS_TRY(vault.settings().setValue(transaction, key, {}));
    return base::ok();
}

base::Result<int> amend(vault::Vault& vault, const base::Clock& clock, const RestoreNote& note)
{
    KS_ASSIGN(const base::Secret seed, vault.sealed().get(note.signingKeyName));
    KS_ASSIGN(crypto::PrivateKey key, crypto::PrivateKey::fromEd25519Seed(seed));
    audit::NullAnchorSink nowhere; // the anchors move when the vault is opened
    KS_ASSIGN(const auto trail, audit::AuditLog::open(vault.database(), vault.id(), std::move(key), nowhere, clock));
    KS_ASSIGN(db::Transaction transaction, vault.begin());
    KS_ASSIGN(const int held, holdFamilies(vault, transaction, clock.now(), heldDetail));
    KS_TRY(writeNote(vault, transaction, note, clock.now()));
    model::AuditEvent event = note.event;
    event.detail["held"] = std::to_string(held);
    KS_TRY(trail->append(transaction, std::move(event)));
    KS_TRY(transaction.commit());
    KS_TRY(vault.database().checkpoint());
    return held;
}

} // namespace

base::Result<int> holdFamilies(vault::Vault& vault, db::Transaction& transaction, base::WallTime now,
                               const std::string& detail)
{
    KS_ASSIGN(std::vector<model::Connection> connections, vault.connections().withRefreshToken());
    int held = 0;
    for (model::Connection& connection : connections) {
        if (!wantsHold(connection))
            continue;
        connection.problem = model::StateProblem{ErrorCode::FamilyUnconfirmed, detail, now};
        connection.updatedAt = now;
        KS_TRY(vault.connections().save(transaction, connection));
        ++held;
    }
    return held;
}

base::Status buildVault(BackupReader& backup, const fs::path& file, const vault::VaultKeys& keys, base::WallTime now,
                        const Progress& progress)
{
    {
        KS_ASSIGN(const auto copy, db::Connection::open(file, keys.rawDatabaseKey, db::OpenMode::CreateSingle));
        KS_TRY(db::copySnapshot(backup.database(), *copy, progress));
        KS_TRY(copy->execute("DROP TABLE keystead_backup"));
        KS_TRY(db::migrate(*copy));
        KS_ASSIGN(db::Transaction transaction, db::Transaction::begin(*copy));
        KS_TRY(vault::moveToVaultKey(transaction, keys.id, backup.vaultKey(), keys.vaultKey, now));
        KS_TRY(transaction.commit());
    }
    return db::syncFile(file);
}

base::Result<int> finishVault(const fs::path& file, vault::VaultKeys keys, const base::Clock& clock,
                              const RestoreNote& note)
{
    int held = 0;
    {
        KS_ASSIGN(const auto vault, vault::Vault::open(file, std::move(keys), clock));
        KS_ASSIGN(held, amend(*vault, clock, note));
    }
    for (const char* suffix : {"-wal", "-shm"}) {
        std::error_code ignored;
        if (fs::exists(fs::path(file).concat(suffix), ignored))
            return base::fail(ErrorCode::StorageIo, "the restored database could not be closed");
    }
    KS_TRY(db::syncFile(file));
    return held;
}

base::Result<std::vector<ExportedBackup>> exportedBackups(db::Connection& database)
{
    KS_ASSIGN(db::Statement query,
              database.prepare("SELECT id, made_at, file, secret_kind, head_sequence FROM exported_backup"));
    std::vector<ExportedBackup> found;
    for (;;) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return found;
        found.push_back({query.text(0), query.time(1), query.text(2), query.text(3), query.integer(4)});
    }
}

base::Result<std::vector<audit::AnchorState>> replacedHeads(db::Connection& database, const base::VaultId& vault)
{
    KS_ASSIGN(db::Statement query, database.prepare("SELECT sequence, hash, replaced_at FROM replaced_head"));
    std::vector<audit::AnchorState> heads;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return heads;
        heads.push_back({vault.text, query.integer(0), query.text(1), query.time(2)});
    }
}

} // namespace keystead::backup
