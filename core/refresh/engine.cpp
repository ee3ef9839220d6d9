// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/refresh/engine.h"

#include "core/crypto/digest.h"
#include "core/crypto/random.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/oauth_client_store.h"
#include "core/vault/sealed_store.h"

#include <QTimer>
#include <span>
#include <utility>

namespace keystead::refresh {

namespace {
constexpr std::chrono::milliseconds updatedIsShownFor{1500};
constexpr std::string_view fingerprintKeyName = "refresh.fingerprint_key";

base::Result<oauth::ClientIdentity> clientOf(vault::Vault& vault, const model::Connection& connection)
{
    oauth::ClientIdentity identity;
    if (!connection.oauthClient)
        return identity;
    KS_ASSIGN(const model::OAuthClient client, vault.oauthClients().get(*connection.oauthClient));
    identity.clientId = client.clientId;
    if (client.hasSecret) {
        KS_ASSIGN(identity.clientSecret, vault.credentials().get(client.id.text, model::field::clientSecret));
    }
    return identity;
}
} // namespace

Engine::Engine(Refresher::Parts givenParts, PolicySettings policy, Refresher* refresher)
    : parts(std::move(givenParts)), settings(policy), owner(refresher), journal(parts.vault.database()),
      gate(policy.maxPerHost), lives(parts.clock)
{
}

base::Result<Job> Engine::prepare(const base::ConnectionId& id, model::Actor actor)
{
    KS_ASSIGN(Job job, load(id, std::move(actor)));
    if (job.connection.state == model::ConnectionState::Paused)
        return base::fail(base::ErrorCode::Denied, "the connection is paused");
    if (job.connection.state == model::ConnectionState::Revoked)
        return base::fail(base::ErrorCode::SignInNeeded, "the connection was revoked");
    return job;
}

base::Result<Job> Engine::load(const base::ConnectionId& id, model::Actor actor)
{
    Job job;
    KS_ASSIGN(job.connection, parts.vault.connections().get(id));
    const model::ProviderSpec* spec = parts.providers.find(job.connection.providerId);
    if (!spec)
        return base::fail(base::ErrorCode::NotFound, "there is no provider " + job.connection.providerId);
    job.spec = *spec;
    KS_ASSIGN(job.client, clientOf(parts.vault, job.connection));
    job.parameters = job.connection.parameters;
    if (!job.client.clientId.empty())
        job.parameters.insert_or_assign("client_id", job.client.clientId);
    job.actor = std::move(actor);
    return job;
}

base::Result<std::string> Engine::fingerprint(const base::Secret& token)
{
    if (fingerprintKey.empty()) {
        auto key = parts.vault.sealed().get(fingerprintKeyName);
        if (key) {
            fingerprintKey = std::move(*key);
        } else if (key.error().code != base::ErrorCode::NotFound) {
            return key.error();
        } else {
            base::Secret fresh = crypto::randomSecret(32);
            KS_ASSIGN(db::Transaction transaction, parts.vault.begin());
            KS_TRY(parts.vault.sealed().put(transaction, fingerprintKeyName, fresh));
            KS_TRY(transaction.commit());
            fingerprintKey = std::move(fresh);
        }
    }
    KS_ASSIGN(const crypto::Sha256Digest digest, crypto::hmacSha256(fingerprintKey, token.exposeBytes()));
    return base::toHex(std::span{digest}.first(8));
}

base::Status Engine::usable() const
{
    if (!alive)
        return base::fail(base::ErrorCode::Cancelled, "the vault was closed");
    if (draining)
        return base::fail(base::ErrorCode::VaultLocked, "the vault is being locked");
    if (held)
        return base::fail(base::ErrorCode::RolledBack,
                          "it does not fit what was remembered of its audit trail; the person has not accepted it yet");
    return base::ok();
}

void Engine::answer(const FlightPtr& flight, const base::Result<RefreshOutcome>& outcome)
{
    auto waiters = std::exchange(flight->waiters, {});
    for (auto& waiter : waiters)
        waiter.set(outcome);
}

void Engine::finish(const base::ConnectionId& id, const FlightPtr& flight, const base::Result<RefreshOutcome>& outcome)
{
    if (const auto found = flights.find(id); found != flights.end() && found->second == flight)
        flights.erase(found);
    answer(flight, outcome);
    if (flights.empty()) {
        for (auto& waiter : std::exchange(idleWaiters, {}))
            waiter.set(true);
    }
}

void Engine::emitUpdated(const model::Connection& connection, bool auditChanged)
{
    if (!alive || !owner)
        return;
    model::ChangeSet changes;
    changes.updated.push_back(connection);
    changes.auditChanged = auditChanged;
    Q_EMIT owner->changed(changes);
}

void Engine::emitMoment(model::Connection connection, model::ConnectionState moment)
{
    const bool legal = model::isLegalMove(connection.state, moment);
    if (legal)
        connection.state = moment;
    emitUpdated(connection);
    if (!legal || moment != model::ConnectionState::Updated || !alive || !owner)
        return;
    const std::weak_ptr<Engine> weak = weak_from_this();
    QTimer::singleShot(updatedIsShownFor, owner, [weak, id = connection.id] {
        const EnginePtr engine = weak.lock();
        if (!engine || !engine->alive)
            return;
        if (const auto settled = engine->parts.vault.connections().get(id))
            engine->emitUpdated(*settled, false);
    });
}

model::AuditEvent refreshEvent(const Job& job, model::AuditOutcome outcome)
{
    model::AuditEvent event;
    event.actor = job.actor;
    event.action = model::AuditAction::TokenRefresh;
    event.connection = job.connection.id;
    event.connectionName = job.connection.name;
    event.providerId = job.connection.providerId;
    event.outcome = outcome;
    return event;
}

std::string hostOf(const std::string& url)
{
    auto origin = net::originOf(url);
    return origin ? std::move(*origin) : url;
}

} // namespace keystead::refresh
