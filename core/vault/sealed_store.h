// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Secrets of the vault itself, sealed under a key derived from the vault key and bound to their name.
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/db/transaction.h"

#include <string_view>

namespace keystead::vault {

class SealedStore
{
public:
    SealedStore(db::Connection& database, base::VaultId vault, const base::Secret& vaultKey)
        : m_database(database), m_vault(std::move(vault)), m_vaultKey(vaultKey)
    {
    }

    base::Result<base::Secret> get(std::string_view name); // NotFound, Tampered
    base::Status put(db::Transaction& transaction, std::string_view name, const base::Secret& value);

private:
    db::Connection& m_database;
    base::VaultId m_vault;
    const base::Secret& m_vaultKey;
};

} // namespace keystead::vault
