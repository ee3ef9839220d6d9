// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/id_token.h"

#include <algorithm>

namespace keystead::oauth {

namespace {

constexpr std::chrono::minutes refetchPause{5};
constexpr std::chrono::hours keysLifetime{24};

// Our list, narrowed by what the issuer says it signs with. `none` and HMAC are on neither: SECURITY 7.
std::vector<crypto::SignatureAlgorithm> allowedAlgorithms(const Endpoints& endpoints)
{
    using crypto::SignatureAlgorithm;
    std::vector<SignatureAlgorithm> allowed;
    for (const SignatureAlgorithm algorithm :
         {SignatureAlgorithm::RS256, SignatureAlgorithm::ES256, SignatureAlgorithm::EdDSA, SignatureAlgorithm::PS256}) {
        const auto& listed = endpoints.idTokenAlgorithms;
        if (listed.empty() ||
            std::find(listed.begin(), listed.end(), std::string{crypto::toText(algorithm)}) != listed.end())
            allowed.push_back(algorithm);
    }
    return allowed;
}

base::Error invalid(std::string why)
{
    return base::fail(base::ErrorCode::OAuthIdTokenInvalid, "id_token: " + std::move(why));
}

} // namespace

QCoro::Task<base::Result<IdTokenClaims>> IdTokenVerifier::verify(base::Secret idToken, Endpoints endpoints,
                                                                 IdTokenExpectation expected, base::CancelToken cancel)
{
    if (endpoints.jwks.empty())
        co_return invalid("the issuer's keys are not known");
    const std::string key = endpoints.jwks;
    const std::vector<crypto::SignatureAlgorithm> allowed = allowedAlgorithms(endpoints);
    const auto known = m_keys.find(key);
    const bool fetchedNow = known == m_keys.end() || m_clock.steady() - known->second.fetchedAt > keysLifetime;
    if (fetchedNow) {
        QCoro::Task<base::Status> fetching = fetch(endpoints, cancel);
        const base::Status fetched = co_await fetching;
        if (!fetched)
            co_return fetched.error();
    }
    base::Result<crypto::VerifiedJwt> jwt = crypto::verifyJwt(idToken.exposeText(), m_keys.at(key).keys, allowed);
    if (!jwt && jwt.error().code == base::ErrorCode::NotFound) {
        // The issuer may have changed its keys: one refetch, at most every 5 minutes.
        CachedKeys& cached = m_keys.at(key);
        const bool paused =
            cached.lastRefetch != base::SteadyTime{} && m_clock.steady() - cached.lastRefetch < refetchPause;
        if (fetchedNow || paused)
            co_return invalid("it is signed with a key that the issuer does not publish");
        QCoro::Task<base::Status> fetching = fetch(endpoints, cancel);
        const base::Status fetched = co_await fetching;
        if (!fetched)
            co_return fetched.error();
        m_keys.at(key).lastRefetch = m_clock.steady();
        jwt = crypto::verifyJwt(idToken.exposeText(), m_keys.at(key).keys, allowed);
    }
    if (!jwt)
        co_return jwt.error().code == base::ErrorCode::NotFound
            ? invalid("it is signed with a key that the issuer does not publish")
            : std::move(jwt).error();
    co_return checkClaims(jwt->payloadJson, expected);
}

QCoro::Task<base::Status> IdTokenVerifier::fetch(Endpoints endpoints, base::CancelToken cancel)
{
    net::HttpRequest request;
    request.url = endpoints.jwks;
    request.headers.emplace_back("Accept", "application/json");
    request.allowLoopbackHttp = endpoints.allowLoopbackHttp;
    request.caPem = endpoints.caPem;
    QCoro::Task<base::Result<net::HttpResponse>> sending = m_http.send(std::move(request), cancel);
    base::Result<net::HttpResponse> response = co_await sending;
    if (!response)
        co_return std::move(response).error();
    // The caller may have gone with its cancellation.
    if (cancel.cancelled())
        co_return base::fail(base::ErrorCode::Cancelled);
    if (response->status != 200)
        co_return base::fail(base::ErrorCode::ServerError,
                             "the issuer's keys: the server answered " + std::to_string(response->status));
    base::Result<crypto::JwkSet> keys = crypto::JwkSet::parse(response->body.exposeText());
    if (!keys)
        co_return base::fail(base::ErrorCode::BadResponse, "the issuer's keys are not readable");
    CachedKeys& cached = m_keys[endpoints.jwks];
    cached.keys = std::move(*keys);
    cached.fetchedAt = m_clock.steady();
    co_return base::ok();
}

} // namespace keystead::oauth
