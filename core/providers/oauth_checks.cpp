// SPDX-License-Identifier: GPL-3.0-or-later
// The OAuth part of a descriptor.
#include "core/model/text_rules.h"
#include "core/providers/spec_checks.h"

#include <algorithm>

namespace keystead::providers {

namespace {

using model::AuthKind;
using model::OAuthSpec;

// What a flow draws or fills itself; a descriptor that sets one of them could fix a state or a challenge.
const std::set<std::string> ownAuthorizationParams{
    "client_id",      "redirect_uri",          "response_type", "state",   "nonce",      "scope",
    "code_challenge", "code_challenge_method", "response_mode", "request", "request_uri"};
const std::set<std::string> ownTokenParams{"code",          "code_verifier", "redirect_uri", "refresh_token",
                                           "client_secret", "client_id",     "assertion"};

bool isRedirectPath(const std::string& path)
{
    return path.starts_with('/') && path.size() <= 200 && std::all_of(path.begin(), path.end(), [](char c) {
               return model::isAlnum(c) || c == '/' || c == '-' || c == '_' || c == '.' || c == '~';
           });
}

bool isSeparator(const std::string& separator)
{
    return separator.size() == 1 && std::string_view{" ,;+|"}.find(separator[0]) != std::string_view::npos;
}

} // namespace

void SpecChecker::checkOAuth()
{
    if (!m_spec.oauth)
        return;
    const OAuthSpec& oauth = *m_spec.oauth;
    const bool discovers = !oauth.issuer.empty() || !oauth.discoveryUrl.empty();
    const Presence explicitUrl = discovers ? Presence::Optional : Presence::Required;
    urlTemplate("oauth.issuer", oauth.issuer, Presence::Optional);
    // Its placeholder is the metadata's own: filled by what the server's `iss` claim holds.
    urlTemplate("oauth.issuer_template", oauth.issuerTemplate, Presence::Optional, {"tenantid"});
    urlTemplate("oauth.discovery_url", oauth.discoveryUrl, Presence::Optional);
    const bool browser = m_spec.method(AuthKind::OAuth2) != nullptr;
    urlTemplate("oauth.authorization_url", oauth.authorizationUrl, browser ? explicitUrl : Presence::Optional);
    urlTemplate("oauth.token_url", oauth.tokenUrl, explicitUrl);
    urlTemplate("oauth.device_authorization_url", oauth.deviceAuthorizationUrl, Presence::Optional);
    urlTemplate("oauth.userinfo_url", oauth.userinfoUrl, Presence::Optional);
    urlTemplate("oauth.jwks_url", oauth.jwksUrl, Presence::Optional);
    urlTemplate("oauth.refresh_url", oauth.refreshUrl, Presence::Optional);
    if (oauth.openid && !discovers && oauth.jwksUrl.empty())
        add("oauth.openid", "needs an issuer", "Give oauth.issuer, by which an id_token can be checked.");
    oneOf("oauth.client_secret_for_public", oauth.clientSecretForPublic,
          {"", "required_non_confidential", "must_omit"});
    checkRevoke(oauth.revoke);
    checkRedirect(oauth);
    checkTokenAnswer(oauth);
}

void SpecChecker::checkRedirect(const OAuthSpec& oauth)
{
    if (!isSeparator(oauth.scopeSeparator))
        add("oauth.scope_separator", "is not usable", "Use a space or a comma.");
    if (!oauth.scopeResponseSeparator.empty() && !isSeparator(oauth.scopeResponseSeparator))
        add("oauth.scope_response_separator", "is not usable", "Use a space or a comma.");
    if (!model::isFieldName(oauth.scopeParam))
        add("oauth.scope_param", "is not a parameter's name", "Use scope.");
    for (const std::string& scope : oauth.defaultScopes)
        if (!model::isScopeToken(scope))
            add("oauth.default_scopes", "hold one that is not a scope", "Write one scope an entry, without spaces.");
    for (const auto& [name, value] : oauth.extraAuthorizationParams) {
        if (ownAuthorizationParams.contains(name))
            add("oauth.extra_authorization_params." + name, "is set by the flow itself", "Remove it.");
        text("oauth.extra_authorization_params", name, 60, Presence::Required);
        valueTemplate("oauth.extra_authorization_params." + name, value);
    }
    oneOf("oauth.redirect_host", oauth.redirectHost, {"127.0.0.1", "localhost", "[::1]"}); // SECURITY 13
    if (!isRedirectPath(oauth.redirectPath))
        add("oauth.redirect_path", "is not a plain path", "Use /callback.");
    for (const int port : oauth.redirectPorts)
        if (port < 1024 || port > 65535)
            add("oauth.redirect_ports", "hold one out of range", "Use 1024 to 65535.");
    oneOf("oauth.response_mode", oauth.responseMode, {"", "query", "form_post"});
    if (!oauth.accountHintParam.empty() && !model::isFieldName(oauth.accountHintParam))
        add("oauth.account_hint_param", "is not a parameter's name", "Use login_hint.");
}

void SpecChecker::checkTokenAnswer(const OAuthSpec& oauth)
{
    for (const auto& [name, value] : oauth.tokenRequestParams) {
        if (ownTokenParams.contains(name))
            add("oauth.token_request_params." + name, "is set by the flow itself", "Remove it.");
        text("oauth.token_request_params", name, 60, Presence::Required);
        valueTemplate("oauth.token_request_params." + name, value);
    }
    headers("oauth.token_request_headers", oauth.tokenRequestHeaders);
    oneOf("oauth.token_request_format", oauth.tokenRequestFormat, {"form", "json"});
    pointer("oauth.scope_response_pointer", oauth.scopeResponsePointer);
    pointer("oauth.token_error_pointer", oauth.tokenErrorPointer);
    pointer("oauth.ok_pointer", oauth.okPointer);
    pointer("oauth.refresh_expiry_pointer", oauth.refreshExpiryPointer);
    for (const std::string& error : oauth.invalidGrantErrors)
        text("oauth.invalid_grant_errors", error, 100, Presence::Required);
    for (const std::string& type : oauth.bearerTokenTypes)
        text("oauth.bearer_token_types", type, 40, Presence::Required);
    const auto paths = [this](const std::string& field, const std::vector<std::string>& values) {
        if (values.empty())
            add(field, "is empty", "Give at least one JSON pointer.");
        for (const std::string& value : values)
            pointer(field, value);
    };
    paths("oauth.access_token_paths", oauth.accessTokenPaths);
    paths("oauth.refresh_token_paths", oauth.refreshTokenPaths);
    paths("oauth.expires_in_paths", oauth.expiresInPaths);
    for (const auto& [name, value] : oauth.tokenCapture) {
        if (!model::isFieldName(name))
            add("oauth.token_capture", "has a name that is not usable", "Use a-z, 0-9 and _.");
        pointer("oauth.token_capture." + name, value);
    }
    if (oauth.accessTokenLifetime && (*oauth.accessTokenLifetime < std::chrono::seconds{1} ||
                                      *oauth.accessTokenLifetime > std::chrono::hours{24 * 3650}))
        add("oauth.access_token_lifetime_s", "is out of range", "Use 1 second to 10 years.");
}

void SpecChecker::checkRevoke(const model::RevokeSpec& revoke)
{
    // Tokens may stand in the body only: a URL ends up in logs.
    urlTemplate("oauth.revoke.url", revoke.url, Presence::Optional);
    urlTemplate("oauth.revoke.manage_url", revoke.manageUrl, Presence::Optional);
    oneOf("oauth.revoke.method", revoke.method, {"POST", "DELETE", "GET"});
    oneOf("oauth.revoke.auth", revoke.auth, {"client", "client_basic", "bearer", "none"});
    oneOf("oauth.revoke.format", revoke.format, {"rfc7009", "json", "none"});
    oneOf("oauth.revoke.prefer", revoke.prefer, {"refresh", "access"});
    for (const auto& [name, value] : revoke.body) {
        text("oauth.revoke.body", name, 60, Presence::Required);
        valueTemplate("oauth.revoke.body." + name, value, {"access_token", "refresh_token"});
    }
}

} // namespace keystead::providers
