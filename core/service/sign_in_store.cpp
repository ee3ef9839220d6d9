// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/refresh/refresh_journal.h"
#include "core/service/sign_in.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"

namespace keystead::service {

namespace {

using base::ErrorCode;
using model::AuditAction;

void writeQuietly(Context& context, model::AuditEvent event)
{
    if (!context.session)
        return;
    if (const auto commit = context.session->record(std::move(event)); !commit)
        base::logWarning("service", "a record is missing: " + base::toString(commit.error()));
}

std::optional<model::Connection> connectionOf(Context& context, const SignInEntry& entry)
{
    if (!context.session)
        return std::nullopt;
    auto connection = context.session->vault->connections().get(entry.connection);
    if (!connection)
        return std::nullopt;
    return std::move(*connection);
}

void raiseAlert(Context& context, const SignInEntry& entry, const std::string& cause, const base::Error& error)
{
    const auto connection = connectionOf(context, entry);
    if (!connection)
        return;
    model::AuditEvent event =
        eventOf(*connection, AuditAction::SecurityAlert, entry.actor, model::AuditOutcome::Failure);
    event.detail = {{"cause", cause}, {"error", std::string{base::errorName(error.code)}}};
    writeQuietly(context, std::move(event));
    context.notify({Notification::Kind::SecurityAlert, connection->id, connection->name, cause});
}

base::Status checkSubject(Context& context, const SignInEntry& entry, const model::Connection& connection,
                          const oauth::SignInResult& result)
{
    if (connection.subject.empty() || result.subject.empty() || connection.subject == result.subject)
        return base::ok();
    const base::Error error = base::fail(ErrorCode::OAuthIdTokenInvalid,
                                         "somebody else signed in: this connection belongs to " +
                                             (connection.account.empty() ? connection.subject : connection.account));
    raiseAlert(context, entry, "changed_subject", error);
    return error;
}

void applyResult(model::Connection& connection, const oauth::SignInResult& result, const refresh::SkewProbe& probe,
                 base::WallTime now)
{
    if (!result.account.empty())
        connection.account = result.account;
    if (!result.subject.empty())
        connection.subject = result.subject;
    if (!result.issuer.empty())
        connection.issuer = result.issuer;
    connection.scopesGranted = result.scopesGranted;
    connection.expiresAt = probe.toLocal(result.tokens.expiresAt);
    connection.refreshExpiresAt = probe.toLocal(result.tokens.refreshExpiresAt);
    connection.hasRefreshToken = result.tokens.refreshToken.has_value();
    connection.lastRefreshedAt = now;
    for (const auto& [name, value] : result.tokens.captured)
        connection.parameters.insert_or_assign(name, value);
}

// A token of the earlier sign-in must not outlive it.
base::Status putOrRemove(VaultSession& session, db::Transaction& transaction, const model::Connection& connection,
                         std::string_view field, const base::Secret* value)
{
    if (value)
        return session.vault->credentials().put(transaction, connection.profile, connection.id.text, field, *value);
    const base::Status removed = session.vault->credentials().remove(transaction, connection.id.text, field);
    return removed || removed.error().code == ErrorCode::NotFound ? base::ok() : removed;
}

base::Result<std::uint64_t> write(VaultSession& session, model::Connection& connection,
                                  const oauth::SignInResult& result, bool first, const model::Actor& actor)
{
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    db::Transaction& transaction = change.transaction();
    const auto pointer = [](const std::optional<base::Secret>& secret) { return secret ? &*secret : nullptr; };
    KS_TRY(putOrRemove(session, transaction, connection, model::field::accessToken, &result.tokens.accessToken));
    KS_TRY(
        putOrRemove(session, transaction, connection, model::field::refreshToken, pointer(result.tokens.refreshToken)));
    KS_TRY(putOrRemove(session, transaction, connection, model::field::idToken, pointer(result.tokens.idToken)));
    KS_TRY(session.vault->connections().save(transaction, connection));
    refresh::RefreshJournal journal(session.vault->database());
    KS_TRY(journal.close(transaction, connection.id));
    model::AuditEvent exchanged = eventOf(connection, AuditAction::TokenExchange, actor);
    exchanged.detail["account"] = connection.account;
    if (!result.scopesMissing.empty())
        exchanged.detail["scopes_missing"] = std::to_string(result.scopesMissing.size());
    KS_TRY(change.record(std::move(exchanged)));
    if (first) {
        KS_TRY(change.record(eventOf(connection, AuditAction::CredentialStore, actor)));
    }
    return change.commit();
}

} // namespace

void recordSignInFailure(Context& context, const SignInEntry& entry, const base::Error& error)
{
    const auto connection = connectionOf(context, entry);
    if (!connection)
        return;
    model::AuditEvent event =
        eventOf(*connection, AuditAction::SignInFailed, entry.actor, model::AuditOutcome::Failure);
    event.detail["error"] = std::string{base::errorName(error.code)};
    writeQuietly(context, std::move(event));
    model::ChangeSet changes;
    changes.auditChanged = true;
    context.emitChanged(std::move(changes));
}

void recordSuspiciousRedirect(Context& context, const SignInEntry& entry, const base::Error& error)
{
    raiseAlert(context, entry, error.code == ErrorCode::OAuthIssuerMismatch ? "unexpected_issuer" : "unexpected_state",
               error);
}

TaskOf<SignInOutcome> storeSignIn(ContextPtr context, SignInPtr entry, oauth::SignInResult result)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(model::Connection connection, session->vault->connections().get(entry->connection));
    KS_CO_TRY(checkSubject(*context, *entry, connection, result));
    const bool first = connection.state == model::ConnectionState::Created;
    const base::WallTime now = context->now();
    applyResult(connection, result, entry->probe, now);
    if (connection.state == model::ConnectionState::Active) {
        connection.problem.reset();
        connection.updatedAt = now;
    } else {
        KS_CO_TRY(model::moveTo(connection, model::ConnectionState::Active, now));
    }
    KS_CO_ASSIGN(const std::uint64_t commit, write(*session, connection, result, first, entry->actor));
    std::optional<std::chrono::milliseconds> life;
    if (connection.expiresAt)
        life = *connection.expiresAt - now;
    session->refresher->tokensReplaced(connection.id, life);
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    context->emitUpdated(connection);
    SignInOutcome outcome;
    outcome.connection = std::move(connection);
    outcome.scopesMissing = std::move(result.scopesMissing);
    co_return outcome;
}

} // namespace keystead::service
