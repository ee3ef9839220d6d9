// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/backup_info.h"

#include "core/db/migrator.h"

namespace keystead::backup {

using base::ErrorCode;

namespace {

// Plain SQL that an old shell still understands.
constexpr std::string_view table = "CREATE TABLE keystead_backup ("
                                   "id INTEGER PRIMARY KEY CHECK (id = 1), format INTEGER NOT NULL, "
                                   "backup_id TEXT NOT NULL, made_at INTEGER NOT NULL, reason TEXT NOT NULL, "
                                   "secret_kind TEXT NOT NULL, salt BLOB NOT NULL, kdf_memory_kib INTEGER NOT NULL, "
                                   "kdf_passes INTEGER NOT NULL, kdf_lanes INTEGER NOT NULL, vault_id TEXT NOT NULL, "
                                   "schema INTEGER NOT NULL, program TEXT NOT NULL, profiles INTEGER NOT NULL, "
                                   "connections INTEGER NOT NULL, credentials INTEGER NOT NULL, "
                                   "audit_records INTEGER NOT NULL, head_sequence INTEGER NOT NULL, "
                                   "head_hash TEXT NOT NULL, sealed_vault_key BLOB)";

base::Result<std::int64_t> count(db::Connection& database, const char* sql)
{
    KS_ASSIGN(db::Statement query, database.prepare(sql));
    KS_ASSIGN(const bool row, query.step());
    return row ? query.integer(0) : 0;
}

BackupInfo infoFrom(const db::Statement& row)
{
    BackupInfo info;
    info.id = row.text(0);
    info.madeAt = row.time(1);
    info.reason = row.text(2);
    info.secretKind = secretKindFromText(row.text(3)).value_or(SecretKind::Passphrase);
    info.vault = base::VaultId{row.text(4)};
    info.schema = static_cast<int>(row.integer(5));
    info.program = row.text(6);
    info.profiles = row.integer(7);
    info.connections = row.integer(8);
    info.credentials = row.integer(9);
    info.auditRecords = row.integer(10);
    info.headSequence = row.integer(11);
    info.headHash = row.text(12);
    return info;
}

base::Result<std::uint32_t> number(const db::Statement& row, int column)
{
    const std::int64_t value = row.integer(column);
    if (value < 0 || value > UINT32_MAX)
        return base::fail(ErrorCode::LimitExceeded, "the backup's key derivation is out of bounds");
    return static_cast<std::uint32_t>(value);
}

} // namespace

base::Result<BackupInfo> describe(db::Connection& database)
{
    BackupInfo info;
    KS_ASSIGN(info.schema, db::schemaVersion(database));
    KS_ASSIGN(info.profiles, count(database, "SELECT count(*) FROM profile"));
    KS_ASSIGN(info.connections, count(database, "SELECT count(*) FROM connection"));
    KS_ASSIGN(info.credentials, count(database, "SELECT count(*) FROM credential"));
    KS_ASSIGN(info.auditRecords, count(database, "SELECT count(*) FROM audit_record"));
    {
        KS_ASSIGN(db::Statement meta, database.prepare("SELECT vault_id FROM meta WHERE id = 1"));
        KS_ASSIGN(const bool row, meta.step());
        if (!row || !base::VaultId::valid(meta.text(0)))
            return base::fail(ErrorCode::Damaged, "the database holds no vault");
        info.vault = base::VaultId{meta.text(0)};
    }
    KS_ASSIGN(db::Statement head,
              database.prepare("SELECT sequence, hash FROM audit_record ORDER BY sequence DESC LIMIT 1"));
    KS_ASSIGN(const bool row, head.step());
    if (row) {
        info.headSequence = head.integer(0);
        info.headHash = head.text(1);
    }
    return info;
}

base::Status writeInfo(db::Connection& database, const StoredInfo& stored)
{
    const auto& [info, parameters, sealedVaultKey] = stored;
    KS_TRY(database.execute(table));
    KS_ASSIGN(db::Statement insert,
              database.prepare("INSERT INTO keystead_backup VALUES (1,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    insert.bind(backupFormat).bind(info.id).bind(info.madeAt).bind(info.reason).bind(toText(info.secretKind));
    insert.bindBlob(parameters.salt)
        .bind(std::int64_t{parameters.kdf.memoryKiB})
        .bind(std::int64_t{parameters.kdf.passes})
        .bind(std::int64_t{parameters.kdf.lanes});
    insert.bind(info.vault.text).bind(info.schema).bind(info.program).bind(info.profiles).bind(info.connections);
    insert.bind(info.credentials).bind(info.auditRecords).bind(info.headSequence).bind(info.headHash);
    if (sealedVaultKey.empty())
        return insert.bindNull().run();
    return insert.bindBlob(sealedVaultKey).run();
}

base::Result<StoredInfo> readInfo(db::Connection& database)
{
    {
        KS_ASSIGN(db::Statement there,
                  database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'keystead_backup'"));
        KS_ASSIGN(const bool row, there.step());
        if (!row)
            return base::fail(ErrorCode::ParseError, "the file is not a backup of Keystead");
    }
    KS_ASSIGN(const std::int64_t format, count(database, "SELECT format FROM keystead_backup WHERE id = 1"));
    if (format > backupFormat)
        return base::fail(ErrorCode::TooNew, "the backup has format " + std::to_string(format));
    KS_ASSIGN(
        db::Statement query,
        database.prepare("SELECT backup_id, made_at, reason, secret_kind, vault_id, schema, program, profiles, "
                         "connections, credentials, audit_records, head_sequence, head_hash, salt, "
                         "kdf_memory_kib, kdf_passes, kdf_lanes, sealed_vault_key FROM keystead_backup WHERE id = 1"));
    KS_ASSIGN(const bool row, query.step());
    if (!row || format < 1)
        return base::fail(ErrorCode::Damaged, "the backup does not say what it is");
    StoredInfo stored;
    stored.info = infoFrom(query);
    const auto salt = query.blob(13);
    stored.parameters.salt.assign(salt.begin(), salt.end());
    KS_ASSIGN(stored.parameters.kdf.memoryKiB, number(query, 14));
    KS_ASSIGN(stored.parameters.kdf.passes, number(query, 15));
    KS_ASSIGN(stored.parameters.kdf.lanes, number(query, 16));
    const auto sealed = query.blob(17);
    stored.sealedVaultKey.assign(sealed.begin(), sealed.end());
    return stored;
}

} // namespace keystead::backup
