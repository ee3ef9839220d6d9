// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/refresh/refresher.h"

#include "core/refresh/engine.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"

#include <algorithm>

namespace keystead::refresh {

namespace {

using base::ErrorCode;
using model::AuthKind;
using std::chrono::milliseconds;

// For so long after a failure a program is answered with that failure instead of another request; Retry-After can make
// it longer.
constexpr milliseconds programPatience{std::chrono::seconds{5}};
// A cancelled request ends within a turn of the event loop, its record within a durable write.
constexpr milliseconds unwindLimit{std::chrono::seconds{1}};

bool fetches(const Job& job)
{
    if (job.connection.kind == AuthKind::ClientCredentials)
        return true;
    return job.connection.kind == AuthKind::Jwt && (!job.spec.jwt || job.spec.jwt->exchange);
}

bool tooOld(const Engine& engine, const model::Connection& connection, milliseconds minValid)
{
    return wantsRefresh(engine.lives.remainingStrict(connection), engine.lives.life(connection), minValid);
}

bool lives(const Engine& engine, const model::Connection& connection)
{
    const auto remaining = engine.lives.remainingStrict(connection);
    return !remaining || remaining->count() > 0;
}

// The server may have given us another person's tokens: nothing of them is lent.
bool identityInDoubt(const model::Connection& connection)
{
    return connection.state == model::ConnectionState::AuthError && connection.problem &&
           connection.problem->code == ErrorCode::OAuthIdTokenInvalid;
}

base::Result<FreshCredential> stored(Engine& engine, const model::Connection& connection)
{
    FreshCredential fresh;
    KS_ASSIGN(fresh.value, engine.parts.vault.credentials().get(connection.id.text, model::mainField(connection.kind)));
    fresh.connection = connection;
    fresh.expiresAt = connection.expiresAt;
    return fresh;
}

// What holds a request back after a failure: the server's Retry-After for everybody, our own patience for programs.
std::optional<base::Error> heldBack(Engine& engine, const base::ConnectionId& id, bool patient)
{
    const auto found = engine.retries.find(id);
    if (found == engine.retries.end())
        return std::nullopt;
    const base::SteadyTime now = engine.parts.clock.steady();
    const Retry& retry = found->second;
    base::SteadyTime until = retry.notBefore;
    if (patient)
        until = std::max(until, std::min(retry.nextAt, retry.failedAt + programPatience));
    if (now >= until)
        return std::nullopt;
    return retry.error;
}

QCoro::Task<void> fly(EnginePtr engine, base::ConnectionId id, model::Actor actor, FlightPtr flight, bool fetch)
{
    auto flying = fetch ? fetchFlow(engine, id, actor, flight) : refreshFlow(engine, id, actor, flight);
    const base::Result<RefreshOutcome> outcome = co_await flying;
    engine->finish(id, flight, outcome);
}

OutcomeTask joinOrStart(EnginePtr engine, base::ConnectionId id, model::Actor actor, bool fetch,
                        base::CancelToken cancel)
{
    KS_CO_TRY(engine->usable());
    FlightPtr& slot = engine->flights[id];
    const bool first = slot == nullptr;
    if (first)
        slot = std::make_shared<Flight>();
    const FlightPtr flight = slot;
    if (flight->storeError)
        co_return *flight->storeError;
    net::OneShot<base::Result<RefreshOutcome>> arrival;
    flight->waiters.push_back(arrival);
    if (first) {
        const auto detached = fly(engine, id, std::move(actor), flight, fetch);
    }
    // The flight goes on without the one who gave up: its answer must be stored.
    const auto registration = cancel.onCancel([arrival]() mutable { arrival.set(base::fail(ErrorCode::Cancelled)); });
    const std::shared_ptr<base::Result<RefreshOutcome>> outcome = co_await arrival;
    co_return *outcome;
}

base::Status refreshable(const Job& job)
{
    if (fetches(job))
        return base::ok();
    if (job.connection.kind != AuthKind::OAuth2)
        return base::fail(ErrorCode::Unsupported, "this kind of connection has nothing to refresh");
    if (!job.connection.hasRefreshToken)
        return base::fail(ErrorCode::SignInNeeded, "there is no refresh token");
    if (job.connection.state == model::ConnectionState::AuthError)
        return base::fail(ErrorCode::SignInNeeded,
                          job.connection.problem ? job.connection.problem->detail : std::string{});
    // Out of a backup: another machine may refresh the same family, and two end it for both.
    if (job.connection.problem && job.connection.problem->code == ErrorCode::FamilyUnconfirmed)
        return base::fail(ErrorCode::FamilyUnconfirmed, job.connection.problem->detail);
    return base::ok();
}

using FreshTask = QCoro::Task<base::Result<FreshCredential>>;

FreshTask freshToken(EnginePtr engine, std::shared_ptr<Job> job, milliseconds minValid, base::CancelToken cancel)
{
    const base::ConnectionId id = job->connection.id;
    const model::Connection connection = job->connection;
    if (identityInDoubt(connection))
        co_return base::fail(ErrorCode::SignInNeeded, connection.problem->detail);
    base::Result<FreshCredential> have = stored(*engine, connection);
    if (!have && have.error().code != ErrorCode::NotFound)
        co_return have;
    if (have && !tooOld(*engine, connection, minValid))
        co_return have; // also while a refresh is under way: nobody waits behind it for what he has
    if (const base::Status possible = refreshable(*job); !possible) {
        if (possible.error().code == ErrorCode::FamilyUnconfirmed)
            co_return possible.error();
        if (have && lives(*engine, connection))
            co_return have;
        co_return base::fail(ErrorCode::SignInNeeded, possible.error().detail);
    }
    base::Result<RefreshOutcome> outcome = base::fail(ErrorCode::Internal);
    if (const auto held = heldBack(*engine, id, true); held && !engine->flights.contains(id)) {
        outcome = *held;
    } else {
        auto joining = joinOrStart(engine, id, job->actor, fetches(*job), cancel);
        outcome = co_await joining;
    }
    if (!engine->alive)
        co_return base::fail(ErrorCode::Cancelled, "the vault was closed");
    if (outcome) {
        // Somebody may have paused or removed it meanwhile.
        KS_CO_ASSIGN(const Job now, engine->prepare(id, job->actor));
        base::Result<FreshCredential> fresh = stored(*engine, now.connection);
        if (fresh)
            fresh->refreshed = true;
        co_return fresh;
    }
    if (outcome.error().code == ErrorCode::IllegalState || outcome.error().code == ErrorCode::Denied) {
        // A sign-in overtook the refresh: what it brought will do. Or it was paused meanwhile: nothing will.
        KS_CO_ASSIGN(const Job now, engine->prepare(id, job->actor));
        if (!tooOld(*engine, now.connection, minValid))
            co_return stored(*engine, now.connection);
        co_return outcome.error();
    }
    // The provider honours an access token until it is told otherwise, also where its refresh token is dead.
    if (outcome.error().code == ErrorCode::SignInNeeded) {
        KS_CO_ASSIGN(Job now, engine->prepare(id, job->actor));
        if (!have || !lives(*engine, connection) || identityInDoubt(now.connection))
            co_return outcome.error();
        have->connection = std::move(now.connection);
        co_return have;
    }
    // An outage does not take away a token that is still good; a flight that only stores has made the old one doubtful.
    const auto remaining = engine->lives.remainingStrict(connection);
    const bool transient = outcome.error().code != ErrorCode::Cancelled &&
                           outcome.error().code != ErrorCode::AuditUnavailable && !engine->flights.contains(id);
    if (have && transient && remaining && remaining->count() > 0)
        co_return have;
    co_return outcome.error();
}

} // namespace

struct Refresher::Impl
{
    EnginePtr engine;
};

Refresher::Refresher(Parts parts, PolicySettings settings, QObject* parent)
    : QObject(parent), m_impl(std::make_unique<Impl>(Impl{std::make_shared<Engine>(std::move(parts), settings, this)}))
{
}

Refresher::~Refresher()
{
    const EnginePtr engine = m_impl->engine;
    engine->alive = false;
    engine->owner = nullptr;
    engine->fingerprintKey.clear();
    engine->shutdown.cancel();
    engine->drainNow.cancel();
    engine->gate.close();
    const base::Result<RefreshOutcome> gone = base::fail(ErrorCode::Cancelled, "the vault was closed");
    for (const auto& [id, flight] : std::exchange(engine->flights, {}))
        Engine::answer(flight, gone);
    for (auto& waiter : std::exchange(engine->idleWaiters, {}))
        waiter.set(false);
}

FreshTask Refresher::freshCredential(base::ConnectionId id, milliseconds minValid, model::Actor actor,
                                     base::CancelToken cancel)
{
    const EnginePtr engine = m_impl->engine;
    KS_CO_ASSIGN(Job prepared, engine->prepare(id, std::move(actor)));
    const auto job = std::make_shared<Job>(std::move(prepared));
    if (job->connection.kind == AuthKind::OAuth2 || fetches(*job)) {
        auto freshening = freshToken(engine, job, minValid, cancel);
        base::Result<FreshCredential> fresh = co_await freshening;
        co_return fresh;
    }
    if (job->connection.kind == AuthKind::Jwt)
        co_return mintCredential(*engine, *job);
    co_return stored(*engine, job->connection);
}

OutcomeTask Refresher::refreshNow(base::ConnectionId id, model::Actor actor, base::CancelToken cancel)
{
    const EnginePtr engine = m_impl->engine;
    KS_CO_ASSIGN(const Job job, engine->prepare(id, actor));
    KS_CO_TRY(refreshable(job));
    if (const auto held = heldBack(*engine, id, false); held && !engine->flights.contains(id))
        co_return *held;
    auto joining = joinOrStart(engine, id, actor, fetches(job), cancel);
    base::Result<RefreshOutcome> outcome = co_await joining;
    co_return outcome;
}

bool Refresher::inFlight(const base::ConnectionId& id) const
{
    return m_impl->engine->flights.contains(id);
}

void Refresher::setSettings(PolicySettings settings)
{
    m_impl->engine->settings = settings;
    m_impl->engine->gate.setLimit(settings.maxPerHost);
}

void Refresher::hold(bool held)
{
    m_impl->engine->held = held;
}

void Refresher::tokensReplaced(const base::ConnectionId& id, std::optional<milliseconds> life)
{
    m_impl->engine->lives.learned(id, life, m_impl->engine->parts.clock.steady());
    m_impl->engine->retries.erase(id);
    m_impl->engine->toldSignIn.erase(id);
}

std::optional<milliseconds> Refresher::remaining(const model::Connection& connection) const
{
    return m_impl->engine->lives.remaining(connection);
}

std::optional<milliseconds> Refresher::lifeOf(const model::Connection& connection) const
{
    return m_impl->engine->lives.life(connection);
}

std::optional<base::SteadyTime> Refresher::retryAt(const base::ConnectionId& id) const
{
    const auto found = m_impl->engine->retries.find(id);
    if (found == m_impl->engine->retries.end())
        return std::nullopt;
    return std::max(found->second.nextAt, found->second.notBefore);
}

namespace {

QCoro::Task<void> giveUpAfter(milliseconds delay, net::OneShot<bool> idle, base::CancelToken cancel)
{
    auto sleeping = net::sleepFor(delay, cancel);
    co_await sleeping;
    idle.set(false);
}

// Until no flight is left, `limit` is over or `cut` is cancelled.
QCoro::Task<void> untilIdle(EnginePtr engine, milliseconds limit, base::CancelToken cut)
{
    if (engine->flights.empty())
        co_return;
    net::OneShot<bool> idle;
    engine->idleWaiters.push_back(idle);
    base::CancelSource over;
    const auto onCut = cut.onCancel([idle]() mutable { idle.set(false); });
    const auto detached = giveUpAfter(limit, idle, over.token());
    co_await idle;
    over.cancel();
}

// Requests that are being sent are handed over when they have been.
QCoro::Task<void> passOnUntil(EnginePtr engine, base::CancelToken over)
{
    if (!engine->parts.late)
        co_return;
    while (engine->alive && !over.cancelled() && !engine->flights.empty()) {
        passOnSent(*engine);
        auto sleeping = net::sleepFor(milliseconds{5}, over);
        co_await sleeping;
    }
}

} // namespace

void Refresher::takeUpLate()
{
    refresh::takeUpLate(m_impl->engine);
}

QCoro::Task<void> Refresher::drain(milliseconds limit, base::CancelToken cut)
{
    const EnginePtr engine = m_impl->engine;
    engine->draining = true;
    engine->drainNow.cancel();
    engine->gate.close();
    base::CancelSource over;
    const auto detached = passOnUntil(engine, over.token());
    auto waiting = untilIdle(engine, limit, cut);
    co_await waiting;
    over.cancel();
    if (!engine->alive || engine->flights.empty())
        co_return;
    // What is left is torn off: the request is given up, its journal row stays, and the coroutines end with the secrets
    // that they hold.
    engine->shutdown.cancel();
    auto unwinding = untilIdle(engine, unwindLimit, base::CancelToken{});
    co_await unwinding;
}

} // namespace keystead::refresh
