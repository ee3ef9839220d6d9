// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/revocation.h"

#include "core/base/encoding.h"
#include "core/base/log.h"
#include "core/net/form_encoding.h"
#include "core/oauth/answer_json.h"
#include "core/oauth/retry_after.h"
#include "core/oauth/token_request.h"

namespace keystead::oauth {

namespace {

using Kind = RevocationOutcome::Kind;

struct Tokens
{
    const base::Secret& access;
    const base::Secret& refresh;
};

std::string replaceAll(std::string text, std::string_view what, std::string_view with)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

// {access_token}, {refresh_token} and {client_id} in a body value, in locked memory.
base::Secret fill(std::string_view text, const Tokens& tokens, const std::string& clientId)
{
    base::SecretBuilder out;
    while (!text.empty()) {
        const auto open = text.find('{');
        out.append(text.substr(0, open));
        if (open == std::string_view::npos)
            break;
        text.remove_prefix(open);
        const auto take = [&](std::string_view name, std::string_view value) {
            if (!text.starts_with(name))
                return false;
            out.append(value);
            text.remove_prefix(name.size());
            return true;
        };
        if (!take("{access_token}", tokens.access.exposeText()) &&
            !take("{refresh_token}", tokens.refresh.exposeText()) && !take("{client_id}", clientId)) {
            out.append('{');
            text.remove_prefix(1);
        }
    }
    return std::move(out).build();
}

// RFC 7009 section 2.1; `hint` names the token.
net::HttpRequest rfc7009Request(const model::OAuthSpec& spec, const Endpoints& endpoints, const ClientIdentity& client,
                                const base::Secret& token, const char* hint)
{
    const model::RevokeSpec& how = spec.revoke;
    net::HttpRequest request;
    request.method = how.method;
    RequestFields fields;
    fields.add("token", token.clone()).add("token_type_hint", hint);
    if (how.auth == "client_basic")
        authenticateClient(client.clientSecret.empty() ? model::ClientAuth::None : model::ClientAuth::SecretBasic,
                           client, fields, request);
    else if (how.auth == "client")
        authenticateClient(chooseClientAuth(spec, endpoints, client), client, fields, request);
    request.body = fields.asForm();
    request.contentType = "application/x-www-form-urlencoded";
    return request;
}

net::HttpRequest ownRequest(const model::OAuthSpec& spec, const ClientIdentity& client, const Tokens& tokens)
{
    const model::RevokeSpec& how = spec.revoke;
    net::HttpRequest request;
    request.method = how.method;
    RequestFields fields;
    for (const auto& [name, value] : how.body)
        fields.add(name, fill(value, tokens, client.clientId));
    if (how.auth == "client_basic") {
        request.secretHeaders.emplace_back("Authorization", basicAuthorization(client));
    } else if (how.auth == "client") {
        model::OAuthSpec asThere = spec;
        authenticateClient(chooseClientAuth(asThere, {}, client), client, fields, request);
    }
    if (how.format == "json") {
        request.body = fields.asJson();
        request.contentType = "application/json";
    }
    return request;
}

void addBearer(net::HttpRequest& request, const base::Secret& token)
{
    base::SecretBuilder header;
    header.append("Bearer ").append(token);
    request.secretHeaders.emplace_back("Authorization", std::move(header).build());
}

std::string statedError(const net::HttpResponse& response)
{
    const auto answer = parseAnswer(response.header("content-type"), response.body.exposeText());
    const auto code = answer ? answer->publicText("/error") : std::nullopt;
    return code ? base::redact(base::cleanForDisplay(*code, 80)) : std::string{};
}

bool saysNotOk(const net::HttpResponse& response, const std::string& okPointer)
{
    const auto answer = parseAnswer(response.header("content-type"), response.body.exposeText());
    const base::Json* ok = answer && !okPointer.empty() ? answer->at(okPointer) : nullptr;
    return ok && ok->is_boolean() && !ok->get<bool>();
}

RevocationOutcome failed(base::ErrorCode code, std::string detail)
{
    RevocationOutcome outcome;
    outcome.kind = Kind::Failed;
    outcome.error = base::fail(code, std::move(detail));
    return outcome;
}

// What an answer means. RFC 7009 section 2.2: 200 also for a token the server does not know.
RevocationOutcome judge(const net::HttpResponse& response, const model::OAuthSpec& spec)
{
    const int status = response.status;
    const std::string stated = statedError(response);
    const std::string detail = "the server answered " + std::to_string(status) + (stated.empty() ? "" : ", " + stated);
    if (status >= 200 && status < 300 && !saysNotOk(response, spec.okPointer))
        return {Kind::Revoked, std::nullopt, {}, std::nullopt};
    // The token was its own credential and is dead already.
    if (status == 401 && spec.revoke.auth == "bearer")
        return {Kind::Revoked, std::nullopt, {}, std::nullopt};
    RevocationOutcome outcome = failed(base::ErrorCode::OAuthServerRefused, detail);
    if (status >= 300 && status < 400)
        outcome.error->code = base::ErrorCode::RedirectRefused;
    else if (status == 429)
        outcome.error->code = base::ErrorCode::TooManyRequests;
    else if (status >= 500)
        outcome.error->code = base::ErrorCode::ServerError;
    else if (status == 401)
        outcome.error->code = base::ErrorCode::OAuthInvalidClient;
    outcome.retryAfter =
        parseRetryAfter(response.header("retry-after"), response.serverDate.value_or(base::WallTime{}));
    return outcome;
}

bool isUnsupportedType(const net::HttpResponse& response)
{
    return response.status == 400 && statedError(response) == "unsupported_token_type";
}

} // namespace

QCoro::Task<RevocationOutcome> revoke(net::HttpClient& http, model::ProviderSpec spec, Endpoints endpoints,
                                      ClientIdentity client, base::Secret accessToken, base::Secret refreshToken,
                                      base::CancelToken cancel)
{
    RevocationOutcome nothing;
    if (!spec.oauth)
        co_return nothing;
    const model::OAuthSpec& oauth = *spec.oauth;
    nothing.manageUrl = oauth.revoke.manageUrl;
    const std::string url = replaceAll(endpoints.revocation.empty() ? oauth.revoke.url : endpoints.revocation,
                                       "{client_id}", net::percentEncode(client.clientId));
    if (url.empty() || (accessToken.empty() && refreshToken.empty()))
        co_return nothing;

    const Tokens tokens{accessToken, refreshToken};
    const bool standard = oauth.revoke.format == "rfc7009";
    const bool refreshFirst = oauth.revoke.prefer != "access" && !refreshToken.empty();
    std::vector<net::HttpRequest> requests;
    if (!standard) {
        requests.push_back(ownRequest(oauth, client, tokens));
    } else {
        if (refreshFirst)
            requests.push_back(rfc7009Request(oauth, endpoints, client, refreshToken, "refresh_token"));
        if (!accessToken.empty())
            requests.push_back(rfc7009Request(oauth, endpoints, client, accessToken, "access_token"));
        if (!refreshFirst && !refreshToken.empty())
            requests.push_back(rfc7009Request(oauth, endpoints, client, refreshToken, "refresh_token"));
    }

    // Both tokens go; a server that revokes one kind only is done with that one.
    bool anyRevoked = false;
    std::optional<RevocationOutcome> refused;
    for (net::HttpRequest& request : requests) {
        request.url = url;
        request.allowLoopbackHttp = endpoints.allowLoopbackHttp;
        request.caPem = endpoints.caPem;
        if (oauth.revoke.auth == "bearer")
            addBearer(request, accessToken.empty() ? refreshToken : accessToken);
        QCoro::Task<base::Result<net::HttpResponse>> sending = http.send(std::move(request), cancel);
        base::Result<net::HttpResponse> response = co_await sending;
        if (!response)
            co_return failed(response.error().code, response.error().detail);
        if (cancel.cancelled())
            co_return failed(base::ErrorCode::Cancelled, {});
        RevocationOutcome outcome = judge(*response, oauth);
        if (outcome.kind == Kind::Revoked)
            anyRevoked = true;
        else if (!isUnsupportedType(*response))
            co_return outcome;
        else
            refused = std::move(outcome);
    }
    if (anyRevoked || !refused) {
        RevocationOutcome done;
        done.kind = Kind::Revoked;
        co_return done;
    }
    co_return *std::move(refused);
}

} // namespace keystead::oauth
