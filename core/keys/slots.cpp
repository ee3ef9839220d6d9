// SPDX-License-Identifier: GPL-3.0-or-later
// The slots of a key file: what it takes to put the vault key into one.
#include "core/keys/slot_keys.h"

#include "core/crypto/key_agreement.h"
#include "core/crypto/random.h"
#include "core/keys/key_file_format.h"

#include <algorithm>

namespace keystead::keys {

namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t saltSize = 32;
constexpr std::size_t labelCodepoints = 80;
constexpr std::size_t maxCkaId = 64;

KeyFile::Slot newSlot(SlotKind kind, std::string_view label, base::WallTime now)
{
    KeyFile::Slot slot;
    slot.info = {base::SlotId::create(), kind, base::cleanForDisplay(label, labelCodepoints), now};
    return slot;
}

base::Status checkPassphrase(const base::Secret& passphrase)
{
    if (passphrase.empty())
        return fail(ErrorCode::InvalidArgument, "passphrase: must not be empty");
    return base::ok();
}

// Salt, parameters, what Argon2id makes of them and how long it took.
base::Result<base::Secret> stretchNew(KeyFile::Slot& slot, const base::Secret& passphrase,
                                      const crypto::Argon2Params& params)
{
    slot.info.kdf = params;
    slot.salt = crypto::randomBytes(saltSize);
    const auto begin = std::chrono::steady_clock::now();
    KS_ASSIGN(base::Secret stretched, crypto::argon2id(passphrase, slot.salt, params));
    const auto took = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    slot.info.kdfTime = std::max(took, std::chrono::milliseconds{1});
    return stretched;
}

base::Status setPublicKey(KeyFile::Slot& slot, const base::Secret& privateKey)
{
    KS_ASSIGN(crypto::X25519KeyPair pair, crypto::x25519FromPrivate(privateKey));
    slot.publicKey = std::move(pair.publicKey);
    return base::ok();
}

} // namespace

base::Status KeyFile::checkRoomForSlot(const base::Secret& vaultKey) const
{
    if (vaultKey.size() != vaultKeySize)
        return fail(ErrorCode::InvalidArgument, "the vault key has 32 bytes");
    if (m_slots.size() >= maxSlots)
        return fail(ErrorCode::LimitExceeded, "a key file has at most 16 slots");
    if (m_rotating)
        return fail(ErrorCode::IllegalState, "a rotation of the vault key is under way");
    return base::ok();
}

base::Result<base::Bytes> KeyFile::wrapFor(const Slot& slot, const base::Secret& vaultKey,
                                           std::uint32_t generation) const
{
    const base::Bytes place = placeOf(m_vaultId, slot.info, generation);
    if (slot.info.kind == SlotKind::Pkcs11)
        return crypto::sealToRsa(slot.publicKey, slot.info.oaep, vaultKey, wrapLabel, place);
    return crypto::sealTo(slot.publicKey, vaultKey, wrapLabel, place);
}

base::Result<base::SlotId> KeyFile::addPassphraseSlot(const base::Secret& vaultKey, const base::Secret& passphrase,
                                                      std::string label, base::WallTime now,
                                                      const crypto::Argon2Params& params)
{
    KS_TRY(checkRoomForSlot(vaultKey));
    KS_TRY(checkPassphrase(passphrase));
    Slot slot = newSlot(SlotKind::Passphrase, label, now);
    KS_ASSIGN(const base::Secret stretched, stretchNew(slot, passphrase, params));
    KS_ASSIGN(const base::Secret privateKey, passphraseKey(stretched));
    KS_TRY(setPublicKey(slot, privateKey));
    KS_ASSIGN(slot.wrapped, wrapFor(slot, vaultKey, m_generation));
    m_slots.push_back(slot);
    return slot.info.id;
}

base::Result<KeyFile::NewKeychainSlot> KeyFile::addKeychainSlot(const base::Secret& vaultKey, std::string label,
                                                                base::WallTime now)
{
    KS_TRY(checkRoomForSlot(vaultKey));
    const base::Secret privateKey = crypto::randomSecret(slotSecretSize);
    Slot slot = newSlot(SlotKind::Keychain, label, now);
    KS_TRY(setPublicKey(slot, privateKey));
    KS_ASSIGN(slot.wrapped, wrapFor(slot, vaultKey, m_generation));
    m_slots.push_back(slot);
    return NewKeychainSlot{slot.info.id, base::toBase64Secret(privateKey)};
}

base::Result<KeyFile::NewKeychainSlot> KeyFile::addCombinedSlot(const base::Secret& vaultKey,
                                                                const base::Secret& passphrase, std::string label,
                                                                base::WallTime now, const crypto::Argon2Params& params)
{
    KS_TRY(checkRoomForSlot(vaultKey));
    KS_TRY(checkPassphrase(passphrase));
    const base::Secret share = crypto::randomSecret(slotSecretSize);
    Slot slot = newSlot(SlotKind::Combined, label, now);
    KS_ASSIGN(const base::Secret stretched, stretchNew(slot, passphrase, params));
    KS_ASSIGN(const base::Secret privateKey, combinedKey(share, stretched));
    KS_TRY(setPublicKey(slot, privateKey));
    KS_ASSIGN(slot.wrapped, wrapFor(slot, vaultKey, m_generation));
    m_slots.push_back(slot);
    return NewKeychainSlot{slot.info.id, base::toBase64Secret(share)};
}

base::Result<KeyFile::NewRecoverySlot> KeyFile::addRecoverySlot(const base::Secret& vaultKey, std::string label,
                                                                base::WallTime now)
{
    base::Secret key = crypto::randomSecret(slotSecretSize);
    KS_ASSIGN(const base::SlotId id, addRecoverySlotFor(vaultKey, key, std::move(label), now));
    m_slots.back().info.confirmed = false;
    return NewRecoverySlot{id, std::move(key)};
}

base::Result<base::SlotId> KeyFile::addRecoverySlotFor(const base::Secret& vaultKey, const base::Secret& recoveryKey,
                                                       std::string label, base::WallTime now)
{
    KS_TRY(checkRoomForSlot(vaultKey));
    if (recoveryKey.size() != slotSecretSize)
        return fail(ErrorCode::InvalidArgument, "a recovery key has 32 bytes");
    Slot slot = newSlot(SlotKind::Recovery, label, now);
    KS_ASSIGN(const base::Secret privateKey, recoveryPrivateKey(recoveryKey));
    KS_TRY(setPublicKey(slot, privateKey));
    KS_ASSIGN(slot.wrapped, wrapFor(slot, vaultKey, m_generation));
    m_slots.push_back(slot);
    return slot.info.id;
}

base::Status KeyFile::confirmRecoverySlot(const base::SlotId& id, const base::Secret& key)
{
    const auto found = std::find_if(m_slots.begin(), m_slots.end(), [&](const Slot& slot) {
        return slot.info.id == id && slot.info.kind == SlotKind::Recovery;
    });
    if (found == m_slots.end())
        return fail(ErrorCode::NotFound, "there is no slot for a recovery key " + id.text);
    if (m_rotating)
        return fail(ErrorCode::IllegalState, "a rotation of the vault key is under way");
    KS_ASSIGN(const base::Secret privateKey, recoveryPrivateKey(key));
    KS_ASSIGN(const crypto::X25519KeyPair pair, crypto::x25519FromPrivate(privateKey));
    if (pair.publicKey != found->publicKey)
        return fail(ErrorCode::WrongKey, "the recovery key of another slot or vault");
    found->info.confirmed = true;
    return base::ok();
}

base::Result<base::SlotId> KeyFile::addTokenSlot(const base::Secret& vaultKey, TokenIdentity token,
                                                 const base::Bytes& publicKey, crypto::OaepHash oaep, std::string label,
                                                 base::WallTime now)
{
    KS_TRY(checkRoomForSlot(vaultKey));
    const auto id = base::fromHex(token.keyId);
    if (!id || id->empty() || id->size() > maxCkaId)
        return fail(ErrorCode::InvalidArgument, "the token's key needs an id of 1 to 64 bytes");
    KS_TRY(crypto::rsaModulusSize(publicKey));
    Slot slot = newSlot(SlotKind::Pkcs11, label, now);
    for (std::string* text : {&token.label, &token.manufacturer, &token.model, &token.serial})
        *text = base::cleanForDisplay(*text, labelCodepoints);
    slot.info.token = std::move(token);
    slot.info.oaep = oaep;
    slot.publicKey = publicKey;
    KS_ASSIGN(slot.wrapped, wrapFor(slot, vaultKey, m_generation));
    m_slots.push_back(slot);
    return slot.info.id;
}

base::Status KeyFile::removeSlot(const base::SlotId& id)
{
    const auto found =
        std::find_if(m_slots.begin(), m_slots.end(), [&](const Slot& slot) { return slot.info.id == id; });
    if (found == m_slots.end())
        return fail(ErrorCode::NotFound, "there is no slot " + id.text);
    if (m_rotating)
        return fail(ErrorCode::IllegalState, "a rotation of the vault key is under way");
    const bool otherUsable = std::any_of(m_slots.begin(), m_slots.end(),
                                         [&](const Slot& slot) { return slot.info.id != id && slot.info.usable(); });
    if (!otherUsable)
        return fail(ErrorCode::IllegalState, "the last usable slot cannot be removed");
    m_slots.erase(found);
    return base::ok();
}

} // namespace keystead::keys
