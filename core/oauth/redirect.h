// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Reads an authorization response (RFC 6749 section 4.1.2, RFC 9207): state and iss before anything else. Pure and
// fuzzed.
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/oauth/endpoints.h"

#include <string>
#include <string_view>

namespace keystead::oauth {

struct RedirectExpectation
{
    base::Secret state;
    std::string issuer;
    bool issRequired = false;
};

struct AuthorizationCode
{
    base::Secret code;
    std::string scope; // some servers list granted scopes here
};

// Errors: OAuthStateMismatch (absent, wrong, twice), OAuthIssuerMismatch, OAuthAccessDenied (the person said no),
// OAuthServerRefused (cleaned error code and description), ParseError.
base::Result<AuthorizationCode> parseRedirectQuery(std::string_view query, const RedirectExpectation& expected);
// What a person pasted: the whole address, its query, or the bare code where the provider shows one. The redirect URI
// must fit.
base::Result<std::string> queryFromPasted(std::string_view pasted, const std::string& redirectUri);

} // namespace keystead::oauth
