// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/encoding.h"
#include "core/base/ids.h"
#include "core/crypto/digest.h"
#include "core/crypto/jose.h"
#include "core/net/form_encoding.h"
#include "core/practice/authority.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::practice {

using base::Json;

namespace {

constexpr std::string_view jwtBearerGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

Answer jsonAnswer(const Json& document)
{
    return {200, "application/json", base::toJsonText(document), {{"Cache-Control", "no-store"}}};
}

std::string joinWords(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::int64_t seconds(base::WallTime time)
{
    return base::toMillis(time) / 1000;
}

} // namespace

bool Authority::clientIsRight(const Request& request) const
{
    const std::string authorization = request.header("authorization");
    if (authorization.starts_with("Basic ")) {
        const auto decoded = base::fromBase64(authorization.substr(6));
        const std::string wanted = net::percentEncode(config.clientId) + ":" + net::percentEncode(config.clientSecret);
        return decoded && std::string(decoded->begin(), decoded->end()) == wanted &&
               request.form("client_secret").empty();
    }
    return request.form("client_id") == config.clientId && request.form("client_secret") == config.clientSecret;
}

Answer Authority::token(const Request& request)
{
    if (request.method != "POST")
        return oauthError("invalid_request", 405);
    const std::string grant = request.form("grant_type");
    const bool assertion = grant == jwtBearerGrant;
    if (!assertion && !clientIsRight(request))
        return oauthError("invalid_client", 401);
    if (grant == "authorization_code")
        return exchange(request);
    if (grant == "refresh_token")
        return refresh(request);
    if (grant == "client_credentials" || (assertion && !request.form("assertion").empty())) {
        Family& family = newFamily(splitWords(request.form("scope")));
        Json answer = issueTokens(family, {});
        answer.erase("refresh_token");
        return jsonAnswer(answer);
    }
    return oauthError("unsupported_grant_type");
}

Answer Authority::exchange(const Request& request)
{
    const auto found = m_codes.find(request.form("code"));
    if (found == m_codes.end())
        return oauthError("invalid_grant");
    const Pending pending = found->second;
    m_codes.erase(found);
    // RFC 9700 section 4.8.2: a verifier without a challenge is a downgrade and refused as well.
    const std::string verifier = request.form("code_verifier");
    const std::string challenge = verifier.empty() ? std::string{} : base::toBase64Url(crypto::sha256(verifier));
    if (pending.redirectUri != request.form("redirect_uri") || pending.challenge != challenge ||
        m_clock.now() >= pending.expires)
        return oauthError("invalid_grant");
    Family& family = newFamily(config.grantOnly.empty() ? pending.scopes : config.grantOnly);
    family.refuseRefresh = pending.refuseRefresh;
    return jsonAnswer(issueTokens(family, pending.nonce));
}

Answer Authority::refresh(const Request& request)
{
    const std::string token = request.form("refresh_token");
    for (const auto& family : m_families) {
        if (family->spent.contains(token)) {
            // RFC 9700 section 4.14.2: reuse of a rotated token ends the family.
            m_counters.reuseDetected = true;
            family->dead = true;
            return oauthError("invalid_grant");
        }
        if (family->dead || token.empty() || family->refresh != token)
            continue;
        if (family->refuseRefresh) {
            family->dead = true;
            return oauthError("invalid_grant");
        }
        if (config.rotate) {
            family->spent.insert(token);
            family->refresh.clear();
        }
        ++m_counters.refreshes;
        Json answer = issueTokens(*family, {});
        if (!config.rotate)
            answer.erase("refresh_token");
        return jsonAnswer(answer);
    }
    return oauthError("invalid_grant");
}

Authority::Family& Authority::newFamily(std::vector<std::string> scopes)
{
    auto& family = m_families.emplace_back(std::make_unique<Family>());
    family->scopes = std::move(scopes);
    return *family;
}

Json Authority::issueTokens(Family& family, const std::string& nonce)
{
    family.access = base::newIdText("acc");
    family.accessExpires = m_clock.now() + config.accessLifetime;
    if (family.refresh.empty() && config.grantRefreshToken)
        family.refresh = base::newIdText("ref");
    Json answer{{"access_token", family.access}, {"token_type", "Bearer"}, {"scope", joinWords(family.scopes)}};
    if (config.grantRefreshToken)
        answer["refresh_token"] = family.refresh;
    if (config.sendExpiresIn)
        answer["expires_in"] = config.accessLifetime.count();
    if (config.openid && std::find(family.scopes.begin(), family.scopes.end(), "openid") != family.scopes.end())
        answer["id_token"] = makeIdToken(Json::object(), nonce);
    return answer;
}

std::string Authority::makeIdToken(const Json& overrides, const std::string& nonce) const
{
    const std::int64_t now = seconds(m_clock.now());
    Json claims{{"iss", m_issuer}, {"sub", config.subject}, {"aud", config.clientId},
                {"iat", now},      {"exp", now + 300},      {"email", config.account}};
    if (!nonce.empty())
        claims["nonce"] = nonce;
    claims.merge_patch(overrides);
    const auto jwt = crypto::signJwt(m_key, crypto::SignatureAlgorithm::ES256, base::toJsonText(claims), "practice-1");
    return jwt ? std::string{jwt->exposeText()} : std::string{};
}

Authority::Family* Authority::familyOf(const std::string& token) const
{
    for (const auto& family : m_families) {
        if (!family->dead && !token.empty() && (family->access == token || family->refresh == token))
            return family.get();
    }
    return nullptr;
}

Answer Authority::revoke(const Request& request)
{
    if (!clientIsRight(request))
        return oauthError("invalid_client", 401);
    if (Family* family = familyOf(request.form("token"))) {
        if (family->refresh == request.form("token") || request.form("token_type_hint") == "refresh_token")
            family->dead = true;
        else
            family->access.clear();
    }
    ++m_counters.revocations;
    return jsonAnswer(Json::object());
}

Answer Authority::account(const Request& request, bool userinfo) const
{
    const std::string authorization = request.header("authorization");
    const std::string token = authorization.starts_with("Bearer ") ? authorization.substr(7) : std::string{};
    const auto family = std::find_if(m_families.begin(), m_families.end(), [&](const auto& f) {
        return !f->dead && !token.empty() && f->access == token && m_clock.now() < f->accessExpires;
    });
    if (family == m_families.end())
        return oauthError("invalid_token", 401);
    Answer answer = jsonAnswer(userinfo ? Json{{"sub", config.subject}, {"email", config.account}}
                                        : Json{{"login", config.account}});
    answer.headers = {{"X-RateLimit-Limit", "5000"},
                      {"X-RateLimit-Remaining", "4999"},
                      {"X-RateLimit-Reset", std::to_string(seconds(m_clock.now()) + 3600)},
                      {"X-OAuth-Scopes", joinWords((*family)->scopes)}};
    return answer;
}

Authority::Issued Authority::issue(const std::vector<std::string>& scopes)
{
    Family& family = newFamily(scopes);
    const Json answer = issueTokens(family, {});
    return {answer.value("access_token", std::string{}), answer.value("refresh_token", std::string{})};
}

bool Authority::isLive(const std::string& token) const
{
    return familyOf(token) != nullptr;
}

std::string Authority::currentRefreshToken() const
{
    return m_families.empty() ? std::string{} : m_families.back()->refresh;
}

void Authority::revokeAll()
{
    for (const auto& family : m_families)
        family->dead = true;
}

} // namespace keystead::practice
