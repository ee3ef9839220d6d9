// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/vault_session.h"

#include "core/base/log.h"
#include "core/crypto/random.h"
#include "core/crypto/signing.h"
#include "core/db/snapshot.h"
#include "core/service/backup_ops.h"
#include "core/service/context.h"
#include "core/service/sign_in.h"
#include "core/service/token_watch.h"
#include "core/vault/connection_store.h"
#include "core/vault/sealed_store.h"
#include "core/vault/settings_store.h"

#include <algorithm>

namespace keystead::service {

namespace {

using base::ErrorCode;

double random01()
{
    const base::Bytes bytes = crypto::randomBytes(4);
    std::uint32_t number = 0;
    for (const std::uint8_t byte : bytes)
        number = number << 8 | byte;
    return static_cast<double>(number) / 4294967296.0;
}

// The key file has vouched for the key, so what does not open under it is damaged, not foreign.
base::Error openError(base::Error error)
{
    if (error.code == ErrorCode::WrongKey)
        return base::fail(ErrorCode::Damaged,
                          "the database is damaged or truncated, or an older key file was put back");
    if (error.code == ErrorCode::VaultMissing)
        return base::fail(ErrorCode::Damaged, "the database file is missing");
    return error;
}

} // namespace

refresh::PolicySettings policyFrom(const model::Settings& settings)
{
    refresh::PolicySettings policy;
    policy.ahead = settings.refreshAhead;
    return policy;
}

VaultSession::VaultSession(Context& context, base::OwnerLock ownerLock, keys::KeyFile file, base::Secret key)
    : lock(std::move(ownerLock)), keyFile(std::move(file)), vaultKey(std::move(key)),
      discovery(context.parts.http, context.parts.clock), idTokens(context.parts.http, context.parts.clock)
{
}

VaultSession::~VaultSession() = default;

base::Result<std::unique_ptr<VaultSession>> VaultSession::open(Context& context, base::OwnerLock lock,
                                                               keys::KeyFile keyFile, base::Secret vaultKey)
{
    auto session = std::make_unique<VaultSession>(context, std::move(lock), std::move(keyFile), std::move(vaultKey));
    const base::VaultId id = session->keyFile.vaultId();
    vault::VaultKeys keys{id, session->vaultKey.clone(), {}};
    KS_ASSIGN(keys.rawDatabaseKey, session->databaseKey());
    KS_TRY(beforeMigration(context, id, session->vaultKey));
    auto opened = vault::Vault::open(context.databasePath(), std::move(keys), context.parts.clock);
    if (!opened)
        return openError(opened.error());
    session->vault = std::move(*opened);
    auto seed = session->vault->sealed().get(auditKeyName);
    if (!seed)
        return base::fail(ErrorCode::Damaged, "the audit trail's key: " + base::toString(seed.error()));
    KS_ASSIGN(crypto::PrivateKey signingKey, crypto::PrivateKey::fromEd25519Seed(*seed));
    KS_ASSIGN(session->audit, audit::AuditLog::open(session->vault->database(), id, std::move(signingKey),
                                                    context.parts.anchors, context.parts.clock));
    QObject* const receiver = &context.receiver;
    KS_ASSIGN(session->durability,
              db::GroupCommit::start(context.databasePath(), [receiver](std::function<void()> work) {
                  QMetaObject::invokeMethod(receiver, std::move(work), Qt::QueuedConnection);
              }));
    session->audit->anchorWhenDurable(*session->durability);
    session->audit->countInto(context.recordCounts);
    KS_ASSIGN(const auto connections, session->vault->connections().all());
    session->grants = std::make_unique<GrantBook>(*session->vault, context.parts.clock);
    session->connectionCount = static_cast<int>(connections.size());
    session->startRefreshing(context);
    session->checkpointOn(context);
    return session;
}

void VaultSession::checkpointOn(Context& context)
{
    Context* const on = &context; // the session is a part of it, and it waits for its workers
    // The grants' last uses are written while the session goes, after its later members.
    vault->database().checkpointBy([this, on, running = m_checkpointing] {
        auto key = databaseKey();
        if (!key || running->exchange(true))
            return;
        const auto raw = std::make_shared<base::Secret>(std::move(*key));
        on->worker.post([raw, running, file = on->databasePath()] {
            const base::Status done = db::checkpointBeside(file, *raw, db::CheckpointKind::Passive);
            if (!done)
                base::logInfo("vault", "the log was not moved into the database yet: " + base::toString(done.error()));
            *running = false;
        });
    });
}

void VaultSession::startRefreshing(Context& context)
{
    const auto settings = vault->settings().load();
    const refresh::PolicySettings policy = policyFrom(settings ? *settings : model::Settings{});
    refresher = std::make_unique<refresh::Refresher>(
        refresh::Refresher::Parts{*vault, *audit, *durability, context.parts.providers, context.parts.http,
                                  context.parts.clock, discovery, idTokens, random01, &context.late},
        policy);
    scheduler = std::make_unique<refresh::Scheduler>(*refresher, *vault, context.parts.clock, policy, random01);
}

base::Result<std::uint64_t> VaultSession::apply(const std::function<base::Status(db::Transaction&)>& work,
                                                std::vector<model::AuditEvent> events)
{
    KS_ASSIGN(refresh::AuditedChange under, change());
    if (work) {
        KS_TRY(work(under.transaction()));
    }
    for (model::AuditEvent& event : events) {
        KS_TRY(under.record(std::move(event)));
    }
    return under.commit();
}

base::Result<std::uint64_t> VaultSession::record(model::AuditEvent event)
{
    std::vector<model::AuditEvent> events;
    events.push_back(std::move(event));
    return apply({}, std::move(events));
}

bool VaultSession::hasPassphraseSlot() const
{
    const auto slots = keyFile.slots();
    return std::any_of(slots.begin(), slots.end(), [](const keys::SlotInfo& slot) { return slot.wantsPassphrase(); });
}

} // namespace keystead::service
