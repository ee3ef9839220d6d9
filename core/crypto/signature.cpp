// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/pkey.h"

#include <openssl/rsa.h>

namespace keystead::crypto {

namespace {

using base::ErrorCode;

constexpr int scalarSize = 32;

const EVP_MD* digestFor(SignatureAlgorithm algorithm)
{
    return algorithm == SignatureAlgorithm::EdDSA ? nullptr : EVP_sha256(); // Ed25519 hashes itself
}

// RFC 7518 section 3.5: PSS with MGF1 and a salt as long as the hash.
bool configure(EVP_PKEY_CTX* context, SignatureAlgorithm algorithm)
{
    if (algorithm == SignatureAlgorithm::RS256)
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
    if (algorithm == SignatureAlgorithm::PS256)
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
    return true;
}

base::Result<base::Bytes> derToRaw(std::span<const std::uint8_t> der)
{
    const unsigned char* in = der.data();
    const EcdsaSigPtr signature{d2i_ECDSA_SIG(nullptr, &in, static_cast<long>(der.size()))};
    base::Bytes raw(2 * scalarSize);
    if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), raw.data(), scalarSize) != scalarSize ||
        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), raw.data() + scalarSize, scalarSize) != scalarSize)
        return cryptoFailure("ECDSA: signature has no raw form");
    return raw;
}

// Empty where `raw` is not 64 bytes.
base::Bytes rawToDer(std::span<const std::uint8_t> raw)
{
    if (raw.size() != 2 * scalarSize)
        return {};
    const EcdsaSigPtr signature{ECDSA_SIG_new()};
    BignumPtr r{BN_bin2bn(raw.data(), scalarSize, nullptr)};
    BignumPtr s{BN_bin2bn(raw.data() + scalarSize, scalarSize, nullptr)};
    if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1)
        return {};
    [[maybe_unused]] const BIGNUM* const ownedR = r.release();
    [[maybe_unused]] const BIGNUM* const ownedS = s.release();
    const int size = i2d_ECDSA_SIG(signature.get(), nullptr);
    if (size <= 0)
        return {};
    base::Bytes der(static_cast<std::size_t>(size));
    unsigned char* out = der.data();
    return i2d_ECDSA_SIG(signature.get(), &out) == size ? der : base::Bytes{};
}

base::Status checkFit(EVP_PKEY* key, SignatureAlgorithm algorithm)
{
    const auto type = keyTypeOf(key);
    if (!type || !fits(*type, algorithm))
        return base::fail(ErrorCode::Unsupported, "the key cannot be used with " + std::string{toText(algorithm)});
    return base::ok();
}

} // namespace

std::string_view toText(SignatureAlgorithm algorithm)
{
    switch (algorithm) {
    case SignatureAlgorithm::RS256:
        return "RS256";
    case SignatureAlgorithm::ES256:
        return "ES256";
    case SignatureAlgorithm::EdDSA:
        return "EdDSA";
    case SignatureAlgorithm::PS256:
        return "PS256";
    }
    return "";
}

base::Result<SignatureAlgorithm> signatureAlgorithmFromText(std::string_view text)
{
    for (const auto algorithm :
         {SignatureAlgorithm::RS256, SignatureAlgorithm::ES256, SignatureAlgorithm::EdDSA, SignatureAlgorithm::PS256}) {
        if (text == toText(algorithm))
            return algorithm;
    }
    return base::fail(ErrorCode::Unsupported, "signature algorithm " + base::cleanForDisplay(text, 20));
}

base::Result<base::Bytes> signWith(EVP_PKEY* key, std::span<const std::uint8_t> message, SignatureAlgorithm algorithm)
{
    KS_TRY(checkFit(key, algorithm));
    const DigestCtxPtr context{EVP_MD_CTX_new()};
    EVP_PKEY_CTX* keyContext = nullptr; // owned by `context`
    std::size_t size = 0;
    if (!context || EVP_DigestSignInit(context.get(), &keyContext, digestFor(algorithm), nullptr, key) != 1 ||
        !configure(keyContext, algorithm) ||
        EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) != 1)
        return cryptoFailure("sign: the key cannot be used");
    base::Bytes signature(size);
    if (EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1)
        return cryptoFailure("sign");
    signature.resize(size);
    return algorithm == SignatureAlgorithm::ES256 ? derToRaw(signature)
                                                  : base::Result<base::Bytes>{std::move(signature)};
}

base::Result<bool> verifyWith(EVP_PKEY* key, std::span<const std::uint8_t> message,
                              std::span<const std::uint8_t> signature, SignatureAlgorithm algorithm)
{
    KS_TRY(checkFit(key, algorithm));
    base::Bytes der;
    if (algorithm == SignatureAlgorithm::ES256) {
        der = rawToDer(signature);
        signature = der;
    }
    if (signature.empty())
        return false;
    const DigestCtxPtr context{EVP_MD_CTX_new()};
    EVP_PKEY_CTX* keyContext = nullptr; // owned by `context`
    if (!context || EVP_DigestVerifyInit(context.get(), &keyContext, digestFor(algorithm), nullptr, key) != 1 ||
        !configure(keyContext, algorithm))
        return cryptoFailure("verify: the key cannot be used");
    const bool good =
        EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
    ERR_clear_error();
    return good;
}

base::Result<bool> verifyEd25519(std::span<const std::uint8_t> publicKey32, std::span<const std::uint8_t> message,
                                 std::span<const std::uint8_t> signature)
{
    const PkeyPtr key = ed25519PublicKey(publicKey32);
    if (!key)
        return base::fail(ErrorCode::InvalidArgument, "Ed25519: a public key has 32 bytes");
    return verifyWith(key.get(), message, signature, SignatureAlgorithm::EdDSA);
}

} // namespace keystead::crypto
