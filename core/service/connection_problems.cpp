// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/connection_ops.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"
#include "core/vault/profile_store.h"

#include <algorithm>

namespace keystead::service {

using base::ErrorCode;

base::Result<model::ProviderSpec> specOf(const Context& context, const std::string& providerId)
{
    const model::ProviderSpec* const spec = context.parts.providers.find(providerId);
    if (!spec)
        return base::fail(ErrorCode::NotFound, "there is no provider `" + providerId + "`");
    return *spec;
}

base::Status checkNameFree(VaultSession& session, const model::ConnectionDraft& draft, const model::Profile& profile,
                           const std::optional<base::ConnectionId>& self, std::vector<model::Problem>& problems)
{
    const auto found = session.vault->connections().find(profile.name + "/" + draft.name);
    if (!found)
        return found.error().code == ErrorCode::NotFound ? base::ok() : base::Status{found.error()};
    if (found->profile == profile.id && found->name == draft.name && (!self || found->id != *self))
        problems.push_back(
            {"name", "is taken in this profile", "Choose another name, or edit the connection that has it."});
    return base::ok();
}

base::Result<std::optional<model::Profile>> profileOf(VaultSession& session, const std::string& name,
                                                      std::vector<model::Problem>& problems)
{
    auto profile = name.empty() ? session.vault->profiles().first() : session.vault->profiles().findByName(name);
    if (profile)
        return std::optional{std::move(*profile)};
    if (profile.error().code != ErrorCode::NotFound)
        return profile.error();
    problems.push_back({"profile", "does not exist", "Choose one of the profiles, or add it first."});
    return std::optional<model::Profile>{};
}

void checkDestination(const model::Connection& before, const model::ProviderSpec& spec, const EditConnection& request,
                      std::vector<model::Problem>& problems)
{
    const bool secretGiven = request.secrets.contains(std::string{model::mainField(before.kind)});
    const bool tokens = before.kind == model::AuthKind::OAuth2 || before.kind == model::AuthKind::ClientCredentials;
    for (const model::UrlParameter& parameter : spec.urlParameters) {
        const auto given = request.parameters.find(parameter.name);
        if (given == request.parameters.end())
            continue;
        const auto old = before.parameters.find(parameter.name);
        const std::string oldValue = old == before.parameters.end() ? parameter.defaultValue : old->second;
        if (given->second == oldValue || (secretGiven && !tokens))
            continue;
        problems.push_back({"parameters." + parameter.name, "changes where the secret would be sent",
                            tokens ? "Add a new connection for the other address."
                                   : "Give the secret again together with the new address."});
    }
}

base::Result<oauth::ClientIdentity> clientIdentity(vault::Vault& vault, const model::Connection& connection)
{
    oauth::ClientIdentity identity;
    if (!connection.oauthClient)
        return identity;
    KS_ASSIGN(const model::OAuthClient client, vault.oauthClients().get(*connection.oauthClient));
    identity.clientId = client.clientId;
    if (client.hasSecret) {
        KS_ASSIGN(identity.clientSecret, vault.credentials().get(client.id.text, model::field::clientSecret));
    }
    return identity;
}

} // namespace keystead::service
