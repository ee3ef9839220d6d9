// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the use cases share. Coroutines hold it by shared_ptr; the open vault they ask for anew after each wait, since
// it may have been locked meanwhile (open()). Internal to this room. Thread: the core thread.
#include "core/net/async.h"
#include "core/refresh/late_answers.h"
#include "core/service/access_desk.h"
#include "core/service/core_service.h"
#include "core/service/key_hooks.h"
#include "core/service/locked_events.h"
#include "core/service/rotation_state.h"
#include "core/service/slot_tools.h"
#include "core/service/unlock_attempts.h"
#include "core/service/vault_session.h"
#include "core/service/worker.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <QObject>

namespace keystead::service {

// A lock under way: from the first request until the keys are gone.
struct Locking
{
    base::CancelSource cut; // no longer waits for what is being sent or stored
    net::OneShot<bool> done;
};

struct Context
{
    Context(CoreParts givenParts, CoreService* owner);
    ~Context();

    CoreParts parts;
    CoreService* service; // null once it is gone
    QObject receiver;     // lives on the core thread: callbacks of workers are posted to it
    Worker worker;
    SlotTools slotTools;
    LockedEvents lockedEvents;
    UnlockAttempts attempts;
    refresh::LateAnswers late;        // of requests that a lock found on their way
    audit::RecordCounts recordCounts; // since the process started
    AccessDesk access;
    std::unique_ptr<VaultSession> session;
    bool opening = false;                // creating or unlocking
    bool closing = false;                // being locked
    std::optional<LockCause> lockWanted; // came while it was being opened: it does not open then
    bool restoring = false;
    std::shared_ptr<Locking> locking;
    base::SteadyTime lastUse{}; // of Keystead by a person or a program
    AutoLockReport autoLock;
    RotationJob rotation;
    KeyHooks keyHooks;
    std::optional<base::Error> lastProblem; // why the last unlock failed, where the person should know

    std::filesystem::path keyFilePath() const { return parts.vaultFolder / "keys.json"; }
    std::filesystem::path databasePath() const { return parts.vaultFolder / "vault.db"; }
    std::filesystem::path lockPath() const { return parts.vaultFolder / "owner.lock"; }

    // VaultLocked while there is none or it is being locked.
    base::Result<VaultSession*> open();
    // The same, and RolledBack while the person has not looked at that warning.
    base::Result<VaultSession*> openTrusted();

    void emitStatus();
    void emitChanged(model::ChangeSet changes);
    void emitUpdated(const model::Connection& connection);
    void notify(Notification notification);
    base::WallTime now() const { return parts.clock.now(); }
};
using ContextPtr = std::shared_ptr<Context>;

// Waits until commit number `commit` of the open vault is on disk.
TaskOf<void> settle(ContextPtr context, std::uint64_t commit);
// The same before something is released: any failure is AuditUnavailable.
TaskOf<void> settleRecord(ContextPtr context, std::uint64_t commit);

model::AuditEvent eventOf(const model::Connection& connection, model::AuditAction action, model::Actor actor,
                          model::AuditOutcome outcome = model::AuditOutcome::Success);
model::AuditEvent eventOf(model::AuditAction action, model::Actor actor,
                          model::AuditOutcome outcome = model::AuditOutcome::Success);

} // namespace keystead::service
