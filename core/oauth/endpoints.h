// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a flow talks to: pinned once at its start from the provider's spec, the connection's parameters and, where there
// is an issuer, its metadata (SECURITY 3).
#include "core/base/secret.h"
#include "core/model/provider_spec.h"

#include <map>
#include <string>
#include <vector>

namespace keystead::oauth {

struct Endpoints
{
    std::string issuer;
    std::string authorization;
    std::string token;
    std::string refresh; // token where the spec names no other
    std::string revocation;
    std::string userinfo;
    std::string jwks;
    std::string deviceAuthorization;
    bool issParameterSupported = false;        // RFC 9207: iss is then required in the redirect
    std::vector<std::string> tokenAuthMethods; // from metadata; empty: the spec decides
    std::vector<std::string> idTokenAlgorithms;
    bool allowLoopbackHttp = false;
    std::string caPem;
};

// The client that asks. The secret is empty for public clients.
struct ClientIdentity
{
    std::string clientId;
    base::Secret clientSecret;

    ClientIdentity clone() const { return {clientId, clientSecret.clone()}; }
};

} // namespace keystead::oauth
