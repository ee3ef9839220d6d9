// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/encoding.h"
#include "core/refresh/engine.h"

namespace keystead::refresh {

oauth::IdTokenExpectation idTokenExpectation(const Job& job, const oauth::Endpoints& endpoints,
                                             base::WallTime serverNow)
{
    oauth::IdTokenExpectation expected;
    expected.issuer = job.connection.issuer.empty() ? endpoints.issuer : job.connection.issuer;
    expected.clientId = job.client.clientId;
    expected.subject = job.connection.subject;
    expected.now = serverNow;
    return expected;
}

// The token came straight from the token endpoint over TLS, which may stand in for the signature (OpenID Connect
// Core 3.1.3.7, point 6). The signature is looked at as well once the rotated token is safe (refresh_flow.cpp): that
// may need the network, and a crash meanwhile would lose it.
base::Status checkIdTokenClaims(const base::Secret& idToken, const Job& job, const oauth::Endpoints& endpoints,
                                base::WallTime serverNow)
{
    const std::string_view compact = idToken.exposeText();
    const std::size_t first = compact.find('.');
    const std::size_t second = first == std::string_view::npos ? first : compact.find('.', first + 1);
    if (second == std::string_view::npos)
        return base::fail(base::ErrorCode::OAuthIdTokenInvalid, "not a compact JWS");
    const auto payload = base::fromBase64Url(compact.substr(first + 1, second - first - 1));
    if (!payload)
        return base::fail(base::ErrorCode::OAuthIdTokenInvalid, "payload is not base64url");
    const std::string_view text{reinterpret_cast<const char*>(payload->data()), payload->size()};
    if (const auto claims = oauth::checkClaims(text, idTokenExpectation(job, endpoints, serverNow)); !claims)
        return claims.error();
    return base::ok();
}

} // namespace keystead::refresh
