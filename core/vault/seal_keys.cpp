// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/seal_keys.h"

#include "core/crypto/aead.h"
#include "core/crypto/hkdf.h"

#include <string>

namespace keystead::vault {

namespace {

base::Result<base::Secret> derive(const base::Secret& vaultKey, const base::VaultId& vault, std::string_view label)
{
    const auto* salt = reinterpret_cast<const std::uint8_t*>(vault.text.data());
    return crypto::hkdfSha256(vaultKey, {salt, vault.text.size()}, label, crypto::aeadKeySize);
}

} // namespace

base::Result<base::Secret> profileWrapKey(const base::Secret& vaultKey, const base::VaultId& vault)
{
    return derive(vaultKey, vault, "keystead profile key wrap v1");
}

base::Result<base::Secret> vaultSealKey(const base::Secret& vaultKey, const base::VaultId& vault)
{
    return derive(vaultKey, vault, "keystead vault secrets v1");
}

base::Bytes credentialPlace(const base::VaultId& vault, const CredentialPlace& place)
{
    const std::string record = std::to_string(place.recordVersion);
    const std::string key = std::to_string(place.keyVersion);
    const std::string format = std::to_string(place.formatVersion);
    if (place.formatVersion == oldestSealFormat)
        return crypto::joinAssociated({vault.text, place.profile, place.owner, place.field, record, key, format});
    return crypto::joinAssociated(
        {"keystead credential", vault.text, place.profile, place.owner, place.field, record, key, format});
}

base::Bytes profileKeyPlace(const base::VaultId& vault, const ProfileKeyPlace& place)
{
    const std::string key = std::to_string(place.keyVersion);
    const std::string format = std::to_string(place.formatVersion);
    if (place.formatVersion == oldestSealFormat)
        return crypto::joinAssociated({vault.text, place.profile, "profile_key", key, format});
    return crypto::joinAssociated(
        {"keystead profile key", vault.text, place.profile, key, std::to_string(place.vaultKeyVersion), format});
}

base::Bytes sealedSecretPlace(const base::VaultId& vault, const SealedSecretPlace& place)
{
    const std::string record = std::to_string(place.recordVersion);
    const std::string format = std::to_string(place.formatVersion);
    if (place.formatVersion == oldestSealFormat)
        return crypto::joinAssociated({vault.text, "sealed_secret", place.name, record, format});
    return crypto::joinAssociated(
        {"keystead vault secret", vault.text, place.name, record, std::to_string(place.vaultKeyVersion), format});
}

} // namespace keystead::vault
