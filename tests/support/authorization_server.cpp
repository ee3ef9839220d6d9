// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/authorization_server.h"

#include "core/base/clock.h"

#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>

namespace keystead::test {

namespace {

ServerReply answerOf(practice::Authority& authority, const ServerRequest& request)
{
    practice::Answer answer =
        authority.handle({request.method, request.path, request.query, request.headers, request.body});
    ServerReply reply;
    reply.status = answer.status;
    reply.body = std::move(answer.body);
    reply.contentType = std::move(answer.contentType);
    reply.headers = std::move(answer.headers);
    return reply;
}

} // namespace

struct AuthorizationServer::Impl
{
    Impl(AuthorizationServerConfig config, TlsIdentity tls) : caPem(tls.authorityPem), server(std::move(tls))
    {
        authority.emplace(server.baseUrl(), std::move(config), clock);
        for (const char* path : {"/authorize", "/decide", "/token", "/revoke", "/userinfo", "/jwks", "/api/user",
                                 "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"}) {
            server.route(path, [this](const ServerRequest& request) {
                const std::scoped_lock lock(mutex);
                return answerOf(*authority, request);
            });
        }
    }
    // Calls `ask` while no request is being answered.
    template <class Ask> auto locked(Ask ask)
    {
        const std::scoped_lock lock(mutex);
        return ask(*authority);
    }

    std::string caPem;
    base::SystemClock clock;
    std::mutex mutex; // guards the authority
    std::optional<practice::Authority> authority;
    FaultServer server; // last: its thread ends before what its routes use goes
};

AuthorizationServer::AuthorizationServer(AuthorizationServerConfig config)
    : AuthorizationServer(std::move(config), TlsIdentity{})
{
}

AuthorizationServer::AuthorizationServer(AuthorizationServerConfig config, TlsIdentity tls)
    : m_impl(std::make_unique<Impl>(std::move(config), std::move(tls)))
{
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
    return m_impl->locked([](practice::Authority& authority) { return authority.config; });
}

void AuthorizationServer::setConfig(AuthorizationServerConfig config)
{
    m_impl->locked([&config](practice::Authority& authority) { authority.config = std::move(config); });
}

AuthorizationServer::Issued AuthorizationServer::issue(const std::vector<std::string>& scopes)
{
    return m_impl->locked([&scopes](practice::Authority& authority) { return authority.issue(scopes); });
}

int AuthorizationServer::tokenPosts() const
{
    return m_impl->server.count("/token");
}

int AuthorizationServer::refreshes() const
{
    return m_impl->locked([](practice::Authority& authority) { return authority.counters().refreshes; });
}

int AuthorizationServer::revocations() const
{
    return m_impl->locked([](practice::Authority& authority) { return authority.counters().revocations; });
}

bool AuthorizationServer::reuseDetected() const
{
    return m_impl->locked([](practice::Authority& authority) { return authority.counters().reuseDetected; });
}

bool AuthorizationServer::isLive(const std::string& token) const
{
    return m_impl->locked([&token](practice::Authority& authority) { return authority.isLive(token); });
}

std::string AuthorizationServer::currentRefreshToken() const
{
    return m_impl->locked([](practice::Authority& authority) { return authority.currentRefreshToken(); });
}

void AuthorizationServer::revokeAll()
{
    m_impl->locked([](practice::Authority& authority) { authority.revokeAll(); });
}

std::string AuthorizationServer::makeIdToken(const std::string& claimsJson, const std::string& nonce) const
{
    return m_impl->locked([&](practice::Authority& authority) {
        return authority.makeIdToken(nlohmann::json::parse(claimsJson), nonce);
    });
}

} // namespace keystead::test
