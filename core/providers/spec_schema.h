// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The one description of the descriptor's JSON: which key holds which member. The reader and the writer are visitors of
// it, so they cannot drift apart. A visitor offers operator()(key, member); structs are visited by describe() again.
#include "core/model/provider_spec.h"

#include <type_traits>

namespace keystead::providers {

template <class V> void describe(V& visit, model::UrlParameter& p)
{
    visit("name", p.name);
    visit("label", p.label);
    visit("help", p.help);
    visit("example", p.example);
    visit("default", p.defaultValue);
    visit("format", p.format);
    visit("optional", p.optional);
    visit("allow_loopback", p.allowLoopback);
    visit("choices", p.choices);
}

template <class V> void describe(V& visit, model::FieldSpec& f)
{
    visit("name", f.name);
    visit("label", f.label);
    visit("help", f.help);
    visit("placeholder", f.placeholder);
    visit("pattern", f.pattern);
    visit("secret", f.secret);
    visit("required", f.required);
    visit("multiline", f.multiline);
}

template <class V> void describe(V& visit, model::RevokeSpec& r)
{
    visit("url", r.url);
    visit("method", r.method);
    visit("auth", r.auth);
    visit("format", r.format);
    visit("body", r.body);
    visit("prefer", r.prefer);
    visit("manage_url", r.manageUrl);
}

template <class V> void describe(V& visit, model::OAuthSpec& o)
{
    visit("issuer", o.issuer);
    visit("issuer_template", o.issuerTemplate);
    visit("discovery_url", o.discoveryUrl);
    visit("authorization_url", o.authorizationUrl);
    visit("token_url", o.tokenUrl);
    visit("device_authorization_url", o.deviceAuthorizationUrl);
    visit("userinfo_url", o.userinfoUrl);
    visit("jwks_url", o.jwksUrl);
    visit("refresh_url", o.refreshUrl);
    visit("revoke", o.revoke);
    visit("supports_pkce", o.supportsPkce);
    visit("public_client_ok", o.publicClientOk);
    visit("client_secret_for_public", o.clientSecretForPublic);
    visit("client_auth", o.clientAuth);
    visit("scope_separator", o.scopeSeparator);
    visit("scope_response_separator", o.scopeResponseSeparator);
    visit("scope_param", o.scopeParam);
    visit("scope_response_pointer", o.scopeResponsePointer);
    visit("default_scopes", o.defaultScopes);
    visit("extra_authorization_params", o.extraAuthorizationParams);
    visit("token_request_params", o.tokenRequestParams);
    visit("token_request_headers", o.tokenRequestHeaders);
    visit("token_request_format", o.tokenRequestFormat);
    visit("token_error_on_200", o.tokenErrorOn200);
    visit("invalid_grant_errors", o.invalidGrantErrors);
    visit("bearer_token_types", o.bearerTokenTypes);
    visit("token_error_pointer", o.tokenErrorPointer);
    visit("ok_pointer", o.okPointer);
    visit("access_token_paths", o.accessTokenPaths);
    visit("refresh_token_paths", o.refreshTokenPaths);
    visit("expires_in_paths", o.expiresInPaths);
    visit("refresh_expiry_pointer", o.refreshExpiryPointer);
    visit("token_capture", o.tokenCapture);
    visit("access_token_lifetime_s", o.accessTokenLifetime);
    visit("refresh_token", o.rotation);
    visit("scope_on_refresh", o.scopeOnRefresh);
    visit("loopback_redirect", o.loopback);
    visit("redirect_host", o.redirectHost);
    visit("redirect_path", o.redirectPath);
    visit("redirect_ports", o.redirectPorts);
    visit("response_mode", o.responseMode);
    visit("expect_iss", o.expectIss);
    visit("openid", o.openid);
    visit("account_hint_param", o.accountHintParam);
}

template <class V> void describe(V& visit, model::ApiAuth& a)
{
    visit("in", a.in);
    visit("name", a.name);
    visit("prefix", a.prefix);
    visit("username_template", a.usernameTemplate);
    visit("password_template", a.passwordTemplate);
}

template <class V> void describe(V& visit, model::TestRequest& t)
{
    visit("method", t.method);
    visit("url", t.url);
    visit("headers", t.headers);
    visit("body", t.body);
    visit("content_type", t.contentType);
    visit("account_pointer", t.accountPointer);
    visit("ok_pointer", t.okPointer);
    visit("scopes_header", t.scopesHeader);
}

template <class V> void describe(V& visit, model::RateLimitSpec& r)
{
    visit("limit_header", r.limitHeader);
    visit("remaining_header", r.remainingHeader);
    visit("reset_header", r.resetHeader);
    visit("reset_unit", r.resetUnit);
    visit("statuses", r.statuses);
}

template <class V> void describe(V& visit, model::JwtSpec& j)
{
    visit("exchange", j.exchange);
    visit("audience", j.audience);
    visit("issuer", j.issuer);
    visit("subject", j.subject);
    visit("lifetime_s", j.lifetime);
    visit("claims", j.claims);
    visit("algorithms", j.algorithms);
}

template <class V> void describe(V& visit, model::ServerLogin& l)
{
    visit("urls", l.urls);
    visit("username", l.username);
    visit("usernames", l.usernames);
    visit("auth_types", l.authTypes);
}

template <class V> void describe(V& visit, model::AuthMethod& m)
{
    visit("kind", m.kind);
    visit("label", m.label);
    visit("help", m.help);
    visit("setup_url", m.setupUrl);
    visit("fields", m.fields);
    visit("api_auth", m.apiAuth);
}

template <class V> void describe(V& visit, model::ProviderSpec& s)
{
    visit("schema_version", s.schemaVersion);
    visit("id", s.id);
    visit("display_name", s.displayName);
    visit("category", s.category);
    visit("icon", s.icon);
    visit("docs_url", s.docsUrl);
    visit("methods", s.methods);
    visit("url_parameters", s.urlParameters);
    visit("oauth", s.oauth);
    visit("jwt", s.jwt);
    visit("api_auth", s.apiAuth);
    visit("api_headers", s.apiHeaders);
    visit("api_base_url", s.apiBaseUrl);
    visit("test", s.test);
    visit("rate_limit", s.rateLimit);
    visit("git", s.git);
    visit("docker", s.docker);
    visit("notes", s.notes);
}

template <class T, class... Ts> inline constexpr bool isOneOf = (std::is_same_v<T, Ts> || ...);
template <class T>
concept Described = isOneOf<T, model::UrlParameter, model::FieldSpec, model::RevokeSpec, model::OAuthSpec,
                            model::ApiAuth, model::TestRequest, model::RateLimitSpec, model::JwtSpec,
                            model::ServerLogin, model::AuthMethod, model::ProviderSpec>;

} // namespace keystead::providers
