// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/pkey.h"

#include <array>
#include <openssl/core_names.h>
#include <openssl/x509.h>
#include <string_view>

namespace keystead::crypto {

namespace {

constexpr std::size_t coordinateSize = 32;
constexpr int minRsaBits = 2048;
constexpr int maxRsaBits = 16384;

bool isP256(EVP_PKEY* key)
{
    std::array<char, 64> name{};
    std::size_t size = 0;
    if (EVP_PKEY_get_group_name(key, name.data(), name.size(), &size) != 1)
        return false;
    const std::string_view group{name.data(), size};
    return group == "prime256v1" || group == "P-256";
}

// CVE-2017-15361 (ROCA): primes of one family of chips leave the modulus in the subgroup of 65537 modulo every small
// prime. A sound modulus is in all of these with a chance of about 2^-28.
bool isRocaModulus(const BIGNUM* modulus)
{
    static constexpr std::array<unsigned, 17> primes{11, 13, 17,  19,  37,  53,  61,  71, 73,
                                                     79, 97, 103, 107, 109, 127, 151, 157};
    for (const unsigned prime : primes) {
        const BN_ULONG residue = BN_mod_word(modulus, prime);
        unsigned power = 1;
        bool found = false;
        do {
            found = found || power == residue;
            power = power * (65537U % prime) % prime;
        } while (power != 1);
        if (!found)
            return false;
    }
    return true;
}

PkeyPtr fromParams(const char* type, OSSL_PARAM* params)
{
    const PkeyCtxPtr context{EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)};
    EVP_PKEY* key = nullptr;
    if (!context || !params || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params) != 1) {
        ERR_clear_error();
        return nullptr;
    }
    return PkeyPtr{key};
}

} // namespace

std::optional<KeyType> keyTypeOf(EVP_PKEY* key)
{
    if (EVP_PKEY_is_a(key, "RSA") == 1) {
        const int bits = EVP_PKEY_get_bits(key);
        return bits >= minRsaBits && bits <= maxRsaBits ? std::optional{KeyType::Rsa} : std::nullopt;
    }
    if (EVP_PKEY_is_a(key, "EC") == 1 && isP256(key))
        return KeyType::P256;
    if (EVP_PKEY_is_a(key, "ED25519") == 1)
        return KeyType::Ed25519;
    return std::nullopt;
}

bool fits(KeyType type, SignatureAlgorithm algorithm)
{
    switch (algorithm) {
    case SignatureAlgorithm::RS256:
    case SignatureAlgorithm::PS256:
        return type == KeyType::Rsa;
    case SignatureAlgorithm::ES256:
        return type == KeyType::P256;
    case SignatureAlgorithm::EdDSA:
        return type == KeyType::Ed25519;
    }
    return false;
}

PkeyPtr rsaPublicKey(std::span<const std::uint8_t> n, std::span<const std::uint8_t> e)
{
    // A public exponent beyond 64 bits only makes verification slow.
    if (n.size() > maxRsaBits / 8 || e.empty() || e.size() > 8)
        return nullptr;
    const BignumPtr modulus{BN_bin2bn(n.data(), static_cast<int>(n.size()), nullptr)};
    const BignumPtr exponent{BN_bin2bn(e.data(), static_cast<int>(e.size()), nullptr)};
    const ParamBuilderPtr builder{OSSL_PARAM_BLD_new()};
    if (!modulus || !exponent || !builder || BN_is_odd(modulus.get()) != 1 || BN_is_odd(exponent.get()) != 1 ||
        BN_is_one(exponent.get()) == 1 || isRocaModulus(modulus.get()) ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
        return nullptr;
    const ParamsPtr params{OSSL_PARAM_BLD_to_param(builder.get())};
    PkeyPtr key = fromParams("RSA", params.get());
    return key && keyTypeOf(key.get()) ? std::move(key) : nullptr;
}

PkeyPtr p256PublicKey(std::span<const std::uint8_t> x, std::span<const std::uint8_t> y)
{
    // RFC 7518 section 6.2.1.2: the full size of a coordinate, leading zeros included.
    if (x.size() != coordinateSize || y.size() != coordinateSize)
        return nullptr;
    base::Bytes point{0x04}; // uncompressed (SEC 1 section 2.3.3)
    point.insert(point.end(), x.begin(), x.end());
    point.insert(point.end(), y.begin(), y.end());
    const ParamBuilderPtr builder{OSSL_PARAM_BLD_new()};
    if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1)
        return nullptr;
    const ParamsPtr params{OSSL_PARAM_BLD_to_param(builder.get())};
    PkeyPtr key = fromParams("EC", params.get());
    const PkeyCtxPtr check{key ? EVP_PKEY_CTX_new(key.get(), nullptr) : nullptr};
    if (!check || EVP_PKEY_public_check(check.get()) != 1) {
        ERR_clear_error();
        return nullptr;
    }
    return key;
}

PkeyPtr ed25519PublicKey(std::span<const std::uint8_t> x)
{
    if (x.size() != 32)
        return nullptr;
    PkeyPtr key{EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, x.data(), x.size())};
    ERR_clear_error();
    return key;
}

base::Bytes toSpki(EVP_PKEY* key)
{
    const int size = i2d_PUBKEY(key, nullptr);
    if (size <= 0)
        return {};
    base::Bytes der(static_cast<std::size_t>(size));
    unsigned char* out = der.data();
    return i2d_PUBKEY(key, &out) == size ? der : base::Bytes{};
}

PkeyPtr fromSpki(std::span<const std::uint8_t> der)
{
    const unsigned char* in = der.data();
    PkeyPtr key{d2i_PUBKEY(nullptr, &in, static_cast<long>(der.size()))};
    ERR_clear_error();
    return key;
}

} // namespace keystead::crypto
