// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// practice::Authority on FaultServer: /authorize redirects at once (no login page) unless asked otherwise, and any
// answer can be replaced by a fault. Access tokens expire by the system's clock. Thread: all members from any thread.
#include "core/model/provider_spec.h"
#include "core/practice/authority.h"
#include "tests/support/fault_server.h"

#include <memory>
#include <string>
#include <vector>

namespace keystead::test {

// askPerson: a page with buttons, whose links lead to /decide.
using AuthorizationServerConfig = practice::AuthorityConfig;

class AuthorizationServer
{
public:
    explicit AuthorizationServer(AuthorizationServerConfig config = {});
    AuthorizationServer(AuthorizationServerConfig config, TlsIdentity tls);
    ~AuthorizationServer();

    FaultServer& http(); // for faults: http().once("/token", ServerReply::failing(Fault::CloseWithoutAnswer))
    std::string issuer() const;
    std::string caPem() const; // in TLS mode
    // The descriptor that fits: OAuth2, client credentials and JWT bearer, loopback HTTP allowed, discovery off (all
    // URLs are given) unless asked for.
    model::ProviderSpec spec(bool withDiscovery = false) const;

    AuthorizationServerConfig config() const;
    void setConfig(AuthorizationServerConfig config);

    // A token family without the browser's round trip: for tests of refresh.
    using Issued = practice::Authority::Issued;
    Issued issue(const std::vector<std::string>& scopes = {"openid", "read"});

    int tokenPosts() const;  // POST /token in all
    int refreshes() const;   // refresh_token grants that were answered with tokens
    int revocations() const; // POST /revoke answered 200
    bool reuseDetected() const;
    bool isLive(const std::string& token) const; // access or refresh token that would be accepted now
    std::string currentRefreshToken() const;     // of the family issued last
    void revokeAll();                            // every token is dead: refresh answers invalid_grant
    // A signed id_token with these claims laid over the good ones (JSON object text; null removes).
    std::string makeIdToken(const std::string& claimsJson, const std::string& nonce = {}) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace keystead::test
