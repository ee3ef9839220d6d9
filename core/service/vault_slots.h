// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Key slots of an open vault, and the proof that reveal and slot changes want. A slot change is on record before it is
// in force, and raises a security_alert (SECURITY 40). Thread: the core thread.
#include "core/service/context.h"

namespace keystead::service {

TaskOf<void> addPassphraseSlot(ContextPtr context, base::Secret passphrase, Proof proof, model::Actor actor);
TaskOf<void> addKeychainSlot(ContextPtr context, Proof proof, model::Actor actor);
TaskOf<void> removeSlot(ContextPtr context, base::SlotId slot, Proof proof, model::Actor actor);

// The passphrase where the vault has such a slot (WrongPassphrase, RateLimited; recorded), else a plain confirmation
// (Denied without).
TaskOf<void> checkProof(ContextPtr context, Proof proof, model::Actor actor);

// vault_check.cpp: each claim about the vault, looked at again.
TaskOf<std::vector<CheckItem>> checkVault(ContextPtr context);
// The same of a vault that does not open: by the slots that open without it (the passphrase may be empty), read only.
TaskOf<std::vector<CheckItem>> checkUnopenedVault(ContextPtr context, base::Secret passphrase, model::Actor actor);

} // namespace keystead::service
