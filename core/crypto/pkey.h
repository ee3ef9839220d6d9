// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What signing and jose share over an EVP_PKEY. For the .cpp files of this room alone.
#include "core/base/encoding.h"
#include "core/crypto/openssl_ptr.h"
#include "core/crypto/signing.h"

#include <optional>
#include <span>

namespace keystead::crypto {

struct PrivateKey::Impl
{
    PkeyPtr key;
};

enum class KeyType { Rsa, P256, Ed25519 };

// nullopt: a type, curve or size (RSA below 2048 or above 16384 bits) that is not supported.
std::optional<KeyType> keyTypeOf(EVP_PKEY* key);
// An RSA key fits RS256 and PS256, P-256 ES256, Ed25519 EdDSA: no key serves two families (SECURITY 7).
bool fits(KeyType type, SignatureAlgorithm algorithm);

// ES256 signatures are r||s (RFC 7518 section 3.4).
base::Result<base::Bytes> signWith(EVP_PKEY* key, std::span<const std::uint8_t> message, SignatureAlgorithm algorithm);
base::Result<bool> verifyWith(EVP_PKEY* key, std::span<const std::uint8_t> message,
                              std::span<const std::uint8_t> signature, SignatureAlgorithm algorithm);

// Public keys from JWK members (RFC 7518 section 6.2.1 and 6.3.1, RFC 8037 section 2); null where they are no valid
// key.
PkeyPtr rsaPublicKey(std::span<const std::uint8_t> n, std::span<const std::uint8_t> e);
PkeyPtr p256PublicKey(std::span<const std::uint8_t> x, std::span<const std::uint8_t> y);
PkeyPtr ed25519PublicKey(std::span<const std::uint8_t> x);
base::Bytes toSpki(EVP_PKEY* key); // DER SubjectPublicKeyInfo; empty on failure
PkeyPtr fromSpki(std::span<const std::uint8_t> der);

} // namespace keystead::crypto
