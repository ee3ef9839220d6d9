// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// From a backup to a vault: its pages under the vault's own database key, its keys under the vault key, moved up to the
// current schema, its token families held until somebody says that no other machine owns them, and a record in its
// trail that states the gap. It never touches the vault that stands there (swap.h puts the new one in its place).
// Thread: any one; it takes seconds.
#include "core/audit/audit_log.h"
#include "core/backup/backup_file.h"
#include "core/model/audit_event.h"
#include "core/vault/vault.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace keystead::backup {

// The detail of the problem that a held connection shows; its code is FamilyUnconfirmed.
inline constexpr const char* heldDetail = "restored from a backup: the sign-in may be in use on another machine";
inline constexpr const char* putBackDetail = "the vault was put back to an older state: the sign-in may have been "
                                             "renewed since, or be in use on another machine";

// Each connection with a refresh token that would be refreshed by itself or on request waits for the person's word that
// nobody else uses that sign-in. Gives their number.
base::Result<int> holdFamilies(vault::Vault& vault, db::Transaction& transaction, base::WallTime now,
                               const std::string& detail);

// The database alone, under the new keys, in the current schema. `keys.id` is the backup's vault. The family holds are
// not in it yet. Errors as writeBackup's.
base::Status buildVault(BackupReader& backup, const std::filesystem::path& file, const vault::VaultKeys& keys,
                        base::WallTime now, const Progress& progress);

struct ExportedBackup
{
    std::string id;
    base::WallTime madeAt{};
    std::string file;
    std::string secretKind;
    std::int64_t headSequence = 0;
};
// Of a vault's database; Sql where its schema does not know them yet.
base::Result<std::vector<ExportedBackup>> exportedBackups(db::Connection& database);

struct RestoreNote
{
    model::AuditEvent event; // vault_restored; what it says of the gap is the caller's
    // Heads that were remembered outside of the trail that is being replaced: they name no rollback from here on.
    std::vector<audit::AnchorState> replaced;
    std::string signingKeyName; // of the sealed secret that holds the trail's key
    // What the replaced vault knew of backups that the person made, and the one that is restored: an erasure names
    // them.
    std::vector<ExportedBackup> exported;
    // The database no longer remembers another key file's state.
    std::vector<std::string> settingsToForget;
};
// The last steps before it is put in place: holds, note, record. The file is closed, one piece and on the disk
// afterwards. Gives the number of connections held.
base::Result<int> finishVault(const std::filesystem::path& file, vault::VaultKeys keys, const base::Clock& clock,
                              const RestoreNote& note);

// Of an open vault: heads that a restore declared replaced.
base::Result<std::vector<audit::AnchorState>> replacedHeads(db::Connection& database, const base::VaultId& vault);

} // namespace keystead::backup
