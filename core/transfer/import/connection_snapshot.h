// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a merge changes of a connection, as it was before: for undo. No secrets; replaced ones are named by the field of
// the import's backup in which they lie.
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/db/transaction.h"
#include "core/model/connection.h"
#include "core/transfer/import/import_store.h"
#include "core/vault/vault.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::transfer {

struct ConnectionSnapshot
{
    std::vector<std::string> tags;
    std::vector<std::string> scopes;
    std::string notes;
    std::string account;
    std::optional<base::WallTime> expiresAt;
    std::vector<std::string> added;              // fields that were not there
    std::map<std::string, std::string> replaced; // field -> field of the backup
};

ConnectionSnapshot snapshotOf(const model::Connection& connection);
void restore(model::Connection& connection, const ConnectionSnapshot& snapshot);
std::string toJsonText(const ConnectionSnapshot& snapshot);
base::Result<ConnectionSnapshot> snapshotFromJson(std::string_view text); // Damaged

// A connection with fields of its own that keeps what an import replaced.
base::Result<model::Connection> makeBackup(db::Transaction& transaction, vault::Vault& vault, const ImportRun& run,
                                           base::WallTime now);

} // namespace keystead::transfer
