// SPDX-License-Identifier: GPL-3.0-or-later
// What a refresh that did not succeed leaves behind: a record, a reason at the connection, and when to try again.
#include "core/base/log.h"
#include "core/model/text_rules.h"
#include "core/refresh/audited_change.h"
#include "core/refresh/engine.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"

namespace keystead::refresh {

namespace {

using base::ErrorCode;

// The server refused without rotating anything: what the journal warns of did not happen.
bool refusedUnspent(ErrorCode code)
{
    switch (code) {
    case ErrorCode::OAuthInvalidGrant:
    case ErrorCode::OAuthInvalidClient:
    case ErrorCode::OAuthInvalidScope:
    case ErrorCode::OAuthServerRefused:
    case ErrorCode::OAuthAccessDenied:
    case ErrorCode::TooManyRequests:
    case ErrorCode::TlsFailure:
    case ErrorCode::InvalidArgument:
        return true;
    default:
        return false;
    }
}

bool speaksOfReuse(const base::Error& error)
{
    const std::string text = model::asciiLower(error.detail);
    return text.find("reuse") != std::string::npos || text.find("already used") != std::string::npos ||
           text.find("already been used") != std::string::npos;
}

model::AuditEvent alertEvent(const Job& job, std::string cause)
{
    model::AuditEvent event = refreshEvent(job, model::AuditOutcome::Failure);
    event.action = model::AuditAction::SecurityAlert;
    event.detail["cause"] = std::move(cause);
    return event;
}

// The stored token is still the one that was sent; a sign-in meanwhile makes the answer worthless.
bool stillCurrent(Engine& engine, const model::Connection& connection, const std::string& spentFingerprint)
{
    if (spentFingerprint.empty())
        return true;
    const auto token = engine.parts.vault.credentials().get(connection.id.text, model::field::refreshToken);
    if (!token)
        return false;
    const auto fingerprint = engine.fingerprint(*token);
    return fingerprint && *fingerprint == spentFingerprint;
}

model::AuditEvent failureEvent(const Job& job, const Failure& failure)
{
    model::AuditEvent event = refreshEvent(job, model::AuditOutcome::Failure);
    event.duration = failure.took;
    event.detail["error"] = std::string{base::errorName(failure.error.code)};
    if (failure.uncertain)
        event.detail["uncertain"] = "yes";
    if (failure.late)
        event.detail["late"] = "yes";
    return event;
}

base::Status write(Engine& engine, const Job& job, const Failure& failure, model::Connection& connection, bool save)
{
    KS_ASSIGN(AuditedChange change, AuditedChange::begin(engine.parts.vault, engine.parts.audit));
    if (!failure.spentFingerprint.empty() && refusedUnspent(failure.error.code)) {
        KS_TRY(engine.journal.close(change.transaction(), connection.id));
    }
    if (save) {
        KS_TRY(engine.parts.vault.connections().save(change.transaction(), connection));
    }
    KS_TRY(change.record(failureEvent(job, failure)));
    if (isFinal(failure.error.code) && !failure.uncertain && speaksOfReuse(failure.error)) {
        KS_TRY(change.record(alertEvent(job, "refresh_token_reuse")));
    }
    KS_TRY(change.commit());
    return base::ok();
}

// True where the connection was changed. Only the server's invalid_grant makes an auth_error; an outage makes what has
// run out `expired`.
bool applyFailure(Engine& engine, const Failure& failure, model::Connection& connection)
{
    const base::WallTime now = engine.parts.clock.now();
    model::StateProblem problem{failure.error.code, failure.error.detail, now};
    if (isFinal(failure.error.code)) {
        problem.code = ErrorCode::SignInNeeded;
        problem.detail = failure.uncertain
                             ? "an earlier refresh was interrupted and the server no longer accepts the token"
                             : "the server no longer accepts the refresh token";
        return bool(model::moveTo(connection, model::ConnectionState::AuthError, now, problem));
    }
    const auto remaining = engine.lives.remaining(connection);
    if (!remaining || remaining->count() > 0)
        return false;
    if (connection.state == model::ConnectionState::Expired || connection.state == model::ConnectionState::AuthError)
        return false;
    return bool(model::moveTo(connection, model::ConnectionState::Expired, now, problem));
}

void planRetry(Engine& engine, const base::ConnectionId& id, const Failure& failure)
{
    Retry& retry = engine.retries[id];
    const base::SteadyTime now = engine.parts.clock.steady();
    retry.nextAt = now + backoff(retry.attempts, failure.retryAfter, engine.parts.random01(), engine.settings);
    retry.notBefore = now + failure.retryAfter.value_or(std::chrono::milliseconds{0});
    retry.failedAt = now;
    retry.error = failure.error;
    ++retry.attempts;
}

void tellSignIn(Engine& engine, const model::Connection& connection)
{
    if (engine.alive && engine.owner && engine.toldSignIn.insert(connection.id).second)
        Q_EMIT engine.owner->signInNeeded(connection);
}

} // namespace

base::Error noteFailure(Engine& engine, const Job& job, const Failure& failure)
{
    if (failure.error.code == ErrorCode::Cancelled && !failure.sent)
        return failure.error;
    auto stored = engine.parts.vault.connections().get(job.connection.id);
    if (!stored)
        return stored.error();
    model::Connection connection = std::move(*stored);
    if (!stillCurrent(engine, connection, failure.spentFingerprint))
        return base::fail(ErrorCode::IllegalState, "the connection was signed in again meanwhile");
    const bool final = isFinal(failure.error.code);
    const bool tornOff = failure.error.code == ErrorCode::Cancelled; // by a lock that was in a hurry: nobody's fault
    const bool changed = !tornOff && applyFailure(engine, failure, connection);
    if (const base::Status written = write(engine, job, failure, connection, changed); !written)
        base::logWarning("refresh", "a failed refresh could not be recorded: " + base::toString(written.error()));
    if (final)
        engine.retries.erase(connection.id);
    else if (!tornOff)
        planRetry(engine, connection.id, failure);
    engine.emitUpdated(connection);
    if (!final)
        return failure.error;
    tellSignIn(engine, connection);
    return base::fail(ErrorCode::SignInNeeded, connection.problem ? connection.problem->detail : std::string{});
}

base::Error noteIdentityProblem(Engine& engine, const Job& job, const base::Error& error)
{
    const auto record = [&](model::Connection& connection) -> base::Status {
        const base::WallTime now = engine.parts.clock.now();
        model::StateProblem problem{ErrorCode::OAuthIdTokenInvalid, error.detail, now};
        KS_TRY(model::moveTo(connection, model::ConnectionState::AuthError, now, problem));
        KS_ASSIGN(AuditedChange change, AuditedChange::begin(engine.parts.vault, engine.parts.audit));
        KS_TRY(engine.journal.close(change.transaction(), connection.id));
        KS_TRY(engine.parts.vault.connections().save(change.transaction(), connection));
        model::AuditEvent failed = refreshEvent(job, model::AuditOutcome::Failure);
        failed.detail["error"] = std::string{base::errorName(error.code)};
        KS_TRY(change.record(std::move(failed)));
        model::AuditEvent alert = alertEvent(job, "id_token");
        alert.detail["error"] = error.detail;
        KS_TRY(change.record(std::move(alert)));
        KS_TRY(change.commit());
        return base::ok();
    };
    auto connection = engine.parts.vault.connections().get(job.connection.id);
    if (!connection)
        return connection.error();
    if (const base::Status written = record(*connection); !written)
        return written.error();
    engine.retries.erase(connection->id);
    engine.emitUpdated(*connection);
    tellSignIn(engine, *connection);
    return base::fail(ErrorCode::SignInNeeded, error.detail);
}

} // namespace keystead::refresh
