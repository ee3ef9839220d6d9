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
    return crypto::joinAssociated({vault.text, place.profile, place.owner, place.field,
                                   std::to_string(place.recordVersion), std::to_string(place.keyVersion),
                                   std::to_string(place.formatVersion)});
}

base::Bytes profileKeyPlace(const base::VaultId& vault, std::string_view profile, std::int64_t keyVersion,
                            std::int64_t formatVersion)
{
    return crypto::joinAssociated(
        {vault.text, profile, "profile_key", std::to_string(keyVersion), std::to_string(formatVersion)});
}

base::Bytes sealedSecretPlace(const base::VaultId& vault, std::string_view name, std::int64_t recordVersion,
                              std::int64_t formatVersion)
{
    return crypto::joinAssociated(
        {vault.text, "sealed_secret", name, std::to_string(recordVersion), std::to_string(formatVersion)});
}

} // namespace keystead::vault
