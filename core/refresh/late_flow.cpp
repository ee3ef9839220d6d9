// SPDX-License-Identifier: GPL-3.0-or-later
// What came while the vault was locked: an answer out of the inbox goes the same way as one that is waited for. It
// counts only where the journal's row of its request is still open and the token that it was given for is still the
// stored one; anything else is dropped and on record.
#include "core/base/log.h"
#include "core/refresh/audited_change.h"
#include "core/refresh/clock_skew.h"
#include "core/refresh/engine.h"
#include "core/refresh/late_answers.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/sealed_store.h"

#include <algorithm>

namespace keystead::refresh {

namespace {

using base::ErrorCode;
using std::chrono::milliseconds;

constexpr std::string_view inboxKeyName = "refresh.inbox_key";
// A request ends by itself after 30 s (net::HttpRequest), and its answer is written at once.
constexpr milliseconds lookAgain{100};
constexpr int mostLooks = 350;

// Gives the answer that came, whatever is asked: the token client reads it as if it had waited for it.
class Replay final : public net::HttpClient
{
public:
    explicit Replay(net::HttpResponse response) : m_response(std::move(response)) {}
    QCoro::Task<base::Result<net::HttpResponse>> send(net::HttpRequest, base::CancelToken) override
    {
        co_return std::move(m_response);
    }

private:
    net::HttpResponse m_response;
};

// The moment at which it came: the server's clock is compared with ours of then.
class MomentClock final : public base::Clock
{
public:
    MomentClock(base::WallTime moment, const base::Clock& clock) : m_moment(moment), m_clock(clock) {}
    base::WallTime now() const override { return m_moment; }
    base::SteadyTime steady() const override { return m_clock.steady(); }

private:
    base::WallTime m_moment;
    const base::Clock& m_clock;
};

base::Result<crypto::X25519KeyPair> inboxPair(Engine& engine)
{
    KS_ASSIGN(const base::Secret secret, engine.parts.vault.sealed().get(inboxKeyName));
    return crypto::x25519FromPrivate(secret);
}

void recordDropped(Engine& engine, std::string reason, std::int64_t count, const std::optional<model::Connection>& of)
{
    model::AuditEvent event;
    event.actor.via = "unlock";
    event.action = model::AuditAction::SecurityAlert;
    event.outcome = model::AuditOutcome::Failure;
    event.detail = {{"cause", "late_answer"}, {"reason", std::move(reason)}};
    if (count != 1)
        event.detail["count"] = std::to_string(count);
    if (of) {
        event.connection = of->id;
        event.connectionName = of->name;
        event.providerId = of->providerId;
    }
    const auto record = [&]() -> base::Status {
        KS_ASSIGN(AuditedChange change, AuditedChange::begin(engine.parts.vault, engine.parts.audit));
        KS_TRY(change.record(std::move(event)));
        KS_TRY(change.commit());
        return base::ok();
    };
    if (const base::Status recorded = record(); !recorded)
        base::logWarning("refresh", "a dropped answer could not be recorded: " + base::toString(recorded.error()));
    if (engine.alive && engine.owner) {
        model::ChangeSet changes;
        changes.auditChanged = true;
        Q_EMIT engine.owner->changed(changes);
    }
}

// Trouble with the disk says nothing about a file.
bool saysNothing(const base::Error& error)
{
    return error.code == ErrorCode::StorageIo || error.code == ErrorCode::StorageReadOnly ||
           error.code == ErrorCode::StorageFull || error.code == ErrorCode::NotFound;
}

std::string reasonOf(const base::Error& error)
{
    switch (error.code) {
    case ErrorCode::WrongKey:
        return "foreign";
    case ErrorCode::Tampered:
        return "tampered";
    case ErrorCode::LimitExceeded:
        return "too_large";
    case ErrorCode::StorageInsecure:
        return "file_not_ours";
    default:
        return "unreadable";
    }
}

// A kill between the commit and the removal of the file leaves it behind: nothing to alarm anybody with.
bool takenUpBefore(Engine& engine, const LateAnswer& late)
{
    const auto stored =
        engine.parts.vault.credentials().get(late.note.attempt.connection.text, model::field::accessToken);
    return stored && !stored->empty() &&
           late.response.body.exposeText().find(stored->exposeText()) != std::string_view::npos;
}

// The row of just this request is open, and the token that it spent is still the stored one.
base::Result<bool> fits(Engine& engine, const LateAnswer& late)
{
    const JournalRow& attempt = late.note.attempt;
    KS_ASSIGN(const std::optional<JournalRow> row, engine.journal.find(attempt.connection));
    if (!row || !(*row == attempt))
        return false;
    KS_ASSIGN(const base::Secret token,
              engine.parts.vault.credentials().get(attempt.connection.text, model::field::refreshToken));
    KS_ASSIGN(const std::string fingerprint, engine.fingerprint(token));
    return fingerprint == attempt.tokenFingerprint;
}

struct Found
{
    std::filesystem::path file;
    LateAnswer answer;
};

void drop(Engine& engine, const std::filesystem::path& file, std::string reason,
          const std::optional<model::Connection>& of = {})
{
    base::logWarning("refresh", "a late answer was dropped: " + reason);
    recordDropped(engine, std::move(reason), 1, of);
    engine.parts.late->inbox().remove(file);
}

std::optional<Found> judge(Engine& engine, const std::filesystem::path& file,
                           const base::Result<crypto::X25519KeyPair>& pair)
{
    if (!pair) {
        // No key was ever made: nothing can be sealed to it.
        if (pair.error().code == ErrorCode::NotFound)
            drop(engine, file, "foreign");
        return std::nullopt;
    }
    auto late = engine.parts.late->inbox().open(file, *pair, engine.parts.vault.id());
    if (!late) {
        if (!saysNothing(late.error()))
            drop(engine, file, reasonOf(late.error()));
        return std::nullopt;
    }
    const auto fit = fits(engine, *late);
    if (fit && *fit)
        return Found{file, std::move(*late)};
    if (!fit && fit.error().code != ErrorCode::NotFound)
        return std::nullopt; // looked at again
    if (takenUpBefore(engine, *late)) {
        engine.parts.late->inbox().remove(file);
        return std::nullopt;
    }
    const auto connection = engine.parts.vault.connections().get(late->note.attempt.connection);
    drop(engine, file, "stale", connection ? std::optional{*connection} : std::nullopt);
    return std::nullopt;
}

std::vector<Found> look(Engine& engine)
{
    std::vector<Found> found;
    const auto files = engine.parts.late->inbox().files();
    if (!files || files->empty())
        return found;
    const auto pair = inboxPair(engine);
    std::int64_t beyond = 0;
    for (std::size_t number = 0; number < files->size(); ++number) {
        const std::filesystem::path& file = (*files)[number];
        if (number >= Inbox::maxFiles) {
            engine.parts.late->inbox().remove(file);
            ++beyond;
        } else if (auto one = judge(engine, file, pair)) {
            found.push_back(std::move(*one));
        }
    }
    if (beyond > 0)
        recordDropped(engine, "too_many", beyond, {});
    return found;
}

// What was decided needs the file no more; after trouble with the disk it is taken up again.
bool isSettled(const base::Result<RefreshOutcome>& outcome)
{
    if (outcome)
        return true;
    const ErrorCode code = outcome.error().code;
    return code != ErrorCode::Cancelled && code != ErrorCode::VaultLocked && code != ErrorCode::AuditUnavailable &&
           code != ErrorCode::Internal && !saysNothing(outcome.error());
}

OutcomeTask takeUp(EnginePtr engine, std::shared_ptr<Found> found, FlightPtr flight)
{
    const LateNote& note = found->answer.note;
    KS_CO_ASSIGN(Job loaded, engine->load(note.attempt.connection, note.actor));
    const auto job = std::make_shared<Job>(std::move(loaded));
    KS_CO_ASSIGN(base::Secret token,
                 engine->parts.vault.credentials().get(job->connection.id.text, model::field::refreshToken));
    const MomentClock moment(found->answer.receivedAt, engine->parts.clock);
    Replay replay(std::move(found->answer.response));
    SkewProbe probe(replay, moment);
    oauth::TokenClient client(probe, moment);
    auto reading = client.refresh(job->spec, note.endpoints, job->client.clone(), std::move(token), {}, {});
    oauth::TokenResult<oauth::TokenAnswer> answer = co_await reading;
    Spent spent{note.attempt.tokenFingerprint, note.attempt.attempt > 1, true, {}};
    auto settling = settleAnswer(engine, job, flight, note.endpoints, std::move(answer), std::move(spent), probe.skew(),
                                 probe.serverNow());
    base::Result<RefreshOutcome> outcome = co_await settling;
    if (engine->alive && isSettled(outcome))
        engine->parts.late->inbox().remove(found->file);
    co_return outcome;
}

QCoro::Task<void> flyLate(EnginePtr engine, std::shared_ptr<Found> found, FlightPtr flight)
{
    const base::ConnectionId id = found->answer.note.attempt.connection;
    auto taking = takeUp(engine, found, flight);
    const base::Result<RefreshOutcome> outcome = co_await taking;
    engine->finish(id, flight, outcome);
}

} // namespace

base::Result<base::Bytes> prepareInbox(Engine& engine, db::Transaction& transaction)
{
    if (!engine.parts.late || !engine.inboxKey.empty())
        return engine.inboxKey;
    // A new pair each time the vault is opened, but never while something may be sealed to the present one.
    const auto files = engine.parts.late->inbox().files();
    if (engine.parts.late->busy() || !files || !files->empty()) {
        if (const auto present = inboxPair(engine))
            return present->publicKey;
    }
    KS_ASSIGN(const crypto::X25519KeyPair pair, crypto::generateX25519());
    KS_TRY(engine.parts.vault.sealed().put(transaction, inboxKeyName, pair.privateKey));
    return pair.publicKey;
}

void takeUpLate(const EnginePtr& engine)
{
    if (!engine->parts.late || !engine->usable())
        return;
    for (Found& found : look(*engine)) {
        FlightPtr& slot = engine->flights[found.answer.note.attempt.connection];
        if (slot)
            continue; // it waits for this answer, and looks for it itself
        slot = std::make_shared<Flight>();
        const FlightPtr flight = slot;
        const auto detached = flyLate(engine, std::make_shared<Found>(std::move(found)), flight);
    }
}

QCoro::Task<std::optional<base::Result<RefreshOutcome>>> awaitLate(EnginePtr engine, base::ConnectionId id,
                                                                   FlightPtr flight)
{
    using Taken = std::optional<base::Result<RefreshOutcome>>;
    if (!engine->parts.late)
        co_return Taken{};
    const auto row = engine->journal.find(id);
    if (!row || !*row)
        co_return Taken{};
    for (int looks = 0; looks < mostLooks && engine->parts.late->busy(); ++looks) {
        auto sleeping = net::sleepFor(lookAgain, engine->drainNow.token());
        co_await sleeping;
        if (const base::Status usable = engine->usable(); !usable)
            co_return Taken{base::Result<RefreshOutcome>{usable.error()}};
    }
    auto found = look(*engine);
    const auto own = std::find_if(found.begin(), found.end(),
                                  [&](const Found& one) { return one.answer.note.attempt.connection == id; });
    if (own == found.end())
        co_return Taken{};
    const auto shared = std::make_shared<Found>(std::move(*own));
    found.clear();
    auto taking = takeUp(engine, shared, flight);
    base::Result<RefreshOutcome> outcome = co_await taking;
    // A refusal that spends nothing, an outage: the request that was asked for now is still to be made.
    co_return Taken{std::move(outcome)};
}

void passOnSent(Engine& engine)
{
    const auto flights = engine.flights; // handing over ends flows
    for (const auto& [id, flight] : flights) {
        const std::shared_ptr<net::Handover> request = flight->request;
        if (!request || !flight->note)
            continue;
        if (request->stage == net::Handover::Stage::Unsent && request->cut) {
            request->cut();
        } else if (request->stage == net::Handover::Stage::Sent && request->passOn && engine.parts.late &&
                   !engine.inboxKey.empty()) {
            flight->handedOver = true;
            engine.parts.late->takeOver(request, std::move(*flight->note), engine.inboxKey, engine.parts.vault.id());
        }
    }
}

} // namespace keystead::refresh
