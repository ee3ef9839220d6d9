// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One rotation at a time: which keys, in which order. Internal to this room. Thread: the core thread.
#include "core/service/context.h"
#include "core/service/rotation.h"

namespace keystead::service {

// The proof wants the passphrase where the vault has such a slot (checkProof). IllegalState while another runs;
// RolledBack while the person has not looked at that warning. Completes when all keys are replaced; cancelling leaves
// the vault key as it was and a profile's rotation in the middle, to be gone on with.
TaskOf<RotationReport> rotateKeys(ContextPtr context, RotateKeys request, Proof proof, base::CancelToken cancel,
                                  model::Actor actor);
// The same without a proof: for the schedule, a removed slot, an erasure.
TaskOf<RotationReport> rotateKeysUnasked(ContextPtr context, RotateKeys request, base::CancelToken cancel,
                                         model::Actor actor);
// Checks the proof and whether a rotation may begin, begins it and does not wait for its end: progress tells.
TaskOf<void> startRotation(ContextPtr context, RotateKeys request, Proof proof, model::Actor actor);

// rotation_profile.cpp. The number of seals moved.
TaskOf<std::int64_t> rotateProfileKey(ContextPtr context, base::ProfileId profile, std::string reason,
                                      base::CancelToken cancel, model::Actor actor);
// rotation_vault.cpp
TaskOf<void> rotateVaultKey(ContextPtr context, std::string reason, base::CancelToken cancel, model::Actor actor);

// rotation_schedule.cpp
TaskOf<KeyOverview> keyOverview(ContextPtr context);
base::Result<KeyOverview> keyOverviewOf(Context& context, VaultSession& session);
TaskOf<void> setRotationSchedule(ContextPtr context, RotationSchedule schedule, model::Actor actor);

// Waits until no worker reads the database; TimedOut after a minute, Cancelled.
TaskOf<void> waitForReaders(ContextPtr context, base::CancelToken cancel);
// Empties the log into the database file, once no worker reads. What was deleted is in no file afterwards.
TaskOf<void> truncateLog(ContextPtr context, base::CancelToken cancel);

// After a slot was removed: whoever held it knows the keys that it opened. Detached; a crash in between is made good at
// the next unlock, since the wish is written down with the removal (noteSlotRemoved in the same transaction).
base::Status noteRotationWish(VaultSession& session, db::Transaction& transaction, std::string_view reason);
void rotateAfterSlotRemoval(ContextPtr context, model::Actor actor);

} // namespace keystead::service
