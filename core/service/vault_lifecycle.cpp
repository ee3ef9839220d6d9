// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/vault_lifecycle.h"

#include "core/base/log.h"
#include "core/net/async.h"
#include "core/service/keychain_io.h"
#include "core/service/restore_ops.h"
#include "core/service/rotation_recovery.h"
#include "core/service/sign_in.h"
#include "core/service/user_provider_store.h"
#include "core/service/vault_opening.h"
#include "core/vault/settings_store.h"

namespace keystead::service {

namespace {

using base::ErrorCode;

// What is being sent or stored when the lock comes; a request that was sent goes on without the vault.
constexpr std::chrono::milliseconds drainLimit{std::chrono::seconds{2}};
// With the vault locked already: the process has to go, or the machine is about to sleep.
constexpr std::chrono::milliseconds lastAnswers{std::chrono::seconds{3}};

} // namespace

void closeSession(Context& context)
{
    if (!context.session)
        return;
    // Whoever is resumed by what follows finds no vault.
    std::unique_ptr<VaultSession> dying = std::move(context.session);
    unregisterUserProviders(context, *dying);
    dying->closing.cancel();
    context.access.gate.closeAll({access::Answered::Kind::Failed, {}, base::fail(ErrorCode::VaultLocked)});
    dying->scheduler->stop();
    dying.reset();
}

namespace {

// Flows that were cancelled end in the event loop, with the secrets in their frames.
QCoro::Task<void> letFlowsEnd()
{
    for (int turn = 0; turn < 3; ++turn) {
        auto sleeping = net::sleepFor(std::chrono::milliseconds{1}, {});
        co_await sleeping;
    }
}

// Requests that go on without the vault: whoever has to leave soon waits a little for their answers, panic gives them
// up.
QCoro::Task<void> settleLate(ContextPtr context, LockRequest request)
{
    if (request.now)
        context->late.cut();
    if (request.cause != LockCause::Shutdown && request.cause != LockCause::Suspend)
        co_return;
    auto settling = context->late.settled(lastAnswers);
    co_await settling;
}

// A lock is under way already: whoever asks again waits for the same end. A person who asks twice does not want to
// wait.
TaskOf<void> joinLock(ContextPtr context, LockRequest request)
{
    const std::shared_ptr<Locking> locking = context->locking;
    if (request.now || request.cause == LockCause::Request)
        locking->cut.cancel();
    co_await locking->done;
    auto settling = settleLate(context, request);
    co_await settling;
    co_return base::ok();
}

// In a hurry nobody waits for the disk: closing the database syncs the record, only the anchors miss it.
TaskOf<void> recordLock(ContextPtr context, model::Actor actor, LockRequest request)
{
    KS_CO_ASSIGN(VaultSession* const session, context->session ? base::Result<VaultSession*>{context->session.get()}
                                                               : base::fail(ErrorCode::VaultLocked));
    model::AuditEvent event = eventOf(model::AuditAction::VaultLock, std::move(actor));
    event.detail["cause"] = std::string{toText(request.cause)};
    KS_CO_ASSIGN(const std::uint64_t commit, session->record(std::move(event)));
    if (request.now)
        co_return base::ok();
    auto settling = settle(context, commit);
    base::Status onDisk = co_await settling;
    co_return onDisk;
}

} // namespace

TaskOf<void> lockVault(ContextPtr context, model::Actor actor, LockRequest request)
{
    if (context->closing) {
        auto joining = joinLock(context, request);
        const base::Status joined = co_await joining;
        co_return joined;
    }
    if (!context->session) {
        if (context->opening)
            context->lockWanted = request.cause;
        auto settling = settleLate(context, request);
        co_await settling;
        co_return base::ok();
    }
    context->closing = true;
    const auto locking = std::make_shared<Locking>();
    context->locking = locking;
    context->session->closing.cancel();
    context->access.gate.closeAll({access::Answered::Kind::Failed, {}, base::fail(ErrorCode::VaultLocked)});
    context->session->scheduler->stop();
    if (!request.now) {
        context->emitStatus();
        auto draining = context->session->refresher->drain(drainLimit, locking->cut.token());
        co_await draining;
        // Not from inside the flow that was the last.
        auto ending = letFlowsEnd();
        co_await ending;
    }
    // Locking must not fail: the record may be missed, the keys go.
    auto recording = recordLock(context, std::move(actor), request);
    if (const base::Status recorded = co_await recording; !recorded)
        base::logWarning("vault", "the lock could not be recorded: " + base::toString(recorded.error()));
    closeSession(*context);
    auto lastOnes = letFlowsEnd(); // who waited for the vault has learned that it is gone
    co_await lastOnes;
    context->closing = false;
    context->locking.reset();
    context->emitStatus();
    locking->done.set(true);
    auto settling = settleLate(context, request);
    co_await settling;
    co_return base::ok();
}

TaskOf<void> lockVaultBecause(ContextPtr context, LockCause cause)
{
    // The settings are not known yet; it does not open behind a locked screen.
    if (context->opening && cause != LockCause::Idle)
        context->lockWanted = cause;
    if (!context->session || context->closing)
        co_return base::ok();
    if (const auto settings = context->session->vault->settings().load(); settings && !wantsLock(*settings, cause))
        co_return base::ok();
    model::Actor actor;
    actor.kind = model::Actor::Kind::Keystead;
    actor.via = "auto_lock";
    auto locking = lockVault(context, std::move(actor), LockRequest{cause});
    const base::Status locked = co_await locking;
    co_return locked;
}

} // namespace keystead::service
