// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Ed25519 (RFC 8032), ECDSA P-256 and RSA signatures over OpenSSL keys. Private keys come from and go to Secret.
#include "core/base/encoding.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace keystead::crypto {

enum class SignatureAlgorithm { RS256, ES256, EdDSA, PS256 }; // JWA names (RFC 7518, RFC 8037)
std::string_view toText(SignatureAlgorithm algorithm);
base::Result<SignatureAlgorithm> signatureAlgorithmFromText(std::string_view text);

// An OpenSSL private key; the key material is freed and wiped with it.
class PrivateKey
{
public:
    // PEM (PKCS#8, PKCS#1, SEC 1), optionally encrypted. Errors: ParseError, WrongPassphrase, Unsupported (type or RSA
    // below 2048 bits).
    static base::Result<PrivateKey> fromPem(const base::Secret& pem, const base::Secret& passphrase = {});
    static base::Result<PrivateKey> fromEd25519Seed(const base::Secret& seed32);
    static base::Result<PrivateKey> generateEd25519();
    static base::Result<PrivateKey> generateRsa(int bits = 2048);
    static base::Result<PrivateKey> generateP256();
    PrivateKey(PrivateKey&&) noexcept;
    PrivateKey& operator=(PrivateKey&&) noexcept;
    ~PrivateKey();

    // The JWA algorithm that this key signs with by default: RS256, ES256 or EdDSA.
    SignatureAlgorithm algorithm() const;
    // ES256 gives the 64-byte r||s form of JWS, not DER. Unsupported where key and algorithm do not fit.
    base::Result<base::Bytes> sign(std::span<const std::uint8_t> message, SignatureAlgorithm algorithm) const;
    base::Result<base::Bytes> publicKeyRaw() const; // Ed25519: 32 bytes
    base::Result<std::string> publicJwk() const;    // RFC 7517 JSON text, without private members
    base::Result<base::Secret> ed25519Seed() const;
    base::Result<base::Secret> toPem() const; // PKCS#8

private:
    struct Impl;
    explicit PrivateKey(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

// True/false: good or bad signature; an Error only where the key cannot be used.
base::Result<bool> verifyEd25519(std::span<const std::uint8_t> publicKey32, std::span<const std::uint8_t> message,
                                 std::span<const std::uint8_t> signature);

} // namespace keystead::crypto
