// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// HTTP as Keystead needs it: no redirects, no cookies, no cache, no ignored TLS errors, capped answers, and bodies that
// hold secrets in locked memory. https only, but for loopback addresses where the request allows it. Thread: the core
// thread.
#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <chrono>
#include <memory>
#include <optional>
#include <qcoro/qcorotask.h>
#include <string>
#include <utility>
#include <vector>

namespace keystead::net {

struct Handover;

struct HttpRequest
{
    std::string method = "GET";
    std::string url; // absolute; no userinfo, no fragment
    std::vector<std::pair<std::string, std::string>> headers;
    std::vector<std::pair<std::string, base::Secret>> secretHeaders; // Authorization and the like: never logged
    std::vector<std::pair<std::string, base::Secret>>
        secretQuery; // API keys that a provider wants in the URL: never logged
    std::optional<base::Secret> body;
    std::string contentType;
    std::chrono::milliseconds timeout{30'000};  // for the whole exchange
    std::size_t maxResponseBytes = 1024 * 1024; // after decompression
    bool allowLoopbackHttp = false;
    std::string caPem; // a private CA to trust besides the system's, for this provider
    // handover.h: where the answer has to outlive its sender; not cloned.
    std::shared_ptr<Handover> handover{};

    HttpRequest clone() const;
};

struct HttpResponse
{
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    base::Secret body;
    std::optional<base::WallTime> serverDate;
    std::chrono::milliseconds took{0};

    std::string header(std::string_view lowerCaseName) const; // first one, empty where absent
};

class HttpClient
{
public:
    virtual ~HttpClient() = default;
    // Sends once: a request is never repeated by itself, also when the server closes without answering.
    // A status of 4xx or 5xx is an answer, not an error; a 3xx answer is given back as it is (never followed).
    // Errors: InvalidArgument (URL), NetworkUnreachable, NetworkTimeout, TlsFailure (detail: "certificate expired",
    // "host name does not match", "unknown authority"), TooLarge, BadResponse, Cancelled.
    virtual QCoro::Task<base::Result<HttpResponse>> send(HttpRequest request, base::CancelToken cancel) = 0;
};

// https always; http only for loopback and when allowed; no userinfo, controls or empty host. Errors name what is
// wrong. SECURITY 12, 18.
base::Status checkUrl(const std::string& url, bool allowLoopbackHttp);
// True for 127.0.0.0/8, [::1] and "localhost".
bool isLoopbackHost(std::string_view host);
// scheme://host:port, lower case, default port made explicit. SECURITY 12.
base::Result<std::string> originOf(const std::string& url);

} // namespace keystead::net
