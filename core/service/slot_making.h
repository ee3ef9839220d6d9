// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// New slots in a copy of the key file, with what goes with them outside of it: a keychain item, a key on a token.
// Nothing is in force before the caller saves the file; it takes back what went before where that fails (undoMaking).
// Internal to this room. Thread: the core thread; Argon2id and tokens on workers.
#include "core/service/context.h"

namespace keystead::service {

struct SlotDraft
{
    keys::KeyFile file; // with the new slot
    base::SlotId id;
    std::string keychainItem;                // written already
    std::optional<keys::TokenIdentity> made; // a key that was made on a token
    base::Secret recoveryKey;
};
using SlotDraftPtr = std::shared_ptr<SlotDraft>;

// What the slot is made of; shared, since coroutines outlive their callers' frames.
struct SlotMaterial
{
    base::Secret vaultKey;
    AddSlot request;
};
using SlotMaterialPtr = std::shared_ptr<SlotMaterial>;

// InvalidArgument: fewer than base::shortestPassphrase characters, or quickly guessed and not allowed; the detail says
// what would help.
base::Status checkNewPassphrase(const base::Secret& passphrase, bool allowWeak);
// What this machine derives in 0.5 to 1.5 s; measured once a process.
TaskOf<crypto::Argon2Params> kdfParams(ContextPtr context);

// Errors: as KeyFile's, the keychain's and the token's.
TaskOf<SlotDraftPtr> makeSlot(ContextPtr context, keys::KeyFile file, SlotMaterialPtr material);
// Best effort. `material`: for a key that was made on a token.
TaskOf<void> undoMaking(ContextPtr context, SlotDraftPtr draft, SlotMaterialPtr material);

} // namespace keystead::service
