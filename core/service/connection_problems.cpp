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

namespace {

// Whether what the vault holds is given again, so that only the caller's own goes to the new address. A token that is
// made from a key proves nothing: anybody can make one up.
bool secretGivenAgain(const model::Connection& before, const EditConnection& request,
                      const std::vector<std::string>& stored)
{
    const auto given = [&request](std::string_view name) {
        const auto found = request.secrets.find(std::string{name});
        return found != request.secrets.end() && found->second && !found->second->empty();
    };
    switch (before.kind) {
    case model::AuthKind::OAuth2:
    case model::AuthKind::ClientCredentials:
        return false; // the tokens and the client's secret stay
    case model::AuthKind::Jwt:
        return given(model::field::privateKey);
    case model::AuthKind::Custom: // any of them may be put on a request
        return std::all_of(stored.begin(), stored.end(), given);
    default:
        return given(model::mainField(before.kind));
    }
}

// What decides where the secret goes, with the value that holds where none is given.
std::map<std::string, std::string> destinations(const model::Connection& before, const model::ProviderSpec& spec)
{
    std::map<std::string, std::string> names;
    for (const model::UrlParameter& parameter : spec.urlParameters)
        names.emplace(parameter.name, parameter.defaultValue);
    // Issuer, subject and audience of what the key signs: for another audience it is another service's credential.
    const model::AuthMethod* const method = before.kind == model::AuthKind::Jwt ? spec.method(before.kind) : nullptr;
    for (const model::FieldSpec& field : method ? method->fields : std::vector<model::FieldSpec>{}) {
        if (!field.secret)
            names.emplace(field.name, std::string{});
    }
    return names;
}

} // namespace

void checkDestination(const model::Connection& before, const model::ProviderSpec& spec, const EditConnection& request,
                      const std::vector<std::string>& stored, std::vector<model::Problem>& problems)
{
    if (secretGivenAgain(before, request, stored))
        return;
    const bool tokens = before.kind == model::AuthKind::OAuth2 || before.kind == model::AuthKind::ClientCredentials;
    for (const auto& [name, fallback] : destinations(before, spec)) {
        const auto given = request.parameters.find(name);
        if (given == request.parameters.end())
            continue;
        const auto old = before.parameters.find(name);
        if (given->second == (old == before.parameters.end() ? fallback : old->second))
            continue;
        problems.push_back({"parameters." + name, "changes where the secret would be sent",
                            tokens ? "Add a new connection for the other address."
                                   : "Give the secret again together with the new address."});
    }
}

void checkNoMadeTokens(model::AuthKind kind, const std::vector<std::string>& given,
                       std::vector<model::Problem>& problems)
{
    if (kind != model::AuthKind::Jwt && kind != model::AuthKind::ClientCredentials)
        return;
    for (const std::string& name : given) {
        if (name == model::field::accessToken || name == model::field::refreshToken || name == model::field::idToken)
            problems.push_back(
                {"secret." + name, "is not given but made from the key or the client's secret", "Leave it out."});
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
