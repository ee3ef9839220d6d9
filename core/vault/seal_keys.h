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

inline constexpr std::int64_t sealFormat = 1;

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
base::Bytes profileKeyPlace(const base::VaultId& vault, std::string_view profile, std::int64_t keyVersion,
                            std::int64_t formatVersion);
base::Bytes sealedSecretPlace(const base::VaultId& vault, std::string_view name, std::int64_t recordVersion,
                              std::int64_t formatVersion);

} // namespace keystead::vault
