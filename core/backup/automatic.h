// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The automatic backups of one vault, in the folder `backups/` beside its database: making one, pruning, opening,
// rewriting all of them for an erasure, and what a rotation of the vault key has to do to them. They protect from a
// damaged or mistakenly changed database, not from the loss of the key file or the disk. Only the process that owns the
// vault calls it, one call at a time. Thread: any one.
#include "core/backup/backup_file.h"
#include "core/backup/rolling.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace keystead::backup {

struct AutomaticFile
{
    std::string name;
    Rolling rolling;
    std::uintmax_t bytes = 0;
};

class AutomaticBackups
{
public:
    AutomaticBackups(std::filesystem::path vaultFolder, base::VaultId vault)
        : m_folder(std::move(vaultFolder) / "backups"), m_vault(std::move(vault))
    {
    }

    const std::filesystem::path& folder() const { return m_folder; }
    // Newest first; what is not named like one is passed over. Empty where there is no folder.
    std::vector<AutomaticFile> list() const;
    // Makes one, then prunes. Its key is on the disk before its name is, so that no backup ever stands there
    // unreadable.
    base::Result<BackupInfo> make(const Source& source, Reason reason, base::WallTime now, const std::string& program,
                                  const Progress& progress);
    base::Status prune(const base::Secret& vaultKey);
    // NotFound (no such name, or its key is gone), and as BackupReader::open.
    base::Result<BackupSecret> secretOf(const std::string& name, const base::Secret& vaultKey) const;

    struct Rewritten
    {
        std::vector<std::string> names;
        std::vector<std::pair<std::string, base::Error>>
            notReached; // file or folder names under backups/, with the reason
    };
    // Each automatic backup made anew after `edit`, under a new key; the old key is destroyed, so that the old bytes
    // are unreadable wherever they still lie. Vaults that a restore set aside are rewritten too where `vaultKey` opens
    // them. Cut off anywhere, calling it again finishes. Cancelled.
    base::Result<Rewritten> rewrite(const base::Secret& vaultKey, const base::Secret& rawDatabaseKey,
                                    const std::function<base::Status(db::Transaction&)>& edit, base::WallTime now,
                                    const std::string& program, const Progress& progress);

    // A rotation of the vault key: before the new key is in force the backups open under both, afterwards under the new
    // one alone.
    base::Status beginRotation(const base::Secret& from, const base::Secret& to);
    base::Status finishRotation(const base::Secret& vaultKey);

private:
    base::Status rewriteOne(const std::string& name, const base::Secret& vaultKey,
                            const std::function<base::Status(db::Transaction&)>& edit, base::WallTime now,
                            const std::string& program, const Progress& progress);
    base::Status rewriteSetAside(const std::filesystem::path& database, const base::Secret& rawDatabaseKey,
                                 const std::function<base::Status(db::Transaction&)>& edit, const Progress& progress);
    std::filesystem::path m_folder;
    base::VaultId m_vault;
};

} // namespace keystead::backup
