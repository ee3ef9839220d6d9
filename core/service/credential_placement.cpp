// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/credential_placement.h"

#include "core/access/request_rules.h"
#include "core/base/encoding.h"
#include "core/model/credential.h"
#include "core/model/url_rules.h"

namespace keystead::service {

namespace {

using base::ErrorCode;
using model::AuthKind;

const base::Secret* secretNamed(const Placement& placement, std::string_view name)
{
    if (name == model::mainField(placement.connection.kind) || name == "value")
        return &placement.value;
    const auto found = placement.fields.find(name);
    return found == placement.fields.end() ? nullptr : &found->second;
}

// Templates of basic may name secrets, so they are filled in locked memory.
base::Status fill(base::SecretBuilder& builder, std::string_view text, const Placement& placement)
{
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        builder.append(text.substr(0, open));
        if (open == std::string_view::npos)
            return base::ok();
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos)
            return base::fail(ErrorCode::InvalidArgument, "an unfinished placeholder");
        const std::string_view name = text.substr(open + 1, close - open - 1);
        if (const base::Secret* const secret = secretNamed(placement, name)) {
            builder.append(*secret);
        } else if (const auto found = placement.parameters.find(std::string{name});
                   found != placement.parameters.end()) {
            builder.append(found->second);
        } else {
            return base::fail(ErrorCode::InvalidArgument, "parameters." + std::string{name} + ": is missing");
        }
        text.remove_prefix(close + 1);
    }
    return base::ok();
}

base::Status placeBasic(net::HttpRequest& request, const model::ApiAuth& auth, const Placement& placement)
{
    base::SecretBuilder pair;
    KS_TRY(fill(pair, auth.usernameTemplate, placement));
    pair.append(':');
    KS_TRY(fill(pair, auth.passwordTemplate, placement));
    const base::Secret plain = std::move(pair).build();
    base::SecretBuilder header;
    header.append("Basic ").append(base::toBase64Secret(plain));
    request.secretHeaders.emplace_back("Authorization", std::move(header).build());
    return base::ok();
}

} // namespace

base::Status placeCredential(net::HttpRequest& request, const Placement& placement)
{
    if (placement.connection.kind == AuthKind::Certificate)
        return base::fail(ErrorCode::Unsupported, "a certificate is not sent on requests");
    const model::ApiAuth auth = access::apiAuthOf(placement.spec, placement.connection.kind);
    if (auth.in == "basic")
        return placeBasic(request, auth, placement);
    KS_ASSIGN(const std::string name, model::expandTemplate(auth.name, placement.spec, placement.parameters));
    if (auth.in == "query") {
        request.secretQuery.emplace_back(name, placement.value.clone());
        return base::ok();
    }
    KS_ASSIGN(const std::string prefix, model::expandTemplate(auth.prefix, placement.spec, placement.parameters));
    base::SecretBuilder value;
    value.append(prefix).append(placement.value);
    request.secretHeaders.emplace_back(name, std::move(value).build());
    return base::ok();
}

base::Status checkTestOrigin(const model::ProviderSpec& spec, const std::map<std::string, std::string>& parameters,
                             const std::string& url)
{
    if (spec.apiBaseUrl.find('{') == std::string::npos)
        return base::ok();
    KS_ASSIGN(const std::string apiBase, model::expandTemplate(spec.apiBaseUrl, spec, parameters));
    if (apiBase.empty() || model::sameOrigin(apiBase, url))
        return base::ok();
    return base::fail(ErrorCode::InvalidArgument, "the test address is not on the server of the API address");
}

} // namespace keystead::service
