// SPDX-License-Identifier: GPL-3.0-or-later
// From a key that fits to an unlocked vault: what happened while it was locked is merged, what the anchors remember is
// compared, and the unlock is on record before anything can be asked of it.
#include "core/service/vault_opening.h"
#include "core/audit/anchors.h"
#include "core/base/log.h"
#include "core/service/backup_watch.h"
#include "core/service/restore_ops.h"
#include "core/service/rotation_job.h"
#include "core/service/user_provider_store.h"
#include "core/service/vault_lifecycle.h"
#include "core/service/vault_slots.h"
#include "core/vault/profile_store.h"
#include "core/vault/settings_store.h"

namespace keystead::service {

namespace {

using base::ErrorCode;
using model::AuditAction;

constexpr const char* mergedKey = "audit.merged_side_file";

// A crash between the commit and the clearing of the side file must not merge it twice.
std::string markOf(const std::vector<model::AuditEvent>& events)
{
    return std::to_string(events.size()) + "@" + std::to_string(base::toMillis(events.back().time));
}

base::Result<std::optional<model::ChainReport::Finding>> compareWithAnchors(Context& context, VaultSession& session)
{
    std::vector<audit::AnchorState> remembered;
    if (context.parts.rememberedAnchors)
        remembered = context.parts.rememberedAnchors();
    if (session.audit->openingFinding())
        return session.audit->openingFinding();
    const base::VaultId& id = session.keyFile.vaultId();
    return audit::checkAnchors(session.vault->database(), id.text,
                               withoutReplaced(std::move(remembered), session.vault->database(), id));
}

base::Result<bool> mergedAlready(VaultSession& session, const std::vector<model::AuditEvent>& events)
{
    KS_ASSIGN(const auto merged, session.vault->settings().value(mergedKey));
    return !events.empty() && merged && *merged == markOf(events);
}

model::AuditEvent alert(const model::Actor& actor, std::string cause, std::map<std::string, std::string> detail = {})
{
    model::AuditEvent event = eventOf(AuditAction::SecurityAlert, actor, model::AuditOutcome::Failure);
    event.detail = std::move(detail);
    event.detail["cause"] = std::move(cause);
    return event;
}

struct Opening
{
    std::vector<model::AuditEvent> events;
    LockedEvents::Contents locked; // as they were read
    std::string mark;              // of the merged side file
    int failures = 0;
    std::string alertCause; // the gravest, for the notification; empty: all is well
    bool slotGone = false;  // whoever had it may know the keys: they are to be replaced
};

// Slots that are there, or gone, without a record: a change that was cut off after the key file was written.
base::Status addUnrecordedSlots(VaultSession& session, const model::Actor& actor, Opening& opening)
{
    KS_ASSIGN(const std::vector<UnrecordedSlot> changes, unrecordedSlots(session));
    for (const UnrecordedSlot& slot : changes) {
        opening.slotGone = opening.slotGone || !slot.added;
        opening.alertCause = "slot_change";
        opening.events.push_back(
            alert(actor, "slot_change",
                  {{"change", slot.added ? "added" : "removed"}, {"slot", slot.id}, {"interrupted", "yes"}}));
    }
    return base::ok();
}

base::Result<Opening> describe(Context& context, VaultSession& session, const std::string& method,
                               const model::Actor& actor)
{
    Opening opening;
    opening.failures = context.attempts.inARow();
    KS_ASSIGN(const auto finding, compareWithAnchors(context, session));
    KS_ASSIGN(const auto pending, session.vault->settings().value(rollbackPending));
    session.rolledBack = finding.has_value() || pending == std::optional<std::string>{"1"};
    opening.locked = context.lockedEvents.read();
    KS_ASSIGN(const bool merged, mergedAlready(session, opening.locked.events));
    if (!merged)
        opening.events = opening.locked.events;
    if (!opening.events.empty())
        opening.mark = markOf(opening.events);
    for (model::AuditEvent& event : opening.events)
        event.authenticated = false;
    model::AuditEvent unlocked = eventOf(AuditAction::VaultUnlock, actor);
    unlocked.detail["method"] = method;
    opening.events.push_back(std::move(unlocked));
    if (const base::Status known = checkKeyAnchor(session); !known) {
        opening.alertCause = "key_file_rollback";
        opening.events.push_back(
            alert(actor, "key_file_rollback", {{"finding", known.error().detail}, {"accepted", "yes"}}));
    } else if (method != "restored") { // a backup's database has never seen them
        KS_TRY(addUnrecordedSlots(session, actor, opening));
    }
    for (const LockedEvents::Unreadable& file : opening.locked.unreadable) {
        base::logWarning("vault", "a side file cannot be read: " + base::toString(file.error));
        opening.alertCause = "locked_events_unreadable";
        opening.events.push_back(
            alert(actor, "locked_events_unreadable",
                  {{"file", file.file}, {"error", std::string{base::errorName(file.error.code)}}}));
    }
    if (opening.failures >= 3) {
        opening.alertCause = "failed_unlocks";
        opening.events.push_back(alert(actor, "failed_unlocks", {{"count", std::to_string(opening.failures)}}));
    }
    if (finding) {
        opening.alertCause = "rollback";
        opening.events.push_back(alert(
            actor, "rollback",
            {{"finding", std::string{model::toText(finding->kind)}}, {"sequence", std::to_string(finding->sequence)}}));
    }
    return opening;
}

base::Result<std::uint64_t> writeOpening(VaultSession& session, Opening& opening)
{
    return session.apply(
        [&](db::Transaction& transaction) -> base::Status {
            if (!opening.mark.empty()) {
                KS_TRY(session.vault->settings().setValue(transaction, mergedKey, opening.mark));
            }
            if (session.rolledBack) {
                KS_TRY(session.vault->settings().setValue(transaction, rollbackPending, "1"));
            }
            if (opening.slotGone) {
                KS_TRY(noteRotationWish(session, transaction, vault::key_reason::slotRemoved));
            }
            return rememberKeyFile(session, session.keyFile, transaction);
        },
        std::move(opening.events));
}

// Refused and named: a slot that was removed must not open the vault again (SECURITY 35, 40).
base::Error refuseOldKeyFile(Context& context, base::Error error, const model::Actor& actor)
{
    model::AuditEvent event = alert(actor, "key_file_rollback", {{"finding", error.detail}});
    event.time = context.now();
    if (const base::Status written = context.lockedEvents.append(event); !written)
        base::logWarning("vault", "an old key file could not be recorded: " + base::toString(written.error()));
    context.notify({Notification::Kind::SecurityAlert, {}, {}, "key_file_rollback"});
    return error;
}

void connectRefresher(const ContextPtr& context)
{
    CoreService* const service = context->service;
    if (!service)
        return;
    const std::weak_ptr<Context> weak = context;
    refresh::Refresher* const refresher = context->session->refresher.get();
    QObject::connect(refresher, &refresh::Refresher::changed, service, [weak](const model::ChangeSet& changes) {
        const ContextPtr shared = weak.lock();
        if (!shared)
            return;
        shared->emitChanged(changes);
        if (!shared->session || !shared->session->expiry)
            return;
        for (const model::Connection& connection : changes.updated)
            shared->session->expiry->refreshed(connection);
    });
    QObject::connect(refresher, &refresh::Refresher::signInNeeded, service,
                     [weak](const model::Connection& connection) {
                         if (const ContextPtr shared = weak.lock()) {
                             const std::string detail = connection.problem ? connection.problem->detail : std::string{};
                             shared->notify({Notification::Kind::SignInNeeded, connection.id, connection.name, detail});
                         }
                     });
}

} // namespace

base::Status checkIdle(const Context& context)
{
    if (context.opening || context.closing)
        return base::fail(ErrorCode::IllegalState, "the vault is being opened or locked");
    return base::ok();
}

base::Result<base::OwnerLock> takeLock(const Context& context)
{
    KS_TRY(base::ensurePrivateFolder(context.parts.vaultFolder));
    KS_ASSIGN(base::OwnerLock lock, base::OwnerLock::acquire(context.lockPath()));
    // A crash left them; one of the key file may hold a slot that was removed since.
    base::removeLeftovers(context.parts.vaultFolder);
    base::removeLeftovers(context.parts.stateFolder);
    return lock;
}

base::Error remember(Context& context, base::Error error)
{
    if (error.code != ErrorCode::RateLimited && error.code != ErrorCode::WrongPassphrase &&
        error.code != ErrorCode::Cancelled)
        context.lastProblem = error;
    return error;
}

TaskOf<void> finishUnlock(ContextPtr context, base::OwnerLock lock, keys::KeyFile keyFile, base::Secret vaultKey,
                          std::string method, model::Actor actor, KeyFileTrust trust)
{
    // The process ends: what waits from here on would never be resumed, with the vault key in its frame.
    if (!context->service)
        co_return base::fail(ErrorCode::Cancelled);
    KS_CO_ASSIGN(std::unique_ptr<VaultSession> session,
                 VaultSession::open(*context, std::move(lock), std::move(keyFile), std::move(vaultKey)));
    if (const base::Status known = checkKeyAnchor(*session); !known && trust != KeyFileTrust::AlsoOld)
        co_return refuseOldKeyFile(*context, known.error(), actor);
    KS_CO_ASSIGN(Opening opening, describe(*context, *session, method, actor));
    KS_CO_ASSIGN(const std::uint64_t commit, writeOpening(*session, opening));
    auto syncing = refresh::durable(*session->durability, commit);
    const base::Status onDisk = co_await syncing;
    if (!onDisk)
        co_return onDisk.error();
    if (!context->service)
        co_return base::fail(ErrorCode::Cancelled);
    if (context->lockWanted) {
        model::AuditEvent locked = eventOf(AuditAction::VaultLock, actor);
        locked.detail["cause"] = std::string{toText(*context->lockWanted)};
        if (const auto recorded = session->record(std::move(locked)); !recorded)
            base::logWarning("vault", "the lock could not be recorded: " + base::toString(recorded.error()));
        co_return base::fail(ErrorCode::VaultLocked, "it was locked while it was being opened");
    }
    context->lockedEvents.clear(opening.locked);
    context->attempts.succeeded();
    registerUserProviders(*context, *session);
    context->session = std::move(session);
    context->lastProblem.reset();
    connectRefresher(context);
    context->session->expiry = std::make_unique<ExpiryWatch>(context);
    context->rotation.forget();
    context->session->rotationWatch = std::make_unique<RotationWatch>(context);
    context->session->backups = std::make_unique<BackupWatch>(context);
    context->session->refresher->hold(context->session->rolledBack);
    if (!context->session->rolledBack) {
        context->session->refresher->takeUpLate();
        context->session->scheduler->start();
    }
    if (!opening.alertCause.empty())
        context->notify({Notification::Kind::SecurityAlert, {}, {}, opening.alertCause});
    co_return base::ok();
}

} // namespace keystead::service
