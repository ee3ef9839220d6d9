// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/foreign.h"

#include "core/crypto/openssl_ptr.h"

#include <algorithm>
#include <climits>
#include <openssl/core_names.h>
#include <openssl/params.h>
#include <string>

namespace keystead::crypto {

using base::ErrorCode;

namespace {

constexpr std::size_t maxInput = INT_MAX / 2;
constexpr std::uint64_t maxScryptMemory = 256ULL * 1024 * 1024;

base::Error unopened()
{
    ERR_clear_error();
    return base::fail(ErrorCode::Tampered, "the data does not open with this key");
}

const EVP_MD* digestNamed(std::string_view name)
{
    if (name == "sha1")
        return EVP_sha1();
    if (name == "sha256")
        return EVP_sha256();
    return name == "sha512" ? EVP_sha512() : nullptr;
}

} // namespace

base::Result<base::Secret> pbkdf2(const base::Secret& password, std::span<const std::uint8_t> salt,
                                  std::uint32_t iterations, std::string_view hash, std::size_t size)
{
    const EVP_MD* const digest = digestNamed(hash);
    if (!digest)
        return base::fail(ErrorCode::Unsupported, "PBKDF2 with " + base::cleanForDisplay(hash, 20));
    if (iterations == 0 || iterations > maxPbkdf2Iterations || size == 0 || size > 512 || salt.size() > maxInput)
        return base::fail(ErrorCode::LimitExceeded, "PBKDF2 with " + std::to_string(iterations) + " rounds");
    base::Secret output(size);
    if (PKCS5_PBKDF2_HMAC(password.exposeText().data(), static_cast<int>(password.size()), salt.data(),
                          static_cast<int>(salt.size()), static_cast<int>(iterations), digest, static_cast<int>(size),
                          output.exposeMutable().data()) != 1)
        return cryptoFailure("PBKDF2");
    return output;
}

base::Result<base::Secret> scrypt(const base::Secret& password, std::span<const std::uint8_t> salt, std::uint64_t n,
                                  std::uint32_t r, std::uint32_t p, std::size_t size)
{
    const bool power = n >= 2 && (n & (n - 1)) == 0;
    if (!power || r == 0 || r > 64 || p == 0 || p > 16 || n > maxScryptMemory / 128 / r || size == 0 || size > 512)
        return base::fail(ErrorCode::LimitExceeded, "scrypt with parameters out of bounds");
    base::Secret output(size);
    if (EVP_PBE_scrypt(password.exposeText().data(), password.size(), salt.data(), salt.size(), n, r, p,
                       maxScryptMemory + 64ULL * 1024 * 1024, output.exposeMutable().data(), size) != 1)
        return cryptoFailure("scrypt");
    return output;
}

base::Result<base::Secret> hkdfExpandSha256(const base::Secret& key, std::string_view info, std::size_t size)
{
    if (size == 0 || size > 255 * 32 || key.empty())
        return base::fail(ErrorCode::InvalidArgument, "HKDF: size must be 1 to 8160 bytes");
    const KdfPtr kdf{EVP_KDF_fetch(nullptr, "HKDF", nullptr)};
    const KdfCtxPtr context{kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr};
    if (!context)
        return cryptoFailure("HKDF is not available");
    static char digest[] = "SHA256";
    int mode = EVP_KDF_HKDF_MODE_EXPAND_ONLY;
    // OSSL_PARAM has no const; EVP_KDF_derive only reads.
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, const_cast<std::uint8_t*>(key.exposeBytes().data()),
                                          key.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, const_cast<char*>(info.data()), info.size()),
        OSSL_PARAM_construct_end(),
    };
    base::Secret output(size);
    if (EVP_KDF_derive(context.get(), output.exposeMutable().data(), size, params) != 1)
        return cryptoFailure("HKDF-SHA-256");
    return output;
}

base::Result<base::Secret> openAesCbc(const base::Secret& key, std::span<const std::uint8_t> iv,
                                      std::span<const std::uint8_t> ciphertext)
{
    const EVP_CIPHER* const cipher = key.size() == 16   ? EVP_aes_128_cbc()
                                     : key.size() == 32 ? EVP_aes_256_cbc()
                                                        : nullptr;
    if (!cipher || iv.size() != 16 || ciphertext.empty() || ciphertext.size() % 16 != 0 || ciphertext.size() > maxInput)
        return unopened();
    const CipherCtxPtr context{EVP_CIPHER_CTX_new()};
    if (!context || EVP_DecryptInit_ex2(context.get(), cipher, key.exposeBytes().data(), iv.data(), nullptr) != 1)
        return cryptoFailure("AES-CBC is not available");
    base::Secret plaintext(ciphertext.size() + 16);
    int length = 0;
    int rest = 0;
    if (EVP_DecryptUpdate(context.get(), plaintext.exposeMutable().data(), &length, ciphertext.data(),
                          static_cast<int>(ciphertext.size())) != 1 ||
        EVP_DecryptFinal_ex(context.get(), plaintext.exposeMutable().data() + length, &rest) != 1)
        return unopened();
    plaintext.shrink(static_cast<std::size_t>(length + rest));
    return plaintext;
}

base::Result<base::Secret> openAesGcm(const base::Secret& key, std::span<const std::uint8_t> nonce,
                                      std::span<const std::uint8_t> ciphertext, std::span<const std::uint8_t> tag,
                                      std::span<const std::uint8_t> associated)
{
    if (key.size() != 32 || nonce.size() < 8 || nonce.size() > 64 || tag.size() != 16 || ciphertext.size() > maxInput ||
        associated.size() > maxInput)
        return unopened();
    const CipherCtxPtr context{EVP_CIPHER_CTX_new()};
    if (!context || EVP_DecryptInit_ex2(context.get(), EVP_aes_256_gcm(), nullptr, nullptr, nullptr) != 1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN, static_cast<int>(nonce.size()), nullptr) != 1 ||
        EVP_DecryptInit_ex2(context.get(), nullptr, key.exposeBytes().data(), nonce.data(), nullptr) != 1)
        return cryptoFailure("AES-256-GCM is not available");
    int length = 0;
    if (!associated.empty() &&
        EVP_DecryptUpdate(context.get(), nullptr, &length, associated.data(), static_cast<int>(associated.size())) != 1)
        return cryptoFailure("AES-256-GCM: associated data");
    base::Secret plaintext(ciphertext.size());
    if (!ciphertext.empty() && EVP_DecryptUpdate(context.get(), plaintext.exposeMutable().data(), &length,
                                                 ciphertext.data(), static_cast<int>(ciphertext.size())) != 1)
        return unopened();
    base::Bytes copy(tag.begin(), tag.end());
    std::uint8_t rest[16];
    if (EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(copy.size()), copy.data()) != 1 ||
        EVP_DecryptFinal_ex(context.get(), rest, &length) != 1)
        return unopened();
    return plaintext;
}

} // namespace keystead::crypto
