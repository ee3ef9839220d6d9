// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which OAuth client of the vault an imported connection may use. Sharing one sends its secret to the connection's
// token endpoint, so the file must know the secret already, and its endpoints must be at the servers of the
// connections that use the client now. Where that is in doubt nothing is shared. Thread: the core thread.
#include "core/model/connection.h"
#include "core/model/oauth_client.h"
#include "core/providers/registry.h"
#include "core/vault/vault.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace keystead::transfer {

class ClientSharing
{
public:
    // `providers` null: nothing is shared.
    ClientSharing(vault::Vault& vault, const providers::Registry* providers) : m_vault(vault), m_providers(providers) {}

    // Reads the profile's clients and who uses them; once, the first time.
    base::Status load(const base::ProfileId& profile);
    // The client with this id and secret whose users have all endpoints of `connection`; absent: a new one is needed.
    base::Result<std::optional<base::OAuthClientId>> find(const model::Connection& connection,
                                                          const std::string& clientId, const base::Secret& secret);
    // One that the import made, with its first user.
    void add(const model::OAuthClient& client, const model::Connection& user);

private:
    // Origins ("https://host:443") of every endpoint that may see the secret; absent: they cannot be told.
    std::optional<std::set<std::string>> endpointsOf(const model::Connection& connection) const;
    base::Result<bool> hasSecret(const model::OAuthClient& client, const base::Secret& secret);
    struct Known
    {
        model::OAuthClient client;
        std::set<std::string> endpoints; // of its users; none: nobody uses it, or they cannot be told
    };
    vault::Vault& m_vault;
    const providers::Registry* m_providers;
    bool m_loaded = false;
    std::vector<Known> m_known;
};

} // namespace keystead::transfer
