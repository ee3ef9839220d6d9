// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Opening the vault by any of its slots, and the same check as a proof that a person asks. A PIN is tried once, wrong
// secrets are counted and slowed down (SECURITY 34, 39). Thread: the core thread; Argon2id and tokens on workers.
#include "core/service/context.h"

namespace keystead::service {

TaskOf<void> unlockVault(ContextPtr context, UnlockVault request, model::Actor actor);

// Opens the key file with what is given. Errors: WrongPassphrase, WrongKey, WrongPin, PinLocked, TokenMissing, Denied
// (the final try), NotFound (no slot for it), AmbiguousName (which token), keychain errors, Tampered.
TaskOf<keys::OpenedVault> openSlots(ContextPtr context, keys::KeyFile keyFile, std::shared_ptr<UnlockVault> given);
// A secret that somebody guessed, rather than a fault.
bool isWrongGuess(base::ErrorCode code);
// passphrase, recovery, pkcs11 or keychain.
std::string methodOf(const UnlockVault& given);

} // namespace keystead::service
