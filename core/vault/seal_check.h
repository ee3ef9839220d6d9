// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What Vault::checkSeals says of an open vault, for a database that is only read: a backup, a vault that is not opened.
// Thread: the connection's.
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/db/connection.h"

namespace keystead::vault {

// Every profile key, every secret of the vault and every sealed field opens. The database has the current schema.
// Tampered or Damaged names the place.
base::Status checkSealsUnder(db::Connection& database, const base::VaultId& vault, const base::Secret& vaultKey);

} // namespace keystead::vault
