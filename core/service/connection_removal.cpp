// SPDX-License-Identifier: GPL-3.0-or-later
// Ending a connection: at the provider (RFC 7009) and here. A local deletion never claims remote success (SECURITY 11).
#include "core/oauth/revocation.h"
#include "core/refresh/refresh_journal.h"
#include "core/service/connection_ops.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/grant_store.h"
#include "core/vault/oauth_client_store.h"

namespace keystead::service {

namespace {

using base::ErrorCode;
using model::AuditAction;
using model::AuthKind;
using oauth::RevocationOutcome;
using Remote = RemovedConnection::Remote;

constexpr std::chrono::milliseconds undoFor{std::chrono::minutes{10}};

base::Result<base::Secret> optionalField(VaultSession& session, const base::ConnectionId& id, std::string_view field)
{
    auto value = session.vault->credentials().get(id.text, field);
    if (!value && value.error().code == ErrorCode::NotFound)
        return base::Secret{};
    return value;
}

bool holdsTokens(const model::Connection& connection)
{
    return connection.kind == AuthKind::OAuth2 || connection.kind == AuthKind::ClientCredentials ||
           connection.kind == AuthKind::Jwt;
}

RevocationOutcome failedWith(base::Error error)
{
    return {RevocationOutcome::Kind::Failed, std::move(error), {}, {}};
}

QCoro::Task<RevocationOutcome> revokeAtProvider(ContextPtr context, model::Connection connection)
{
    const auto opened = context->openTrusted(); // a token of such a vault goes nowhere, not even to be revoked
    if (!opened)
        co_return failedWith(opened.error());
    VaultSession* const session = *opened;
    const auto spec = specOf(*context, connection.providerId);
    if (!spec || !spec->oauth || !holdsTokens(connection))
        co_return RevocationOutcome{};
    auto access = optionalField(*session, connection.id, model::field::accessToken);
    auto refresh = optionalField(*session, connection.id, model::field::refreshToken);
    auto client = clientIdentity(*session->vault, connection);
    if (!access || !refresh || !client)
        co_return failedWith(!access ? access.error() : !refresh ? refresh.error() : client.error());
    if (access->empty() && refresh->empty())
        co_return RevocationOutcome{};
    const base::CancelToken cancel = session->closing.token();
    auto resolving = session->discovery.resolve(*spec, connection.parameters, cancel);
    base::Result<oauth::Endpoints> endpoints = co_await resolving;
    if (!endpoints)
        co_return failedWith(endpoints.error());
    auto revoking = oauth::revoke(context->parts.http, *spec, std::move(*endpoints), std::move(*client),
                                  std::move(*access), std::move(*refresh), cancel);
    RevocationOutcome outcome = co_await revoking;
    co_return outcome;
}

RemovedConnection describe(const RevocationOutcome& outcome)
{
    RemovedConnection result;
    result.remoteError = outcome.error;
    result.manageUrl = outcome.manageUrl;
    switch (outcome.kind) {
    case RevocationOutcome::Kind::Revoked:
        result.remote = Remote::Revoked;
        break;
    case RevocationOutcome::Kind::NotPossible:
        result.remote = Remote::NotPossible;
        break;
    case RevocationOutcome::Kind::Failed:
        result.remote = Remote::Failed;
        break;
    }
    return result;
}

model::AuditEvent disconnectEvent(const model::Connection& connection, const model::Actor& actor,
                                  const RemovedConnection& result)
{
    const bool failed = result.remote == Remote::Failed;
    model::AuditEvent event = eventOf(connection, AuditAction::Disconnect, actor,
                                      failed ? model::AuditOutcome::Failure : model::AuditOutcome::Success);
    event.detail["remote"] = std::string{toText(result.remote)};
    if (result.remoteError)
        event.detail["error"] = std::string{base::errorName(result.remoteError->code)};
    return event;
}

void forgetOld(VaultSession& session, base::SteadyTime now)
{
    std::erase_if(session.removed, [now](const auto& entry) { return now - entry.second.removedAt > undoFor; });
}

base::Result<RemovedRow> stash(VaultSession& session, const model::Connection& connection, base::SteadyTime now)
{
    RemovedRow row;
    row.connection = connection;
    row.removedAt = now;
    KS_ASSIGN(row.fields, session.vault->credentials().getAll(connection.id.text));
    KS_ASSIGN(row.grants, session.vault->grants().of(connection.id));
    return row;
}

// The client goes with the last connection that used it.
base::Status removeLonelyClient(VaultSession& session, db::Transaction& transaction, RemovedRow& row)
{
    if (!row.connection.oauthClient)
        return base::ok();
    vault::OAuthClientStore& clients = session.vault->oauthClients();
    KS_ASSIGN(const int uses, clients.useCount(*row.connection.oauthClient));
    if (uses > 0)
        return base::ok();
    KS_ASSIGN(row.client, clients.get(*row.connection.oauthClient));
    if (row.client->hasSecret) {
        KS_ASSIGN(row.clientSecret, session.vault->credentials().get(row.client->id.text, model::field::clientSecret));
    }
    return clients.remove(transaction, row.client->id);
}

base::Result<std::uint64_t> deleteRow(VaultSession& session, RemovedRow& row, const RemovedConnection& result,
                                      const model::Actor& actor)
{
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    KS_TRY(session.vault->connections().remove(change.transaction(), row.connection.id));
    KS_TRY(removeLonelyClient(session, change.transaction(), row));
    KS_TRY(change.record(disconnectEvent(row.connection, actor, result)));
    KS_TRY(change.record(eventOf(row.connection, AuditAction::CredentialDelete, actor)));
    return change.commit();
}

base::Result<std::uint64_t> restoreRow(VaultSession& session, RemovedRow& row, const model::Actor& actor)
{
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    db::Transaction& transaction = change.transaction();
    if (row.client) {
        KS_TRY(session.vault->oauthClients().save(transaction, *row.client));
        if (row.client->hasSecret) {
            KS_TRY(session.vault->credentials().put(transaction, row.client->profile, row.client->id.text,
                                                    model::field::clientSecret, row.clientSecret));
        }
    }
    row.connection.version = 0;
    KS_TRY(session.vault->connections().save(transaction, row.connection));
    for (const auto& [name, value] : row.fields) {
        KS_TRY(
            session.vault->credentials().put(transaction, row.connection.profile, row.connection.id.text, name, value));
    }
    for (const vault::HeldGrant& held : row.grants)
        KS_TRY(session.vault->grants().add(transaction, held));
    model::AuditEvent event = eventOf(row.connection, AuditAction::Connect, actor);
    event.detail["undo"] = "yes";
    KS_TRY(change.record(std::move(event)));
    KS_TRY(change.record(eventOf(row.connection, AuditAction::CredentialStore, actor)));
    return change.commit();
}

base::Result<std::uint64_t> storeRevoked(VaultSession& session, model::Connection& connection,
                                         const RemovedConnection& result, const model::Actor& actor)
{
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    db::Transaction& transaction = change.transaction();
    if (result.remote == Remote::Revoked) {
        for (const std::string_view field :
             {model::field::accessToken, model::field::refreshToken, model::field::idToken}) {
            const base::Status removed = session.vault->credentials().remove(transaction, connection.id.text, field);
            if (!removed && removed.error().code != ErrorCode::NotFound)
                return removed.error();
        }
        connection.hasRefreshToken = false;
        connection.expiresAt.reset();
        refresh::RefreshJournal journal(session.vault->database());
        KS_TRY(journal.close(transaction, connection.id));
        KS_TRY(session.vault->connections().save(transaction, connection));
        KS_TRY(change.record(eventOf(connection, AuditAction::CredentialDelete, actor)));
    }
    model::AuditEvent event = disconnectEvent(connection, actor, result);
    if (result.remote != Remote::Revoked)
        event.outcome = model::AuditOutcome::Failure; // it is as valid as before
    KS_TRY(change.record(std::move(event)));
    return change.commit();
}

} // namespace

TaskOf<RemovedConnection> removeConnection(ContextPtr context, RemoveConnection request, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const model::Connection connection, session->vault->connections().get(request.id));
    RemovedConnection result;
    if (request.revokeRemotely) {
        auto revoking = revokeAtProvider(context, connection);
        const RevocationOutcome outcome = co_await revoking;
        result = describe(outcome);
    }
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    if (result.remote == Remote::Failed && !request.removeEvenIfRevocationFails) {
        KS_CO_ASSIGN(const std::uint64_t commit, still->record(disconnectEvent(connection, actor, result)));
        auto settling = settle(context, commit);
        const base::Status onDisk = co_await settling;
        if (!onDisk)
            co_return onDisk.error();
        co_return result;
    }
    KS_CO_ASSIGN(const model::Connection current, still->vault->connections().get(request.id));
    KS_CO_ASSIGN(RemovedRow row, stash(*still, current, context->parts.clock.steady()));
    KS_CO_ASSIGN(const std::uint64_t commit, deleteRow(*still, row, result, actor));
    --still->connectionCount;
    forgetOld(*still, context->parts.clock.steady());
    const bool clientGone = row.client.has_value();
    if (result.remote != Remote::Revoked)
        still->removed.insert_or_assign(request.id, std::move(row));
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    model::ChangeSet changes;
    changes.removed.push_back(request.id);
    changes.clientsChanged = clientGone;
    changes.auditChanged = true;
    context->emitChanged(std::move(changes));
    result.removed = true;
    co_return result;
}

TaskOf<model::Connection> undoRemoval(ContextPtr context, base::ConnectionId id, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    forgetOld(*session, context->parts.clock.steady());
    const auto found = session->removed.find(id);
    if (found == session->removed.end())
        co_return base::fail(ErrorCode::NotFound, "nothing to bring back");
    KS_CO_ASSIGN(const std::uint64_t commit, restoreRow(*session, found->second, actor));
    const model::Connection connection = found->second.connection;
    session->removed.erase(found);
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
    co_return connection;
}

TaskOf<RemovedConnection> revokeConnection(ContextPtr context, base::ConnectionId id, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const model::Connection before, session->vault->connections().get(id));
    auto revoking = revokeAtProvider(context, before);
    const RevocationOutcome outcome = co_await revoking;
    RemovedConnection result = describe(outcome);
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    KS_CO_ASSIGN(model::Connection connection, still->vault->connections().get(id));
    if (result.remote == Remote::Revoked && connection.state != model::ConnectionState::Revoked) {
        KS_CO_TRY(model::moveTo(connection, model::ConnectionState::Revoked, context->now()));
    }
    KS_CO_ASSIGN(const std::uint64_t commit, storeRevoked(*still, connection, result, actor));
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    context->emitUpdated(connection);
    co_return result;
}

} // namespace keystead::service
