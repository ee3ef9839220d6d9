// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/jwt_bearer.h"

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/crypto/jose.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::oauth {

namespace {

std::int64_t seconds(base::WallTime time)
{
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

// RFC 7523 section 3.
base::Result<base::Json> claimsFor(const model::ProviderSpec& spec,
                                   const std::map<std::string, std::string>& parameters,
                                   const std::string& defaultAudience, base::WallTime now)
{
    const model::JwtSpec& jwt = *spec.jwt;
    base::Json claims = base::Json::object();
    for (const auto& [name, text] : jwt.claims) {
        KS_ASSIGN(claims[name], model::expandTemplate(text, spec, parameters));
    }
    KS_ASSIGN(const std::string issuer, model::expandTemplate(jwt.issuer, spec, parameters));
    KS_ASSIGN(std::string subject, model::expandTemplate(jwt.subject, spec, parameters));
    KS_ASSIGN(std::string audience, model::expandTemplate(jwt.audience, spec, parameters));
    if (issuer.empty())
        return base::fail(base::ErrorCode::InvalidArgument, "issuer: the provider does not say who signs");
    if (audience.empty())
        audience = defaultAudience;
    if (subject.empty())
        subject = issuer;
    claims["iss"] = issuer;
    claims["sub"] = subject;
    if (!audience.empty())
        claims["aud"] = audience;
    claims["iat"] = seconds(now);
    claims["exp"] = seconds(now + jwt.lifetime);
    claims["jti"] = base::newIdText("jwt");
    return claims;
}

} // namespace

base::Result<MintedJwt> mintJwt(const model::ProviderSpec& spec, const std::map<std::string, std::string>& parameters,
                                const crypto::PrivateKey& key, const std::string& defaultAudience, base::WallTime now)
{
    if (!spec.jwt)
        return base::fail(base::ErrorCode::Unsupported, "this provider has no JWT description");
    const std::string algorithm{crypto::toText(key.algorithm())};
    const auto& accepted = spec.jwt->algorithms;
    if (std::find(accepted.begin(), accepted.end(), algorithm) == accepted.end())
        return base::fail(base::ErrorCode::InvalidArgument, "private_key: the provider does not accept " + algorithm);
    KS_ASSIGN(const base::Json claims, claimsFor(spec, parameters, defaultAudience, now));
    const auto keyId = parameters.find("key_id");
    MintedJwt minted;
    KS_ASSIGN(minted.compact, crypto::signJwt(key, key.algorithm(), base::toJsonText(claims),
                                              keyId == parameters.end() ? std::string{} : keyId->second));
    minted.expiresAt = base::WallTime{std::chrono::seconds{seconds(now + spec.jwt->lifetime)}};
    return minted;
}

} // namespace keystead::oauth
