// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// An open vault: the database and its stores, and the profile keys in locked memory. Destroying it closes the database
// and wipes the keys. It knows nothing of slots (keys), audit or refresh; callers bring the database key. Thread: the
// core thread. Every change takes the caller's transaction, so that its audit record stands beside it.
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/db/connection.h"
#include "core/db/transaction.h"

#include <filesystem>
#include <memory>

namespace keystead::vault {

class ConnectionStore;
class CredentialStore;
class GrantStore;
class OAuthClientStore;
class ProfileStore;
class SettingsStore;
class SealedStore;

struct VaultKeys
{
    base::VaultId id;
    base::Secret vaultKey;       // 32 bytes
    base::Secret rawDatabaseKey; // keys::databaseKey(vaultKey, id)
};

class Vault
{
public:
    // Makes the database (0600), the schema, vault id and the first profile "Personal". VaultExists where a file is
    // there.
    static base::Result<std::unique_ptr<Vault>> create(const std::filesystem::path& databaseFile, VaultKeys keys,
                                                       const base::Clock& clock);
    // Errors as db::Connection::open, TooNew, and Damaged where the vault id inside is another.
    static base::Result<std::unique_ptr<Vault>> open(const std::filesystem::path& databaseFile, VaultKeys keys,
                                                     const base::Clock& clock);
    ~Vault();
    Vault(const Vault&) = delete;
    Vault& operator=(const Vault&) = delete;

    const base::VaultId& id() const { return m_keys.id; }
    db::Connection& database() { return *m_database; }
    base::Result<db::Transaction> begin();
    // A read-only connection of its own for long reads; call it on the worker's thread, while the vault is open. Errors
    // as open().
    base::Result<std::unique_ptr<db::Connection>> openReader() const;

    ProfileStore& profiles() { return *m_profiles; }
    ConnectionStore& connections() { return *m_connections; }
    CredentialStore& credentials() { return *m_credentials; }
    OAuthClientStore& oauthClients() { return *m_clients; }
    GrantStore& grants() { return *m_grants; }
    SettingsStore& settings() { return *m_settings; }
    // Secrets of the vault itself (audit signing key), sealed under the vault key.
    SealedStore& sealed() { return *m_sealed; }

    // The same vault in another database file under another vault key: the file, made by a rotation, has taken the old
    // one's place, and this object goes on with it. The old database must be detached (db::Connection::detach). On
    // error the vault is good for nothing.
    base::Status goOnWith(std::unique_ptr<db::Connection> database, base::Secret vaultKey, base::Secret rawDatabaseKey);

    // Every sealed field opens and every row is readable; Damaged or Tampered names the place ("connection con_...,
    // field access_token").
    base::Status checkSeals();

private:
    Vault(VaultKeys keys, const base::Clock& clock, std::unique_ptr<db::Connection> database);
    base::Status loadStores();
    VaultKeys m_keys;
    const base::Clock& m_clock;
    std::unique_ptr<db::Connection> m_database;
    std::unique_ptr<ProfileStore> m_profiles;
    std::unique_ptr<ConnectionStore> m_connections;
    std::unique_ptr<CredentialStore> m_credentials;
    std::unique_ptr<OAuthClientStore> m_clients;
    std::unique_ptr<GrantStore> m_grants;
    std::unique_ptr<SettingsStore> m_settings;
    std::unique_ptr<SealedStore> m_sealed;
};

} // namespace keystead::vault
