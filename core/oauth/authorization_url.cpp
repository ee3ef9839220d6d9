// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/authorization_url.h"

#include "core/net/form_encoding.h"
#include "core/net/http_client.h"
#include "core/oauth/pkce.h"
#include "core/oauth/token_request.h"

#include <algorithm>

namespace keystead::oauth {

base::Result<std::string> authorizationUrl(const model::OAuthSpec& spec, const Endpoints& endpoints,
                                           const AuthorizationParts& parts)
{
    KS_TRY(net::checkUrl(endpoints.authorization, endpoints.allowLoopbackHttp));
    std::vector<std::pair<std::string, std::string>> query{{"response_type", "code"},
                                                           {"client_id", parts.clientId},
                                                           {"redirect_uri", parts.redirectUri},
                                                           {"state", std::string{parts.state.exposeText()}}};
    if (!parts.scopes.empty())
        query.emplace_back(spec.scopeParam.empty() ? "scope" : spec.scopeParam,
                           joinScopes(parts.scopes, spec.scopeSeparator));
    if (!parts.verifier.empty()) {
        query.emplace_back("code_challenge", codeChallengeS256(parts.verifier));
        query.emplace_back("code_challenge_method", "S256");
    }
    if (spec.openid)
        query.emplace_back("nonce", std::string{parts.nonce.exposeText()});
    if (!spec.responseMode.empty())
        query.emplace_back("response_mode", spec.responseMode);
    if (!parts.accountHint.empty() && !spec.accountHintParam.empty())
        query.emplace_back(spec.accountHintParam, parts.accountHint);
    // A descriptor adds parameters; it does not replace ours.
    for (const auto& [name, value] : spec.extraAuthorizationParams) {
        const bool taken =
            std::any_of(query.begin(), query.end(), [&name = name](const auto& pair) { return pair.first == name; });
        if (!taken)
            query.emplace_back(name, value);
    }
    std::string url = net::withQuery(endpoints.authorization, query);
    KS_TRY(net::checkUrl(url, endpoints.allowLoopbackHttp));
    return url;
}

} // namespace keystead::oauth
