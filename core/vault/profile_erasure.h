// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Takes a profile with everything that is its own out of a database: its keys first, so that no seal of it opens any
// more, then every row. The trail is audit's (erased_records.h). Works on the open vault and on copies of it (backups).
// secure_delete wipes the freed bytes; rewriting the pages is the caller's. Thread: the connection's.
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/db/transaction.h"

#include <cstdint>
#include <string>
#include <vector>

namespace keystead::vault {

struct ProfileContents
{
    std::string name;
    std::vector<std::string> connections; // ids, those that are gone too
    std::int64_t present = 0;             // connections that are there
    std::int64_t clients = 0;
    std::int64_t seals = 0;
    std::vector<std::string> usedElsewhere; // names of other profiles' connections that use its OAuth clients
    bool only = false;                      // the vault has no other profile
};
// NotFound. Unsupported where the database is of a schema before 0002, which knows no erased records.
base::Result<ProfileContents> profileContents(db::Connection& database, const base::ProfileId& profile);

// IllegalState where another profile's connections use its OAuth clients. A vault needs a profile: where it was the
// only one, the caller adds another in the same transaction.
base::Status eraseProfile(db::Transaction& transaction, const base::ProfileId& profile);

// The same, but the only profile of a copy stays as an empty one called "Personal", with a key that has nothing left to
// open: nobody can add another there. Nothing happens where there is no such profile.
base::Status eraseProfileInCopy(db::Transaction& transaction, const base::ProfileId& profile);

// Every page written anew without what was freed, and the log emptied. Blocks: half a second for 100 MB. VaultBusy
// while somebody reads.
base::Status rewritePages(db::Connection& database);

} // namespace keystead::vault
