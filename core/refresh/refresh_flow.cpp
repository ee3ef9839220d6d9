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
    JournalRow row;
    bool uncertain = false;
    base::Bytes inboxKey;
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
    noted.row = {id, {}, engine.parts.clock.now()};
    KS_ASSIGN(noted.row.tokenFingerprint, engine.fingerprint(noted.token));
    KS_ASSIGN(const std::optional<JournalRow> open, engine.journal.find(id));
    noted.uncertain = open && open->tokenFingerprint == noted.row.tokenFingerprint;
    noted.row.attempt = open ? open->attempt + 1 : 1;
    KS_ASSIGN(db::Transaction transaction, engine.parts.vault.begin());
    KS_TRY(engine.journal.open(transaction, noted.row));
    KS_ASSIGN(noted.inboxKey, prepareInbox(engine, transaction));
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

Failure failureOf(Engine& engine, const oauth::TokenFailure& failure, const Spent& spent)
{
    const auto took = spent.late ? std::chrono::milliseconds{0} : engine.parts.clock.steady() - spent.sentAt;
    return {failure.error, failure.retryAfter, took, spent.fingerprint, spent.uncertain, true, spent.late};
}

Answer answerOf(oauth::TokenAnswer answer, const Spent& spent, std::chrono::milliseconds skew)
{
    Answer result;
    if (answer.tokens.expiresAt)
        result.expiresAt = *answer.tokens.expiresAt - skew;
    if (answer.tokens.refreshExpiresAt)
        result.refreshExpiresAt = *answer.tokens.refreshExpiresAt - skew;
    result.took = answer.took;
    result.tokens = std::move(answer.tokens);
    result.spentFingerprint = spent.fingerprint;
    result.uncertain = spent.uncertain;
    result.late = spent.late;
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

    auto looking = awaitLate(engine, id, flight);
    if (std::optional<base::Result<RefreshOutcome>> late = co_await looking)
        co_return *std::move(late);
    if (!engine->alive)
        co_return cancelled();

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

    engine->inboxKey = noted.inboxKey;
    engine->emitMoment(job->connection, model::ConnectionState::Refreshing);
    Spent spent{noted.row.tokenFingerprint, noted.uncertain, false, engine->parts.clock.steady()};
    SkewProbe probe(engine->parts.http, engine->parts.clock);
    flight->request = std::make_shared<net::Handover>();
    flight->note = LateNote{noted.row, job->actor, *endpoints};
    probe.offerHandover(flight->request);
    oauth::TokenClient client(probe, engine->parts.clock);
    std::vector<std::string> scopes;
    if (job->spec.oauth && job->spec.oauth->scopeOnRefresh)
        scopes = job->connection.scopesRequested;
    auto posting = client.refresh(job->spec, *endpoints, job->client.clone(), std::move(noted.token), std::move(scopes),
                                  engine->shutdown.token());
    oauth::TokenResult<oauth::TokenAnswer> answer = co_await posting;
    if (!engine->alive)
        co_return cancelled();
    if (flight->handedOver)
        co_return base::fail(ErrorCode::VaultLocked, "it was locked; the answer is taken up when it is opened");
    if (!answer && answer.error().error.code == ErrorCode::Cancelled &&
        flight->request->stage == net::Handover::Stage::Unsent) {
        forgetNote(*engine, id, noted);
        co_return cancelled();
    }
    auto settling = settleAnswer(engine, job, flight, std::move(*endpoints), std::move(answer), std::move(spent),
                                 probe.skew(), probe.serverNow());
    base::Result<RefreshOutcome> outcome = co_await settling;
    co_return outcome;
}

OutcomeTask settleAnswer(EnginePtr engine, std::shared_ptr<Job> job, FlightPtr flight, oauth::Endpoints endpoints,
                         oauth::TokenResult<oauth::TokenAnswer> answer, Spent spent, std::chrono::milliseconds skew,
                         base::WallTime serverNow)
{
    if (!answer)
        co_return noteFailure(*engine, *job, failureOf(*engine, answer.error(), spent));
    auto handling =
        handleAnswer(engine, job, flight, std::move(endpoints), answerOf(std::move(*answer), spent, skew), serverNow);
    base::Result<RefreshOutcome> outcome = co_await handling;
    co_return outcome;
}

} // namespace keystead::refresh
