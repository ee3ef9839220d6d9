// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/aead.h"

#include "core/crypto/openssl_ptr.h"
#include "core/crypto/random.h"

#include <algorithm>
#include <climits>

namespace keystead::crypto {

namespace {

using base::ErrorCode;

// EVP takes int lengths; nothing that we seal comes near.
constexpr std::size_t maxBytes = INT_MAX / 2;

base::Error tampered()
{
    ERR_clear_error();
    return base::fail(ErrorCode::Tampered, "sealed data does not authenticate");
}

} // namespace

base::Result<base::Bytes> seal(const base::Secret& key, const base::Secret& plaintext,
                               std::span<const std::uint8_t> associated)
{
    return sealWithNonce(key, plaintext, associated, randomBytes(aeadNonceSize));
}

base::Result<base::Bytes> sealWithNonce(const base::Secret& key, const base::Secret& plaintext,
                                        std::span<const std::uint8_t> associated, std::span<const std::uint8_t> nonce)
{
    if (key.size() != aeadKeySize || nonce.size() != aeadNonceSize || plaintext.size() > maxBytes ||
        associated.size() > maxBytes)
        return cryptoFailure("seal: key, nonce or data of the wrong size");
    const CipherCtxPtr context{EVP_CIPHER_CTX_new()};
    if (!context ||
        EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), key.exposeBytes().data(), nonce.data(), nullptr) != 1)
        return cryptoFailure("AES-256-GCM is not available");
    int length = 0;
    if (!associated.empty() &&
        EVP_EncryptUpdate(context.get(), nullptr, &length, associated.data(), static_cast<int>(associated.size())) != 1)
        return cryptoFailure("seal: associated data");
    base::Bytes box(aeadNonceSize + plaintext.size() + aeadTagSize);
    std::copy(nonce.begin(), nonce.end(), box.begin());
    std::uint8_t* const ciphertext = box.data() + aeadNonceSize;
    if (!plaintext.empty() && EVP_EncryptUpdate(context.get(), ciphertext, &length, plaintext.exposeBytes().data(),
                                                static_cast<int>(plaintext.size())) != 1)
        return cryptoFailure("seal: encryption");
    std::uint8_t* const tag = ciphertext + plaintext.size();
    if (EVP_EncryptFinal_ex(context.get(), tag, &length) != 1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(aeadTagSize), tag) != 1)
        return cryptoFailure("seal: tag");
    return box;
}

base::Result<base::Secret> open(const base::Secret& key, std::span<const std::uint8_t> box,
                                std::span<const std::uint8_t> associated)
{
    if (key.size() != aeadKeySize)
        return cryptoFailure("open: key of the wrong size");
    if (box.size() < aeadNonceSize + aeadTagSize || box.size() > maxBytes || associated.size() > maxBytes)
        return tampered();
    const std::size_t size = box.size() - aeadNonceSize - aeadTagSize;
    const std::uint8_t* const ciphertext = box.data() + aeadNonceSize;
    const CipherCtxPtr context{EVP_CIPHER_CTX_new()};
    if (!context ||
        EVP_DecryptInit_ex2(context.get(), EVP_aes_256_gcm(), key.exposeBytes().data(), box.data(), nullptr) != 1)
        return cryptoFailure("AES-256-GCM is not available");
    int length = 0;
    if (!associated.empty() &&
        EVP_DecryptUpdate(context.get(), nullptr, &length, associated.data(), static_cast<int>(associated.size())) != 1)
        return cryptoFailure("open: associated data");
    // Decrypted into locked memory, and wiped with it where the tag is wrong.
    base::Secret plaintext(size);
    if (size > 0 && EVP_DecryptUpdate(context.get(), plaintext.exposeMutable().data(), &length, ciphertext,
                                      static_cast<int>(size)) != 1)
        return tampered();
    base::Bytes tag(ciphertext + size, ciphertext + size + aeadTagSize);
    std::uint8_t rest[aeadTagSize];
    if (EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) != 1 ||
        EVP_DecryptFinal_ex(context.get(), rest, &length) != 1)
        return tampered();
    return plaintext;
}

base::Bytes joinAssociated(std::initializer_list<std::string_view> parts)
{
    base::Bytes joined;
    for (const std::string_view part : parts) {
        const auto size = static_cast<std::uint32_t>(part.size());
        for (const unsigned shift : {24U, 16U, 8U, 0U})
            joined.push_back(static_cast<std::uint8_t>((size >> shift) & 0xFFU));
        joined.insert(joined.end(), part.begin(), part.end());
    }
    return joined;
}

} // namespace keystead::crypto
