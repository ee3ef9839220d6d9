// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/client_sharing.h"

#include "core/model/credential.h"
#include "core/model/url_rules.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"

#include <algorithm>

namespace keystead::transfer {

base::Status ClientSharing::load(const base::ProfileId& profile)
{
    if (m_loaded)
        return base::ok();
    KS_ASSIGN(const auto clients, m_vault.oauthClients().all());
    KS_ASSIGN(const auto connections, m_vault.connections().all());
    for (const model::OAuthClient& client : clients) {
        if (client.profile != profile)
            continue;
        Known known{client, {}};
        for (const model::Connection& user : connections) {
            if (user.oauthClient != client.id)
                continue;
            if (const auto endpoints = endpointsOf(user))
                known.endpoints.insert(endpoints->begin(), endpoints->end());
        }
        m_known.push_back(std::move(known));
    }
    m_loaded = true;
    return base::ok();
}

base::Result<std::optional<base::OAuthClientId>>
ClientSharing::find(const model::Connection& connection, const std::string& clientId, const base::Secret& secret)
{
    const auto endpoints = endpointsOf(connection);
    if (!endpoints)
        return std::optional<base::OAuthClientId>{};
    for (const Known& known : m_known) {
        const model::OAuthClient& client = known.client;
        const bool same = client.clientId == clientId && client.profile == connection.profile &&
                          (client.providerId.empty() || client.providerId == connection.providerId);
        if (!same ||
            !std::includes(known.endpoints.begin(), known.endpoints.end(), endpoints->begin(), endpoints->end()))
            continue;
        KS_ASSIGN(const bool theirs, hasSecret(client, secret));
        if (theirs)
            return std::optional{client.id};
    }
    return std::optional<base::OAuthClientId>{};
}

void ClientSharing::add(const model::OAuthClient& client, const model::Connection& user)
{
    m_known.push_back({client, endpointsOf(user).value_or(std::set<std::string>{})});
}

std::optional<std::set<std::string>> ClientSharing::endpointsOf(const model::Connection& connection) const
{
    const model::ProviderSpec* const spec = m_providers ? m_providers->find(connection.providerId) : nullptr;
    if (!spec || !spec->oauth)
        return std::nullopt;
    const model::OAuthSpec& oauth = *spec->oauth;
    std::set<std::string> origins;
    // What is discovered comes from the issuer, or from the address of its metadata.
    for (const std::string* text : {&oauth.tokenUrl, &oauth.refreshUrl, &oauth.revoke.url, &oauth.issuer,
                                    &oauth.discoveryUrl, &oauth.deviceAuthorizationUrl}) {
        if (text->empty())
            continue;
        const auto url = model::expandTemplate(*text, *spec, connection.parameters);
        if (!url)
            return std::nullopt;
        if (url->empty()) // an optional address that is not given
            continue;
        const auto parts = model::splitUrl(*url);
        if (!parts)
            return std::nullopt;
        origins.insert(parts->scheme + "://" + parts->host + ":" + std::to_string(parts->port));
    }
    if (origins.empty())
        return std::nullopt;
    return origins;
}

base::Result<bool> ClientSharing::hasSecret(const model::OAuthClient& client, const base::Secret& secret)
{
    if (!client.hasSecret)
        return secret.empty();
    KS_ASSIGN(const base::Secret stored, m_vault.credentials().get(client.id.text, model::field::clientSecret));
    return stored.equals(secret);
}

} // namespace keystead::transfer
