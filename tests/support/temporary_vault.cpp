// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temporary_vault.h"

#include "core/crypto/random.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/profile_store.h"

#include <cstdio>
#include <cstdlib>

namespace keystead::test {

void giveUp(const base::Error& error)
{
    std::fprintf(stderr, "test set-up failed: %s\n", base::toString(error).c_str());
    std::abort();
}

void must(const base::Status& status)
{
    if (!status)
        giveUp(status.error());
}

TemporaryVault::TemporaryVault()
    : m_keys{base::VaultId::create(), crypto::randomSecret(32), crypto::randomSecret(32)},
      m_vault(must(vault::Vault::create(file(), keys(), m_clock)))
{
}

TemporaryVault::~TemporaryVault() = default;

std::filesystem::path TemporaryVault::folder() const
{
    return m_folder.path().toStdString();
}

std::filesystem::path TemporaryVault::file() const
{
    return folder() / "vault.db";
}

vault::VaultKeys TemporaryVault::keys() const
{
    return {m_keys.id, m_keys.vaultKey.clone(), m_keys.rawDatabaseKey.clone()};
}

void TemporaryVault::close()
{
    m_vault.reset();
}

base::Status TemporaryVault::tryOpen()
{
    KS_ASSIGN(m_vault, vault::Vault::open(file(), keys(), m_clock));
    return base::ok();
}

void TemporaryVault::reopen()
{
    close();
    must(tryOpen());
}

model::Connection TemporaryVault::addConnection(const std::string& name, const std::string& providerId,
                                                model::AuthKind kind, const std::string& profile)
{
    model::Connection connection;
    connection.id = base::ConnectionId::create();
    connection.profile = must(m_vault->profiles().findByName(profile)).id;
    connection.name = name;
    connection.providerId = providerId;
    connection.kind = kind;
    connection.createdAt = m_clock.now();
    connection.updatedAt = m_clock.now();
    db::Transaction transaction = must(m_vault->begin());
    must(m_vault->connections().save(transaction, connection));
    must(transaction.commit());
    return connection;
}

void TemporaryVault::putSecret(const model::Connection& connection, std::string_view field, std::string_view text)
{
    db::Transaction transaction = must(m_vault->begin());
    must(m_vault->credentials().put(transaction, connection.profile, connection.id.text, field,
                                    base::Secret::fromText(text)));
    must(transaction.commit());
}

} // namespace keystead::test
