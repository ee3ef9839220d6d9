// SPDX-License-Identifier: GPL-3.0-or-later
// Getting the vault key out of a slot again.
#include "core/crypto/key_agreement.h"
#include "core/keys/key_file_format.h"
#include "core/keys/slot_keys.h"

#include <algorithm>
#include <array>

namespace keystead::keys {

namespace {

using base::ErrorCode;
using base::fail;

// The wrapped part of the next generation, opened as the current one was.
template <class Open>
base::Result<OpenedVault> openBoth(const KeyFile::Slot& slot, std::uint32_t generation, bool rotating, Open open)
{
    OpenedVault opened;
    opened.slot = slot.info.id;
    opened.kind = slot.info.kind;
    auto current = open(slot.wrapped, generation);
    auto next = rotating ? open(slot.wrappedNext, generation + 1) : base::Result<base::Secret>{base::Secret{}};
    for (auto* key : {&current, &next}) {
        if (!*key && key->error().code == ErrorCode::Tampered)
            return fail(ErrorCode::Tampered, "key file: slot " + slot.info.id.text + " was altered");
        if (!*key)
            return key->error();
    }
    opened.vaultKey = std::move(*current);
    opened.nextVaultKey = std::move(*next);
    return opened;
}

const base::Secret* itemOf(const SlotSecrets& secrets, const base::SlotId& id)
{
    const auto found = secrets.keychainItems.find(id);
    return found == secrets.keychainItems.end() ? nullptr : &found->second;
}

base::Result<base::Secret> keyFromItem(const base::Secret& item, const base::SlotId& id)
{
    auto key = base::fromBase64Secret(item.exposeText());
    if (!key || key->size() != slotSecretSize)
        return fail(ErrorCode::WrongKey, "the keychain's item for slot " + id.text + " is not a key");
    return key;
}

// What was given is for a slot of this kind.
bool fits(const SlotInfo& info, const SlotSecrets& secrets)
{
    switch (info.kind) {
    case SlotKind::Keychain:
        // Beside a passphrase the items are the other half of combined slots.
        return secrets.passphrase.empty() && itemOf(secrets, info.id);
    case SlotKind::Passphrase:
        return !secrets.passphrase.empty();
    case SlotKind::Combined:
        return !secrets.passphrase.empty() && itemOf(secrets, info.id);
    case SlotKind::Recovery:
        return !secrets.recoveryKey.empty();
    case SlotKind::Pkcs11:
        return secrets.tokenSlot == info.id;
    }
    return false;
}

} // namespace

// `wrong`: the error for a key that is not this slot's.
base::Result<OpenedVault> KeyFile::unwrap(const Slot& slot, const base::Secret& slotPrivateKey, ErrorCode wrong) const
{
    KS_ASSIGN(const crypto::X25519KeyPair pair, crypto::x25519FromPrivate(slotPrivateKey));
    // A public key is no secret: comparing it tells a wrong passphrase from an altered slot.
    if (pair.publicKey != slot.publicKey)
        return fail(wrong, "slot " + slot.info.id.text);
    return openBoth(slot, m_generation, m_rotating, [&](const base::Bytes& box, std::uint32_t generation) {
        return crypto::openFrom(pair, box, wrapLabel, placeOf(m_vaultId, slot.info, generation));
    });
}

base::Result<OpenedVault> KeyFile::unwrapShare(const Slot& slot, const SlotSecrets& secrets) const
{
    return openBoth(slot, m_generation, m_rotating, [&](const base::Bytes& box, std::uint32_t generation) {
        const base::Secret& share = generation == m_generation ? secrets.tokenShare : secrets.tokenShareNext;
        return crypto::openWithShare(slot.publicKey, share, box, wrapLabel, placeOf(m_vaultId, slot.info, generation));
    });
}

base::Result<OpenedVault> KeyFile::openSlot(const Slot& slot, const SlotSecrets& secrets) const
{
    switch (slot.info.kind) {
    case SlotKind::Keychain: {
        KS_ASSIGN(const base::Secret key, keyFromItem(*itemOf(secrets, slot.info.id), slot.info.id));
        return unwrap(slot, key, ErrorCode::WrongKey);
    }
    case SlotKind::Recovery: {
        KS_ASSIGN(const base::Secret key, recoveryPrivateKey(secrets.recoveryKey));
        return unwrap(slot, key, ErrorCode::WrongKey);
    }
    case SlotKind::Passphrase: {
        KS_ASSIGN(const base::Secret stretched, crypto::argon2id(secrets.passphrase, slot.salt, slot.info.kdf));
        KS_ASSIGN(const base::Secret key, passphraseKey(stretched));
        return unwrap(slot, key, ErrorCode::WrongPassphrase);
    }
    case SlotKind::Combined: {
        KS_ASSIGN(const base::Secret share, keyFromItem(*itemOf(secrets, slot.info.id), slot.info.id));
        KS_ASSIGN(const base::Secret stretched, crypto::argon2id(secrets.passphrase, slot.salt, slot.info.kdf));
        KS_ASSIGN(const base::Secret key, combinedKey(share, stretched));
        return unwrap(slot, key, ErrorCode::WrongPassphrase);
    }
    case SlotKind::Pkcs11:
        return unwrapShare(slot, secrets);
    }
    return fail(ErrorCode::Internal);
}

base::Result<OpenedVault> KeyFile::open(const SlotSecrets& secrets) const
{
    constexpr std::array cheapFirst{SlotKind::Keychain, SlotKind::Recovery, SlotKind::Pkcs11, SlotKind::Passphrase,
                                    SlotKind::Combined};
    base::Error last = fail(ErrorCode::NotFound, "the vault has no slot for this");
    for (const SlotKind kind : cheapFirst) {
        for (const Slot& slot : m_slots) {
            if (slot.info.kind != kind || !fits(slot.info, secrets))
                continue;
            auto opened = openSlot(slot, secrets);
            if (opened) {
                KS_TRY(authenticate(opened->vaultKey));
                if (m_rotating)
                    KS_TRY(authenticate(opened->nextVaultKey));
                return opened;
            }
            // An altered slot is the worse news; another slot may still open.
            if (last.code != ErrorCode::Tampered)
                last = opened.error();
        }
    }
    // Which of the slots it was not says nothing to a person, and would give away what stands in the file.
    if (last.code == ErrorCode::WrongPassphrase)
        return fail(ErrorCode::WrongPassphrase);
    if (last.code == ErrorCode::WrongKey && !secrets.recoveryKey.empty())
        return fail(ErrorCode::WrongKey, "the recovery key opens no slot of this vault");
    return last;
}

base::Result<base::Secret> KeyFile::openWithPassphrase(const base::Secret& passphrase) const
{
    SlotSecrets secrets;
    secrets.passphrase = passphrase.clone();
    const bool any = std::any_of(m_slots.begin(), m_slots.end(),
                                 [](const Slot& slot) { return slot.info.kind == SlotKind::Passphrase; });
    if (any && passphrase.empty())
        return fail(ErrorCode::WrongPassphrase, "it is empty");
    KS_ASSIGN(OpenedVault opened, open(secrets));
    return std::move(opened.vaultKey);
}

base::Result<base::Secret> KeyFile::openWithKeychainItem(const base::SlotId& id, const base::Secret& item) const
{
    SlotSecrets secrets;
    secrets.keychainItems.emplace(id, item.clone());
    KS_ASSIGN(OpenedVault opened, open(secrets));
    return std::move(opened.vaultKey);
}

base::Result<KeyFile::TokenRequest> KeyFile::tokenRequest(const base::SlotId& id) const
{
    const Slot* slot = slotOf(id);
    if (!slot || slot->info.kind != SlotKind::Pkcs11 || !slot->info.token)
        return fail(ErrorCode::NotFound, "no PKCS#11 slot " + id.text);
    TokenRequest request{*slot->info.token, slot->info.oaep, {}, {}};
    KS_ASSIGN(request.encrypted, crypto::rsaPart(slot->publicKey, slot->wrapped));
    if (m_rotating) {
        KS_ASSIGN(request.encryptedNext, crypto::rsaPart(slot->publicKey, slot->wrappedNext));
    }
    return request;
}

} // namespace keystead::keys
