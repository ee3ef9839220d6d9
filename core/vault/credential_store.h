// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Secret fields, each sealed with AES-256-GCM under its profile's key. The associated data binds vault id, profile,
// owner (connection or OAuth client), field, record version, key version and format version, so that a sealed value
// opens only in its place. Thread: the core thread.
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/db/transaction.h"
#include "core/model/credential.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::vault {

class ProfileStore;

class CredentialStore
{
public:
    CredentialStore(db::Connection& database, ProfileStore& profiles, base::VaultId vault)
        : m_database(database), m_profiles(profiles), m_vault(std::move(vault))
    {
    }

    // Writes or replaces one field. `owner` is the id text of a connection or an OAuth client that stands in `profile`
    // already (StorageConflict else). LimitExceeded beyond 256 KiB.
    base::Status put(db::Transaction& transaction, const base::ProfileId& profile, std::string_view owner,
                     std::string_view field, const base::Secret& value);
    // Puts every field of `credential`; other fields of the owner stay.
    base::Status putAll(db::Transaction& transaction, const base::ProfileId& profile, std::string_view owner,
                        const model::Credential& credential);
    // NotFound; Tampered where the seal does not open.
    base::Result<base::Secret> get(std::string_view owner, std::string_view field);
    base::Result<std::map<std::string, base::Secret, std::less<>>> getAll(std::string_view owner);
    base::Result<std::vector<std::string>> fieldNames(std::string_view owner);
    base::Status remove(db::Transaction& transaction, std::string_view owner, std::string_view field);
    base::Status removeAll(db::Transaction& transaction, std::string_view owner);

private:
    db::Connection& m_database;
    ProfileStore& m_profiles;
    base::VaultId m_vault;
};

} // namespace keystead::vault
