// SPDX-License-Identifier: GPL-3.0-or-later
// Vault::checkSeals: every row is read and every seal opened once.
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"
#include "core/vault/profile_store.h"
#include "core/vault/sealed_store.h"
#include "core/vault/settings_store.h"
#include "core/vault/vault.h"

#include <string>
#include <utility>
#include <vector>

namespace keystead::vault {

namespace {

// Up to two text columns of every row, read before anything else is asked of the database.
base::Result<std::vector<std::pair<std::string, std::string>>> places(db::Connection& database, std::string_view sql)
{
    KS_ASSIGN(db::Statement query, database.prepare(sql));
    std::vector<std::pair<std::string, std::string>> found;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return found;
        found.emplace_back(query.text(0), query.text(1));
    }
}

} // namespace

base::Status Vault::checkSeals()
{
    KS_TRY(m_database->checkIntegrity());
    KS_ASSIGN(const std::vector<model::Profile> profiles, m_profiles->all());
    for (const model::Profile& profile : profiles)
        KS_TRY(m_profiles->key(profile.id));
    KS_ASSIGN(const auto keys, places(*m_database, "SELECT profile, version FROM profile_key ORDER BY profile"));
    for (const auto& [profile, version] : keys)
        KS_TRY(m_profiles->key(base::ProfileId{profile}, std::stoll(version)));
    KS_TRY(m_connections->all());
    KS_TRY(m_clients->all());
    KS_TRY(m_settings->load());
    KS_ASSIGN(const auto credentials, places(*m_database, "SELECT owner, field FROM credential ORDER BY owner, field"));
    for (const auto& [owner, field] : credentials)
        KS_TRY(m_credentials->get(owner, field));
    KS_ASSIGN(const auto sealed, places(*m_database, "SELECT name, '' FROM sealed_secret ORDER BY name"));
    for (const auto& [name, unused] : sealed)
        KS_TRY(m_sealed->get(name));
    return base::ok();
}

} // namespace keystead::vault
