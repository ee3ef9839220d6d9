// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The key file beside the database: vault id, key slots, a plain checksum (damage), and a MAC under the vault key
// (tampering). Each slot has a public key to which the vault key is sealed: X25519, whose private key comes from a
// passphrase, a recovery key, the OS keychain, or keychain and passphrase together; or the RSA key of a PKCS#11 token.
// So a new vault key can be wrapped for slots that are absent: while a rotation is under way the file holds two
// generations. JSON text, at most 64 KiB, docs/keys.md gives the format. It refuses: more than 16 slots, duplicate ids,
// unknown kinds or formats, KDF parameters out of bounds, removing the last usable slot.
#include "core/base/clock.h"
#include "core/base/encoding.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/crypto/password_kdf.h"
#include "core/crypto/rsa_box.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::keys {

enum class SlotKind { Keychain, Passphrase, Recovery, Pkcs11, Combined };
// keychain, passphrase, recovery, pkcs11, combined (keychain and passphrase together)
std::string_view toText(SlotKind kind);
std::optional<SlotKind> slotKindFromText(std::string_view text);

// Which token, and which key on it; whichever module and reader it comes through.
struct TokenIdentity
{
    std::string label;
    std::string manufacturer;
    std::string model;
    std::string serial;
    std::string keyId; // CKA_ID in hex
    bool operator==(const TokenIdentity&) const = default;
};

struct SlotInfo
{
    base::SlotId id;
    SlotKind kind = SlotKind::Passphrase;
    std::string label;
    base::WallTime createdAt{};
    crypto::Argon2Params kdf{};           // passphrase and combined slots
    std::chrono::milliseconds kdfTime{0}; // what the derivation took when the slot was made; 0: not measured
    bool confirmed = true;                // recovery slots: the key was typed back
    std::optional<TokenIdentity> token{}; // PKCS#11 slots
    crypto::OaepHash oaep = crypto::OaepHash::Sha256; // PKCS#11 slots

    // Counts as a way to open the vault: all but a recovery key that was never typed back.
    bool usable() const { return kind != SlotKind::Recovery || confirmed; }
    bool wantsPassphrase() const { return kind == SlotKind::Passphrase || kind == SlotKind::Combined; }
    bool wantsKeychain() const { return kind == SlotKind::Keychain || kind == SlotKind::Combined; }
};

// What a person or a keychain brought. Only what is given is tried.
struct SlotSecrets
{
    base::Secret passphrase;
    base::Secret recoveryKey;                           // 32 bytes (recovery_text.h)
    std::map<base::SlotId, base::Secret> keychainItems; // base64 text, by slot
    // What the token made of tokenRequest().
    std::optional<base::SlotId> tokenSlot;
    base::Secret tokenShare;
    base::Secret tokenShareNext;
};

// What a slot gave. nextVaultKey is not empty while a rotation is under way: which of the two the database has by now,
// only the database tells.
struct OpenedVault
{
    base::Secret vaultKey;
    base::Secret nextVaultKey;
    base::SlotId slot;
    SlotKind kind = SlotKind::Passphrase;
};

class KeyFile
{
public:
    // A new file in memory, without slots.
    static KeyFile createNew();
    // The same for a vault that has its id already: one that is restored on a machine without its key file.
    static KeyFile createFor(const base::VaultId& vault);
    // VaultMissing (no file), Damaged (checksum, not JSON, truncated, empty, not canonical), TooNew (format, slot
    // kind), LimitExceeded (size, number of slots, KDF parameters), StorageInsecure. The detail names the place.
    static base::Result<KeyFile> load(const std::filesystem::path& file);
    static base::Result<KeyFile> parse(std::string_view text); // the pure part: fuzzed
    // Counts up, seals the MAC and checksum under `vaultKey` and replaces the file atomically, in the newest format.
    // Tampered where the file that was loaded does not fit `vaultKey` (it must not be blessed by a save), IllegalState
    // without a slot, and what replaceFile says. While rotating() the next key is needed as well (IllegalState).
    base::Status save(const std::filesystem::path& file, const base::Secret& vaultKey);
    base::Status save(const std::filesystem::path& file, const base::Secret& vaultKey,
                      const base::Secret& nextVaultKey);

    const base::VaultId& vaultId() const { return m_vaultId; }
    std::vector<SlotInfo> slots() const;
    std::optional<SlotInfo> find(const base::SlotId& id) const;
    int format() const { return m_format; }
    // Goes up by one with each save; 0 in files of format 1. With mac() it is what the database remembers of the file,
    // so that an old one is noticed (key_anchor.h).
    std::uint64_t counter() const { return m_counter; }
    const base::Bytes& mac() const { return m_mac; }

    // Each add gives the slot's id. InvalidArgument (empty passphrase, vault key not 32 bytes), LimitExceeded (17th
    // slot, parameters), IllegalState (a rotation is under way).
    // Passphrase and combined slots block for about a second (Argon2id). The passphrase is taken as the UTF-8 bytes it
    // came in.
    base::Result<base::SlotId> addPassphraseSlot(const base::Secret& vaultKey, const base::Secret& passphrase,
                                                 std::string label, base::WallTime now,
                                                 const crypto::Argon2Params& params = {});
    struct NewKeychainSlot
    {
        base::SlotId id;
        base::Secret item; // base64 text, to be stored under slotItemName() before the file is saved
    };
    base::Result<NewKeychainSlot> addKeychainSlot(const base::Secret& vaultKey, std::string label, base::WallTime now);
    // Opens with the keychain's item and the passphrase together, with neither alone.
    base::Result<NewKeychainSlot> addCombinedSlot(const base::Secret& vaultKey, const base::Secret& passphrase,
                                                  std::string label, base::WallTime now,
                                                  const crypto::Argon2Params& params = {});
    struct NewRecoverySlot
    {
        base::SlotId id;
        base::Secret key; // 32 random bytes, for the emergency sheet
    };
    // Does not count as a way to open the vault before it is confirmed.
    base::Result<NewRecoverySlot> addRecoverySlot(const base::Secret& vaultKey, std::string label, base::WallTime now);
    // For a recovery key that the person has just typed: of the sheet that a backup was opened with. Confirmed.
    base::Result<base::SlotId> addRecoverySlotFor(const base::Secret& vaultKey, const base::Secret& key,
                                                  std::string label, base::WallTime now);
    // WrongKey where `key` is not this slot's; NotFound.
    base::Status confirmRecoverySlot(const base::SlotId& id, const base::Secret& key);
    // `publicKey`: DER SubjectPublicKeyInfo of the token's RSA key.
    base::Result<base::SlotId> addTokenSlot(const base::Secret& vaultKey, TokenIdentity token,
                                            const base::Bytes& publicKey, crypto::OaepHash oaep, std::string label,
                                            base::WallTime now);
    // IllegalState where no usable slot would be left or a rotation is under way, NotFound.
    base::Status removeSlot(const base::SlotId& id);

    // The vault key. Tries the slots that the secrets fit, cheap ones first; each passphrase slot blocks like
    // addPassphraseSlot. Errors: WrongPassphrase, WrongKey (keychain item, recovery key or token share of another
    // slot), NotFound (no slot for what was given); then Tampered where the file's MAC does not fit the key; its detail
    // names the slots that were altered.
    base::Result<OpenedVault> open(const SlotSecrets& secrets) const;
    // The same for one secret, the current vault key alone.
    base::Result<base::Secret> openWithPassphrase(const base::Secret& passphrase) const;
    base::Result<base::Secret> openWithKeychainItem(const base::SlotId& id, const base::Secret& item) const;

    struct TokenRequest
    {
        TokenIdentity token;
        crypto::OaepHash oaep = crypto::OaepHash::Sha256;
        base::Bytes encrypted;     // for C_Decrypt: gives SlotSecrets::tokenShare
        base::Bytes encryptedNext; // empty unless rotating: gives tokenShareNext
    };
    base::Result<TokenRequest> tokenRequest(const base::SlotId& id) const;

    // --- rotation of the vault key (rotation.cpp): all in memory until save()
    bool rotating() const { return m_rotating; }
    std::uint32_t generation() const { return m_generation; } // of the current vault key, from 1
    // Seals the next vault key to every slot's public key, also of those that are absent. Both keys open the file and
    // authenticate it from here on. IllegalState while rotating; InvalidArgument (size, the same key).
    base::Status beginRotation(const base::Secret& vaultKey, const base::Secret& nextVaultKey);
    // The next key is the current one from here on; the old one's boxes go. Save with the next key alone. IllegalState
    // where the two generations were never saved; Tampered where the file does not fit the key.
    base::Status finishRotation(const base::Secret& nextVaultKey);
    // The next key's boxes go; save with the current key alone.
    base::Status abandonRotation();

    struct Slot
    {
        SlotInfo info;
        base::Bytes salt;        // passphrase, combined: for Argon2id
        base::Bytes publicKey;   // X25519; PKCS#11: DER SubjectPublicKeyInfo
        base::Bytes wrapped;     // vault key sealed to it
        base::Bytes wrappedNext; // the next vault key sealed to it, while rotating
        base::Bytes tag;         // MAC of the slot alone, so that an altered one can be named; empty until saved
    };

private:
    base::Status checkRoomForSlot(const base::Secret& vaultKey) const;
    base::Result<base::Bytes> wrapFor(const Slot& slot, const base::Secret& vaultKey, std::uint32_t generation) const;
    base::Result<OpenedVault> unwrap(const Slot& slot, const base::Secret& slotPrivateKey, base::ErrorCode wrong) const;
    base::Result<OpenedVault> unwrapShare(const Slot& slot, const SlotSecrets& secrets) const;
    base::Result<OpenedVault> openSlot(const Slot& slot, const SlotSecrets& secrets) const;
    base::Status authenticate(const base::Secret& vaultKey) const;
    base::Status saveUnder(const std::filesystem::path& file, const base::Secret& vaultKey,
                           const base::Secret* nextVaultKey);
    base::Result<std::string> alteredSlots(const base::Secret& macKey) const;
    const Slot* slotOf(const base::SlotId& id) const;

    base::VaultId m_vaultId;
    int m_format = 0;
    std::uint64_t m_counter = 0;
    std::uint32_t m_generation = 1;
    bool m_rotating = false;
    std::vector<Slot> m_slots;
    std::vector<Slot> m_slotsAsRead;
    base::Bytes m_mac;
    base::Bytes m_macNext;
    std::string m_authenticated; // the text that the MAC covers, as it was read
};

// Labelled keys under the vault key (HKDF-SHA-256).
base::Result<base::Secret> databaseKey(const base::Secret& vaultKey, const base::VaultId& vault);

} // namespace keystead::keys
