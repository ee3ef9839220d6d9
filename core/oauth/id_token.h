// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// OpenID Connect Core section 3.1.3.7: algorithm allow-list, iss, aud/azp, exp, iat within 60 s, nonce; `sub` stays the
// same at refresh (12.2). At most one JWKS refetch an unknown kid, rate limited. SECURITY 7.
#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/crypto/jose.h"
#include "core/net/http_client.h"
#include "core/oauth/endpoints.h"

#include <map>
#include <qcoro/qcorotask.h>
#include <string>

namespace keystead::oauth {

struct IdTokenExpectation
{
    std::string issuer;
    std::string clientId;
    std::string nonce;   // empty: not asked for (refresh)
    std::string subject; // empty: any
    base::WallTime now{};
};

struct IdTokenClaims
{
    std::string subject;
    std::string account; // email, preferred_username or name; cleaned
};

// Pure: claims only. OAuthIdTokenInvalid names the claim.
base::Result<IdTokenClaims> checkClaims(std::string_view payloadJson, const IdTokenExpectation& expected);

class IdTokenVerifier
{
public:
    IdTokenVerifier(net::HttpClient& http, const base::Clock& clock) : m_http(http), m_clock(clock) {}
    QCoro::Task<base::Result<IdTokenClaims>> verify(base::Secret idToken, Endpoints endpoints,
                                                    IdTokenExpectation expected, base::CancelToken cancel);

private:
    struct CachedKeys
    {
        crypto::JwkSet keys;
        base::SteadyTime fetchedAt{};
        base::SteadyTime lastRefetch{};
    };
    QCoro::Task<base::Status> fetch(Endpoints endpoints, base::CancelToken cancel);
    net::HttpClient& m_http;
    const base::Clock& m_clock;
    std::map<std::string, CachedKeys> m_keys;
};

} // namespace keystead::oauth
