// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Puts a finished vault into the place of the one that stands there, or of none, so that a kill at any instant leaves
// the old or the new: what is new is made whole in `restore.new`, one rename of that folder decides, and everything
// after it is carried out again by whoever opens the vault next. The old files are moved to `backups/before-...`,
// never deleted. The caller holds the owner lock. Thread: any one.
#include "core/base/clock.h"
#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace keystead::backup {

// The folder in which the new vault is made: empty, 0700. What an earlier attempt left there is removed.
base::Result<std::filesystem::path> prepareSwap(const std::filesystem::path& vaultFolder);
void abandonSwap(const std::filesystem::path& vaultFolder);
// Decides. `restore.new` holds vault.db, closed and synced, and keys.json where that changes too. Gives the name of the
// folder in backups/ for the old vault, before-`what`-STAMP. After an error nothing has changed; after success there is
// no way back: completeSwap(), now or by whoever opens the vault next, and nobody may open the old one any more.
// `what`: restore, repair.
base::Result<std::string> decideSwap(const std::filesystem::path& vaultFolder, const std::string& what,
                                     base::WallTime now);
// The folder of a swap that was decided and not finished. keys.json lies there where it is still to be put in place.
std::optional<std::filesystem::path> pendingSwap(const std::filesystem::path& vaultFolder);
// True where an attempt was cut off before it was decided: what it left is of no use.
bool swapAbandoned(const std::filesystem::path& vaultFolder);
// Finishes it; nothing to do is fine. After an error it is tried again by whoever opens the vault next. The folder for
// the old vault is gone where there was none.
base::Status completeSwap(const std::filesystem::path& vaultFolder);

} // namespace keystead::backup
