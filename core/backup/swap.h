// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Puts a finished vault into the place of the one that stands there, or of none, so that a kill at any instant leaves
// the old or the new: what is new is made whole in `restore.new`, one rename of that folder decides, and everything
// after it is carried out again by whoever opens the vault next. The old files are moved to `backups/before-...`,
// never deleted. The caller holds the owner lock. Thread: any one.
#include "core/base/clock.h"
#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace keystead::backup {

// The folder in which the new vault is made: empty, 0700. What an earlier attempt left there is removed.
base::Result<std::filesystem::path> prepareSwap(const std::filesystem::path& vaultFolder);
void abandonSwap(const std::filesystem::path& vaultFolder);
// Decides. `restore.new` holds vault.db, closed and synced, and keys.json where that changes too. Afterwards the old
// vault lies in backups/before-`what`-STAMP, whose name it gives (empty: there was nothing). `what`: restore, repair.
base::Result<std::string> commitSwap(const std::filesystem::path& vaultFolder, const std::string& what,
                                     base::WallTime now);
// True where a swap was decided and not finished.
bool swapPending(const std::filesystem::path& vaultFolder);
// True where an attempt was cut off before it was decided: what it left is of no use.
bool swapAbandoned(const std::filesystem::path& vaultFolder);
// Finishes it; nothing to do is fine.
base::Status completeSwap(const std::filesystem::path& vaultFolder);

} // namespace keystead::backup
