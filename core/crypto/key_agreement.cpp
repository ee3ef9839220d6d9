// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/key_agreement.h"

#include "core/crypto/aead.h"
#include "core/crypto/hkdf.h"
#include "core/crypto/openssl_ptr.h"
#include "core/crypto/random.h"

namespace keystead::crypto {

namespace {

constexpr std::size_t keySize = 32;

base::Result<base::Secret> sharedSecret(const base::Secret& privateKey, std::span<const std::uint8_t> publicKey)
{
    const PkeyPtr own{
        EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, privateKey.exposeBytes().data(), privateKey.size())};
    const PkeyPtr peer{EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, publicKey.data(), publicKey.size())};
    if (!own || !peer)
        return cryptoFailure("X25519: not a key");
    const PkeyCtxPtr context{EVP_PKEY_CTX_new(own.get(), nullptr)};
    base::Secret shared(keySize);
    std::size_t size = shared.size();
    // OpenSSL refuses the all-zero result of a low-order point (RFC 7748 section 6.1).
    if (!context || EVP_PKEY_derive_init(context.get()) != 1 ||
        EVP_PKEY_derive_set_peer(context.get(), peer.get()) != 1 ||
        EVP_PKEY_derive(context.get(), shared.exposeMutable().data(), &size) != 1 || size != keySize)
        return cryptoFailure("X25519: key agreement failed");
    return shared;
}

base::Result<base::Secret> boxKey(const base::Secret& shared, std::span<const std::uint8_t> ephemeral,
                                  std::span<const std::uint8_t> recipient, std::string_view label)
{
    base::Bytes salt(ephemeral.begin(), ephemeral.end());
    salt.insert(salt.end(), recipient.begin(), recipient.end());
    return hkdfSha256(shared, salt, label, aeadKeySize);
}

} // namespace

base::Result<X25519KeyPair> generateX25519()
{
    return x25519FromPrivate(randomSecret(keySize));
}

base::Result<X25519KeyPair> x25519FromPrivate(const base::Secret& privateKey32)
{
    if (privateKey32.size() != keySize)
        return base::fail(base::ErrorCode::InvalidArgument, "X25519: a private key has 32 bytes");
    const PkeyPtr key{
        EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, privateKey32.exposeBytes().data(), privateKey32.size())};
    base::Bytes publicKey(keySize);
    std::size_t size = publicKey.size();
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), publicKey.data(), &size) != 1 || size != keySize)
        return cryptoFailure("X25519: not a private key");
    return X25519KeyPair{privateKey32.clone(), std::move(publicKey)};
}

base::Result<base::Bytes> sealTo(std::span<const std::uint8_t> publicKey, const base::Secret& plaintext,
                                 std::string_view label, std::span<const std::uint8_t> associated)
{
    if (publicKey.size() != keySize)
        return base::fail(base::ErrorCode::InvalidArgument, "X25519: a public key has 32 bytes");
    KS_ASSIGN(const X25519KeyPair ephemeral, generateX25519());
    KS_ASSIGN(const base::Secret shared, sharedSecret(ephemeral.privateKey, publicKey));
    KS_ASSIGN(const base::Secret key, boxKey(shared, ephemeral.publicKey, publicKey, label));
    KS_ASSIGN(const base::Bytes box, seal(key, plaintext, associated));
    base::Bytes out = ephemeral.publicKey;
    out.insert(out.end(), box.begin(), box.end());
    return out;
}

base::Result<base::Secret> openFrom(const X25519KeyPair& pair, std::span<const std::uint8_t> box,
                                    std::string_view label, std::span<const std::uint8_t> associated)
{
    if (box.size() < keySize + aeadNonceSize + aeadTagSize)
        return base::fail(base::ErrorCode::Tampered, "sealed box is too short");
    const auto ephemeral = box.first(keySize);
    const auto shared = sharedSecret(pair.privateKey, ephemeral);
    if (!shared)
        return base::fail(base::ErrorCode::Tampered, "sealed box has no valid ephemeral key");
    KS_ASSIGN(const base::Secret key, boxKey(*shared, ephemeral, pair.publicKey, label));
    return open(key, box.subspan(keySize), associated);
}

} // namespace keystead::crypto
