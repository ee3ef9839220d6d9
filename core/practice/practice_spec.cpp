// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/practice_spec.h"

namespace keystead::practice {

namespace {

model::OAuthSpec oauthSpec(const std::string& issuer)
{
    model::OAuthSpec oauth;
    oauth.issuer = issuer;
    oauth.openid = true;
    oauth.authorizationUrl = issuer + "/authorize";
    oauth.tokenUrl = issuer + "/token";
    oauth.userinfoUrl = issuer + "/userinfo";
    oauth.jwksUrl = issuer + "/jwks";
    oauth.revoke.url = issuer + "/revoke";
    oauth.supportsPkce = true;
    oauth.publicClientOk = true;
    oauth.clientAuth = model::ClientAuth::None;
    oauth.rotation = model::Rotation::Rotates;
    oauth.expectIss = true;
    oauth.defaultScopes = {"openid", "read"};
    return oauth;
}

} // namespace

model::ProviderSpec practiceSpec(const std::string& issuer)
{
    model::ProviderSpec spec;
    spec.id = practiceProviderId;
    spec.displayName = "Practice provider";
    spec.category = "practice";
    spec.loopbackHttpAllowed = true;
    model::AuthMethod signIn;
    signIn.kind = model::AuthKind::OAuth2;
    signIn.label = "Sign in through the browser";
    signIn.help = "A sign-in page on this computer. Tokens live 60 seconds, so that you can watch them being renewed.";
    model::FieldSpec client;
    client.name = "client_id";
    client.label = "Client id";
    client.help = "Any real provider gives you one when you register an app. Here it is always the same.";
    client.placeholder = practiceClientId;
    signIn.fields.push_back(std::move(client));
    spec.methods.push_back(std::move(signIn));
    spec.oauth = oauthSpec(issuer);
    spec.apiBaseUrl = issuer + "/api";
    spec.test.emplace();
    spec.test->url = issuer + "/api/user";
    spec.test->accountPointer = "/login";
    spec.test->scopesHeader = "x-oauth-scopes";
    spec.rateLimit.limitHeader = "x-ratelimit-limit";
    spec.rateLimit.remainingHeader = "x-ratelimit-remaining";
    spec.rateLimit.resetHeader = "x-ratelimit-reset";
    spec.notes = {"Nothing here leaves this computer. The vault is thrown away when you close the window."};
    return spec;
}

} // namespace keystead::practice
