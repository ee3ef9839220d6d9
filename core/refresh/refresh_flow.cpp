// SPDX-License-Identifier: GPL-3.0-or-later
// RFC 6749 section 6 with a token that may be good only once: note durably, send once, store before use.
#include "core/refresh/audited_change.h"
#include "core/refresh/clock_skew.h"
#include "core/refresh/engine.h"
#include "core/vault/credential_store.h"

#include <utility>

namespace keystead::refresh {

namespace {

using base::ErrorCode;

struct Noted
{
    base::Secret token;
    std::string fingerprint;
    bool uncertain = false;
    std::uint64_t commit = 0;
};

base::Result<Noted> noteInJournal(Engine& engine, const base::ConnectionId& id)
{
    Noted noted;
    auto token = engine.parts.vault.credentials().get(id.text, model::field::refreshToken);
    if (!token)
        return token.error().code == ErrorCode::NotFound
                   ? base::fail(ErrorCode::SignInNeeded, "there is no refresh token")
                   : token.error();
    noted.token = std::move(*token);
    KS_ASSIGN(noted.fingerprint, engine.fingerprint(noted.token));
    KS_ASSIGN(const std::optional<JournalRow> open, engine.journal.find(id));
    noted.uncertain = open && open->tokenFingerprint == noted.fingerprint;
    KS_ASSIGN(db::Transaction transaction, engine.parts.vault.begin());
    KS_TRY(engine.journal.open(transaction, {id, noted.fingerprint, engine.parts.clock.now()}));
    KS_ASSIGN(noted.commit, transaction.commit());
    return noted;
}

// Nothing was sent: the row that says so goes again, unless an earlier attempt had left it.
void forgetNote(Engine& engine, const base::ConnectionId& id, const Noted& noted)
{
    if (noted.uncertain)
        return;
    auto transaction = engine.parts.vault.begin();
    if (transaction && engine.journal.close(*transaction, id)) {
        const auto ignored = transaction->commit();
        (void)ignored;
    }
}

Failure failureOf(const oauth::TokenFailure& failure, const Noted& noted, std::chrono::milliseconds took)
{
    return {failure.error, failure.retryAfter, took, noted.fingerprint, noted.uncertain, true};
}

Answer answerOf(oauth::TokenAnswer answer, const Noted& noted, const SkewProbe& probe)
{
    Answer result;
    result.expiresAt = probe.toLocal(answer.tokens.expiresAt);
    result.refreshExpiresAt = probe.toLocal(answer.tokens.refreshExpiresAt);
    result.took = answer.took;
    result.tokens = std::move(answer.tokens);
    result.spentFingerprint = noted.fingerprint;
    result.uncertain = noted.uncertain;
    return result;
}

base::Error cancelled()
{
    return base::fail(ErrorCode::Cancelled, "the vault was closed");
}

// After the tokens are safe: the signature. A network fault here changes nothing, since TLS vouched for the answer.
QCoro::Task<base::Status> verifySignature(EnginePtr engine, std::shared_ptr<Job> job, oauth::Endpoints endpoints,
                                          base::Secret idToken, base::WallTime serverNow)
{
    const oauth::IdTokenExpectation expected = idTokenExpectation(*job, endpoints, serverNow);
    auto verifying = engine->parts.idTokens.verify(std::move(idToken), endpoints, expected, engine->drainNow.token());
    const auto claims = co_await verifying;
    if (!engine->alive)
        co_return cancelled();
    if (!claims && claims.error().code == ErrorCode::OAuthIdTokenInvalid)
        co_return noteIdentityProblem(*engine, *job, claims.error());
    co_return base::ok();
}

OutcomeTask handleAnswer(EnginePtr engine, std::shared_ptr<Job> job, FlightPtr flight, oauth::Endpoints endpoints,
                         Answer answer, base::WallTime serverNow)
{
    std::optional<base::Secret> idToken;
    const bool identified = job->spec.oauth && job->spec.oauth->openid && !job->connection.subject.empty();
    if (identified && answer.tokens.idToken) {
        if (const base::Status claims = checkIdTokenClaims(*answer.tokens.idToken, *job, endpoints, serverNow); !claims)
            co_return noteIdentityProblem(*engine, *job, claims.error());
        idToken = answer.tokens.idToken->clone();
    }
    auto keeping = keepTokens(engine, job, flight, std::move(answer));
    base::Result<RefreshOutcome> outcome = co_await keeping;
    if (!outcome || !idToken || endpoints.jwks.empty())
        co_return outcome;
    auto verifying = verifySignature(engine, job, std::move(endpoints), std::move(*idToken), serverNow);
    const base::Status verified = co_await verifying;
    if (!verified)
        co_return verified.error();
    co_return outcome;
}

} // namespace

OutcomeTask refreshFlow(EnginePtr engine, base::ConnectionId id, model::Actor actor, FlightPtr flight)
{
    KS_CO_ASSIGN(Job prepared, engine->prepare(id, std::move(actor)));
    const auto job = std::make_shared<Job>(std::move(prepared));
    const base::SteadyTime began = engine->parts.clock.steady();

    auto resolving = engine->parts.discovery.resolve(job->spec, job->connection.parameters, engine->drainNow.token());
    base::Result<oauth::Endpoints> endpoints = co_await resolving;
    if (!engine->alive)
        co_return cancelled();
    if (!endpoints)
        co_return noteFailure(*engine, *job,
                              {endpoints.error(), {}, engine->parts.clock.steady() - began, {}, false, false});

    auto entering = engine->gate.enter(hostOf(endpoints->refresh));
    const HostGate::Permit permit = co_await entering;
    KS_CO_TRY(engine->usable());

    KS_CO_ASSIGN(Noted noted, noteInJournal(*engine, id));
    auto syncing = durable(engine->parts.durability, noted.commit);
    const base::Status onDisk = co_await syncing;
    if (!engine->alive)
        co_return cancelled();
    if (!onDisk)
        co_return onDisk.error();
    if (const base::Status usable = engine->usable(); !usable) {
        forgetNote(*engine, id, noted);
        co_return usable.error();
    }

    engine->emitMoment(job->connection, model::ConnectionState::Refreshing);
    const base::SteadyTime sentAt = engine->parts.clock.steady();
    SkewProbe probe(engine->parts.http, engine->parts.clock);
    oauth::TokenClient client(probe, engine->parts.clock);
    std::vector<std::string> scopes;
    if (job->spec.oauth && job->spec.oauth->scopeOnRefresh)
        scopes = job->connection.scopesRequested;
    auto posting = client.refresh(job->spec, *endpoints, job->client.clone(), std::move(noted.token), std::move(scopes),
                                  engine->shutdown.token());
    oauth::TokenResult<oauth::TokenAnswer> answer = co_await posting;
    if (!engine->alive)
        co_return cancelled();
    if (!answer)
        co_return noteFailure(*engine, *job, failureOf(answer.error(), noted, engine->parts.clock.steady() - sentAt));
    const base::WallTime serverNow = probe.serverNow();
    auto handling =
        handleAnswer(engine, job, flight, std::move(*endpoints), answerOf(std::move(*answer), noted, probe), serverNow);
    base::Result<RefreshOutcome> outcome = co_await handling;
    co_return outcome;
}

} // namespace keystead::refresh
