// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/request_rules.h"

#include "core/access/request_target.h"
#include "core/base/encoding.h"
#include "core/model/url_rules.h"
#include "core/net/http_client.h"
#include "core/net/http_text.h"

#include <algorithm>
#include <array>

namespace keystead::access {

using base::ErrorCode;
using base::fail;
using net::lower;

namespace {

constexpr std::size_t maxHeaders = 100;
constexpr std::size_t maxHeaderBytes = 32 * 1024;

// What the program's own request must not bring: the credential is Keystead's to add, and framing is made anew. The
// encoding is fixed, so that an echo of the credential can be found in the answer.
bool isOurs(std::string_view name)
{
    constexpr std::array<std::string_view, 9> names{"host",           "cookie",          "authorization",
                                                    "content-length", "accept-encoding", "expect",
                                                    "x-keystead-key", "cookie2",         "http2-settings"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

// A server that heeds one of these does another method or another path than the one that the grant was asked for.
bool namesAnotherRequest(std::string_view name)
{
    constexpr std::array<std::string_view, 5> names{"x-http-method-override", "x-http-method", "x-method-override",
                                                    "x-original-url", "x-rewrite-url"};
    // Some servers read "_" as "-".
    return std::any_of(names.begin(), names.end(), [&](std::string_view known) {
        return std::equal(name.begin(), name.end(), known.begin(), known.end(),
                          [](char a, char b) { return a == b || (a == '_' && b == '-'); });
    });
}

base::Status checkMethod(std::string_view method)
{
    if (!net::isToken(method) || method.size() > 20)
        return fail(ErrorCode::InvalidArgument, "method: is no HTTP method");
    const std::string name = lower(method);
    if (name == "connect" || name == "trace" || name == "track")
        return fail(ErrorCode::InvalidArgument, "method: CONNECT and TRACE are not sent");
    if (std::any_of(method.begin(), method.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
        return fail(ErrorCode::InvalidArgument, "method: is written in capitals");
    return base::ok();
}

std::string originHost(const std::string& origin)
{
    const std::size_t begin = origin.find("://") + 3;
    const std::size_t colon = origin.rfind(':');
    const bool usual = origin.starts_with("https:") ? origin.substr(colon) == ":443" : origin.substr(colon) == ":80";
    return usual ? origin.substr(begin, colon - begin) : origin.substr(begin);
}

base::Status checkHeaders(const HeaderList& headers)
{
    std::size_t bytes = 0;
    for (const auto& [name, value] : headers) {
        if (!net::isToken(name))
            return fail(ErrorCode::InvalidArgument, "headers: a name holds a character that is not allowed");
        const bool plain = std::none_of(value.begin(), value.end(), [](char c) {
            return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
        });
        if (!plain)
            return fail(ErrorCode::InvalidArgument,
                        "headers: the value of " + name + " holds a line break or another control character");
        bytes += name.size() + value.size() + 4;
    }
    if (headers.size() > maxHeaders || bytes > maxHeaderBytes)
        return fail(ErrorCode::LimitExceeded, "headers: at most 100, and 32 KiB in all");
    return base::ok();
}

HeaderList passedOn(const RequestRules& rules, const HeaderList& headers)
{
    const std::vector<std::string> forOneHop = namedByConnection(headers);
    HeaderList left;
    const auto has = [&](const std::string& name) {
        return std::any_of(left.begin(), left.end(), [&](const auto& header) { return lower(header.first) == name; });
    };
    for (const auto& [name, value] : headers) {
        const std::string key = lower(name);
        if (isOurs(key) || namesAnotherRequest(key) || isHopByHop(key) || key == rules.credentialHeader ||
            std::find(forOneHop.begin(), forOneHop.end(), key) != forOneHop.end())
            continue;
        std::string flat = value;
        std::replace(flat.begin(), flat.end(), '\t', ' ');
        left.emplace_back(name, std::move(flat));
    }
    for (const auto& [name, value] : rules.ownHeaders) {
        if (!has(lower(name)))
            left.emplace_back(name, value);
    }
    return left;
}

base::Status addOrigin(RequestRules& rules, const std::string& url)
{
    KS_TRY(net::checkUrl(url, rules.loopbackHttp));
    KS_ASSIGN(std::string origin, net::originOf(url));
    if (std::find(rules.origins.begin(), rules.origins.end(), origin) == rules.origins.end())
        rules.origins.push_back(std::move(origin));
    return base::ok();
}

std::string withoutEnd(std::string url)
{
    url.resize(std::min(url.find_first_of("?#"), url.size()));
    while (url.ends_with('/'))
        url.pop_back();
    return url;
}

} // namespace

model::ApiAuth apiAuthOf(const model::ProviderSpec& spec, model::AuthKind kind)
{
    const model::AuthMethod* const method = spec.method(kind);
    model::ApiAuth auth = method && method->apiAuth ? *method->apiAuth : spec.apiAuth;
    if (kind == model::AuthKind::Basic && auth.in != "basic")
        auth = {"basic", {}, {}, "{username}", "{password}"};
    return auth;
}

base::Result<RequestRules> rulesFor(const model::Connection& connection, const model::ProviderSpec& spec)
{
    if (connection.kind == model::AuthKind::Certificate)
        return fail(ErrorCode::Unsupported, "a certificate is not sent on requests");
    RequestRules rules;
    const auto& parameters = connection.parameters;
    rules.loopbackHttp = model::loopbackHttpAllowed(spec, parameters);
    KS_ASSIGN(const std::string apiBase, model::expandTemplate(spec.apiBaseUrl, spec, parameters));
    std::string test;
    if (spec.test) {
        KS_ASSIGN(test, model::expandTemplate(spec.test->url, spec, parameters));
    }
    if (!apiBase.empty()) {
        KS_TRY(addOrigin(rules, apiBase));
        rules.base = withoutEnd(apiBase);
    }
    // Where the API's address is the person's, nothing else that is typed beside it widens it (checkTestOrigin).
    const bool typed = spec.apiBaseUrl.find('{') != std::string::npos;
    if (!test.empty() && (apiBase.empty() || !typed))
        KS_TRY(addOrigin(rules, test));
    if (rules.origins.empty())
        return fail(ErrorCode::Unsupported, "the connection has no API address; set api_base_url");
    if (rules.base.empty())
        rules.base = test.substr(0, test.find('/', test.find("://") + 3));
    for (const auto& [name, text] : spec.apiHeaders) {
        KS_ASSIGN(std::string value, model::expandTemplate(text, spec, parameters));
        rules.ownHeaders.emplace_back(name, std::move(value));
    }
    const model::ApiAuth auth = apiAuthOf(spec, connection.kind);
    KS_ASSIGN(const std::string name, model::expandTemplate(auth.name, spec, parameters));
    if (auth.in == "query")
        rules.credentialQuery = name;
    else
        rules.credentialHeader = auth.in == "basic" ? "authorization" : lower(name);
    return rules;
}

base::Result<CheckedRequest> checkRequest(const RequestRules& rules, std::string_view method, std::string_view target,
                                          const HeaderList& headers, TargetForms forms)
{
    KS_TRY(checkMethod(method));
    KS_TRY(checkHeaders(headers));
    KS_TRY(checkTarget(target));
    CheckedRequest request;
    request.method = method;
    request.base = rules.base;
    std::string url{target};
    if (!target.starts_with('/')) {
        if (forms == TargetForms::PathOnly || target.find("://") == std::string_view::npos)
            return fail(ErrorCode::InvalidArgument, forms == TargetForms::PathOnly
                                                        ? "target: must be a path, beginning with /"
                                                        : "target: must be a path, beginning with /, or a whole URL");
        KS_TRY(net::checkUrl(url, true));
    } else {
        url = rules.base + url;
        KS_TRY(net::checkUrl(url, true));
    }
    KS_ASSIGN(request.origin, net::originOf(url));
    if (std::find(rules.origins.begin(), rules.origins.end(), request.origin) == rules.origins.end())
        return fail(ErrorCode::Denied, "target: " + base::cleanForDisplay(originHost(request.origin), 100) +
                                           " is no host of this connection");
    KS_TRY(net::checkUrl(url, rules.loopbackHttp));
    const std::size_t pathAt = std::min(url.find_first_of("/?", url.find("://") + 3), url.size());
    const std::size_t queryAt = std::min(url.find('?', pathAt), url.size());
    request.path = url.substr(pathAt, queryAt - pathAt);
    if (request.path.empty())
        request.path = "/";
    KS_TRY(checkPath(request.path)); // of the whole: the base is a person's text
    std::string query = url.substr(queryAt);
    if (!rules.credentialQuery.empty())
        query = withoutParameter(query, rules.credentialQuery);
    request.url = url.substr(0, pathAt) + request.path + query;
    request.host = originHost(request.origin);
    request.headers = passedOn(rules, headers);
    return request;
}

bool isHopByHop(std::string_view name)
{
    constexpr std::array<std::string_view, 9> names{"connection",          "keep-alive", "proxy-connection",
                                                    "proxy-authorization", "te",         "trailer",
                                                    "transfer-encoding",   "upgrade",    "proxy-authenticate"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> namedByConnection(const HeaderList& headers)
{
    std::vector<std::string> names;
    for (const auto& [name, value] : headers) {
        if (lower(name) != "connection")
            continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(','), rest.size());
            names.push_back(lower(net::trimmed(rest.substr(0, end))));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return names;
}

base::Status checkLocation(const CheckedRequest& request, std::string_view location)
{
    const auto refuse = [] {
        return fail(ErrorCode::RedirectRefused,
                    "the server redirects to another host, where this credential does not belong");
    };
    const std::string text{net::trimmed(location)};
    if (text.starts_with("//") || text.find('\\') != std::string::npos)
        return refuse();
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || colon > text.find_first_of("/?#"))
        return base::ok(); // relative
    // A fragment is the program's own affair.
    const auto origin = net::originOf(text.substr(0, text.find('#')));
    if (!origin || *origin != request.origin)
        return refuse();
    return base::ok();
}

} // namespace keystead::access
