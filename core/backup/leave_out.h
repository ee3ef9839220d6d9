// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Takes a profile with everything that is its own out of a copy: for backups that an erasure must reach. The trail
// stays, it is chained. Thread: the connection's.
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/db/transaction.h"

namespace keystead::backup {

// Nothing happens where there is no such profile.
base::Status leaveOut(db::Transaction& transaction, const base::ProfileId& profile);

} // namespace keystead::backup
