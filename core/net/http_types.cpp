// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_client.h"

#include <algorithm>

namespace keystead::net {

namespace {

std::vector<std::pair<std::string, base::Secret>>
cloneSecrets(const std::vector<std::pair<std::string, base::Secret>>& from)
{
    std::vector<std::pair<std::string, base::Secret>> copy;
    copy.reserve(from.size());
    for (const auto& [name, value] : from)
        copy.emplace_back(name, value.clone());
    return copy;
}

} // namespace

HttpRequest HttpRequest::clone() const
{
    HttpRequest copy;
    copy.method = method;
    copy.url = url;
    copy.headers = headers;
    copy.secretHeaders = cloneSecrets(secretHeaders);
    copy.secretQuery = cloneSecrets(secretQuery);
    if (body)
        copy.body = body->clone();
    copy.contentType = contentType;
    copy.timeout = timeout;
    copy.maxResponseBytes = maxResponseBytes;
    copy.allowLoopbackHttp = allowLoopbackHttp;
    copy.caPem = caPem;
    return copy;
}

std::string HttpResponse::header(std::string_view lowerCaseName) const
{
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const auto& entry) { return entry.first == lowerCaseName; });
    return found == headers.end() ? std::string{} : found->second;
}

} // namespace keystead::net
