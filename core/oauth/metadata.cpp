// SPDX-License-Identifier: GPL-3.0-or-later
// Reading authorization server metadata: RFC 8414 section 2 and OpenID Connect Discovery section 3. Pure.
#include "core/base/encoding.h"
#include "core/oauth/answer_json.h"
#include "core/oauth/discovery.h"

#include <algorithm>

namespace keystead::oauth {

namespace {

base::Error refuse(std::string why)
{
    return base::fail(base::ErrorCode::OAuthMetadataRefused, std::move(why));
}

base::Result<std::vector<std::string>> texts(const AnswerJson& metadata, std::string_view pointer)
{
    std::vector<std::string> values;
    const base::Json* list = metadata.at(pointer);
    if (!list || list->is_null())
        return values;
    if (!list->is_array())
        return refuse("metadata: " + std::string{pointer.substr(1)} + " is not a list");
    for (const auto& entry : *list) {
        if (entry.is_string())
            values.push_back(entry.get<std::string>());
    }
    return values;
}

// Fills what the descriptor left open; https, or loopback where that is allowed.
base::Status take(std::string& target, const AnswerJson& metadata, std::string_view pointer, bool allowLoopbackHttp)
{
    if (!target.empty())
        return base::ok();
    const auto value = metadata.text(pointer);
    if (!value)
        return base::ok();
    const std::string url{*value};
    if (const base::Status checked = net::checkUrl(url, allowLoopbackHttp); !checked)
        return refuse("metadata: " + std::string{pointer.substr(1)} + ": " + checked.error().detail);
    target = url;
    return base::ok();
}

} // namespace

base::Status Discovery::applyMetadata(Endpoints& endpoints, std::string_view json, const std::string& expectedIssuer,
                                      const model::OAuthSpec& spec)
{
    auto document = base::parseJson(json);
    if (!document || !document->is_object())
        return refuse("metadata: not a readable JSON object");
    const AnswerJson metadata(std::move(*document));

    // RFC 8414 section 3.3: identical, no normalisation. A multi-tenant template counts where the descriptor declares
    // it.
    const auto issuer = metadata.text("/issuer");
    if (!issuer)
        return refuse("metadata: issuer is missing");
    const bool templated = !spec.issuerTemplate.empty() && *issuer == spec.issuerTemplate;
    if (expectedIssuer.empty() || (*issuer != expectedIssuer && !templated))
        return refuse("metadata: the issuer is not " + base::cleanForDisplay(expectedIssuer, 200));

    const base::Json* pkce = metadata.at("/code_challenge_methods_supported");
    KS_ASSIGN(const std::vector<std::string> challengeMethods, texts(metadata, "/code_challenge_methods_supported"));
    if (pkce && !pkce->is_null() &&
        std::find(challengeMethods.begin(), challengeMethods.end(), "S256") == challengeMethods.end())
        return refuse("metadata: the server does not offer PKCE with S256");

    Endpoints filled = endpoints;
    const bool loopback = endpoints.allowLoopbackHttp;
    KS_TRY(take(filled.authorization, metadata, "/authorization_endpoint", loopback));
    KS_TRY(take(filled.token, metadata, "/token_endpoint", loopback));
    KS_TRY(take(filled.revocation, metadata, "/revocation_endpoint", loopback));
    KS_TRY(take(filled.userinfo, metadata, "/userinfo_endpoint", loopback));
    KS_TRY(take(filled.jwks, metadata, "/jwks_uri", loopback));
    KS_TRY(take(filled.deviceAuthorization, metadata, "/device_authorization_endpoint", loopback));
    KS_ASSIGN(filled.tokenAuthMethods, texts(metadata, "/token_endpoint_auth_methods_supported"));
    KS_ASSIGN(filled.idTokenAlgorithms, texts(metadata, "/id_token_signing_alg_values_supported"));
    const base::Json* iss = metadata.at("/authorization_response_iss_parameter_supported");
    filled.issParameterSupported = filled.issParameterSupported || (iss && iss->is_boolean() && iss->get<bool>());
    filled.issuer = templated ? spec.issuerTemplate : expectedIssuer;
    endpoints = std::move(filled);
    return base::ok();
}

} // namespace keystead::oauth
