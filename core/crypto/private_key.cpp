// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/crypto/pkey.h"

#include <algorithm>
#include <climits>
#include <cstring>
#include <nlohmann/json.hpp>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/pem.h>

namespace keystead::crypto {

namespace {

using base::ErrorCode;

constexpr std::size_t maxPemSize = 64 * 1024;

struct PassphraseRequest
{
    const base::Secret* passphrase;
    bool asked = false;
};

// OpenSSL asks for a passphrase: only an encrypted PEM does.
int givePassphrase(char* buffer, int size, int, void* user)
{
    auto& request = *static_cast<PassphraseRequest*>(user);
    request.asked = true;
    const auto bytes = request.passphrase->exposeBytes();
    if (bytes.empty() || bytes.size() > static_cast<std::size_t>(size))
        return -1;
    std::memcpy(buffer, bytes.data(), bytes.size());
    return static_cast<int>(bytes.size());
}

// A number of the key as base64url without leading zeros, or left-padded to `width` bytes.
std::string numberParam(EVP_PKEY* key, const char* name, int width)
{
    BIGNUM* raw = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &raw) != 1)
        return {};
    const BignumPtr number{raw};
    const int size = std::max(width, BN_num_bytes(number.get()));
    base::Bytes bytes(static_cast<std::size_t>(size));
    return BN_bn2binpad(number.get(), bytes.data(), size) == size ? base::toBase64Url(bytes) : std::string{};
}

} // namespace

PrivateKey::PrivateKey(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;
PrivateKey::~PrivateKey() = default;

base::Result<PrivateKey> PrivateKey::fromPem(const base::Secret& pem, const base::Secret& passphrase)
{
    if (pem.empty() || pem.size() > maxPemSize)
        return base::fail(ErrorCode::ParseError, "PEM: empty or larger than 64 KiB");
    const BioPtr bio{BIO_new_mem_buf(pem.exposeBytes().data(), static_cast<int>(pem.size()))};
    PassphraseRequest request{&passphrase};
    PkeyPtr key{bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, givePassphrase, &request) : nullptr};
    ERR_clear_error();
    if (!key && request.asked)
        return base::fail(ErrorCode::WrongPassphrase, passphrase.empty() ? "PEM: the key is encrypted"
                                                                         : "PEM: the passphrase does not open the key");
    if (!key)
        return base::fail(ErrorCode::ParseError, "PEM: no private key found");
    if (!keyTypeOf(key.get()))
        return base::fail(ErrorCode::Unsupported, "PEM: the key must be RSA (2048 bits or more), EC P-256 or Ed25519");
    return PrivateKey{std::make_unique<Impl>(Impl{std::move(key)})};
}

base::Result<PrivateKey> PrivateKey::fromEd25519Seed(const base::Secret& seed32)
{
    if (seed32.size() != 32)
        return base::fail(ErrorCode::InvalidArgument, "Ed25519: a seed has 32 bytes");
    PkeyPtr key{EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed32.exposeBytes().data(), seed32.size())};
    if (!key)
        return cryptoFailure("Ed25519 is not available");
    return PrivateKey{std::make_unique<Impl>(Impl{std::move(key)})};
}

base::Result<PrivateKey> PrivateKey::generateEd25519()
{
    PkeyPtr key{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")};
    if (!key)
        return cryptoFailure("Ed25519: key generation failed");
    return PrivateKey{std::make_unique<Impl>(Impl{std::move(key)})};
}

base::Result<PrivateKey> PrivateKey::generateRsa(int bits)
{
    if (bits < 2048 || bits > 16384)
        return base::fail(ErrorCode::Unsupported, "RSA: 2048 to 16384 bits");
    PkeyPtr key{EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(bits))};
    if (!key)
        return cryptoFailure("RSA: key generation failed");
    return PrivateKey{std::make_unique<Impl>(Impl{std::move(key)})};
}

base::Result<PrivateKey> PrivateKey::generateP256()
{
    PkeyPtr key{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")};
    if (!key)
        return cryptoFailure("P-256: key generation failed");
    return PrivateKey{std::make_unique<Impl>(Impl{std::move(key)})};
}

SignatureAlgorithm PrivateKey::algorithm() const
{
    switch (keyTypeOf(m_impl->key.get()).value_or(KeyType::Rsa)) {
    case KeyType::P256:
        return SignatureAlgorithm::ES256;
    case KeyType::Ed25519:
        return SignatureAlgorithm::EdDSA;
    case KeyType::Rsa:
        break;
    }
    return SignatureAlgorithm::RS256;
}

base::Result<base::Bytes> PrivateKey::sign(std::span<const std::uint8_t> message, SignatureAlgorithm algorithm) const
{
    return signWith(m_impl->key.get(), message, algorithm);
}

base::Result<base::Bytes> PrivateKey::publicKeyRaw() const
{
    if (algorithm() != SignatureAlgorithm::EdDSA)
        return base::fail(ErrorCode::Unsupported, "only Ed25519 keys have a raw form");
    base::Bytes bytes(32);
    std::size_t size = bytes.size();
    if (EVP_PKEY_get_raw_public_key(m_impl->key.get(), bytes.data(), &size) != 1 || size != bytes.size())
        return cryptoFailure("Ed25519: no public key");
    return bytes;
}

base::Result<std::string> PrivateKey::publicJwk() const
{
    EVP_PKEY* const key = m_impl->key.get();
    base::Json jwk;
    switch (algorithm()) {
    case SignatureAlgorithm::ES256:
        jwk = {{"kty", "EC"},
               {"crv", "P-256"},
               {"x", numberParam(key, OSSL_PKEY_PARAM_EC_PUB_X, 32)},
               {"y", numberParam(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
        break;
    case SignatureAlgorithm::EdDSA: {
        KS_ASSIGN(const base::Bytes raw, publicKeyRaw());
        jwk = {{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", base::toBase64Url(raw)}};
        break;
    }
    case SignatureAlgorithm::RS256:
    case SignatureAlgorithm::PS256:
        jwk = {{"kty", "RSA"},
               {"n", numberParam(key, OSSL_PKEY_PARAM_RSA_N, 0)},
               {"e", numberParam(key, OSSL_PKEY_PARAM_RSA_E, 0)}};
        break;
    }
    return base::toJsonText(jwk);
}

base::Result<base::Secret> PrivateKey::ed25519Seed() const
{
    if (algorithm() != SignatureAlgorithm::EdDSA)
        return base::fail(ErrorCode::Unsupported, "only Ed25519 keys have a seed");
    base::Secret seed(32);
    std::size_t size = seed.size();
    if (EVP_PKEY_get_raw_private_key(m_impl->key.get(), seed.exposeMutable().data(), &size) != 1 || size != seed.size())
        return cryptoFailure("Ed25519: no seed");
    return seed;
}

base::Result<base::Secret> PrivateKey::toPem() const
{
    const BioPtr bio{BIO_new(BIO_s_mem())};
    if (!bio || PEM_write_bio_PKCS8PrivateKey(bio.get(), m_impl->key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return cryptoFailure("PEM: the key cannot be written");
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    base::Secret pem = base::Secret::fromText({text, static_cast<std::size_t>(size)});
    OPENSSL_cleanse(text, static_cast<std::size_t>(size));
    return pem;
}

} // namespace keystead::crypto
