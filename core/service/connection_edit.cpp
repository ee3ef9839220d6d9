// SPDX-License-Identifier: GPL-3.0-or-later
// Changing a connection in place: the whole of it is validated as if it were new, with the stored secrets where no new
// ones are given.
#include "core/service/certificate_facts.h"
#include "core/service/connection_ops.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"
#include "core/vault/profile_store.h"

namespace keystead::service {

namespace {

using model::AuditAction;
using model::AuthKind;
using model::ConnectionState;

model::ConnectionDraft draftOf(const model::Connection& connection, const std::string& profileName)
{
    model::ConnectionDraft draft;
    draft.name = connection.name;
    draft.profile = profileName;
    draft.providerId = connection.providerId;
    draft.kind = connection.kind;
    draft.parameters = connection.parameters;
    draft.scopes = connection.scopesRequested;
    draft.tags = connection.tags;
    draft.notes = connection.notes;
    draft.account = connection.account;
    draft.expiresAt = connection.expiresAt;
    draft.oauthClient = connection.oauthClient;
    return draft;
}

void applyEdit(model::Connection& connection, const EditConnection& request)
{
    if (request.name)
        connection.name = *request.name;
    if (request.notes)
        connection.notes = *request.notes;
    if (request.tags)
        connection.tags = *request.tags;
    if (request.scopes)
        connection.scopesRequested = *request.scopes;
    if (request.expiresAt)
        connection.expiresAt = *request.expiresAt;
    for (const auto& [name, value] : request.parameters)
        connection.parameters.insert_or_assign(name, value);
}

// What the validation sees: stored secrets with the new ones laid over; tokens are not a person's to give.
base::Result<model::Credential> editedCredential(VaultSession& session, const model::Connection& connection,
                                                 const EditConnection& request)
{
    model::Credential credential;
    credential.kind = connection.kind;
    KS_ASSIGN(auto fields, session.vault->credentials().getAll(connection.id.text));
    for (auto& [name, value] : fields) {
        const bool token =
            name == model::field::accessToken || name == model::field::refreshToken || name == model::field::idToken;
        if (!token)
            credential.fields.insert_or_assign(name, std::move(value));
    }
    for (const auto& [name, value] : request.secrets) {
        if (value)
            credential.fields.insert_or_assign(name, value->clone());
    }
    return credential;
}

base::Status putSecrets(VaultSession& session, db::Transaction& transaction, const model::Connection& connection,
                        const EditConnection& request)
{
    // What the old key fetched does not follow to where the new one goes.
    if (connection.kind == AuthKind::Jwt && request.secrets.contains(std::string{model::field::privateKey})) {
        const base::Status removed =
            session.vault->credentials().remove(transaction, connection.id.text, model::field::accessToken);
        if (!removed && removed.error().code != base::ErrorCode::NotFound)
            return removed;
    }
    for (const auto& [name, value] : request.secrets) {
        if (!value)
            continue;
        if (name != model::field::clientSecret || !connection.oauthClient) {
            KS_TRY(session.vault->credentials().put(transaction, connection.profile, connection.id.text, name, *value));
            continue;
        }
        KS_ASSIGN(model::OAuthClient client, session.vault->oauthClients().get(*connection.oauthClient));
        client.hasSecret = true;
        KS_TRY(session.vault->oauthClients().save(transaction, client));
        KS_TRY(session.vault->credentials().put(transaction, client.profile, client.id.text, name, *value));
    }
    return base::ok();
}

// A new secret is a way back from an error that the old one caused, and a later expiry from having expired.
base::Status revive(model::Connection& connection, const EditConnection& request, base::WallTime now)
{
    // What the main secret is made with counts where it is made.
    const std::string_view made = connection.kind == AuthKind::Jwt                 ? model::field::privateKey
                                  : connection.kind == AuthKind::ClientCredentials ? model::field::clientSecret
                                                                                   : model::mainField(connection.kind);
    const bool replaced = request.secrets.contains(std::string{made}) ||
                          request.secrets.contains(std::string{model::mainField(connection.kind)});
    const bool prolonged = request.expiresAt && (!*request.expiresAt || **request.expiresAt > now);
    const bool broken = connection.state == ConnectionState::AuthError || connection.state == ConnectionState::Expired;
    const bool mended = replaced || (prolonged && connection.state == ConnectionState::Expired);
    if (connection.kind == AuthKind::OAuth2 || !mended || !broken)
        return base::ok();
    return model::moveTo(connection, ConnectionState::Active, now);
}

std::string changedNames(const EditConnection& request)
{
    std::string names;
    const auto add = [&](bool given, const std::string& name) {
        if (given)
            names += (names.empty() ? "" : ",") + name;
    };
    add(request.name.has_value(), "name");
    add(request.notes.has_value(), "notes");
    add(request.tags.has_value(), "tags");
    add(request.scopes.has_value(), "scopes");
    add(request.expiresAt.has_value(), "expires_at");
    for (const auto& [name, value] : request.parameters)
        add(true, name);
    return names;
}

base::Result<std::uint64_t> storeEdit(VaultSession& session, const EditConnection& request,
                                      model::Connection& connection, const model::Actor& actor)
{
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    KS_TRY(session.vault->connections().save(change.transaction(), connection));
    KS_TRY(putSecrets(session, change.transaction(), connection, request));
    if (const std::string names = changedNames(request); !names.empty() || request.secrets.empty()) {
        model::AuditEvent event = eventOf(connection, AuditAction::SettingsChanged, actor);
        event.detail["changed"] = names;
        KS_TRY(change.record(std::move(event)));
    }
    for (const auto& [name, value] : request.secrets) {
        model::AuditEvent event = eventOf(connection, AuditAction::CredentialStore, actor);
        event.detail["field"] = name;
        KS_TRY(change.record(std::move(event)));
    }
    return change.commit();
}

base::Result<std::vector<model::Problem>> editProblems(Context& context, VaultSession& session,
                                                       const model::Connection& before, model::Connection& after,
                                                       const EditConnection& request)
{
    KS_ASSIGN(const model::ProviderSpec spec, specOf(context, after.providerId));
    KS_ASSIGN(const auto profiles, session.vault->profiles().all());
    model::Profile profile;
    for (const model::Profile& candidate : profiles) {
        if (candidate.id == after.profile)
            profile = candidate;
    }
    const model::ConnectionDraft draft = draftOf(after, profile.name);
    KS_ASSIGN(const model::Credential credential, editedCredential(session, after, request));
    std::vector<model::Problem> problems = model::validate(draft, spec, credential);
    if (after.name != before.name) {
        KS_TRY(checkNameFree(session, draft, profile, after.id, problems));
    }
    KS_ASSIGN(const std::vector<std::string> stored, session.vault->credentials().fieldNames(before.id.text));
    checkDestination(before, spec, request, stored, problems);
    std::vector<std::string> given;
    for (const auto& [name, value] : request.secrets)
        given.push_back(name);
    checkNoMadeTokens(before.kind, given, problems);
    if (request.secrets.contains(std::string{model::field::certificate}) && !request.expiresAt)
        after.expiresAt.reset(); // the old certificate's
    if (problems.empty() && (!request.secrets.empty() || request.expiresAt))
        dateByCertificate(after, credential.fields, problems);
    return problems;
}

} // namespace

TaskOf<AddedConnection> editConnection(ContextPtr context, EditConnection request, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const model::Connection before, session->vault->connections().get(request.id));
    model::Connection connection = before;
    applyEdit(connection, request);
    AddedConnection edited;
    KS_CO_ASSIGN(edited.problems, editProblems(*context, *session, before, connection, request));
    if (!edited.problems.empty())
        co_return edited;
    connection.updatedAt = context->now();
    KS_CO_TRY(revive(connection, request, context->now()));
    KS_CO_ASSIGN(const std::uint64_t commit, storeEdit(*session, request, connection, actor));
    auto updating = settleUpdate(context, connection, commit);
    KS_CO_ASSIGN(edited.connection, co_await updating);
    co_return edited;
}

} // namespace keystead::service
