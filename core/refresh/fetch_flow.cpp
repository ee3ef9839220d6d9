// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens that a machine gets for itself: client credentials (RFC 6749 section 4.4) and JWT assertions (RFC 7523).
// Nothing is spent by asking, so there is no journal.
#include "core/crypto/signing.h"
#include "core/oauth/jwt_bearer.h"
#include "core/refresh/clock_skew.h"
#include "core/refresh/engine.h"
#include "core/vault/credential_store.h"

namespace keystead::refresh {

namespace {

using base::ErrorCode;

base::Result<crypto::PrivateKey> signingKey(Engine& engine, const base::ConnectionId& id)
{
    vault::CredentialStore& store = engine.parts.vault.credentials();
    KS_ASSIGN(const base::Secret pem, store.get(id.text, model::field::privateKey));
    auto passphrase = store.get(id.text, model::field::keyPassphrase);
    if (!passphrase && passphrase.error().code != ErrorCode::NotFound)
        return passphrase.error();
    return crypto::PrivateKey::fromPem(pem, passphrase ? std::move(*passphrase) : base::Secret{});
}

base::Result<oauth::MintedJwt> mint(Engine& engine, const Job& job, const std::string& audience)
{
    KS_ASSIGN(const crypto::PrivateKey key, signingKey(engine, job.connection.id));
    return oauth::mintJwt(job.spec, job.parameters, key, audience, engine.parts.clock.now());
}

QCoro::Task<oauth::TokenResult<oauth::TokenAnswer>> ask(EnginePtr engine, std::shared_ptr<Job> job,
                                                        oauth::TokenClient& client, oauth::Endpoints endpoints)
{
    const std::vector<std::string> scopes = job->connection.scopesRequested;
    if (job->connection.kind == model::AuthKind::ClientCredentials) {
        auto asking =
            client.clientCredentials(job->spec, endpoints, job->client.clone(), scopes, engine->drainNow.token());
        oauth::TokenResult<oauth::TokenAnswer> answer = co_await asking;
        co_return answer;
    }
    base::Result<oauth::MintedJwt> assertion = mint(*engine, *job, endpoints.token);
    if (!assertion)
        co_return tl::unexpected(oauth::TokenFailure{assertion.error(), std::nullopt});
    auto asking = client.jwtBearer(job->spec, endpoints, job->client.clone(), std::move(assertion->compact), scopes,
                                   engine->drainNow.token());
    oauth::TokenResult<oauth::TokenAnswer> answer = co_await asking;
    co_return answer;
}

} // namespace

base::Result<FreshCredential> mintCredential(Engine& engine, const Job& job)
{
    KS_ASSIGN(oauth::MintedJwt minted, mint(engine, job, {}));
    FreshCredential fresh;
    fresh.connection = job.connection;
    fresh.value = std::move(minted.compact);
    fresh.expiresAt = minted.expiresAt;
    return fresh;
}

OutcomeTask fetchFlow(EnginePtr engine, base::ConnectionId id, model::Actor actor, FlightPtr flight)
{
    KS_CO_ASSIGN(Job prepared, engine->prepare(id, std::move(actor)));
    const auto job = std::make_shared<Job>(std::move(prepared));
    const base::SteadyTime began = engine->parts.clock.steady();

    auto resolving = engine->parts.discovery.resolve(job->spec, job->connection.parameters, engine->drainNow.token());
    base::Result<oauth::Endpoints> endpoints = co_await resolving;
    if (!engine->alive)
        co_return base::fail(ErrorCode::Cancelled, "the vault was closed");
    if (!endpoints)
        co_return noteFailure(*engine, *job,
                              {endpoints.error(), {}, engine->parts.clock.steady() - began, {}, false, false});

    auto entering = engine->gate.enter(hostOf(endpoints->token));
    const HostGate::Permit permit = co_await entering;
    KS_CO_TRY(engine->usable());

    const base::SteadyTime sentAt = engine->parts.clock.steady();
    SkewProbe probe(engine->parts.http, engine->parts.clock);
    oauth::TokenClient client(probe, engine->parts.clock);
    auto asking = ask(engine, job, client, std::move(*endpoints));
    oauth::TokenResult<oauth::TokenAnswer> got = co_await asking;
    if (!engine->alive)
        co_return base::fail(ErrorCode::Cancelled, "the vault was closed");
    const bool cancelled = !got && got.error().error.code == ErrorCode::Cancelled; // nothing is spent by that
    if (!got)
        co_return noteFailure(
            *engine, *job,
            {got.error().error, got.error().retryAfter, engine->parts.clock.steady() - sentAt, {}, false, !cancelled});
    Answer answer;
    answer.expiresAt = probe.toLocal(got->tokens.expiresAt);
    answer.took = got->took;
    answer.tokens = std::move(got->tokens);
    answer.tokens.refreshToken.reset(); // RFC 6749 section 4.4.3: should not be there
    auto keeping = keepTokens(engine, job, flight, std::move(answer));
    base::Result<RefreshOutcome> outcome = co_await keeping;
    co_return outcome;
}

} // namespace keystead::refresh
