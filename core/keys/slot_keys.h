// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// From what a person or a keychain holds to a slot's private key, and the place that a slot's box is bound to. For the
// .cpp files of this room alone.
#include "core/crypto/aead.h"
#include "core/crypto/hkdf.h"
#include "core/keys/key_file.h"

namespace keystead::keys {

inline constexpr std::size_t slotSecretSize = 32;
inline constexpr std::string_view wrapLabel = "keystead slot wrap v1";

// `stretched`: 32 bytes of Argon2id.
inline base::Result<base::Secret> passphraseKey(const base::Secret& stretched)
{
    return crypto::hkdfSha256(stretched, {}, "keystead passphrase slot v1", slotSecretSize);
}

// `share`: what the keychain holds. HKDF over both, so that neither alone says anything.
inline base::Result<base::Secret> combinedKey(const base::Secret& share, const base::Secret& stretched)
{
    base::SecretBuilder both;
    both.append(share).append(stretched);
    return crypto::hkdfSha256(std::move(both).build(), {}, "keystead combined slot v1", slotSecretSize);
}

inline base::Result<base::Secret> recoveryPrivateKey(const base::Secret& recoveryKey)
{
    if (recoveryKey.size() != slotSecretSize)
        return base::fail(base::ErrorCode::WrongKey, "a recovery key has 32 bytes");
    return crypto::hkdfSha256(recoveryKey, {}, "keystead recovery slot v1", slotSecretSize);
}

// The first generation's boxes were there before generations were counted.
inline base::Bytes placeOf(const base::VaultId& vault, const SlotInfo& info, std::uint32_t generation)
{
    if (generation == 1)
        return crypto::joinAssociated({vault.text, info.id.text, toText(info.kind)});
    return crypto::joinAssociated({vault.text, info.id.text, toText(info.kind), std::to_string(generation)});
}

} // namespace keystead::keys
