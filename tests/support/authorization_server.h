// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A small OAuth 2 and OpenID Connect authorization server for tests, on FaultServer: /authorize redirects at once (no login page), /token checks
// PKCE S256, rotates refresh tokens and notices their reuse, /revoke, /userinfo, /jwks, both discovery documents, and /api/user as the test request.
// Thread: all members from any thread.
#include "core/model/provider_spec.h"
#include "tests/support/fault_server.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace keystead::test {

struct AuthorizationServerConfig
{
    std::string clientId = "test-client";
    std::string clientSecret; // empty: a public client; else wanted as the request says (post or basic)
    std::chrono::seconds accessLifetime{3600};
    bool rotate = true;              // a refresh token is good once
    bool sendExpiresIn = true;
    bool openid = true;              // id_token where the scope openid is asked for
    bool requirePkce = true;
    bool issParameter = true;        // RFC 9207
    bool grantRefreshToken = true;
    std::vector<std::string> grantOnly; // not empty: only these scopes are granted
    std::string subject = "user-1";
    std::string account = "ada@example.org";
    std::string authorizationError;  // not empty: /authorize answers with this error code
    std::string issOverride;         // another iss in the redirect
    std::string stateOverride;       // another state in the redirect
};

class AuthorizationServer
{
public:
    explicit AuthorizationServer(AuthorizationServerConfig config = {});
    AuthorizationServer(AuthorizationServerConfig config, TlsIdentity tls);
    ~AuthorizationServer();

    FaultServer& http(); // for faults: http().once("/token", ServerReply::failing(Fault::CloseWithoutAnswer))
    std::string issuer() const;
    std::string caPem() const; // in TLS mode
    // The descriptor that fits: OAuth2, client credentials and JWT bearer, loopback HTTP allowed, discovery off (all URLs are given) unless asked for.
    model::ProviderSpec spec(bool withDiscovery = false) const;

    AuthorizationServerConfig config() const;
    void setConfig(AuthorizationServerConfig config);

    // A token family without the browser's round trip: for tests of refresh.
    struct Issued
    {
        std::string accessToken;
        std::string refreshToken;
    };
    Issued issue(const std::vector<std::string>& scopes = {"openid", "read"});

    int tokenPosts() const;    // POST /token in all
    int refreshes() const;     // refresh_token grants that were answered with tokens
    int revocations() const;   // POST /revoke answered 200
    bool reuseDetected() const;
    bool isLive(const std::string& token) const; // access or refresh token that would be accepted now
    std::string currentRefreshToken() const;     // of the family issued last
    void revokeAll();          // every token is dead: refresh answers invalid_grant
    // A signed id_token with these claims laid over the good ones (JSON object text; null removes).
    std::string makeIdToken(const std::string& claimsJson, const std::string& nonce = {}) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace keystead::test
