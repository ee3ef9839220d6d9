// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Key slots of an open vault, and the proof that reveal and slot changes want. A slot change is on record before it is
// in force, and raises a security_alert (SECURITY 40); the database remembers the key file that belongs to it, so that
// an old one is noticed. Thread: the core thread.
#include "core/service/context.h"

#include <string_view>

namespace keystead::service {

// Checks the request, the proof, makes the slot, and takes back what it made where a step fails. A recovery slot counts
// only once it is confirmed; its emergency sheet is written before the slot is in force.
TaskOf<AddedSlot> addSlot(ContextPtr context, AddSlot request, Proof proof, model::Actor actor);
// The same without what it gives.
TaskOf<void> addUsualSlot(ContextPtr context, AddSlot request, Proof proof, model::Actor actor);
// The key as the person typed it from the sheet. InvalidArgument names the group with a slip, WrongKey.
TaskOf<void> confirmRecoverySlot(ContextPtr context, base::SlotId slot, base::Secret typed, model::Actor actor);
// A passphrase or combined slot is replaced by a new one of its kind in one step. Gives the new slot.
TaskOf<AddedSlot> changePassphrase(ContextPtr context, base::SlotId slot, base::Secret passphrase, bool allowWeak,
                                   Proof proof, model::Actor actor);
TaskOf<void> removeSlot(ContextPtr context, base::SlotId slot, Proof proof, model::Actor actor);
// The tokens at hand. Works on a locked vault as well.
TaskOf<std::vector<keys::TokenInfo>> listTokens(ContextPtr context);

// Any of what the proof holds, where it opens a slot of this vault (WrongPassphrase, WrongKey, WrongPin, RateLimited;
// recorded). Nothing given: Denied where the vault has a passphrase, else a plain confirmation (Denied without).
TaskOf<void> checkProof(ContextPtr context, Proof proof, model::Actor actor);

// The setting that remembers the key file (keys/key_anchor.h).
inline constexpr const char* keyAnchorSetting = "vault.key_file";
// The ids of its slots, each with a blank behind it.
inline constexpr const char* keySlotsSetting = "vault.key_slots";
// Tampered where the key file is older than the database remembers, or another one.
base::Status checkKeyAnchor(VaultSession& session);
// Slots of the key file that the database does not remember, and the other way round.
struct UnrecordedSlot
{
    std::string id;
    bool added = true;
};
base::Result<std::vector<UnrecordedSlot>> unrecordedSlots(VaultSession& session);
// To be written with every commit that follows a saved key file.
base::Status rememberKeyFile(VaultSession& session, const keys::KeyFile& file, db::Transaction& transaction);

// vault_check.cpp: each claim about the vault, looked at again.
TaskOf<std::vector<CheckItem>> checkVault(ContextPtr context);
// The same of a vault that does not open: by the slots that open without it (the passphrase may be empty), read only.
TaskOf<std::vector<CheckItem>> checkUnopenedVault(ContextPtr context, base::Secret passphrase, model::Actor actor);

} // namespace keystead::service
