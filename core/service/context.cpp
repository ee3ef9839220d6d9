// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/context.h"

#include "core/refresh/audited_change.h"

namespace keystead::service {

Context::Context(CoreParts givenParts, CoreService* owner)
    : parts(std::move(givenParts)), service(owner), worker(receiver), slotTools(receiver, parts.tokenModule),
      lockedEvents(parts.stateFolder, parts.vaultFolder), attempts(lockedEvents, parts.clock),
      late(parts.vaultFolder, parts.clock), access(parts.clock)
{
    QObject::connect(&access.gate, &access::ApprovalGate::promptsChanged, &receiver, [this] {
        if (service)
            Q_EMIT service->approvalsChanged(access.gate.prompts());
    });
    late.whenArrived([this] {
        if (const auto trusted = openTrusted())
            (*trusted)->refresher->takeUpLate();
    });
}

Context::~Context() = default;

base::Result<VaultSession*> Context::open()
{
    if (session && !closing)
        return session.get();
    // "Locked, open it" would send the person round in circles where opening it has just shown why it cannot be opened.
    using base::ErrorCode;
    if (lastProblem && (lastProblem->code == ErrorCode::Damaged || lastProblem->code == ErrorCode::Tampered ||
                        lastProblem->code == ErrorCode::TooNew))
        return *lastProblem;
    return base::fail(ErrorCode::VaultLocked);
}

base::Result<VaultSession*> Context::openTrusted()
{
    KS_ASSIGN(VaultSession* const vault, open());
    if (vault->rolledBack)
        return base::fail(base::ErrorCode::RolledBack,
                          "it does not fit what was remembered of its audit trail; the person has not accepted it yet");
    return vault;
}

void Context::emitStatus()
{
    if (service)
        Q_EMIT service->statusChanged(service->status());
}

void Context::emitChanged(model::ChangeSet changes)
{
    // Grants come and go with their connections.
    if (session && (!changes.added.empty() || !changes.removed.empty()) && session->grants->reload())
        changes.grantsChanged = true;
    if (session && session->scheduler)
        session->scheduler->reconsiderSoon();
    if (service && !changes.empty())
        Q_EMIT service->changed(changes);
}

void Context::emitUpdated(const model::Connection& connection)
{
    model::ChangeSet changes;
    changes.updated.push_back(connection);
    changes.auditChanged = true;
    emitChanged(std::move(changes));
}

void Context::notify(Notification notification)
{
    if (service)
        Q_EMIT service->notify(notification);
}

TaskOf<void> settle(ContextPtr context, std::uint64_t commit)
{
    if (!context->session)
        co_return base::fail(base::ErrorCode::VaultLocked);
    auto syncing = refresh::durable(*context->session->durability, commit);
    base::Status onDisk = co_await syncing;
    co_return onDisk;
}

TaskOf<void> settleRecord(ContextPtr context, std::uint64_t commit)
{
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return refresh::notRecorded(onDisk.error());
    co_return base::ok();
}

model::AuditEvent eventOf(const model::Connection& connection, model::AuditAction action, model::Actor actor,
                          model::AuditOutcome outcome)
{
    model::AuditEvent event = eventOf(action, std::move(actor), outcome);
    event.connection = connection.id;
    event.connectionName = connection.name;
    event.providerId = connection.providerId;
    return event;
}

model::AuditEvent eventOf(model::AuditAction action, model::Actor actor, model::AuditOutcome outcome)
{
    model::AuditEvent event;
    event.action = action;
    event.actor = std::move(actor);
    event.outcome = outcome;
    return event;
}

} // namespace keystead::service
