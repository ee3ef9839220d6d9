// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/jose.h"
#include "core/crypto/pkey.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::crypto {

namespace {

using base::ErrorCode;

constexpr std::size_t maxKeys = 256;

std::string text(const base::Json& object, const char* name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

base::Bytes octets(const base::Json& object, const char* name)
{
    auto bytes = base::fromBase64Url(text(object, name));
    return bytes ? *std::move(bytes) : base::Bytes{};
}

// RFC 7517 sections 4.2 and 4.3. A key for encryption must not verify; one that shows its private half is everyone's.
bool meantForVerifying(const base::Json& jwk)
{
    if (const auto use = jwk.find("use"); use != jwk.end() && *use != "sig")
        return false;
    if (const auto operations = jwk.find("key_ops"); operations != jwk.end()) {
        if (!operations->is_array() || std::find(operations->begin(), operations->end(), "verify") == operations->end())
            return false;
    }
    return !jwk.contains("d");
}

PkeyPtr publicKeyOf(const base::Json& jwk, const std::string& type)
{
    if (type == "RSA")
        return rsaPublicKey(octets(jwk, "n"), octets(jwk, "e"));
    if (type == "EC" && text(jwk, "crv") == "P-256")
        return p256PublicKey(octets(jwk, "x"), octets(jwk, "y"));
    if (type == "OKP" && text(jwk, "crv") == "Ed25519")
        return ed25519PublicKey(octets(jwk, "x"));
    return nullptr;
}

} // namespace

base::Result<JwkSet> JwkSet::parse(std::string_view json)
{
    KS_ASSIGN(const base::Json document, base::parseJson(json));
    const auto keys = document.is_object() ? document.find("keys") : document.end();
    if (!document.is_object() || keys == document.end() || !keys->is_array())
        return base::fail(ErrorCode::ParseError, "JWK set: `keys` is not an array");
    if (keys->size() > maxKeys)
        return base::fail(ErrorCode::LimitExceeded, "JWK set: more than " + std::to_string(maxKeys) + " keys");
    JwkSet set;
    for (const base::Json& jwk : *keys) {
        // RFC 7517 section 5: keys that are not understood or miss members are ignored.
        if (!jwk.is_object() || !meantForVerifying(jwk))
            continue;
        const std::string type = text(jwk, "kty");
        const PkeyPtr key = publicKeyOf(jwk, type);
        if (!key)
            continue;
        if (base::Bytes spki = toSpki(key.get()); !spki.empty())
            set.m_keys.push_back({text(jwk, "kid"), text(jwk, "alg"), type, std::move(spki)});
    }
    return set;
}

bool JwkSet::hasKey(std::string_view keyId) const
{
    return std::any_of(m_keys.begin(), m_keys.end(), [&](const Key& key) { return key.keyId == keyId; });
}

} // namespace keystead::crypto
