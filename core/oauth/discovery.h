// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Resolves a provider's endpoints: templates of the spec, completed or given whole by RFC 8414 and OpenID Connect
// Discovery metadata. `issuer` must equal the configured string exactly; a list of PKCE methods without S256 is refused
// (SECURITY 1, 4).
#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/model/provider_spec.h"
#include "core/net/http_client.h"
#include "core/oauth/endpoints.h"

#include <map>
#include <qcoro/qcorotask.h>
#include <string>
#include <vector>

namespace keystead::oauth {

class Discovery
{
public:
    Discovery(net::HttpClient& http, const base::Clock& clock) : m_http(http), m_clock(clock) {}

    // Metadata is cached for an hour an issuer. Errors: InvalidArgument (parameter missing), OAuthMetadataRefused
    // (detail says what), network codes.
    QCoro::Task<base::Result<Endpoints>>
    resolve(model::ProviderSpec spec, std::map<std::string, std::string> parameters, base::CancelToken cancel);
    // The pure part: fuzzed.
    static base::Status applyMetadata(Endpoints& endpoints, std::string_view json, const std::string& expectedIssuer,
                                      const model::OAuthSpec& spec);

private:
    // The first of `urls` that answers 200, from the cache where it is fresh.
    QCoro::Task<base::Result<std::string>> fetchMetadata(std::vector<std::string> urls, Endpoints endpoints,
                                                         base::CancelToken cancel);

    net::HttpClient& m_http;
    const base::Clock& m_clock;
    struct Cached
    {
        base::SteadyTime fetchedAt{};
        std::string json;
    };
    std::map<std::string, Cached> m_cache;
};

} // namespace keystead::oauth
