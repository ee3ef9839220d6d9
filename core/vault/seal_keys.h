// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Keys under the vault key, one a purpose (HKDF-SHA-256, salt: the vault id), and the associated data that binds a
// sealed value to its place. Private to this room; pure.
#include "core/base/encoding.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstdint>
#include <string_view>

namespace keystead::vault {

// What is written. Format 1 opens too, and moves up when its value is sealed again: its associated data named neither
// the purpose nor, for what lies under the vault key, that key's version (docs/keys.md, "Seals").
inline constexpr std::int64_t sealFormat = 2;
inline constexpr std::int64_t oldestSealFormat = 1;
constexpr bool isKnownSealFormat(std::int64_t format)
{
    return format >= oldestSealFormat && format <= sealFormat;
}
// 2^32 - 1: NIST SP 800-38D section 8.3 for random nonces of 96 bits.
inline constexpr std::int64_t sealLimit = 4294967295;

// Wraps the keys of profiles.
base::Result<base::Secret> profileWrapKey(const base::Secret& vaultKey, const base::VaultId& vault);
// Seals the vault's own secrets.
base::Result<base::Secret> vaultSealKey(const base::Secret& vaultKey, const base::VaultId& vault);

struct CredentialPlace
{
    std::string_view profile;
    std::string_view owner;
    std::string_view field;
    std::int64_t recordVersion = 0;
    std::int64_t keyVersion = 0;
    std::int64_t formatVersion = sealFormat;
};
base::Bytes credentialPlace(const base::VaultId& vault, const CredentialPlace& place);
struct ProfileKeyPlace
{
    std::string_view profile;
    std::int64_t keyVersion = 0;
    std::int64_t vaultKeyVersion = 0;
    std::int64_t formatVersion = sealFormat;
};
base::Bytes profileKeyPlace(const base::VaultId& vault, const ProfileKeyPlace& place);
struct SealedSecretPlace
{
    std::string_view name;
    std::int64_t recordVersion = 0;
    std::int64_t vaultKeyVersion = 0;
    std::int64_t formatVersion = sealFormat;
};
base::Bytes sealedSecretPlace(const base::VaultId& vault, const SealedSecretPlace& place);

} // namespace keystead::vault
