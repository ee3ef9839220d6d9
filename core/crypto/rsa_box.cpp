// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/rsa_box.h"

#include "core/crypto/aead.h"
#include "core/crypto/hkdf.h"
#include "core/crypto/pkey.h"
#include "core/crypto/random.h"

#include <openssl/rsa.h>

namespace keystead::crypto {

namespace {

using base::ErrorCode;

constexpr int minBits = 2048;
constexpr int maxBits = 4096;

base::Result<PkeyPtr> rsaKey(std::span<const std::uint8_t> spki)
{
    PkeyPtr key = fromSpki(spki);
    ERR_clear_error();
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA)
        return base::fail(ErrorCode::InvalidArgument, "RSA: not a public key");
    const int bits = EVP_PKEY_get_bits(key.get());
    if (bits < minBits || bits > maxBits)
        return base::fail(ErrorCode::InvalidArgument,
                          "RSA: the key has " + std::to_string(bits) + " bits, allowed are 2048 to 4096");
    return key;
}

base::Result<base::Secret> boxKey(const base::Secret& share, std::span<const std::uint8_t> encrypted,
                                  std::span<const std::uint8_t> spki, std::string_view label)
{
    base::Bytes salt(encrypted.begin(), encrypted.end());
    salt.insert(salt.end(), spki.begin(), spki.end());
    return hkdfSha256(share, salt, label, aeadKeySize);
}

} // namespace

std::string_view toText(OaepHash hash)
{
    return hash == OaepHash::Sha256 ? "sha256" : "sha1";
}

std::optional<OaepHash> oaepHashFromText(std::string_view text)
{
    for (const OaepHash hash : {OaepHash::Sha256, OaepHash::Sha1}) {
        if (toText(hash) == text)
            return hash;
    }
    return std::nullopt;
}

base::Result<std::size_t> rsaModulusSize(std::span<const std::uint8_t> spki)
{
    KS_ASSIGN(const PkeyPtr key, rsaKey(spki));
    return static_cast<std::size_t>(EVP_PKEY_get_size(key.get()));
}

base::Result<base::Bytes> rsaSpki(std::span<const std::uint8_t> modulus, std::span<const std::uint8_t> exponent)
{
    const PkeyPtr key = rsaPublicKey(modulus, exponent);
    if (!key)
        return base::fail(ErrorCode::InvalidArgument, "RSA: not a public key");
    base::Bytes der = toSpki(key.get());
    KS_TRY(rsaModulusSize(der));
    return der;
}

base::Result<base::Bytes> encryptOaep(std::span<const std::uint8_t> spki, const base::Secret& plaintext, OaepHash hash)
{
    KS_ASSIGN(const PkeyPtr key, rsaKey(spki));
    const EVP_MD* digest = hash == OaepHash::Sha256 ? EVP_sha256() : EVP_sha1();
    const PkeyCtxPtr context{EVP_PKEY_CTX_new(key.get(), nullptr)};
    base::Bytes out(static_cast<std::size_t>(EVP_PKEY_get_size(key.get())));
    std::size_t size = out.size();
    if (!context || EVP_PKEY_encrypt_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) != 1 ||
        EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), digest) != 1 ||
        EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), digest) != 1 ||
        EVP_PKEY_encrypt(context.get(), out.data(), &size, plaintext.exposeBytes().data(), plaintext.size()) != 1 ||
        size != out.size())
        return cryptoFailure("RSA-OAEP: encryption failed");
    return out;
}

base::Result<base::Bytes> sealToRsa(std::span<const std::uint8_t> spki, OaepHash hash, const base::Secret& plaintext,
                                    std::string_view label, std::span<const std::uint8_t> associated)
{
    const base::Secret share = randomSecret(rsaShareSize);
    KS_ASSIGN(base::Bytes out, encryptOaep(spki, share, hash));
    KS_ASSIGN(const base::Secret key, boxKey(share, out, spki, label));
    KS_ASSIGN(const base::Bytes box, seal(key, plaintext, associated));
    out.insert(out.end(), box.begin(), box.end());
    return out;
}

base::Result<base::Bytes> rsaPart(std::span<const std::uint8_t> spki, std::span<const std::uint8_t> box)
{
    KS_ASSIGN(const std::size_t size, rsaModulusSize(spki));
    if (box.size() < size + aeadNonceSize + aeadTagSize)
        return base::fail(ErrorCode::Tampered, "sealed box is too short");
    return base::Bytes(box.begin(), box.begin() + static_cast<std::ptrdiff_t>(size));
}

base::Result<base::Secret> openWithShare(std::span<const std::uint8_t> spki, const base::Secret& share,
                                         std::span<const std::uint8_t> box, std::string_view label,
                                         std::span<const std::uint8_t> associated)
{
    KS_ASSIGN(const base::Bytes encrypted, rsaPart(spki, box));
    if (share.size() != rsaShareSize)
        return base::fail(ErrorCode::Tampered, "the share has another size");
    KS_ASSIGN(const base::Secret key, boxKey(share, encrypted, spki, label));
    return open(key, box.subspan(encrypted.size()), associated);
}

} // namespace keystead::crypto
