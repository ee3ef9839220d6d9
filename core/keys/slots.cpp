// SPDX-License-Identifier: GPL-3.0-or-later
// The slots of a key file: what it takes to put the vault key into one and to get it out again.
#include "core/crypto/aead.h"
#include "core/crypto/hkdf.h"
#include "core/crypto/key_agreement.h"
#include "core/crypto/random.h"
#include "core/keys/key_file_format.h"

#include <algorithm>

namespace keystead::keys {

namespace {

using base::ErrorCode;

constexpr std::size_t saltSize = 32;
constexpr std::size_t labelCodepoints = 80;
constexpr std::string_view wrapLabel = "keystead slot wrap v1";

// The X25519 private key that a passphrase stands for.
base::Result<base::Secret> privateKeyFrom(const base::Secret& passphrase, const KeyFile::Slot& slot)
{
    KS_ASSIGN(const base::Secret stretched, crypto::argon2id(passphrase, slot.salt, slot.info.kdf));
    return crypto::hkdfSha256(stretched, {}, "keystead passphrase slot v1", 32);
}

base::Bytes placeOf(const base::VaultId& vault, const SlotInfo& info)
{
    return crypto::joinAssociated({vault.text, info.id.text, toText(info.kind)});
}

} // namespace

base::Status KeyFile::checkRoomForSlot(const base::Secret& vaultKey) const
{
    if (vaultKey.size() != vaultKeySize)
        return base::fail(ErrorCode::InvalidArgument, "the vault key has 32 bytes");
    if (m_slots.size() >= maxSlots)
        return base::fail(ErrorCode::LimitExceeded, "a key file has at most 16 slots");
    return base::ok();
}

base::Result<base::Bytes> KeyFile::wrapFor(const Slot& slot, const base::Secret& vaultKey) const
{
    return crypto::sealTo(slot.publicKey, vaultKey, wrapLabel, placeOf(m_vaultId, slot.info));
}

base::Result<base::SlotId> KeyFile::addPassphraseSlot(const base::Secret& vaultKey, const base::Secret& passphrase,
                                                      std::string label, base::WallTime now,
                                                      const crypto::Argon2Params& params)
{
    KS_TRY(checkRoomForSlot(vaultKey));
    if (passphrase.empty())
        return base::fail(ErrorCode::InvalidArgument, "passphrase: must not be empty");
    Slot slot;
    slot.info = {base::SlotId::create(), SlotKind::Passphrase, base::cleanForDisplay(label, labelCodepoints), now,
                 params};
    slot.salt = crypto::randomBytes(saltSize);
    KS_ASSIGN(const base::Secret privateKey, privateKeyFrom(passphrase, slot));
    KS_ASSIGN(crypto::X25519KeyPair pair, crypto::x25519FromPrivate(privateKey));
    slot.publicKey = std::move(pair.publicKey);
    KS_ASSIGN(slot.wrapped, wrapFor(slot, vaultKey));
    m_slots.push_back(slot);
    return slot.info.id;
}

base::Result<KeyFile::NewKeychainSlot> KeyFile::addKeychainSlot(const base::Secret& vaultKey, std::string label,
                                                                base::WallTime now)
{
    KS_TRY(checkRoomForSlot(vaultKey));
    KS_ASSIGN(crypto::X25519KeyPair pair, crypto::generateX25519());
    Slot slot;
    slot.info = {base::SlotId::create(), SlotKind::Keychain, base::cleanForDisplay(label, labelCodepoints), now, {}};
    slot.publicKey = std::move(pair.publicKey);
    KS_ASSIGN(slot.wrapped, wrapFor(slot, vaultKey));
    m_slots.push_back(slot);
    return NewKeychainSlot{slot.info.id, base::toBase64Secret(pair.privateKey)};
}

base::Status KeyFile::removeSlot(const base::SlotId& id)
{
    const auto found =
        std::find_if(m_slots.begin(), m_slots.end(), [&](const Slot& slot) { return slot.info.id == id; });
    if (found == m_slots.end())
        return base::fail(ErrorCode::NotFound, "no slot " + id.text);
    if (m_slots.size() == 1)
        return base::fail(ErrorCode::IllegalState, "the last slot cannot be removed");
    m_slots.erase(found);
    return base::ok();
}

// `wrong`: the error for a key that is not this slot's.
base::Result<base::Secret> KeyFile::unwrap(const Slot& slot, const base::Secret& slotPrivateKey, ErrorCode wrong) const
{
    KS_ASSIGN(const crypto::X25519KeyPair pair, crypto::x25519FromPrivate(slotPrivateKey));
    // A public key is no secret: comparing it tells a wrong passphrase from an altered slot.
    if (pair.publicKey != slot.publicKey)
        return base::fail(wrong, "slot " + slot.info.id.text);
    auto vaultKey = crypto::openFrom(pair, slot.wrapped, wrapLabel, placeOf(m_vaultId, slot.info));
    if (!vaultKey && vaultKey.error().code == ErrorCode::Tampered)
        return base::fail(ErrorCode::Tampered, "key file: slot " + slot.info.id.text + " was altered");
    return vaultKey;
}

base::Result<base::Secret> KeyFile::openWithPassphrase(const base::Secret& passphrase) const
{
    base::Error last = base::fail(ErrorCode::NotFound, "the vault has no passphrase slot");
    for (const Slot& slot : m_slots) {
        if (slot.info.kind != SlotKind::Passphrase)
            continue;
        KS_ASSIGN(const base::Secret privateKey, privateKeyFrom(passphrase, slot));
        auto vaultKey = unwrap(slot, privateKey, ErrorCode::WrongPassphrase);
        if (vaultKey) {
            KS_TRY(authenticate(*vaultKey));
            return vaultKey;
        }
        // An altered slot is the worse news; another slot may still open.
        if (last.code != ErrorCode::Tampered)
            last = vaultKey.error();
    }
    return last;
}

base::Result<base::Secret> KeyFile::openWithKeychainItem(const base::SlotId& id, const base::Secret& item) const
{
    const auto slot = std::find_if(m_slots.begin(), m_slots.end(),
                                   [&](const Slot& s) { return s.info.id == id && s.info.kind == SlotKind::Keychain; });
    if (slot == m_slots.end())
        return base::fail(ErrorCode::NotFound, "no keychain slot " + id.text);
    const auto privateKey = base::fromBase64Secret(item.exposeText());
    if (!privateKey || privateKey->size() != 32)
        return base::fail(ErrorCode::WrongKey, "the keychain's item for slot " + id.text + " is not a key");
    KS_ASSIGN(base::Secret vaultKey, unwrap(*slot, *privateKey, ErrorCode::WrongKey));
    KS_TRY(authenticate(vaultKey));
    return vaultKey;
}

} // namespace keystead::keys
