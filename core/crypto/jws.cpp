// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/encoding.h"
#include "core/crypto/jose.h"
#include "core/crypto/pkey.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace keystead::crypto {

namespace {

using base::ErrorCode;

constexpr std::size_t maxCompactSize = 256 * 1024;

std::span<const std::uint8_t> bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

base::Error invalid(std::string_view why)
{
    return base::fail(ErrorCode::OAuthIdTokenInvalid, "JWS: " + std::string{why});
}

struct Compact
{
    std::string_view header, payload, signature, signingInput;
};

// RFC 7515 section 7.1: exactly three parts.
base::Result<Compact> split(std::string_view compact)
{
    const std::size_t first = compact.find('.');
    const std::size_t second = first == std::string_view::npos ? first : compact.find('.', first + 1);
    if (compact.size() > maxCompactSize || second == std::string_view::npos ||
        compact.find('.', second + 1) != std::string_view::npos)
        return invalid("not header.payload.signature");
    return Compact{compact.substr(0, first), compact.substr(first + 1, second - first - 1), compact.substr(second + 1),
                   compact.substr(0, second)};
}

base::Result<std::string> decodeText(std::string_view part, std::string_view what)
{
    const auto bytes = base::fromBase64Url(part);
    if (!bytes)
        return invalid(std::string{what} + " is not base64url");
    return std::string(bytes->begin(), bytes->end());
}

struct Header
{
    SignatureAlgorithm algorithm{};
    bool hasKeyId = false;
    std::string keyId;
};

base::Result<Header> readHeader(const std::string& text, std::span<const SignatureAlgorithm> allowed)
{
    const auto json = base::parseJson(text);
    if (!json || !json->is_object())
        return invalid("the header is not a JSON object");
    // RFC 7515 section 4.1.11: what we do not understand and must, we refuse; `b64` (RFC 7797) changes what is signed.
    if (json->contains("crit") || json->contains("b64"))
        return invalid("the header asks for extensions");
    const auto name = base::requireString(*json, "alg", "header");
    const auto algorithm = name ? signatureAlgorithmFromText(*name) : base::Result<SignatureAlgorithm>{name.error()};
    if (!algorithm || std::find(allowed.begin(), allowed.end(), *algorithm) == allowed.end())
        return invalid("the algorithm is not allowed");
    const auto keyId = base::optionalString(*json, "kid", "header");
    if (!keyId)
        return invalid("`kid` is not a string");
    return Header{*algorithm, keyId->has_value(), keyId->value_or("")};
}

bool fitsHeader(const JwkSet::Key& key, SignatureAlgorithm algorithm)
{
    if (!key.algorithm.empty() && key.algorithm != toText(algorithm))
        return false;
    const KeyType type = key.type == "RSA" ? KeyType::Rsa : key.type == "EC" ? KeyType::P256 : KeyType::Ed25519;
    return fits(type, algorithm);
}

// The keys that may have signed: those of that `kid`; without one the only key that fits.
base::Result<std::vector<const JwkSet::Key*>> candidates(const JwkSet& keys, const Header& header)
{
    if (header.hasKeyId && !keys.hasKey(header.keyId))
        return base::fail(ErrorCode::NotFound, "JWS: no key has this `kid`");
    std::vector<const JwkSet::Key*> found;
    for (const JwkSet::Key& key : keys.keys()) {
        if ((!header.hasKeyId || key.keyId == header.keyId) && fitsHeader(key, header.algorithm))
            found.push_back(&key);
    }
    if (found.empty())
        return invalid("no key fits the algorithm");
    if (!header.hasKeyId && found.size() > 1)
        return invalid("no `kid`, and several keys fit");
    return found;
}

} // namespace

base::Result<base::Secret> signJwt(const PrivateKey& key, SignatureAlgorithm algorithm, std::string_view claims,
                                   std::string_view keyId, std::string_view type)
{
    const auto object = base::parseJson(claims);
    if (!object || !object->is_object())
        return base::fail(ErrorCode::InvalidArgument, "JWT: the claims are not a JSON object");
    base::Json header{{"alg", toText(algorithm)}};
    if (!keyId.empty())
        header["kid"] = keyId;
    if (!type.empty())
        header["typ"] = type;
    base::SecretBuilder builder;
    builder.append(base::toBase64Url(bytesOf(base::toJsonText(header))))
        .append('.')
        .append(base::toBase64Url(bytesOf(claims)));
    const base::Secret input = std::move(builder).build();
    KS_ASSIGN(base::Bytes signature, key.sign(input.exposeBytes(), algorithm));
    std::string encoded = base::toBase64Url(signature);
    base::SecretBuilder whole;
    whole.append(input).append('.').append(encoded);
    base::wipe(signature.data(), signature.size());
    base::wipe(encoded);
    return std::move(whole).build();
}

base::Result<VerifiedJwt> verifyJwt(std::string_view compact, const JwkSet& keys,
                                    std::span<const SignatureAlgorithm> allowed)
{
    KS_ASSIGN(const Compact parts, split(compact));
    KS_ASSIGN(std::string headerText, decodeText(parts.header, "the header"));
    KS_ASSIGN(const Header header, readHeader(headerText, allowed));
    KS_ASSIGN(std::string payload, decodeText(parts.payload, "the payload"));
    const auto signature = base::fromBase64Url(parts.signature);
    if (!signature || signature->empty())
        return invalid("the signature is not base64url");
    KS_ASSIGN(const auto found, candidates(keys, header));
    for (const JwkSet::Key* candidate : found) {
        const PkeyPtr key = fromSpki(candidate->spki);
        const auto good =
            key ? verifyWith(key.get(), bytesOf(parts.signingInput), *signature, header.algorithm) : false;
        if (good && *good)
            return VerifiedJwt{std::move(headerText), std::move(payload), candidate->keyId};
    }
    return invalid("the signature does not verify");
}

} // namespace keystead::crypto
