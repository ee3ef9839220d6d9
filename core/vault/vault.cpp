// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/vault.h"

#include "core/db/database_file.h"
#include "core/db/migrator.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/grant_store.h"
#include "core/vault/oauth_client_store.h"
#include "core/vault/profile_store.h"
#include "core/vault/sealed_store.h"
#include "core/vault/settings_store.h"

namespace keystead::vault {

namespace fs = std::filesystem;
using base::ErrorCode;

namespace {

base::Status checkKeys(const VaultKeys& keys)
{
    if (!base::VaultId::valid(keys.id.text) || keys.vaultKey.size() != 32 || keys.rawDatabaseKey.size() != 32)
        return base::fail(ErrorCode::InvalidArgument, "a vault has an id and two keys of 32 bytes");
    return base::ok();
}

base::Status writeMeta(db::Transaction& transaction, const base::VaultId& id, base::WallTime now)
{
    KS_ASSIGN(db::Statement insert,
              transaction.connection().prepare(
                  "INSERT INTO meta (id, vault_id, created_at, key_created_at) VALUES (1, ?1, ?2, ?2)"));
    return insert.bind(id.text).bind(now).run();
}

// Schema, vault id and first profile in a database of its own, complete and closed.
base::Status fill(const fs::path& staged, const VaultKeys& keys, const base::Clock& clock)
{
    KS_ASSIGN(const std::unique_ptr<db::Connection> database,
              db::Connection::open(staged, keys.rawDatabaseKey, db::OpenMode::Create));
    KS_TRY(db::migrate(*database));
    KS_ASSIGN(db::Transaction transaction, db::Transaction::begin(*database));
    KS_TRY(writeMeta(transaction, keys.id, clock.now()));
    ProfileStore profiles(*database, keys.id, keys.vaultKey);
    KS_TRY(profiles.add(transaction, "Personal", clock.now()));
    KS_TRY(transaction.commit());
    return database->checkpoint();
}

} // namespace

Vault::Vault(VaultKeys keys, const base::Clock& clock, std::unique_ptr<db::Connection> database)
    : m_keys(std::move(keys)), m_clock(clock), m_database(std::move(database))
{
}

Vault::~Vault() = default;

base::Result<std::unique_ptr<Vault>> Vault::create(const fs::path& databaseFile, VaultKeys keys,
                                                   const base::Clock& clock)
{
    KS_TRY(checkKeys(keys));
    KS_ASSIGN(const fs::path file, db::resolveFolder(databaseFile));
    KS_TRY(db::checkNoDatabase(file));
    // Made under another name and renamed when it is whole: a kill on the way leaves no vault, never half a one.
    fs::path staged = file;
    staged += ".new";
    db::removeDatabaseFiles(staged);
    base::Status filled = fill(staged, keys, clock);
    if (filled)
        filled = db::publishDatabase(staged, file);
    if (!filled) {
        db::removeDatabaseFiles(staged);
        return std::move(filled).error();
    }
    return open(file, std::move(keys), clock);
}

base::Result<std::unique_ptr<Vault>> Vault::open(const fs::path& databaseFile, VaultKeys keys, const base::Clock& clock)
{
    KS_TRY(checkKeys(keys));
    KS_ASSIGN(std::unique_ptr<db::Connection> database,
              db::Connection::open(databaseFile, keys.rawDatabaseKey, db::OpenMode::ReadWrite));
    KS_ASSIGN(const int schema, db::schemaVersion(*database));
    if (schema == 0)
        return base::fail(ErrorCode::Damaged, "the database holds no vault");
    KS_TRY(db::migrate(*database));
    std::unique_ptr<Vault> vault{new Vault(std::move(keys), clock, std::move(database))};
    KS_TRY(vault->loadStores());
    return vault;
}

base::Status Vault::loadStores()
{
    {
        KS_ASSIGN(db::Statement query, m_database->prepare("SELECT vault_id FROM meta WHERE id = 1"));
        KS_ASSIGN(const bool row, query.step());
        if (!row || query.text(0) != m_keys.id.text)
            return base::fail(ErrorCode::Damaged, "the database belongs to another vault");
    }
    m_profiles = std::make_unique<ProfileStore>(*m_database, m_keys.id, m_keys.vaultKey);
    m_connections = std::make_unique<ConnectionStore>(*m_database);
    m_credentials = std::make_unique<CredentialStore>(*m_database, *m_profiles, m_keys.id);
    m_clients = std::make_unique<OAuthClientStore>(*m_database);
    m_grants = std::make_unique<GrantStore>(*m_database);
    m_settings = std::make_unique<SettingsStore>(*m_database);
    m_sealed = std::make_unique<SealedStore>(*m_database, m_keys.id, m_keys.vaultKey);
    return base::ok();
}

base::Status Vault::goOnWith(std::unique_ptr<db::Connection> database, base::Secret vaultKey,
                             base::Secret rawDatabaseKey)
{
    KS_TRY(m_database->attach(std::move(database)));
    m_keys.vaultKey = std::move(vaultKey); // the stores refer to it
    m_keys.rawDatabaseKey = std::move(rawDatabaseKey);
    m_profiles->forgetKeys();
    return base::ok();
}

base::Result<db::Transaction> Vault::begin()
{
    return db::Transaction::begin(*m_database);
}

base::Result<std::unique_ptr<db::Connection>> Vault::openReader() const
{
    return db::Connection::open(m_database->file(), m_keys.rawDatabaseKey, db::OpenMode::ReadOnly);
}

} // namespace keystead::vault
