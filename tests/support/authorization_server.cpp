// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/authorization_server.h"

#include "tests/support/authorization_state.h"

namespace keystead::test {

AuthorizationServer::AuthorizationServer(AuthorizationServerConfig config) : AuthorizationServer(std::move(config), TlsIdentity{}) {}

AuthorizationServer::AuthorizationServer(AuthorizationServerConfig config, TlsIdentity tls) : m_impl(std::make_unique<Impl>(std::move(tls)))
{
    m_impl->config = std::move(config);
    m_impl->addRoutes();
}

AuthorizationServer::~AuthorizationServer() = default;

FaultServer& AuthorizationServer::http()
{
    return m_impl->server;
}

std::string AuthorizationServer::issuer() const
{
    return m_impl->server.baseUrl();
}

std::string AuthorizationServer::caPem() const
{
    return m_impl->caPem;
}

model::ProviderSpec AuthorizationServer::spec(bool withDiscovery) const
{
    const std::string base = issuer();
    model::ProviderSpec spec;
    spec.id = "test-server";
    spec.displayName = "Test server";
    spec.category = "practice";
    spec.loopbackHttpAllowed = true;
    spec.oauth.emplace();
    spec.oauth->issuer = base;
    spec.oauth->openid = true;
    spec.oauth->publicClientOk = true;
    spec.oauth->rotation = model::Rotation::Rotates;
    spec.oauth->defaultScopes = {"openid", "read"};
    spec.oauth->revoke.url = base + "/revoke";
    if (!withDiscovery) {
        spec.oauth->authorizationUrl = base + "/authorize";
        spec.oauth->tokenUrl = base + "/token";
        spec.oauth->userinfoUrl = base + "/userinfo";
        spec.oauth->jwksUrl = base + "/jwks";
    }
    spec.jwt.emplace();
    spec.jwt->issuer = "{client_id}";
    for (const auto kind : {model::AuthKind::OAuth2, model::AuthKind::ClientCredentials, model::AuthKind::Jwt}) {
        model::AuthMethod method;
        method.kind = kind;
        method.label = std::string{model::toText(kind)};
        spec.methods.push_back(std::move(method));
    }
    spec.apiBaseUrl = base + "/api";
    spec.test.emplace();
    spec.test->url = base + "/api/user";
    spec.test->accountPointer = "/login";
    spec.test->scopesHeader = "x-oauth-scopes";
    spec.rateLimit.limitHeader = "x-ratelimit-limit";
    spec.rateLimit.remainingHeader = "x-ratelimit-remaining";
    spec.rateLimit.resetHeader = "x-ratelimit-reset";
    return spec;
}

AuthorizationServerConfig AuthorizationServer::config() const
{
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->config;
}

void AuthorizationServer::setConfig(AuthorizationServerConfig config)
{
    const std::scoped_lock lock(m_impl->mutex);
    m_impl->config = std::move(config);
}

AuthorizationServer::Issued AuthorizationServer::issue(const std::vector<std::string>& scopes)
{
    const std::scoped_lock lock(m_impl->mutex);
    auto& family = m_impl->families.emplace_back(std::make_unique<Family>());
    family->scopes = scopes;
    (void)m_impl->issueTokens(*family, {});
    return {family->currentAccess, family->currentRefresh};
}

int AuthorizationServer::tokenPosts() const
{
    return m_impl->server.count("/token");
}

int AuthorizationServer::refreshes() const
{
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->refreshes;
}

int AuthorizationServer::revocations() const
{
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->revocations;
}

bool AuthorizationServer::reuseDetected() const
{
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->reuse;
}

bool AuthorizationServer::isLive(const std::string& token) const
{
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->familyOf(token) != nullptr;
}

std::string AuthorizationServer::currentRefreshToken() const
{
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->families.empty() ? std::string{} : m_impl->families.back()->currentRefresh;
}

void AuthorizationServer::revokeAll()
{
    const std::scoped_lock lock(m_impl->mutex);
    for (const auto& family : m_impl->families)
        family->dead = true;
}

std::string AuthorizationServer::makeIdToken(const std::string& claimsJson, const std::string& nonce) const
{
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->idToken(json::parse(claimsJson), nonce);
}

} // namespace keystead::test
