// SPDX-License-Identifier: GPL-3.0-or-later
// Between a token endpoint's answer and its being safe. Nothing is handed out from here before it is on disk.
#include "core/base/log.h"
#include "core/refresh/audited_change.h"
#include "core/refresh/engine.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"

#include <algorithm>

namespace keystead::refresh {

namespace {

using base::ErrorCode;

struct Written
{
    model::Connection connection;
    std::uint64_t commit = 0;
};

base::Status applyAnswer(model::Connection& connection, const Answer& answer, base::WallTime now)
{
    connection.expiresAt = answer.expiresAt;
    if (answer.refreshExpiresAt)
        connection.refreshExpiresAt = answer.refreshExpiresAt;
    if (answer.tokens.refreshToken)
        connection.hasRefreshToken = true;
    if (answer.tokens.scopes)
        connection.scopesGranted = *answer.tokens.scopes;
    for (const auto& [name, value] : answer.tokens.captured)
        connection.parameters.insert_or_assign(name, value);
    connection.lastRefreshedAt = now;
    connection.updatedAt = now;
    // Paused or revoked while the request was under way: the tokens are kept, the state is the person's.
    if (connection.state == model::ConnectionState::Paused || connection.state == model::ConnectionState::Revoked)
        return base::ok();
    if (connection.state == model::ConnectionState::Active) {
        connection.problem.reset();
        return base::ok();
    }
    return model::moveTo(connection, model::ConnectionState::Active, now);
}

model::AuditEvent successEvent(const Job& job, const model::Connection& connection, const Answer& answer)
{
    model::AuditEvent event = refreshEvent(job, model::AuditOutcome::Success);
    event.connectionName = connection.name;
    event.duration = answer.took;
    event.detail["rotated"] = answer.tokens.refreshToken ? "yes" : "no";
    if (answer.uncertain)
        event.detail["uncertain"] = "yes";
    if (answer.late)
        event.detail["late"] = "yes";
    return event;
}

base::Status putTokens(Engine& engine, db::Transaction& transaction, const model::Connection& connection,
                       const model::TokenSet& tokens)
{
    vault::CredentialStore& store = engine.parts.vault.credentials();
    KS_TRY(
        store.put(transaction, connection.profile, connection.id.text, model::field::accessToken, tokens.accessToken));
    if (tokens.refreshToken) {
        KS_TRY(store.put(transaction, connection.profile, connection.id.text, model::field::refreshToken,
                         *tokens.refreshToken));
    }
    if (tokens.idToken) {
        KS_TRY(store.put(transaction, connection.profile, connection.id.text, model::field::idToken, *tokens.idToken));
    }
    return base::ok();
}

// The token that was spent is no longer the stored one: somebody signed in meanwhile, and the newer tokens win.
base::Status checkCurrent(Engine& engine, const base::ConnectionId& id, const Answer& answer)
{
    if (answer.spentFingerprint.empty())
        return base::ok();
    KS_ASSIGN(const base::Secret stored, engine.parts.vault.credentials().get(id.text, model::field::refreshToken));
    KS_ASSIGN(const std::string fingerprint, engine.fingerprint(stored));
    if (fingerprint != answer.spentFingerprint)
        return base::fail(ErrorCode::IllegalState, "the connection was signed in again meanwhile");
    return base::ok();
}

base::Result<Written> write(Engine& engine, const Job& job, const Answer& answer)
{
    Written written;
    KS_ASSIGN(written.connection, engine.parts.vault.connections().get(job.connection.id));
    KS_TRY(checkCurrent(engine, job.connection.id, answer));
    KS_TRY(applyAnswer(written.connection, answer, engine.parts.clock.now()));
    KS_ASSIGN(AuditedChange change, AuditedChange::begin(engine.parts.vault, engine.parts.audit));
    KS_TRY(putTokens(engine, change.transaction(), written.connection, answer.tokens));
    KS_TRY(engine.parts.vault.connections().save(change.transaction(), written.connection));
    KS_TRY(engine.journal.close(change.transaction(), written.connection.id));
    KS_TRY(change.record(successEvent(job, written.connection, answer)));
    KS_ASSIGN(written.commit, change.commit());
    return written;
}

bool worthRetrying(const base::Error& error)
{
    return error.code != ErrorCode::NotFound && error.code != ErrorCode::IllegalState &&
           error.code != ErrorCode::Denied;
}

// The life of what came, and since when, however long storing takes and whatever the wall clock does meanwhile.
struct Life
{
    base::SteadyTime since{};
    std::optional<std::chrono::milliseconds> length;
};

Life lifeOf(const Engine& engine, const Answer& answer)
{
    Life life{engine.parts.clock.steady(), std::nullopt};
    if (answer.expiresAt)
        life.length = *answer.expiresAt - engine.parts.clock.now();
    return life;
}

void learn(Engine& engine, const base::ConnectionId& id, const Life& life)
{
    engine.lives.learned(id, life.length, life.since);
    engine.retries.erase(id);
    engine.toldSignIn.erase(id);
}

} // namespace

OutcomeTask keepTokens(EnginePtr engine, std::shared_ptr<Job> job, FlightPtr flight, Answer answer)
{
    const base::ConnectionId id = job->connection.id;
    const Life life = lifeOf(*engine, answer);
    for (int attempt = 0;; ++attempt) {
        base::Result<Written> written = write(*engine, *job, answer);
        if (written) {
            learn(*engine, id, life);
            auto syncing = durable(engine->parts.durability, written->commit);
            const base::Status onDisk = co_await syncing;
            if (!engine->alive)
                co_return base::fail(ErrorCode::Cancelled, "the vault was closed");
            flight->storeError.reset();
            engine->emitMoment(written->connection, model::ConnectionState::Updated);
            if (!onDisk)
                co_return notRecorded(onDisk.error());
            co_return RefreshOutcome{std::move(written->connection), answer.took};
        }
        if (!worthRetrying(written.error()))
            co_return written.error();
        base::logError("refresh", "tokens of " + id.text +
                                      " cannot be stored yet: " + std::string{base::errorName(written.error().code)});
        if (engine->draining && attempt > 0)
            co_return written.error(); // the journal's row says "uncertain" at the next start
        flight->storeError = written.error();
        const base::Result<RefreshOutcome> meanwhile = written.error();
        Engine::answer(flight, meanwhile);
        if (!engine->alive)
            co_return base::fail(ErrorCode::Cancelled, "the vault was closed");
        const auto delay = std::max(backoff(attempt, std::nullopt, engine->parts.random01(), engine->settings),
                                    std::chrono::milliseconds{200});
        auto sleeping = net::sleepFor(delay, engine->drainNow.token());
        co_await sleeping;
        if (!engine->alive)
            co_return base::fail(ErrorCode::Cancelled, "the vault was closed");
    }
}

} // namespace keystead::refresh
