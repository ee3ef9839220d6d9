// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/userinfo.h"

#include "core/base/encoding.h"
#include "core/oauth/answer_json.h"

namespace keystead::oauth {

namespace {

base::Result<Userinfo> readUserinfo(const net::HttpResponse& response, const std::string& expectedSubject)
{
    if (response.status >= 300 && response.status < 400)
        return base::fail(base::ErrorCode::RedirectRefused, "userinfo: the server redirects, which is never followed");
    if (response.status == 401)
        return base::fail(base::ErrorCode::Unauthorized, "userinfo: the token was not accepted");
    if (response.status == 403)
        return base::fail(base::ErrorCode::Forbidden, "userinfo: the token lacks a permission");
    if (response.status != 200)
        return base::fail(response.status >= 500 ? base::ErrorCode::ServerError : base::ErrorCode::BadResponse,
                          "userinfo: the server answered " + std::to_string(response.status));
    base::Result<AnswerJson> answer = parseAnswer(response.header("content-type"), response.body.exposeText());
    if (!answer)
        return std::move(answer).error();
    Userinfo info;
    info.subject = answer->publicText("/sub").value_or("");
    // OpenID Connect Core section 5.3.2: the answer counts only where `sub` is the id_token's.
    if (!expectedSubject.empty() && info.subject != expectedSubject)
        return base::fail(base::ErrorCode::OAuthIdTokenInvalid, "userinfo: sub is another account than the id_token's");
    for (const char* pointer : {"/email", "/preferred_username", "/login", "/username", "/name"}) {
        if (const auto account = answer->text(pointer)) {
            info.account = base::cleanForDisplay(*account, 200);
            break;
        }
    }
    return info;
}

} // namespace

QCoro::Task<base::Result<Userinfo>> fetchUserinfo(net::HttpClient& http, Endpoints endpoints, base::Secret accessToken,
                                                  std::string expectedSubject, base::CancelToken cancel)
{
    if (endpoints.userinfo.empty())
        co_return base::fail(base::ErrorCode::Unsupported, "this provider has no userinfo endpoint");
    net::HttpRequest request;
    request.url = endpoints.userinfo;
    request.headers.emplace_back("Accept", "application/json");
    request.allowLoopbackHttp = endpoints.allowLoopbackHttp;
    request.caPem = endpoints.caPem;
    base::SecretBuilder bearer;
    bearer.append("Bearer ").append(accessToken);
    request.secretHeaders.emplace_back("Authorization", std::move(bearer).build());
    QCoro::Task<base::Result<net::HttpResponse>> sending = http.send(std::move(request), std::move(cancel));
    base::Result<net::HttpResponse> response = co_await sending;
    if (!response)
        co_return std::move(response).error();
    co_return readUserinfo(*response, expectedSubject);
}

} // namespace keystead::oauth
