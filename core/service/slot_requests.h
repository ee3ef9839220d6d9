// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Values that go into and come out of opening the vault by its slots and changing them.
#include "core/crypto/passphrase_strength.h"
#include "core/keys/key_file.h"
#include "core/keys/tokens.h"

#include <optional>
#include <string>

namespace keystead::service {

// One way to open the vault. Nothing given: the keychain.
struct UnlockVault
{
    std::optional<base::Secret> passphrase;  // opens passphrase slots, and combined ones with the keychain's half
    std::optional<base::Secret> recoveryKey; // as it is printed, in groups
    std::optional<base::Secret> pin;         // of a PKCS#11 token; empty where it is typed on the reader
    std::optional<base::SlotId> slot;        // which token slot; needed where several tokens are there
    bool useFinalTry = false;                // a PIN that one wrong try more would lock
    bool acceptOldKeyFile = false;           // the person put an old key file back on purpose
};

struct AddSlot
{
    keys::SlotKind kind = keys::SlotKind::Passphrase;
    std::string label;                      // empty: the usual one
    std::optional<base::Secret> passphrase; // passphrase, combined
    bool allowWeak = false;                 // a passphrase that is quickly guessed, on the person's own word
    std::string sheetFile;                  // recovery: where the emergency sheet is written, absolute; empty: none
    std::string token;                      // pkcs11: label or serial; empty: the only one there
    std::string tokenKey;                   // pkcs11: CKA_ID in hex of a key that is there; empty: a new one is made
    std::optional<base::Secret> pin;        // pkcs11
    bool useFinalTry = false;
};

struct AddedSlot
{
    keys::SlotInfo slot;
    base::Secret recoveryText; // recovery: as it is printed. For the window; the socket never hands it out
};

// How good a passphrase would be: 0 to 4, guesses, what would make it better. Any thread, about a millisecond; for a
// meter at each key stroke. Below crypto::strongEnough it is refused unless allowWeak.
crypto::PassphraseStrength passphraseStrength(const base::Secret& passphrase);

} // namespace keystead::service
