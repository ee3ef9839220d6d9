// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/token_client.h"

#include "core/oauth/retry_after.h"
#include "core/oauth/token_request.h"

namespace keystead::oauth {

namespace {

// A server that echoes what it was sent must not bring it into an error's text.
void dropEchoes(base::Error& error, const std::vector<base::Secret>& sent)
{
    for (const base::Secret& secret : sent) {
        if (secret.size() >= 6 && error.detail.find(secret.exposeText()) != std::string::npos)
            error.detail = std::string{base::errorName(error.code)};
    }
}

// A free function: it refers to the client's collaborators only until the request is on its way.
QCoro::Task<TokenResult<TokenAnswer>> exchange(net::HttpClient& http, base::WallTime before, net::HttpRequest request,
                                               model::OAuthSpec spec, std::vector<base::Secret> sent,
                                               base::CancelToken cancel)
{
    QCoro::Task<base::Result<net::HttpResponse>> sending = http.send(std::move(request), std::move(cancel));
    base::Result<net::HttpResponse> response = co_await sending;
    if (!response)
        co_return tl::unexpected<TokenFailure>(TokenFailure{std::move(response).error(), std::nullopt});
    const base::WallTime now = response->serverDate.value_or(before);
    const std::string contentType = response->header("content-type");
    TokenResult<model::TokenSet> tokens =
        parseTokenResponse(response->status, contentType, response->body.exposeText(), spec, now);
    if (!tokens) {
        TokenFailure failure = std::move(tokens).error();
        failure.retryAfter = parseRetryAfter(response->header("retry-after"), now);
        dropEchoes(failure.error, sent);
        co_return tl::unexpected<TokenFailure>(std::move(failure));
    }
    TokenAnswer answer;
    answer.tokens = std::move(*tokens);
    answer.took = response->took;
    co_return answer;
}

std::vector<base::Secret> secretsSent(const ClientIdentity& client, const base::Secret& first = {},
                                      const base::Secret& second = {})
{
    std::vector<base::Secret> sent;
    sent.push_back(client.clientSecret.clone());
    sent.push_back(first.clone());
    sent.push_back(second.clone());
    return sent;
}

TokenResult<TokenAnswer> refuse(base::ErrorCode code, std::string detail)
{
    return tl::unexpected<TokenFailure>(TokenFailure{base::fail(code, std::move(detail)), std::nullopt});
}

TokenResult<TokenAnswer> noOAuth()
{
    return refuse(base::ErrorCode::Unsupported, "this provider has no OAuth description");
}

} // namespace

QCoro::Task<TokenResult<TokenAnswer>> TokenClient::exchangeCode(model::ProviderSpec spec, Endpoints endpoints,
                                                                ClientIdentity client, base::Secret code,
                                                                base::Secret verifier, std::string redirectUri,
                                                                base::CancelToken cancel)
{
    if (!spec.oauth)
        co_return noOAuth();
    RequestFields fields;
    fields.add("grant_type", "authorization_code").add("code", code.clone()).add("redirect_uri", redirectUri);
    if (!verifier.empty())
        fields.add("code_verifier", verifier.clone());
    net::HttpRequest request = tokenRequest(*spec.oauth, endpoints, endpoints.token, client, std::move(fields));
    QCoro::Task<TokenResult<TokenAnswer>> running = exchange(m_http, m_clock.now(), std::move(request), *spec.oauth,
                                                             secretsSent(client, code, verifier), std::move(cancel));
    co_return co_await running;
}

QCoro::Task<TokenResult<TokenAnswer>> TokenClient::refresh(model::ProviderSpec spec, Endpoints endpoints,
                                                           ClientIdentity client, base::Secret refreshToken,
                                                           std::vector<std::string> scopes, base::CancelToken cancel)
{
    if (!spec.oauth)
        co_return noOAuth();
    if (refreshToken.empty())
        co_return refuse(base::ErrorCode::SignInNeeded, "there is no refresh token");
    RequestFields fields;
    fields.add("grant_type", "refresh_token").add("refresh_token", refreshToken.clone());
    if (spec.oauth->scopeOnRefresh && !scopes.empty())
        fields.add("scope", joinScopes(scopes, spec.oauth->scopeSeparator));
    const std::string url = endpoints.refresh.empty() ? endpoints.token : endpoints.refresh;
    net::HttpRequest request = tokenRequest(*spec.oauth, endpoints, url, client, std::move(fields));
    QCoro::Task<TokenResult<TokenAnswer>> running = exchange(m_http, m_clock.now(), std::move(request), *spec.oauth,
                                                             secretsSent(client, refreshToken), std::move(cancel));
    co_return co_await running;
}

QCoro::Task<TokenResult<TokenAnswer>> TokenClient::clientCredentials(model::ProviderSpec spec, Endpoints endpoints,
                                                                     ClientIdentity client,
                                                                     std::vector<std::string> scopes,
                                                                     base::CancelToken cancel)
{
    if (!spec.oauth)
        co_return noOAuth();
    RequestFields fields;
    fields.add("grant_type", "client_credentials");
    if (!scopes.empty())
        fields.add("scope", joinScopes(scopes, spec.oauth->scopeSeparator));
    net::HttpRequest request = tokenRequest(*spec.oauth, endpoints, endpoints.token, client, std::move(fields));
    QCoro::Task<TokenResult<TokenAnswer>> running =
        exchange(m_http, m_clock.now(), std::move(request), *spec.oauth, secretsSent(client), std::move(cancel));
    co_return co_await running;
}

QCoro::Task<TokenResult<TokenAnswer>> TokenClient::jwtBearer(model::ProviderSpec spec, Endpoints endpoints,
                                                             ClientIdentity client, base::Secret assertion,
                                                             std::vector<std::string> scopes, base::CancelToken cancel)
{
    if (!spec.oauth)
        co_return noOAuth();
    RequestFields fields;
    fields.add("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer").add("assertion", assertion.clone());
    if (!scopes.empty())
        fields.add("scope", joinScopes(scopes, spec.oauth->scopeSeparator));
    net::HttpRequest request = tokenRequest(*spec.oauth, endpoints, endpoints.token, client, std::move(fields));
    QCoro::Task<TokenResult<TokenAnswer>> running = exchange(m_http, m_clock.now(), std::move(request), *spec.oauth,
                                                             secretsSent(client, assertion), std::move(cancel));
    co_return co_await running;
}

} // namespace keystead::oauth
