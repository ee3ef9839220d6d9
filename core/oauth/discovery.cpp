// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/discovery.h"

#include <array>

namespace keystead::oauth {

namespace {

constexpr std::chrono::hours cacheTime{1};
constexpr std::string_view openidSuffix = "/.well-known/openid-configuration";
constexpr std::string_view oauthSuffix = "/.well-known/oauth-authorization-server";

// RFC 8414 section 3.1 inserts the well-known part between host and path; OpenID Connect Discovery section 4 appends
// it.
std::vector<std::string> candidates(const std::string& issuer, bool openid)
{
    std::string trimmed = issuer;
    while (trimmed.ends_with('/'))
        trimmed.pop_back();
    const auto authority = trimmed.find("://");
    const auto pathAt = authority == std::string::npos ? std::string::npos : trimmed.find('/', authority + 3);
    const std::string origin = trimmed.substr(0, pathAt);
    const std::string path = pathAt == std::string::npos ? "" : trimmed.substr(pathAt);
    const std::string appended = trimmed + std::string{openidSuffix};
    const std::string inserted = origin + std::string{oauthSuffix} + path;
    std::vector<std::string> urls = openid ? std::vector{appended, inserted} : std::vector{inserted, appended};
    if (!path.empty())
        urls.push_back(origin + std::string{openidSuffix} + path);
    return urls;
}

// The issuer that a metadata URL implies, where only that URL is configured.
std::string impliedIssuer(const std::string& url)
{
    for (const std::string_view suffix : {openidSuffix, oauthSuffix}) {
        const auto at = url.find(suffix);
        if (at != std::string::npos)
            return url.substr(0, at) + url.substr(at + suffix.size());
    }
    return {};
}

struct Template
{
    const std::string* from;
    std::string* to;
};

base::Status expandAll(Endpoints& endpoints, const model::ProviderSpec& spec,
                       const std::map<std::string, std::string>& parameters)
{
    const model::OAuthSpec& oauth = *spec.oauth;
    const std::array<Template, 7> templates{{{&oauth.issuer, &endpoints.issuer},
                                             {&oauth.authorizationUrl, &endpoints.authorization},
                                             {&oauth.tokenUrl, &endpoints.token},
                                             {&oauth.refreshUrl, &endpoints.refresh},
                                             {&oauth.userinfoUrl, &endpoints.userinfo},
                                             {&oauth.jwksUrl, &endpoints.jwks},
                                             {&oauth.deviceAuthorizationUrl, &endpoints.deviceAuthorization}}};
    for (const auto& [from, to] : templates) {
        if (from->empty())
            continue;
        KS_ASSIGN(*to, model::expandTemplate(*from, spec, parameters));
        if (to->empty())
            continue;
        KS_TRY(net::checkUrl(*to, endpoints.allowLoopbackHttp));
    }
    return base::ok();
}

base::Status expandRevocation(Endpoints& endpoints, const model::ProviderSpec& spec,
                              std::map<std::string, std::string> parameters)
{
    const std::string& url = spec.oauth->revoke.url;
    // {client_id} is known at revocation only.
    if (url.empty() || url.find("{client_id}") != std::string::npos)
        return base::ok();
    KS_ASSIGN(endpoints.revocation, model::expandTemplate(url, spec, parameters));
    return endpoints.revocation.empty() ? base::ok() : net::checkUrl(endpoints.revocation, endpoints.allowLoopbackHttp);
}

bool isComplete(const Endpoints& endpoints, const model::OAuthSpec& spec)
{
    return !endpoints.authorization.empty() && !endpoints.token.empty() && (!spec.openid || !endpoints.jwks.empty());
}

} // namespace

QCoro::Task<base::Result<Endpoints>>
Discovery::resolve(model::ProviderSpec spec, std::map<std::string, std::string> parameters, base::CancelToken cancel)
{
    if (!spec.oauth)
        co_return base::fail(base::ErrorCode::Unsupported, "this provider has no OAuth description");
    const model::OAuthSpec& oauth = *spec.oauth;
    Endpoints endpoints;
    endpoints.allowLoopbackHttp = model::loopbackHttpAllowed(spec, parameters);
    endpoints.issParameterSupported = oauth.expectIss;
    if (const auto ca = parameters.find("ca_pem"); ca != parameters.end())
        endpoints.caPem = ca->second;
    KS_CO_TRY(expandAll(endpoints, spec, parameters));
    KS_CO_TRY(expandRevocation(endpoints, spec, parameters));

    std::vector<std::string> urls;
    std::string expectedIssuer = endpoints.issuer;
    if (!oauth.discoveryUrl.empty()) {
        KS_CO_ASSIGN(std::string url, model::expandTemplate(oauth.discoveryUrl, spec, parameters));
        if (expectedIssuer.empty())
            expectedIssuer = impliedIssuer(url);
        urls.push_back(std::move(url));
    } else if (!endpoints.issuer.empty()) {
        urls = candidates(endpoints.issuer, oauth.openid);
    }

    if (!isComplete(endpoints, oauth) && !urls.empty()) {
        QCoro::Task<base::Result<std::string>> fetching = fetchMetadata(std::move(urls), endpoints, std::move(cancel));
        base::Result<std::string> json = co_await fetching;
        if (!json)
            co_return std::move(json).error();
        if (base::Status applied = applyMetadata(endpoints, *json, expectedIssuer, oauth); !applied) {
            m_cache.clear(); // asked anew next time: the server may have been repaired
            co_return std::move(applied).error();
        }
    } else if (!oauth.issuerTemplate.empty()) {
        endpoints.issuer = oauth.issuerTemplate;
    }
    if (endpoints.refresh.empty())
        endpoints.refresh = endpoints.token;
    if (endpoints.token.empty())
        co_return base::fail(base::ErrorCode::OAuthMetadataRefused,
                             "neither the descriptor nor the metadata names a token endpoint");
    co_return endpoints;
}

QCoro::Task<base::Result<std::string>> Discovery::fetchMetadata(std::vector<std::string> urls, Endpoints endpoints,
                                                                base::CancelToken cancel)
{
    const std::string key = urls.front() + "\n" + endpoints.caPem;
    // QCoro moves from whatever lvalue is returned: a copy of the cached text, not the text.
    std::string json;
    if (const auto cached = m_cache.find(key);
        cached != m_cache.end() && m_clock.steady() - cached->second.fetchedAt < cacheTime) {
        json = cached->second.json;
        co_return json;
    }
    base::Error last = base::fail(base::ErrorCode::OAuthMetadataRefused, "metadata: not found");
    for (const std::string& url : urls) {
        net::HttpRequest request;
        request.url = url;
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
        if (response->status == 200) {
            json = std::string{response->body.exposeText()};
            m_cache[key] = {m_clock.steady(), json};
            co_return json;
        }
        if (response->status == 429 || response->status >= 500)
            co_return base::fail(response->status == 429 ? base::ErrorCode::TooManyRequests
                                                         : base::ErrorCode::ServerError,
                                 "metadata: the server answered " + std::to_string(response->status));
        last.detail = "metadata: the server answered " + std::to_string(response->status);
    }
    co_return last;
}

} // namespace keystead::oauth
