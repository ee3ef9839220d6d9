// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/use_ops.h"

#include "core/service/use_record.h"
#include "core/service/vault_slots.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"

namespace keystead::service {

namespace {

using base::ErrorCode;
using model::AuditOutcome;

base::Result<base::Secret> fieldOf(VaultSession& session, const model::Connection& connection, const std::string& field)
{
    if (field == model::field::clientSecret && connection.oauthClient)
        return session.vault->credentials().get(connection.oauthClient->text, field);
    return session.vault->credentials().get(connection.id.text, field);
}

// One secret beside the main one; a refresh token is never lent: it is a right of its own, and spending it elsewhere
// would break the family.
base::Result<refresh::FreshCredential> storedField(VaultSession& session, const model::Connection& connection,
                                                   const std::string& field)
{
    if (connection.state == model::ConnectionState::Paused)
        return base::fail(ErrorCode::Denied, "the connection is paused");
    if (field == model::field::refreshToken)
        return base::fail(ErrorCode::Denied, "a refresh token is not lent to programs");
    refresh::FreshCredential credential;
    auto value = fieldOf(session, connection, field);
    if (!value && value.error().code == ErrorCode::NotFound)
        return base::fail(ErrorCode::NotFound,
                          "the connection has no secret field " + base::cleanForDisplay(field, 60));
    if (!value)
        return value.error();
    credential.value = *std::move(value);
    credential.connection = connection;
    credential.tokenType.clear();
    return credential;
}

QCoro::Task<base::Result<refresh::FreshCredential>> obtain(ContextPtr context, model::Connection connection,
                                                           TokenRequest request, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->openTrusted());
    if (!request.field.empty() && request.field != model::mainField(connection.kind))
        co_return storedField(*session, connection, request.field);
    auto freshening =
        session->refresher->freshCredential(connection.id, request.minValid, actor, session->closing.token());
    base::Result<refresh::FreshCredential> fresh = co_await freshening;
    co_return fresh;
}

} // namespace

TaskOf<model::Connection> refreshConnection(ContextPtr context, base::ConnectionId id, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->openTrusted());
    auto refreshing = session->refresher->refreshNow(id, std::move(actor), session->closing.token());
    base::Result<refresh::RefreshOutcome> outcome = co_await refreshing;
    if (!outcome)
        co_return outcome.error();
    co_return std::move(outcome->connection);
}

TaskOf<ReleasedSecret> releaseToken(ContextPtr context, TokenRequest request, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    vault::ConnectionStore& store = session->vault->connections();
    KS_CO_ASSIGN(const model::Connection connection,
                 request.id ? store.get(*request.id) : store.find(request.connection));
    const std::string field = request.field.empty() ? std::string{model::mainField(connection.kind)} : request.field;
    const base::SteadyTime began = context->parts.clock.steady();
    auto obtaining = obtain(context, connection, request, actor);
    base::Result<refresh::FreshCredential> fresh = co_await obtaining;
    if (!fresh) {
        auto refusing = recordRefusal(context, connection, actor, field, fresh.error());
        const base::Status refused = co_await refusing;
        co_return refused ? fresh.error() : refused.error();
    }
    KS_CO_ASSIGN(VaultSession* const still, context->openTrusted());
    if (const base::Status same = request.stillSame ? request.stillSame() : base::ok(); !same) {
        model::AuditEvent replaced = accessEvent(fresh->connection, actor, field, AuditOutcome::Denied);
        replaced.detail["cause"] = "changed_executable";
        auto refusing = recordRefusal(context, std::move(replaced), same.error());
        const base::Status refused = co_await refusing;
        co_return refused ? same.error() : refused.error();
    }
    model::AuditEvent event = accessEvent(fresh->connection, actor, field, AuditOutcome::Success);
    event.duration = context->parts.clock.steady() - began;
    if (fresh->refreshed)
        event.detail["refreshed"] = "yes";
    bool touched = false;
    KS_CO_ASSIGN(const std::uint64_t commit,
                 recordAccess(*context, *still, fresh->connection, std::move(event), touched));
    auto settling = settleRecord(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    emitUse(*context, connection.id, touched);
    ReleasedSecret released;
    released.value = std::move(fresh->value);
    released.tokenType = std::move(fresh->tokenType);
    released.expiresAt = fresh->expiresAt;
    released.connection = connection.id;
    co_return released;
}

TaskOf<base::Secret> revealSecret(ContextPtr context, base::ConnectionId id, std::string field, Proof proof,
                                  model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const model::Connection connection, session->vault->connections().get(id));
    if (field.empty())
        field = model::mainField(connection.kind);
    if (const auto trusted = context->openTrusted(); !trusted) {
        auto refusing = recordRefusal(context, connection, actor, field, trusted.error());
        const base::Status refused = co_await refusing;
        co_return refused ? trusted.error() : refused.error();
    }
    auto checking = checkProof(context, std::move(proof), actor);
    const base::Status proven = co_await checking;
    if (!proven) {
        const bool wrong = proven.error().code == ErrorCode::WrongPassphrase;
        auto refusing = recordRefusal(context, connection, actor, field,
                                      wrong ? base::fail(ErrorCode::Denied, "wrong passphrase") : proven.error());
        const base::Status refused = co_await refusing;
        co_return refused || refused.error().code != ErrorCode::AuditUnavailable ? proven.error() : refused.error();
    }
    KS_CO_ASSIGN(VaultSession* const still, context->openTrusted());
    base::Result<base::Secret> value = fieldOf(*still, connection, field);
    if (!value) {
        auto refusing = recordRefusal(context, connection, actor, field, value.error());
        const base::Status refused = co_await refusing;
        co_return refused ? value.error() : refused.error();
    }
    model::AuditEvent event = accessEvent(connection, actor, field, AuditOutcome::Success);
    event.detail["reveal"] = "yes";
    bool touched = false;
    KS_CO_ASSIGN(const std::uint64_t commit, recordAccess(*context, *still, connection, std::move(event), touched));
    auto settling = settleRecord(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    emitUse(*context, connection.id, touched);
    co_return value;
}

TaskOf<std::vector<std::string>> secretFields(ContextPtr context, base::ConnectionId id)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const model::Connection connection, session->vault->connections().get(id));
    KS_CO_ASSIGN(std::vector<std::string> names, session->vault->credentials().fieldNames(id.text));
    if (connection.oauthClient) {
        KS_CO_ASSIGN(const model::OAuthClient client, session->vault->oauthClients().get(*connection.oauthClient));
        if (client.hasSecret)
            names.emplace_back(model::field::clientSecret);
    }
    co_return names;
}

} // namespace keystead::service
