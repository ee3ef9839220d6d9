// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A small OAuth 2 and OpenID Connect authorization server without sockets: /authorize, /token (PKCE S256, rotation with
// reuse detection), /revoke, /userinfo, /jwks, discovery, and /api/user as a service's test request. Behind the
// practice provider, and behind the tests' authorization server. Not for anything real: everyone is let in. Not
// thread-safe.
#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/crypto/signing.h"
#include "core/practice/http_message.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace keystead::practice {

struct AuthorityConfig
{
    std::string clientId = "test-client";
    std::string clientSecret; // empty: a public client; else wanted as the request says (post or basic)
    std::chrono::seconds accessLifetime{3600};
    bool rotate = true; // a refresh token is good once
    bool sendExpiresIn = true;
    bool openid = true; // id_token where the scope openid is asked for
    bool requirePkce = true;
    bool issParameter = true; // RFC 9207
    bool grantRefreshToken = true;
    bool askPerson = false;             // a page with buttons instead of an immediate redirect
    std::vector<std::string> grantOnly; // not empty: only these scopes are granted
    std::string subject = "user-1";
    std::string account = "ada@example.org";
    std::string authorizationError; // not empty: /authorize answers with this error code
    std::string issOverride;
    std::string stateOverride;
};

class Authority
{
public:
    // `issuer`: "http://127.0.0.1:PORT".
    Authority(std::string issuer, AuthorityConfig config, const base::Clock& clock);

    Answer handle(const Request& request);

    AuthorityConfig config;
    struct Counters
    {
        int refreshes = 0;   // refresh_token grants that were answered with tokens
        int revocations = 0; // POST /revoke answered 200
        bool reuseDetected = false;
    };
    const Counters& counters() const { return m_counters; }

    // A token family without the browser's round trip.
    struct Issued
    {
        std::string accessToken;
        std::string refreshToken;
    };
    Issued issue(const std::vector<std::string>& scopes);
    bool isLive(const std::string& token) const;
    std::string currentRefreshToken() const; // of the family issued last
    void revokeAll();                        // every token is dead: refresh answers invalid_grant
    // A signed id_token with these claims laid over the good ones (JSON merge patch).
    std::string makeIdToken(const base::Json& overrides, const std::string& nonce) const;

private:
    struct Pending // an authorization request, then its code
    {
        std::string challenge;
        std::string redirectUri;
        std::string state;
        std::string nonce;
        std::vector<std::string> scopes;
        bool refuseRefresh = false;
        base::WallTime expires{}; // of the code
    };
    struct Family
    {
        std::vector<std::string> scopes;
        std::string access;
        base::WallTime accessExpires{};
        std::string refresh;
        std::set<std::string> spent;
        bool refuseRefresh = false;
        bool dead = false;
    };

    Answer authorize(const Request& request);
    Answer decide(const Request& request);
    Answer redirectWith(const Pending& pending, std::vector<std::pair<std::string, std::string>> parameters);
    Answer redirectWithCode(Pending pending);
    Answer token(const Request& request);
    Answer exchange(const Request& request);
    Answer refresh(const Request& request);
    Answer revoke(const Request& request);
    Answer account(const Request& request, bool userinfo) const;
    Answer jwks() const;
    Answer metadata() const;
    bool clientIsRight(const Request& request) const;
    Family& newFamily(std::vector<std::string> scopes);
    base::Json issueTokens(Family& family, const std::string& nonce);
    Family* familyOf(const std::string& token) const;

    std::string m_issuer;
    const base::Clock& m_clock;
    crypto::PrivateKey m_key;
    Counters m_counters;
    std::map<std::string, Pending> m_tickets; // waiting for the person
    std::map<std::string, Pending> m_codes;
    std::vector<std::unique_ptr<Family>> m_families;
};

std::vector<std::string> splitWords(const std::string& text);
// {"error": code}
Answer oauthError(const char* code, int status = 400);

} // namespace keystead::practice
