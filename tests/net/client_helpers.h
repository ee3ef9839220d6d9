// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Sending with the real client from a test.
#include "core/net/qt_http_client.h"

namespace keystead::test {

inline base::Result<net::HttpResponse> sendNow(net::HttpClient& client, net::HttpRequest request,
                                               base::CancelToken cancel = {})
{
    // waitFor() default-constructs its result, so the value travels beside it.
    std::optional<base::Result<net::HttpResponse>> result;
    QEventLoop loop;
    client.send(std::move(request), std::move(cancel)).then([&](base::Result<net::HttpResponse> value) {
        result.emplace(std::move(value));
        loop.quit();
    });
    if (!result)
        loop.exec();
    return std::move(*result);
}

inline net::HttpRequest getRequest(std::string url)
{
    net::HttpRequest request;
    request.url = std::move(url);
    request.allowLoopbackHttp = true;
    return request;
}

inline net::HttpRequest postRequest(std::string url, std::string_view body)
{
    net::HttpRequest request = getRequest(std::move(url));
    request.method = "POST";
    request.body = base::Secret::fromText(body);
    request.contentType = "application/x-www-form-urlencoded";
    return request;
}

} // namespace keystead::test
