// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What AuthorizationServer keeps and how it answers; for its own two source files only.
#include "core/crypto/signing.h"
#include "tests/support/authorization_server.h"

#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>

namespace keystead::test {

using nlohmann::json;

struct PendingCode
{
    std::string challenge;
    std::string redirectUri;
    std::string nonce;
    std::vector<std::string> scopes;
};

struct Family
{
    std::vector<std::string> scopes;
    std::string currentAccess;
    std::string currentRefresh;
    std::set<std::string> spent;
    bool dead = false;
};

struct AuthorizationServer::Impl
{
    explicit Impl(TlsIdentity tls) : caPem(tls.authorityPem), server(std::move(tls)), key(std::move(*crypto::PrivateKey::generateP256())) {}

    void addRoutes();
    ServerReply authorize(const ServerRequest& request);
    ServerReply token(const ServerRequest& request);
    ServerReply exchange(const ServerRequest& request);
    ServerReply refresh(const ServerRequest& request);
    ServerReply revoke(const ServerRequest& request);
    ServerReply account(const ServerRequest& request, bool userinfo);
    bool clientIsRight(const ServerRequest& request) const;
    json issueTokens(Family& family, const std::string& nonce);
    Family* familyOf(const std::string& token);
    std::string idToken(const json& overrides, const std::string& nonce) const;
    json metadata() const;

    std::string caPem;
    FaultServer server;
    crypto::PrivateKey key;
    mutable std::mutex mutex; // everything below
    AuthorizationServerConfig config;
    std::map<std::string, PendingCode> codes;
    std::vector<std::unique_ptr<Family>> families;
    int refreshes = 0;
    int revocations = 0;
    bool reuse = false;
};

} // namespace keystead::test
