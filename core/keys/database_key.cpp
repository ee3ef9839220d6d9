// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/hkdf.h"
#include "core/keys/key_file.h"

namespace keystead::keys {

base::Result<base::Secret> databaseKey(const base::Secret& vaultKey, const base::VaultId& vault)
{
    const auto* const salt = reinterpret_cast<const std::uint8_t*>(vault.text.data());
    return crypto::hkdfSha256(vaultKey, {salt, vault.text.size()}, "keystead database key v1", 32);
}

} // namespace keystead::keys
