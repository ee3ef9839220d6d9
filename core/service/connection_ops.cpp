// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/connection_ops.h"

#include "core/service/certificate_facts.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"
#include "core/vault/profile_store.h"

namespace keystead::service {

namespace {

using base::ErrorCode;
using model::AuditAction;
using model::AuthKind;
using model::ConnectionState;

model::Connection connectionFrom(const model::ConnectionDraft& draft, const model::ProviderSpec& spec,
                                 const model::Profile& profile, base::WallTime now)
{
    model::Connection connection;
    connection.id = base::ConnectionId::create();
    connection.profile = profile.id;
    connection.name = draft.name;
    connection.providerId = draft.providerId;
    connection.kind = draft.kind;
    // Only a sign-in is still missing where there is one; everything else works as soon as it is stored.
    connection.state = draft.kind == AuthKind::OAuth2 ? ConnectionState::Created : ConnectionState::Active;
    connection.account = draft.account;
    connection.parameters = draft.parameters;
    connection.oauthClient = draft.oauthClient;
    connection.scopesRequested = draft.scopes;
    if (connection.scopesRequested.empty() && spec.oauth)
        connection.scopesRequested = spec.oauth->defaultScopes;
    connection.tags = draft.tags;
    connection.notes = draft.notes;
    connection.expiresAt = draft.expiresAt;
    connection.createdAt = now;
    connection.updatedAt = now;
    return connection;
}

// The client registration that came with the draft becomes an entity of its own, which other connections may share.
base::Status saveNewClient(VaultSession& session, db::Transaction& transaction, const model::ConnectionDraft& draft,
                           const base::Secret* secret, model::Connection& connection)
{
    if (draft.oauthClient || draft.clientId.empty())
        return base::ok();
    model::OAuthClient client;
    client.id = base::OAuthClientId::create();
    client.profile = connection.profile;
    client.label = draft.clientLabel.empty() ? draft.name : draft.clientLabel;
    client.providerId = draft.providerId;
    client.clientId = draft.clientId;
    client.hasSecret = secret && !secret->empty();
    client.createdAt = connection.createdAt;
    KS_TRY(session.vault->oauthClients().save(transaction, client));
    if (client.hasSecret) {
        KS_TRY(session.vault->credentials().put(transaction, client.profile, client.id.text, model::field::clientSecret,
                                                *secret));
    }
    connection.oauthClient = client.id;
    return base::ok();
}

base::Result<std::uint64_t> store(VaultSession& session, const AddConnection& request, model::Connection& connection,
                                  const model::Actor& actor)
{
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    db::Transaction& transaction = change.transaction();
    KS_TRY(saveNewClient(session, transaction, request.draft, request.credential.find(model::field::clientSecret),
                         connection));
    KS_TRY(session.vault->connections().save(transaction, connection));
    int secrets = 0;
    for (const auto& [name, value] : request.credential.fields) {
        if (value.empty() || name == model::field::clientSecret)
            continue;
        KS_TRY(session.vault->credentials().put(transaction, connection.profile, connection.id.text, name, value));
        ++secrets;
    }
    KS_TRY(change.record(eventOf(connection, AuditAction::Connect, actor)));
    if (secrets > 0 || request.credential.find(model::field::clientSecret)) {
        KS_TRY(change.record(eventOf(connection, AuditAction::CredentialStore, actor)));
    }
    return change.commit();
}

base::Result<std::uint64_t> storeState(VaultSession& session, model::Connection& connection, const model::Actor& actor,
                                       const std::string& change)
{
    model::AuditEvent event = eventOf(connection, AuditAction::SettingsChanged, actor);
    event.detail["changed"] = change;
    std::vector<model::AuditEvent> events;
    events.push_back(std::move(event));
    return session.apply(
        [&](db::Transaction& transaction) { return session.vault->connections().save(transaction, connection); },
        std::move(events));
}

// Where a paused connection goes back to: the error it was paused in is still there.
base::Status moveBack(model::Connection& connection, VaultSession& session, base::WallTime now)
{
    if (connection.problem && connection.problem->code == ErrorCode::FamilyUnconfirmed) {
        const model::StateProblem waits = *connection.problem; // for confirm, paused or not
        KS_TRY(model::moveTo(connection, ConnectionState::Active, now));
        connection.problem = waits;
        return base::ok();
    }
    if (connection.problem)
        return model::moveTo(connection, ConnectionState::AuthError, now, connection.problem);
    if (connection.kind == AuthKind::OAuth2 &&
        !session.vault->credentials().get(connection.id.text, model::field::accessToken)) {
        const model::StateProblem problem{ErrorCode::SignInNeeded, "not signed in yet", now};
        return model::moveTo(connection, ConnectionState::AuthError, now, problem);
    }
    return model::moveTo(connection, ConnectionState::Active, now);
}

} // namespace

TaskOf<model::Connection> settleUpdate(ContextPtr context, model::Connection connection, std::uint64_t commit)
{
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    context->emitUpdated(connection);
    co_return connection;
}

TaskOf<std::vector<model::Connection>> listConnections(ContextPtr context)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    co_return session->vault->connections().all();
}

TaskOf<model::Connection> findConnection(ContextPtr context, std::string idOrName)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    co_return session->vault->connections().find(idOrName);
}

TaskOf<AddedConnection> addConnection(ContextPtr context, AddConnection request, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const model::ProviderSpec spec, specOf(*context, request.draft.providerId));
    request.credential.kind = request.draft.kind;
    AddedConnection added;
    added.problems = model::validate(request.draft, spec, request.credential);
    std::vector<std::string> given;
    for (const auto& [name, value] : request.credential.fields)
        given.push_back(name);
    checkNoMadeTokens(request.draft.kind, given, added.problems);
    KS_CO_ASSIGN(const auto profile, profileOf(*session, request.draft.profile, added.problems));
    if (profile) {
        KS_CO_TRY(checkNameFree(*session, request.draft, *profile, std::nullopt, added.problems));
    }
    if (request.draft.oauthClient && !session->vault->oauthClients().get(*request.draft.oauthClient))
        added.problems.push_back(
            {"oauth_client", "does not exist", "Choose one of the registered clients, or give a client id."});
    if (!added.problems.empty())
        co_return added;
    model::Connection connection = connectionFrom(request.draft, spec, *profile, context->now());
    dateByCertificate(connection, request.credential.fields, added.problems);
    if (!added.problems.empty())
        co_return added;
    KS_CO_ASSIGN(const std::uint64_t commit, store(*session, request, connection, actor));
    ++session->connectionCount;
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    model::ChangeSet changes;
    changes.added.push_back(connection);
    changes.clientsChanged = connection.oauthClient.has_value();
    changes.auditChanged = true;
    context->emitChanged(std::move(changes));
    added.connection = std::move(connection);
    co_return added;
}

TaskOf<model::Connection> pauseConnection(ContextPtr context, base::ConnectionId id, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(model::Connection connection, session->vault->connections().get(id));
    KS_CO_TRY(model::moveTo(connection, ConnectionState::Paused, context->now()));
    KS_CO_ASSIGN(const std::uint64_t commit, storeState(*session, connection, actor, "paused"));
    auto updating = settleUpdate(context, connection, commit);
    base::Result<model::Connection> updated = co_await updating;
    co_return updated;
}

TaskOf<model::Connection> resumeConnection(ContextPtr context, base::ConnectionId id, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(model::Connection connection, session->vault->connections().get(id));
    if (connection.state != ConnectionState::Paused)
        co_return base::fail(ErrorCode::IllegalState, "the connection is not paused");
    KS_CO_TRY(moveBack(connection, *session, context->now()));
    KS_CO_ASSIGN(const std::uint64_t commit, storeState(*session, connection, actor, "resumed"));
    auto updating = settleUpdate(context, connection, commit);
    base::Result<model::Connection> updated = co_await updating;
    co_return updated;
}

} // namespace keystead::service
