// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a backup says of itself in its table keystead_backup, and the reading and writing of that row.
#include "core/backup/backup_secret.h"
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/db/connection.h"

#include <cstdint>
#include <string>

namespace keystead::backup {

inline constexpr int backupFormat = 1;

struct BackupInfo
{
    std::string id; // bak_...
    base::WallTime madeAt{};
    std::string reason; // request; automatic ones: daily, rotation, migration, restore, erasure
    SecretKind secretKind = SecretKind::Passphrase;
    base::VaultId vault;
    int schema = 0;
    std::string program; // version of Keystead that made it
    std::int64_t profiles = 0;
    std::int64_t connections = 0;
    std::int64_t credentials = 0;
    std::int64_t auditRecords = 0;
    std::int64_t headSequence = 0; // the audit chain's end
    std::string headHash;
    bool operator==(const BackupInfo&) const = default;
};

// The counts, the chain's head, vault id and schema as the tables of `database` have them. Damaged.
base::Result<BackupInfo> describe(db::Connection& database);
struct StoredInfo
{
    BackupInfo info;
    SealParameters parameters;
    base::Bytes sealedVaultKey; // automatic backups: the vault key of then, sealed under the seal key; else empty
};
// Makes the table with its one row.
base::Status writeInfo(db::Connection& database, const StoredInfo& stored);

// ParseError where the database is no backup, TooNew where its format is later.
base::Result<StoredInfo> readInfo(db::Connection& database);

} // namespace keystead::backup
