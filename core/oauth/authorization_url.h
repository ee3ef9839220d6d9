// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3, OpenID Connect Core section 3.1.2.1). Pure.
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/model/provider_spec.h"
#include "core/oauth/endpoints.h"

#include <string>
#include <vector>

namespace keystead::oauth {

struct AuthorizationParts
{
    std::string clientId;
    std::string redirectUri;
    std::vector<std::string> scopes;
    std::string accountHint;
    const base::Secret& state;
    const base::Secret& nonce;    // used where the spec is OpenID Connect
    const base::Secret& verifier; // empty: no PKCE
};
// Errors: InvalidArgument where the endpoint may not reach a browser (SECURITY 18).
base::Result<std::string> authorizationUrl(const model::OAuthSpec& spec, const Endpoints& endpoints,
                                           const AuthorizationParts& parts);

} // namespace keystead::oauth
