// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which vault key this database is under, and how often that key has sealed; and the move of a whole copy of the
// database from one vault key to the next. It holds no key. Thread: the connection's.
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/db/transaction.h"

#include <cstdint>

namespace keystead::vault {

struct VaultKeyState
{
    std::int64_t version = 1;
    std::int64_t seals = 0; // nonces drawn for wraps of profile keys and the vault's own secrets (limit 2^32)
    base::WallTime createdAt{};
};
base::Result<VaultKeyState> vaultKeyState(db::Connection& database);

// One more seal under the vault key; LimitExceeded before 2^32. Returns the key's version.
base::Result<std::int64_t> countVaultSeal(db::Transaction& transaction);

// Every profile key and every secret of the vault, opened under `oldKey` and sealed under `newKey` in the current
// format; the key's version goes up by one. For a copy of the database that is not in use yet. Tampered names what does
// not open.
base::Status moveToVaultKey(db::Transaction& transaction, const base::VaultId& vault, const base::Secret& oldKey,
                            const base::Secret& newKey, base::WallTime now);

} // namespace keystead::vault
