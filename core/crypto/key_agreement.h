// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// X25519 (RFC 7748): an anonymous box for a public key, so that a rotation can wrap a new vault key for a slot that is
// absent.
#include "core/base/encoding.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <span>
#include <string_view>

namespace keystead::crypto {

struct X25519KeyPair
{
    base::Secret privateKey; // 32 bytes
    base::Bytes publicKey;   // 32 bytes
};
base::Result<X25519KeyPair> generateX25519();
// The pair that belongs to a private key derived elsewhere (e.g. from a passphrase by Argon2id and HKDF).
base::Result<X25519KeyPair> x25519FromPrivate(const base::Secret& privateKey32);

// ephemeral public key (32) || AES-256-GCM box; key = HKDF(shared secret, salt = both public keys, info = label).
base::Result<base::Bytes> sealTo(std::span<const std::uint8_t> publicKey, const base::Secret& plaintext,
                                 std::string_view label, std::span<const std::uint8_t> associated);
base::Result<base::Secret> openFrom(const X25519KeyPair& pair, std::span<const std::uint8_t> box,
                                    std::string_view label, std::span<const std::uint8_t> associated);

} // namespace keystead::crypto
