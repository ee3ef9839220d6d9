// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Making, opening and closing the vault. It refuses: a new key over anything that is already there, guessing between
// damage and a wrong passphrase, and touching a byte of a vault that it cannot open. Thread: the core thread.
#include "core/service/context.h"

namespace keystead::service {

// Whether a key file that is older than the database remembers opens the vault (KeyFile::counter).
enum class KeyFileTrust { Newest, AlsoOld };

VaultStatus vaultStatus(const Context& context);
TaskOf<void> createVault(ContextPtr context, CreateVault request, model::Actor actor);
TaskOf<void> lockVault(ContextPtr context, model::Actor actor, LockRequest request = {});
TaskOf<void> lockVaultBecause(ContextPtr context, LockCause cause);
TaskOf<void> acceptRollback(ContextPtr context, model::Actor actor);
// The same for a program: Denied without the passphrase where the vault has one (rollback_acceptance.cpp).
TaskOf<void> acceptRollbackProven(ContextPtr context, Proof proof, model::Actor actor);
// At once and without a record: the destructor's way.
void closeSession(Context& context);

// vault_opening.cpp: a key that fits; opens, merges what happened while locked, records, starts refreshing.
TaskOf<void> finishUnlock(ContextPtr context, base::OwnerLock lock, keys::KeyFile keyFile, base::Secret vaultKey,
                          std::string method, model::Actor actor, KeyFileTrust trust = KeyFileTrust::Newest);

} // namespace keystead::service
