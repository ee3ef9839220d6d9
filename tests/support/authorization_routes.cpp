// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/encoding.h"
#include "core/base/ids.h"
#include "core/crypto/digest.h"
#include "core/crypto/jose.h"
#include "core/net/form_encoding.h"
#include "tests/support/authorization_state.h"

#include <algorithm>
#include <sstream>

namespace keystead::test {

namespace {

constexpr char keyId[] = "test-key-1";

std::vector<std::string> splitScopes(const std::string& text)
{
    std::istringstream stream(text);
    std::vector<std::string> scopes;
    for (std::string scope; stream >> scope;)
        scopes.push_back(scope);
    return scopes;
}

std::string joinScopes(const std::vector<std::string>& scopes)
{
    std::string text;
    for (const std::string& scope : scopes)
        text += (text.empty() ? "" : " ") + scope;
    return text;
}

ServerReply oauthError(const char* code, int status = 400)
{
    return ServerReply::json(json{{"error", code}, {"error_description", "scripted"}}.dump(), status);
}

std::int64_t nowSeconds()
{
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace

void AuthorizationServer::Impl::addRoutes()
{
    const auto locked = [this](auto member) {
        return [this, member](const ServerRequest& request) {
            const std::scoped_lock lock(mutex);
            return (this->*member)(request);
        };
    };
    server.route("/authorize", locked(&Impl::authorize));
    server.route("/token", locked(&Impl::token));
    server.route("/revoke", locked(&Impl::revoke));
    server.route("/userinfo", [this](const ServerRequest& request) {
        const std::scoped_lock lock(mutex);
        return account(request, true);
    });
    server.route("/api/user", [this](const ServerRequest& request) {
        const std::scoped_lock lock(mutex);
        return account(request, false);
    });
    server.route("/jwks", [this](const ServerRequest&) {
        json jwk = json::parse(key.publicJwk().value());
        jwk["kid"] = keyId;
        jwk["use"] = "sig";
        jwk["alg"] = "ES256";
        return ServerReply::json(json{{"keys", json::array({jwk})}}.dump());
    });
    for (const char* path : {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
        server.route(path, [this](const ServerRequest&) { return ServerReply::json(metadata().dump()); });
}

json AuthorizationServer::Impl::metadata() const
{
    const std::string base = server.baseUrl();
    return {{"issuer", base},
            {"authorization_endpoint", base + "/authorize"},
            {"token_endpoint", base + "/token"},
            {"revocation_endpoint", base + "/revoke"},
            {"userinfo_endpoint", base + "/userinfo"},
            {"jwks_uri", base + "/jwks"},
            {"code_challenge_methods_supported", {"S256"}},
            {"id_token_signing_alg_values_supported", {"ES256"}},
            {"token_endpoint_auth_methods_supported", {"none", "client_secret_post", "client_secret_basic"}},
            {"authorization_response_iss_parameter_supported", true}};
}

ServerReply AuthorizationServer::Impl::authorize(const ServerRequest& request)
{
    const std::string redirectUri = request.queryValue("redirect_uri");
    if (request.queryValue("client_id") != config.clientId || redirectUri.empty() || request.queryValue("response_type") != "code")
        return oauthError("invalid_request");
    if (config.requirePkce && (request.queryValue("code_challenge_method") != "S256" || request.queryValue("code_challenge").size() != 43))
        return oauthError("invalid_request");
    std::vector<std::pair<std::string, std::string>> answer;
    if (!config.authorizationError.empty()) {
        answer.emplace_back("error", config.authorizationError);
    } else {
        const std::string code = base::newIdText("cod");
        codes[code] = {request.queryValue("code_challenge"), redirectUri, request.queryValue("nonce"), splitScopes(request.queryValue("scope"))};
        answer.emplace_back("code", code);
    }
    answer.emplace_back("state", config.stateOverride.empty() ? request.queryValue("state") : config.stateOverride);
    if (config.issParameter)
        answer.emplace_back("iss", config.issOverride.empty() ? server.baseUrl() : config.issOverride);
    return ServerReply::redirect(net::withQuery(redirectUri, answer));
}

bool AuthorizationServer::Impl::clientIsRight(const ServerRequest& request) const
{
    const std::string authorization = request.header("authorization");
    if (authorization.starts_with("Basic ")) {
        const auto decoded = base::fromBase64(authorization.substr(6));
        const std::string wanted = net::percentEncode(config.clientId) + ":" + net::percentEncode(config.clientSecret);
        return decoded && std::string(decoded->begin(), decoded->end()) == wanted && request.form("client_secret").empty();
    }
    return request.form("client_id") == config.clientId && request.form("client_secret") == config.clientSecret;
}

ServerReply AuthorizationServer::Impl::token(const ServerRequest& request)
{
    if (request.method != "POST")
        return oauthError("invalid_request", 405);
    const std::string grant = request.form("grant_type");
    const bool assertion = grant == "urn:ietf:params:oauth:grant-type:jwt-bearer";
    if (!assertion && !clientIsRight(request))
        return oauthError("invalid_client", 401);
    if (grant == "authorization_code")
        return exchange(request);
    if (grant == "refresh_token")
        return refresh(request);
    if (grant == "client_credentials" || (assertion && !request.form("assertion").empty())) {
        auto& family = families.emplace_back(std::make_unique<Family>());
        family->scopes = splitScopes(request.form("scope"));
        json answer = issueTokens(*family, {});
        answer.erase("refresh_token");
        return ServerReply::json(answer.dump());
    }
    return oauthError("unsupported_grant_type");
}

ServerReply AuthorizationServer::Impl::exchange(const ServerRequest& request)
{
    const auto found = codes.find(request.form("code"));
    if (found == codes.end())
        return oauthError("invalid_grant");
    const PendingCode pending = found->second;
    codes.erase(found);
    const std::string challenge = base::toBase64Url(crypto::sha256(request.form("code_verifier")));
    if (pending.redirectUri != request.form("redirect_uri") || (!pending.challenge.empty() && pending.challenge != challenge))
        return oauthError("invalid_grant");
    auto& family = families.emplace_back(std::make_unique<Family>());
    family->scopes = config.grantOnly.empty() ? pending.scopes : config.grantOnly;
    return ServerReply::json(issueTokens(*family, pending.nonce).dump());
}

ServerReply AuthorizationServer::Impl::refresh(const ServerRequest& request)
{
    const std::string token = request.form("refresh_token");
    for (const auto& family : families) {
        if (family->spent.contains(token)) {
            // RFC 9700 section 4.14: reuse kills the family.
            reuse = true;
            family->dead = true;
            return oauthError("invalid_grant");
        }
        if (!family->dead && !token.empty() && family->currentRefresh == token) {
            if (config.rotate) {
                family->spent.insert(token);
                family->currentRefresh.clear();
            }
            ++refreshes;
            json answer = issueTokens(*family, {});
            if (!config.rotate)
                answer.erase("refresh_token");
            return ServerReply::json(answer.dump());
        }
    }
    return oauthError("invalid_grant");
}

json AuthorizationServer::Impl::issueTokens(Family& family, const std::string& nonce)
{
    family.currentAccess = base::newIdText("acc");
    if (family.currentRefresh.empty() && config.grantRefreshToken)
        family.currentRefresh = base::newIdText("ref");
    json answer{{"access_token", family.currentAccess}, {"token_type", "Bearer"}, {"scope", joinScopes(family.scopes)}};
    if (config.grantRefreshToken)
        answer["refresh_token"] = family.currentRefresh;
    if (config.sendExpiresIn)
        answer["expires_in"] = config.accessLifetime.count();
    if (config.openid && std::find(family.scopes.begin(), family.scopes.end(), "openid") != family.scopes.end())
        answer["id_token"] = idToken(json::object(), nonce);
    return answer;
}

std::string AuthorizationServer::Impl::idToken(const json& overrides, const std::string& nonce) const
{
    json claims{{"iss", server.baseUrl()}, {"sub", config.subject}, {"aud", config.clientId}, {"iat", nowSeconds()}, {"exp", nowSeconds() + 300}, {"email", config.account}};
    if (!nonce.empty())
        claims["nonce"] = nonce;
    claims.merge_patch(overrides);
    const auto jwt = crypto::signJwt(key, crypto::SignatureAlgorithm::ES256, claims.dump(), keyId);
    return jwt ? std::string{jwt->exposeText()} : std::string{};
}

Family* AuthorizationServer::Impl::familyOf(const std::string& token)
{
    for (const auto& family : families) {
        if (!family->dead && !token.empty() && (family->currentAccess == token || family->currentRefresh == token))
            return family.get();
    }
    return nullptr;
}

ServerReply AuthorizationServer::Impl::revoke(const ServerRequest& request)
{
    if (!clientIsRight(request))
        return oauthError("invalid_client", 401);
    if (Family* family = familyOf(request.form("token"))) {
        if (family->currentRefresh == request.form("token") || request.form("token_type_hint") == "refresh_token")
            family->dead = true;
        else
            family->currentAccess.clear();
    }
    ++revocations;
    return ServerReply::json("{}");
}

ServerReply AuthorizationServer::Impl::account(const ServerRequest& request, bool userinfo)
{
    const std::string authorization = request.header("authorization");
    const Family* family = authorization.starts_with("Bearer ") ? familyOf(authorization.substr(7)) : nullptr;
    if (!family || family->currentAccess != authorization.substr(7))
        return oauthError("invalid_token", 401);
    ServerReply reply = ServerReply::json((userinfo ? json{{"sub", config.subject}, {"email", config.account}} : json{{"login", config.account}}).dump());
    reply.headers = {{"X-RateLimit-Limit", "5000"}, {"X-RateLimit-Remaining", "4999"}, {"X-RateLimit-Reset", std::to_string(nowSeconds() + 3600)},
                     {"X-OAuth-Scopes", joinScopes(family->scopes)}};
    return reply;
}

} // namespace keystead::test
