// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the flows of a Refresher share. Coroutines hold it by shared_ptr and ask `alive` after each wait: once it is
// false the references in `parts` may dangle and must not be touched. Internal to this room. Thread: the core thread.
#include "core/net/async.h"
#include "core/net/handover.h"
#include "core/refresh/host_gate.h"
#include "core/refresh/inbox.h"
#include "core/refresh/refresh_journal.h"
#include "core/refresh/refresher.h"
#include "core/refresh/token_lives.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace keystead::refresh {

// One refresh under way, and everybody who waits for it.
struct Flight
{
    std::vector<net::OneShot<base::Result<RefreshOutcome>>> waiters;
    std::optional<base::Error> storeError;  // the answer came but cannot be stored yet: what callers get meanwhile
    std::shared_ptr<net::Handover> request; // of a rotating token, once it is to be sent
    std::optional<LateNote> note;           // what its answer is known by, should it come after a lock
    bool handedOver = false;
};
using FlightPtr = std::shared_ptr<Flight>;

// After a failure that is not final.
struct Retry
{
    int attempts = 0;
    base::SteadyTime failedAt{};
    base::SteadyTime notBefore{}; // what the server asked for (Retry-After): holds for everybody
    base::SteadyTime nextAt{};    // with backoff: holds for the timer, and a few seconds for programs
    base::Error error;
};

// What a flow needs to know of a connection, read once at its start.
struct Job
{
    model::Connection connection;
    model::ProviderSpec spec;
    oauth::ClientIdentity client;
    std::map<std::string, std::string> parameters; // the connection's, and client_id
    model::Actor actor;
};

struct Engine : std::enable_shared_from_this<Engine>
{
    Engine(Refresher::Parts givenParts, PolicySettings policy, Refresher* refresher);

    Refresher::Parts parts;
    PolicySettings settings;
    Refresher* owner;
    bool alive = true;
    bool draining = false;
    bool held = false;
    base::CancelSource shutdown; // everything, a spent token's POST too: when a drain is over, and at destruction
    base::CancelSource drainNow; // what may be given up at once: requests that spend nothing, and backoff waits
    RefreshJournal journal;
    HostGate gate;
    TokenLives lives;
    std::map<base::ConnectionId, FlightPtr> flights;
    std::map<base::ConnectionId, Retry> retries;
    std::set<base::ConnectionId> toldSignIn;
    std::vector<net::OneShot<bool>> idleWaiters;
    base::Secret fingerprintKey;
    base::Bytes inboxKey; // public: what comes after a lock is sealed to it; empty: not made in this session yet

    // Whatever the connection's state. Errors: NotFound (connection or provider).
    base::Result<Job> load(const base::ConnectionId& id, model::Actor actor);
    // The same, and IllegalState (paused), SignInNeeded (revoked).
    base::Result<Job> prepare(const base::ConnectionId& id, model::Actor actor);
    // Hex of the first 8 bytes of HMAC-SHA-256 under a key that lies sealed in the vault.
    base::Result<std::string> fingerprint(const base::Secret& token);
    base::Status usable() const; // Cancelled, VaultLocked, RolledBack
    void finish(const base::ConnectionId& id, const FlightPtr& flight, const base::Result<RefreshOutcome>& outcome);
    static void answer(const FlightPtr& flight, const base::Result<RefreshOutcome>& outcome);
    void emitUpdated(const model::Connection& connection, bool auditChanged = true);
    // `refreshing` and `updated` are moments: shown, not stored, so that a crash leaves none of them behind.
    void emitMoment(model::Connection connection, model::ConnectionState moment);
};
using EnginePtr = std::shared_ptr<Engine>;

using OutcomeTask = QCoro::Task<base::Result<RefreshOutcome>>;

// refresh_flow.cpp: an oauth2 connection with its refresh token, journal and all.
OutcomeTask refreshFlow(EnginePtr engine, base::ConnectionId id, model::Actor actor, FlightPtr flight);
// What is known of the token that a request spent.
struct Spent
{
    std::string fingerprint;
    bool uncertain = false;    // an earlier answer for it may have been lost
    bool late = false;         // the answer comes out of the inbox
    base::SteadyTime sentAt{}; // where it was waited for
};
// Everything from a token endpoint's answer on: the claims, storing, the signature; or what went wrong is written down.
OutcomeTask settleAnswer(EnginePtr engine, std::shared_ptr<Job> job, FlightPtr flight, oauth::Endpoints endpoints,
                         oauth::TokenResult<oauth::TokenAnswer> answer, Spent spent, std::chrono::milliseconds skew,
                         base::WallTime serverNow);

// late_flow.cpp
// The public half of the inbox's pair, which is made at the first refresh after the vault was opened: in the
// transaction that notes the request.
base::Result<base::Bytes> prepareInbox(Engine& engine, db::Transaction& transaction);
// Starts a flight for each answer of the inbox that fits; drops the others.
void takeUpLate(const EnginePtr& engine);
// Where an earlier request of this connection may still be answered: waits for it, and takes up what came. nullopt:
// nothing came, a request is to be made.
QCoro::Task<std::optional<base::Result<RefreshOutcome>>> awaitLate(EnginePtr engine, base::ConnectionId id,
                                                                   FlightPtr flight);
// For a lock: requests that were sent go on without their flights, those of which nothing was sent are given up.
void passOnSent(Engine& engine);
// fetch_flow.cpp: client_credentials, and jwt that is exchanged at the token endpoint.
OutcomeTask fetchFlow(EnginePtr engine, base::ConnectionId id, model::Actor actor, FlightPtr flight);
// A self-signed bearer token of a jwt connection.
base::Result<FreshCredential> mintCredential(Engine& engine, const Job& job);

// token_keeper.cpp
struct Answer
{
    model::TokenSet tokens;
    std::chrono::milliseconds took{0};
    std::string spentFingerprint;                   // empty: no refresh token was spent
    std::optional<base::WallTime> expiresAt;        // local
    std::optional<base::WallTime> refreshExpiresAt; // local
    bool uncertain = false;                         // an earlier answer for this token may have been lost
    bool late = false;                              // it came while the vault was locked
};
// Stores tokens, journal and record in one transaction and waits until they are durable. Where that fails the tokens
// stay in locked memory and are tried again; callers are answered with the error meanwhile and the spent token is not
// sent again.
OutcomeTask keepTokens(EnginePtr engine, std::shared_ptr<Job> job, FlightPtr flight, Answer answer);

// failure.cpp
struct Failure
{
    base::Error error;
    std::optional<std::chrono::milliseconds> retryAfter;
    std::chrono::milliseconds took{0};
    std::string spentFingerprint;
    bool uncertain = false;
    bool sent = false; // a request may have reached the server
    bool late = false; // the answer came while the vault was locked
};
// Writes down what went wrong; decides between final and later. Returns what callers get.
base::Error noteFailure(Engine& engine, const Job& job, const Failure& failure);
// The server speaks of another person, or its id_token is false: auth_error and a security_alert.
base::Error noteIdentityProblem(Engine& engine, const Job& job, const base::Error& error);

// id_check.cpp: claims without the signature, before anything is stored. Errors: OAuthIdTokenInvalid.
base::Status checkIdTokenClaims(const base::Secret& idToken, const Job& job, const oauth::Endpoints& endpoints,
                                base::WallTime serverNow);
oauth::IdTokenExpectation idTokenExpectation(const Job& job, const oauth::Endpoints& endpoints,
                                             base::WallTime serverNow);

model::AuditEvent refreshEvent(const Job& job, model::AuditOutcome outcome);
std::string hostOf(const std::string& url);

} // namespace keystead::refresh
