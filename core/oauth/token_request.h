// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Builds the POST to a token (or revocation) endpoint: form or JSON body, client authentication in exactly one form.
// Pure.
#include "core/base/result.h"
#include "core/model/provider_spec.h"
#include "core/net/http_client.h"
#include "core/oauth/endpoints.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keystead::oauth {

// Parameters in order; values in locked memory, since some are secret.
class RequestFields
{
public:
    RequestFields& add(std::string name, std::string_view value)
    {
        return add(std::move(name), base::Secret::fromText(value));
    }
    RequestFields& add(std::string name, base::Secret value)
    {
        m_fields.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    bool has(std::string_view name) const;
    base::Secret asForm() const;
    base::Secret asJson() const; // a flat object of strings (RFC 8259 section 7)

private:
    std::vector<std::pair<std::string, base::Secret>> m_fields;
};

// Which form of client authentication to use: the spec's, unless the server's metadata lists others only; None without
// a secret.
model::ClientAuth chooseClientAuth(const model::OAuthSpec& spec, const Endpoints& endpoints,
                                   const ClientIdentity& client);
// RFC 6749 section 2.3.1: both halves are form-encoded, then joined and encoded in base64.
base::Secret basicAuthorization(const ClientIdentity& client);
// Adds client authentication to `fields` or to the request's secret headers, never to both.
void authenticateClient(model::ClientAuth how, const ClientIdentity& client, RequestFields& fields,
                        net::HttpRequest& request);
// The whole token request; `spec.oauth` must be there.
net::HttpRequest tokenRequest(const model::OAuthSpec& spec, const Endpoints& endpoints, const std::string& url,
                              const ClientIdentity& client, RequestFields fields);
std::string joinScopes(const std::vector<std::string>& scopes, const std::string& separator);

} // namespace keystead::oauth
