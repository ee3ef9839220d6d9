// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/leave_out.h"

namespace keystead::backup {

base::Status leaveOut(db::Transaction& transaction, const base::ProfileId& profile)
{
    // Connections take their credentials and journal rows along, and stand in the way of their clients: in this order.
    for (const char* sql : {"DELETE FROM connection WHERE profile = ?", "DELETE FROM oauth_client WHERE profile = ?",
                            "DELETE FROM credential WHERE profile = ?", "DELETE FROM profile_key WHERE profile = ?",
                            "DELETE FROM profile WHERE id = ?"}) {
        KS_ASSIGN(db::Statement statement, transaction.connection().prepare(sql));
        KS_TRY(statement.bind(profile.text).run());
    }
    return base::ok();
}

} // namespace keystead::backup
