// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Profiles and their keys. A profile's random key lies wrapped by the vault key; unwrapped ones stay in locked memory
// while the vault is open. Thread: the core thread.
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/db/transaction.h"
#include "core/model/profile.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace keystead::vault {

class ProfileStore
{
public:
    ProfileStore(db::Connection& database, base::VaultId vault, const base::Secret& vaultKey)
        : m_database(database), m_vault(std::move(vault)), m_vaultKey(vaultKey)
    {
    }

    base::Result<std::vector<model::Profile>> all();
    base::Result<model::Profile> findByName(const std::string& name);
    base::Result<model::Profile> first();
    base::Result<model::Profile> add(db::Transaction& transaction, const std::string& name,
                                     base::WallTime now); // AlreadyExists
    base::Status rename(db::Transaction& transaction, const base::ProfileId& id, const std::string& name);
    // Removes the profile with its key; IllegalState while connections are in it or it is the last.
    base::Status remove(db::Transaction& transaction, const base::ProfileId& id);

    struct Key
    {
        base::Secret key; // 32 bytes
        int version = 1;
        std::int64_t seals = 0; // how many nonces were drawn for it (limit 2^32)
    };
    // Unwraps on first use. Tampered where the wrap does not open.
    base::Result<const Key*> key(const base::ProfileId& id);
    // Counts a seal; LimitExceeded before 2^32.
    base::Status countSeal(db::Transaction& transaction, const base::ProfileId& id);

private:
    db::Connection& m_database;
    base::VaultId m_vault;
    const base::Secret& m_vaultKey;
    std::unordered_map<base::ProfileId, Key> m_keys;
};

} // namespace keystead::vault
