// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a restore would change, told before it does: connections by name, and where the two audit chains part. No secret
// is looked at. Pure reading; thread: that of the connections.
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/db/connection.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace keystead::backup {

struct Comparison
{
    // "PROFILE/NAME", sorted.
    std::vector<std::string> added;   // in the backup, not in the vault
    std::vector<std::string> removed; // in the vault, not in the backup
    std::vector<std::string> changed; // in both, and not the same
    std::int64_t same = 0;
    std::int64_t commonRecords = 0;         // the chains are the same up to here
    std::int64_t recordsLost = 0;           // of the vault, after that
    std::int64_t recordsGained = 0;         // of the backup, after that
    std::optional<base::WallTime> lostFrom; // times of the first and last record lost
    std::optional<base::WallTime> lostTo;
    std::optional<base::WallTime> backupLastRecord;
    std::vector<std::string> families; // connections whose tokens may be in use elsewhere, as the backup names them
};

// `vault`: null where there is none that can be read; then everything is added.
base::Result<Comparison> compare(db::Connection* vault, db::Connection& backup);

} // namespace keystead::backup
