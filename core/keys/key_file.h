// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The key file beside the database: vault id, key slots, a plain checksum (damage), and a MAC under the vault key
// (tampering). Each slot has an X25519 public key to which the vault key is sealed; the slot's private key comes from a
// passphrase (Argon2id) or lies in the OS keychain. JSON text, at most 64 KiB, docs/keys.md gives the format. It
// refuses: more than 16 slots, duplicate ids, unknown kinds or formats, KDF parameters out of bounds, removing the last
// slot.
#include "core/base/clock.h"
#include "core/base/encoding.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/crypto/password_kdf.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::keys {

enum class SlotKind { Keychain, Passphrase };
std::string_view toText(SlotKind kind); // keychain, passphrase

struct SlotInfo
{
    base::SlotId id;
    SlotKind kind = SlotKind::Passphrase;
    std::string label;
    base::WallTime createdAt{};
    crypto::Argon2Params kdf; // passphrase slots
};

class KeyFile
{
public:
    // A new file in memory, without slots.
    static KeyFile createNew();
    // VaultMissing (no file), Damaged (checksum, not JSON, truncated, empty, not canonical), TooNew (format, slot
    // kind), LimitExceeded (size, number of slots, KDF parameters), StorageInsecure.
    static base::Result<KeyFile> load(const std::filesystem::path& file);
    static base::Result<KeyFile> parse(std::string_view text); // the pure part: fuzzed
    // Seals the MAC and checksum under `vaultKey` and replaces the file atomically. Tampered where the file that was
    // loaded does not fit `vaultKey` (it must not be blessed by a save), IllegalState without a slot, and what
    // replaceFile says.
    base::Status save(const std::filesystem::path& file, const base::Secret& vaultKey);

    const base::VaultId& vaultId() const { return m_vaultId; }
    std::vector<SlotInfo> slots() const;

    // Blocks for about a second (Argon2id). Returns the slot's id. InvalidArgument (empty passphrase, vault key not 32
    // bytes), LimitExceeded (17th slot, parameters). The passphrase is taken as the UTF-8 bytes it came in.
    base::Result<base::SlotId> addPassphraseSlot(const base::Secret& vaultKey, const base::Secret& passphrase,
                                                 std::string label, base::WallTime now,
                                                 const crypto::Argon2Params& params = {});
    struct NewKeychainSlot
    {
        base::SlotId id;
        base::Secret item; // base64 text, to be stored under slotItemName() before the file is saved
    };
    base::Result<NewKeychainSlot> addKeychainSlot(const base::Secret& vaultKey, std::string label, base::WallTime now);
    // IllegalState for the last slot, NotFound.
    base::Status removeSlot(const base::SlotId& id);

    // The vault key. Errors: WrongPassphrase (WrongKey for a keychain item that is not this slot's), NotFound (no such
    // slot); then Tampered where the file's MAC does not fit the key; its detail names the slots that were altered.
    // openWithPassphrase tries every passphrase slot. Blocks like addPassphraseSlot for each.
    base::Result<base::Secret> openWithPassphrase(const base::Secret& passphrase) const;
    base::Result<base::Secret> openWithKeychainItem(const base::SlotId& id, const base::Secret& item) const;

    struct Slot
    {
        SlotInfo info;
        base::Bytes salt;      // passphrase: for Argon2id
        base::Bytes publicKey; // X25519
        base::Bytes wrapped;   // vault key sealed to it
        base::Bytes tag;       // MAC of the slot alone, so that an altered one can be named; empty until saved
    };

private:
    base::Status checkRoomForSlot(const base::Secret& vaultKey) const;
    base::Result<base::Bytes> wrapFor(const Slot& slot, const base::Secret& vaultKey) const;
    base::Result<base::Secret> unwrap(const Slot& slot, const base::Secret& slotPrivateKey,
                                      base::ErrorCode wrong) const;
    base::Status authenticate(const base::Secret& vaultKey) const;

    base::VaultId m_vaultId;
    std::vector<Slot> m_slots;
    std::vector<Slot> m_slotsAsRead;
    base::Bytes m_mac;
    std::string m_authenticated; // the text that the MAC covers, as it was read
};

// Labelled keys under the vault key (HKDF-SHA-256).
base::Result<base::Secret> databaseKey(const base::Secret& vaultKey, const base::VaultId& vault);

} // namespace keystead::keys
