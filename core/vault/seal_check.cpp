// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/seal_check.h"

#include "core/vault/credential_store.h"
#include "core/vault/profile_store.h"
#include "core/vault/sealed_store.h"

#include <string>
#include <vector>

namespace keystead::vault {

namespace {

base::Result<std::vector<std::string>> texts(db::Connection& database, std::string_view sql)
{
    KS_ASSIGN(db::Statement query, database.prepare(sql));
    std::vector<std::string> found;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return found;
        found.push_back(query.text(0));
    }
}

} // namespace

base::Status checkSealsUnder(db::Connection& database, const base::VaultId& vault, const base::Secret& vaultKey)
{
    ProfileStore profiles(database, vault, vaultKey);
    CredentialStore credentials(database, profiles, vault);
    SealedStore sealed(database, vault, vaultKey);
    KS_ASSIGN(const std::vector<std::string> ids, texts(database, "SELECT id FROM profile ORDER BY id"));
    for (const std::string& id : ids)
        KS_TRY(profiles.key(base::ProfileId{id}));
    KS_ASSIGN(const std::vector<std::string> names, texts(database, "SELECT name FROM sealed_secret ORDER BY name"));
    for (const std::string& name : names)
        KS_TRY(sealed.get(name));
    KS_ASSIGN(const std::vector<std::string> owners,
              texts(database, "SELECT DISTINCT owner FROM credential ORDER BY owner"));
    for (const std::string& owner : owners)
        KS_TRY(credentials.getAll(owner));
    return base::ok();
}

} // namespace keystead::vault
