// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/authority.h"

#include "core/base/encoding.h"
#include "core/base/ids.h"
#include "core/net/form_encoding.h"
#include "core/practice/practice_page.h"

#include <nlohmann/json.hpp>
#include <sstream>

namespace keystead::practice {

using base::Json;

namespace {

// RFC 6749 section 4.1.2: at most ten minutes.
constexpr std::chrono::minutes codeLifetime{1};

std::string valueIn(std::string_view form, std::string_view name)
{
    const auto pairs = net::parseForm(form);
    if (!pairs)
        return {};
    for (const auto& [key, value] : *pairs) {
        if (key == name)
            return value;
    }
    return {};
}

// A key of its own for each authority; its secrecy is worth nothing here.
crypto::PrivateKey newKey()
{
    auto key = crypto::PrivateKey::generateP256();
    if (!key)
        std::abort(); // OpenSSL without P-256: nothing else would work either
    return std::move(*key);
}

} // namespace

std::string Request::header(std::string_view lowerCaseName) const
{
    for (const auto& [name, value] : headers) {
        if (name == lowerCaseName)
            return value;
    }
    return {};
}

std::string Request::form(std::string_view name) const
{
    return valueIn(body, name);
}

std::string Request::queryValue(std::string_view name) const
{
    return valueIn(query, name);
}

std::vector<std::string> splitWords(const std::string& text)
{
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

Answer oauthError(const char* code, int status)
{
    return {status, "application/json", base::toJsonText(Json{{"error", code}, {"error_description", "practice"}}), {}};
}

Authority::Authority(std::string issuer, AuthorityConfig initial, const base::Clock& clock)
    : config(std::move(initial)), m_issuer(std::move(issuer)), m_clock(clock), m_key(newKey())
{
}

Answer Authority::handle(const Request& request)
{
    const std::string& path = request.path;
    if (path == "/authorize")
        return authorize(request);
    if (path == "/decide")
        return decide(request);
    if (path == "/token")
        return token(request);
    if (path == "/revoke")
        return revoke(request);
    if (path == "/userinfo" || path == "/api/user")
        return account(request, path == "/userinfo");
    if (path == "/jwks")
        return jwks();
    if (path == "/.well-known/openid-configuration" || path == "/.well-known/oauth-authorization-server")
        return metadata();
    return oauthError("not_found", 404);
}

Answer Authority::authorize(const Request& request)
{
    Pending pending;
    pending.redirectUri = request.queryValue("redirect_uri");
    pending.challenge = request.queryValue("code_challenge");
    pending.state = request.queryValue("state");
    pending.nonce = request.queryValue("nonce");
    pending.scopes = splitWords(request.queryValue("scope"));
    if (request.queryValue("client_id") != config.clientId || pending.redirectUri.empty() ||
        request.queryValue("response_type") != "code")
        return oauthError("invalid_request");
    if (!pending.challenge.empty() && request.queryValue("code_challenge_method") != "S256")
        return oauthError("invalid_request");
    if (config.requirePkce && (request.queryValue("code_challenge_method") != "S256" || pending.challenge.size() != 43))
        return oauthError("invalid_request");
    if (!config.authorizationError.empty())
        return redirectWith(pending, {{"error", config.authorizationError}});
    if (!config.askPerson)
        return redirectWithCode(std::move(pending));
    const std::string ticket = base::newIdText("tic");
    const Answer page = practicePage(ticket, config.account, pending.scopes, config.accessLifetime);
    m_tickets[ticket] = std::move(pending);
    return page;
}

// The person pressed one of the page's buttons.
Answer Authority::decide(const Request& request)
{
    const auto found = m_tickets.find(request.queryValue("ticket"));
    if (found == m_tickets.end())
        return {400, "text/plain", "This page was used already. Start the sign-in again.", {}};
    Pending pending = std::move(found->second);
    m_tickets.erase(found);
    const std::string choice = request.queryValue("choice");
    if (choice == "deny")
        return redirectWith(pending, {{"error", "access_denied"}});
    pending.refuseRefresh = choice == "refuse-refresh";
    return redirectWithCode(std::move(pending));
}

Answer Authority::redirectWithCode(Pending pending)
{
    const std::string code = base::newIdText("cod");
    const Answer answer = redirectWith(pending, {{"code", code}});
    pending.expires = m_clock.now() + codeLifetime;
    m_codes[code] = std::move(pending);
    return answer;
}

Answer Authority::redirectWith(const Pending& pending, std::vector<std::pair<std::string, std::string>> parameters)
{
    parameters.emplace_back("state", config.stateOverride.empty() ? pending.state : config.stateOverride);
    if (config.issParameter)
        parameters.emplace_back("iss", config.issOverride.empty() ? m_issuer : config.issOverride);
    return {302, "text/plain", {}, {{"Location", net::withQuery(pending.redirectUri, parameters)}}};
}

Answer Authority::jwks() const
{
    const auto jwk = m_key.publicJwk();
    if (!jwk)
        return oauthError("server_error", 500);
    Json key = Json::parse(*jwk);
    key.update({{"kid", "practice-1"}, {"use", "sig"}, {"alg", "ES256"}});
    return {200, "application/json", base::toJsonText(Json{{"keys", Json::array({key})}}), {}};
}

Answer Authority::metadata() const
{
    const Json document = {
        {"issuer", m_issuer},
        {"authorization_endpoint", m_issuer + "/authorize"},
        {"token_endpoint", m_issuer + "/token"},
        {"revocation_endpoint", m_issuer + "/revoke"},
        {"userinfo_endpoint", m_issuer + "/userinfo"},
        {"jwks_uri", m_issuer + "/jwks"},
        {"code_challenge_methods_supported", {"S256"}},
        {"id_token_signing_alg_values_supported", {"ES256"}},
        {"token_endpoint_auth_methods_supported", {"none", "client_secret_post", "client_secret_basic"}},
        {"authorization_response_iss_parameter_supported", true}};
    return {200, "application/json", base::toJsonText(document), {}};
}

} // namespace keystead::practice
