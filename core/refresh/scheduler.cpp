// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/refresh/scheduler.h"

#include "core/base/log.h"
#include "core/refresh/refresh_journal.h"
#include "core/vault/connection_store.h"

#include <algorithm>
#include <map>
#include <QPointer>
#include <QTimer>
#include <set>

namespace keystead::refresh {

namespace {

using std::chrono::milliseconds;

// The timer never sleeps longer, so that a resume from suspend and a jump of the clock are noticed.
constexpr milliseconds longestSleep{std::chrono::seconds{60}};
// More than this beyond the planned sleep: the machine was suspended.
constexpr milliseconds wakeSlack{std::chrono::seconds{15}};
constexpr milliseconds spread{std::chrono::seconds{30}};

// last_used is told once a minute only (core/service).
constexpr milliseconds useSlack{std::chrono::minutes{1}};

// A token that is asked for anew spends nothing but the provider's patience: it is fetched ahead for a connection that
// somebody used within the last two lives of such a token. One that signs for itself has fetched none.
bool fetchedAhead(const model::Connection& connection, std::optional<milliseconds> life, base::WallTime now)
{
    return connection.lastRefreshedAt && connection.lastUsedAt && life &&
           now - *connection.lastUsedAt <= *life * 2 + useSlack;
}

bool eligible(const model::Connection& connection, std::optional<milliseconds> life, base::WallTime now)
{
    using enum model::ConnectionState;
    switch (connection.kind) {
    case model::AuthKind::OAuth2:
        if (!connection.hasRefreshToken)
            return false;
        if (connection.problem && connection.problem->code == base::ErrorCode::FamilyUnconfirmed)
            return false; // out of a backup: it waits for the person
        break;
    case model::AuthKind::ClientCredentials:
    case model::AuthKind::Jwt:
        if (!fetchedAhead(connection, life, now))
            return false;
        break;
    default:
        return false;
    }
    switch (connection.state) {
    case Paused:
    case Revoked:
    case AuthError:
    case Created:
        return false;
    default:
        return true;
    }
}

} // namespace

struct Scheduler::Impl
{
    Impl(Refresher& theRefresher, vault::Vault& theVault, const base::Clock& theClock, PolicySettings policy,
         std::function<double()> random)
        : refresher(theRefresher), vault(theVault), clock(theClock), settings(policy), random01(std::move(random)),
          lastTick(theClock.steady())
    {
    }

    struct Due
    {
        std::optional<base::WallTime> expiresAt; // the token that this entry is about
        std::int64_t version = 0;
        base::SteadyTime at{};
    };

    Refresher& refresher;
    vault::Vault& vault;
    const base::Clock& clock;
    PolicySettings settings;
    std::function<double()> random01;
    QTimer timer;
    QTimer soon;
    bool running = false;
    base::SteadyTime lastTick;
    std::map<base::ConnectionId, Due> due;
    std::set<base::ConnectionId> uncertain;

    milliseconds jitter()
    {
        return milliseconds{static_cast<milliseconds::rep>(random01() * static_cast<double>(spread.count()))};
    }

    // By steady time alone; nullopt: never.
    std::optional<base::SteadyTime> naturalDue(const model::Connection& connection) const
    {
        const base::SteadyTime now = clock.steady();
        std::optional<base::SteadyTime> at;
        if (const auto remaining = refresher.remaining(connection)) {
            const base::WallTime expires{*remaining};
            const base::WallTime issued = expires - refresher.lifeOf(connection).value_or(*remaining);
            if (const auto when = refreshAt(issued, expires, settings))
                at = now + (*when - base::WallTime{});
        }
        if (uncertain.contains(connection.id))
            at = now;
        if (const auto retry = refresher.retryAt(connection.id);
            retry && (at || connection.state == model::ConnectionState::Expired))
            at = std::max(*retry, at.value_or(*retry));
        return at;
    }

    void plan(const model::Connection& connection, std::map<base::ConnectionId, Due>& next)
    {
        const auto natural = naturalDue(connection);
        if (!natural)
            return;
        const base::SteadyTime now = clock.steady();
        Due entry{connection.expiresAt, connection.version, *natural};
        if (entry.at <= now) {
            const auto known = due.find(connection.id);
            const bool planned = known != due.end() && known->second.expiresAt == connection.expiresAt;
            // What was planned keeps its place; what is overdue from the start is spread.
            entry.at = planned ? std::max(known->second.at, entry.at) : now + jitter();
        }
        next.emplace(connection.id, entry);
    }

    void rebuild()
    {
        const auto connections = vault.connections().renewable();
        if (!connections) {
            base::logWarning("refresh",
                             "the scheduler cannot read the connections: " + base::toString(connections.error()));
            return;
        }
        std::map<base::ConnectionId, Due> next;
        for (const model::Connection& connection : *connections) {
            if (eligible(connection, refresher.lifeOf(connection), clock.now()))
                plan(connection, next);
        }
        due = std::move(next);
    }

    void spreadAfterWake()
    {
        const base::SteadyTime now = clock.steady();
        const bool slept = now - lastTick > longestSleep + wakeSlack;
        lastTick = now;
        if (!slept)
            return;
        for (auto& [id, entry] : due) {
            if (entry.at <= now)
                entry.at = now + jitter();
        }
    }

    std::optional<base::SteadyTime> next() const
    {
        std::optional<base::SteadyTime> first;
        for (const auto& [id, entry] : due) {
            if (!refresher.inFlight(id) && (!first || entry.at < *first))
                first = entry.at;
        }
        return first;
    }

    void arm()
    {
        if (!running)
            return;
        milliseconds wait = longestSleep;
        if (const auto first = next())
            wait = std::clamp<milliseconds>(*first - clock.steady(), milliseconds{1}, longestSleep);
        timer.start(wait);
    }
};

namespace {

QCoro::Task<void> refreshOne(QPointer<Scheduler> scheduler, Refresher& refresher, base::ConnectionId id)
{
    model::Actor actor;
    actor.kind = model::Actor::Kind::Keystead;
    actor.via = "timer";
    auto refreshing = refresher.refreshNow(id, actor, {});
    const auto outcome = co_await refreshing;
    (void)outcome; // written down by the refresher
    if (scheduler)
        scheduler->reconsiderSoon();
}

} // namespace

Scheduler::Scheduler(Refresher& refresher, vault::Vault& vault, const base::Clock& clock, PolicySettings settings,
                     std::function<double()> random01, QObject* parent)
    : QObject(parent), m_impl(std::make_unique<Impl>(refresher, vault, clock, settings, std::move(random01)))
{
    m_impl->timer.setSingleShot(true);
    m_impl->timer.setTimerType(Qt::CoarseTimer);
    connect(&m_impl->timer, &QTimer::timeout, this, [this] {
        reconsider();
        runDue();
    });
    m_impl->soon.setSingleShot(true);
    m_impl->soon.setInterval(std::chrono::milliseconds{50});
    connect(&m_impl->soon, &QTimer::timeout, this, &Scheduler::reconsider);
}

Scheduler::~Scheduler() = default;

void Scheduler::start()
{
    m_impl->running = true;
    m_impl->lastTick = m_impl->clock.steady();
    RefreshJournal journal(m_impl->vault.database());
    if (const auto rows = journal.all()) {
        for (const JournalRow& row : *rows)
            m_impl->uncertain.insert(row.connection);
    }
    reconsider();
}

void Scheduler::stop()
{
    m_impl->running = false;
    m_impl->timer.stop();
    m_impl->soon.stop();
}

void Scheduler::reconsider()
{
    m_impl->rebuild();
    m_impl->spreadAfterWake();
    m_impl->arm();
}

void Scheduler::reconsiderSoon()
{
    if (m_impl->running && !m_impl->soon.isActive())
        m_impl->soon.start();
}

void Scheduler::setSettings(PolicySettings settings)
{
    m_impl->settings = settings;
    reconsider();
}

std::optional<base::WallTime> Scheduler::nextDue() const
{
    const auto first = m_impl->next();
    if (!first)
        return std::nullopt;
    return m_impl->clock.now() + (*first - m_impl->clock.steady());
}

void Scheduler::runDue()
{
    const base::SteadyTime now = m_impl->clock.steady();
    std::vector<base::ConnectionId> ready;
    for (const auto& [id, entry] : m_impl->due) {
        if (entry.at <= now && !m_impl->refresher.inFlight(id))
            ready.push_back(id);
    }
    for (const base::ConnectionId& id : ready) {
        m_impl->due.erase(id);
        m_impl->uncertain.erase(id); // one try; after it the ordinary rules hold
        const auto detached = refreshOne(QPointer<Scheduler>(this), m_impl->refresher, id);
    }
    m_impl->arm();
}

} // namespace keystead::refresh
