// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The token endpoint (RFC 6749 sections 4.1.3, 4.4, 6; RFC 7523): builds the request as the provider wants it, sends it
// exactly once, reads the answer. A 3xx is refused, errors are looked for before tokens whatever the status, raw bodies
// never leave this room.
#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/crypto/signing.h"
#include "core/model/provider_spec.h"
#include "core/model/token_set.h"
#include "core/net/http_client.h"
#include "core/oauth/endpoints.h"

#include <chrono>
#include <optional>
#include <qcoro/qcorotask.h>
#include <string>
#include <vector>

namespace keystead::oauth {

struct TokenAnswer
{
    model::TokenSet tokens;
    std::chrono::milliseconds took{0};
};

// What came instead of tokens, with what a scheduler needs.
struct TokenFailure
{
    base::Error error; // OAuthInvalidGrant is the only final one for a refresh
    std::optional<std::chrono::milliseconds> retryAfter;
};
template <class T> using TokenResult = tl::expected<T, TokenFailure>;

class TokenClient
{
public:
    TokenClient(net::HttpClient& http, const base::Clock& clock) : m_http(http), m_clock(clock) {}

    QCoro::Task<TokenResult<TokenAnswer>> exchangeCode(model::ProviderSpec spec, Endpoints endpoints,
                                                       ClientIdentity client, base::Secret code, base::Secret verifier,
                                                       std::string redirectUri, base::CancelToken cancel);
    QCoro::Task<TokenResult<TokenAnswer>> refresh(model::ProviderSpec spec, Endpoints endpoints, ClientIdentity client,
                                                  base::Secret refreshToken, std::vector<std::string> scopes,
                                                  base::CancelToken cancel);
    QCoro::Task<TokenResult<TokenAnswer>> clientCredentials(model::ProviderSpec spec, Endpoints endpoints,
                                                            ClientIdentity client, std::vector<std::string> scopes,
                                                            base::CancelToken cancel);
    // RFC 7523 section 2.1: `assertion` is a signed JWT (see jwt_bearer.h).
    QCoro::Task<TokenResult<TokenAnswer>> jwtBearer(model::ProviderSpec spec, Endpoints endpoints,
                                                    ClientIdentity client, base::Secret assertion,
                                                    std::vector<std::string> scopes, base::CancelToken cancel);

private:
    net::HttpClient& m_http;
    const base::Clock& m_clock;
};

// The pure part: fuzzed. `now` is the server's Date where it sent one, so that a wrong clock here does no harm.
TokenResult<model::TokenSet> parseTokenResponse(int status, std::string_view contentType, std::string_view body,
                                                const model::OAuthSpec& spec, base::WallTime now);

} // namespace keystead::oauth
