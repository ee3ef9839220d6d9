// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Values that go into and come out of backup, restore and repair.
#include "core/backup/backup_info.h"
#include "core/backup/compare.h"
#include "core/service/requests.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace keystead::service {

// Exactly one of the two.
struct BackupSecretInput
{
    std::optional<base::Secret> passphrase;
    std::optional<base::Secret> recoveryKey; // as it is printed, in groups
};

struct MakeBackup
{
    std::string file; // absolute
    BackupSecretInput secret;
    bool replace = false;
    Proof proof; // where the vault has a passphrase; absent: the backup's own secret is tried as one
};
struct BackupMade
{
    std::string file;
    std::uintmax_t bytes = 0;
    backup::BackupInfo info;
};

// An automatic backup in the vault's folder.
struct AutomaticBackup
{
    std::string name; // RestoreVault::file takes it
    base::WallTime madeAt{};
    std::string reason; // daily, migration, rotation, restore, erasure
    std::uintmax_t bytes = 0;
};

struct RestoreVault
{
    std::string file; // absolute, or the name of an automatic backup, which wants no secret
    BackupSecretInput secret;
    std::optional<base::Secret> vaultPassphrase; // of the vault that stands there, where it is locked
    bool confirmed = false;                      // the person saw the preview: without it nothing is restored
    bool repair = false;                         // only where the vault is damaged (IllegalState else)
};
struct RestorePreview
{
    backup::BackupInfo backup;
    backup::Comparison changes;
    bool vaultThere = false;                 // something stands in the vault's folder; it is kept aside
    std::optional<base::Error> vaultProblem; // why it could not be compared
    bool otherVault = false;                 // what stands there is another vault
    bool keysStay = false; // the slots stay as they are; else the vault gets the backup's secret as its slot
};
struct RestoreDone
{
    RestorePreview preview;
    std::string setAside; // folder in backups/ that holds the old vault; empty where there was none
    int held = 0;         // connections that wait for confirm
};

// What an erasure asks of the backups.
struct RewrittenBackups
{
    std::vector<std::string> rewritten;                           // under backups/
    std::vector<std::pair<std::string, base::Error>> notReached;  // under backups/, with the reason
    std::vector<std::pair<std::string, base::WallTime>> exported; // files that the person made; wherever they are now
};

} // namespace keystead::service
