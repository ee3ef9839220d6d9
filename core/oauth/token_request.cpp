// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/token_request.h"

#include "core/base/encoding.h"
#include "core/net/form_encoding.h"

#include <algorithm>

namespace keystead::oauth {

namespace {

void appendJsonString(base::SecretBuilder& out, std::string_view text)
{
    constexpr char digits[] = "0123456789abcdef";
    out.append('"');
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (byte < 0x20) {
            const char escape[6] = {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
            out.append(std::string_view{escape, sizeof escape});
        } else {
            out.append(c);
        }
    }
    out.append('"');
}

bool lists(const std::vector<std::string>& methods, model::ClientAuth auth)
{
    return std::find(methods.begin(), methods.end(), std::string{model::toText(auth)}) != methods.end();
}

} // namespace

bool RequestFields::has(std::string_view name) const
{
    return std::any_of(m_fields.begin(), m_fields.end(), [&](const auto& field) { return field.first == name; });
}

base::Secret RequestFields::asForm() const
{
    net::FormBuilder form;
    for (const auto& [name, value] : m_fields)
        form.add(name, value);
    return std::move(form).build();
}

base::Secret RequestFields::asJson() const
{
    base::SecretBuilder out;
    out.append('{');
    bool first = true;
    for (const auto& [name, value] : m_fields) {
        if (!std::exchange(first, false))
            out.append(',');
        appendJsonString(out, name);
        out.append(':');
        appendJsonString(out, value.exposeText());
    }
    out.append('}');
    return std::move(out).build();
}

model::ClientAuth chooseClientAuth(const model::OAuthSpec& spec, const Endpoints& endpoints,
                                   const ClientIdentity& client)
{
    using model::ClientAuth;
    if (client.clientSecret.empty())
        return ClientAuth::None;
    // A descriptor that says "none" describes its public clients; a secret that a person has entered is still to be
    // sent.
    const ClientAuth wanted = spec.clientAuth == ClientAuth::None ? ClientAuth::SecretPost : spec.clientAuth;
    if (endpoints.tokenAuthMethods.empty() || lists(endpoints.tokenAuthMethods, wanted))
        return wanted;
    for (const ClientAuth other : {ClientAuth::SecretBasic, ClientAuth::SecretPost}) {
        if (lists(endpoints.tokenAuthMethods, other))
            return other;
    }
    return wanted;
}

base::Secret basicAuthorization(const ClientIdentity& client)
{
    const auto encode = [](std::string_view text) {
        net::FormBuilder form;
        form.add("", text); // "=value"
        return std::move(form).build();
    };
    const base::Secret id = encode(client.clientId);
    const base::Secret secret = encode(client.clientSecret.exposeText());
    base::SecretBuilder pair;
    pair.append(id.exposeText().substr(1)).append(':').append(secret.exposeText().substr(1));
    base::SecretBuilder header;
    header.append("Basic ").append(base::toBase64Secret(std::move(pair).build()));
    return std::move(header).build();
}

void authenticateClient(model::ClientAuth how, const ClientIdentity& client, RequestFields& fields,
                        net::HttpRequest& request)
{
    if (how == model::ClientAuth::SecretBasic) {
        request.secretHeaders.emplace_back("Authorization", basicAuthorization(client));
        return;
    }
    fields.add("client_id", client.clientId);
    if (how == model::ClientAuth::SecretPost)
        fields.add("client_secret", client.clientSecret.clone());
}

net::HttpRequest tokenRequest(const model::OAuthSpec& spec, const Endpoints& endpoints, const std::string& url,
                              const ClientIdentity& client, RequestFields fields)
{
    net::HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.allowLoopbackHttp = endpoints.allowLoopbackHttp;
    request.caPem = endpoints.caPem;
    authenticateClient(chooseClientAuth(spec, endpoints, client), client, fields, request);
    for (const auto& [name, value] : spec.tokenRequestParams) {
        if (!fields.has(name))
            fields.add(name, value);
    }
    const bool json = spec.tokenRequestFormat == "json";
    request.contentType = json ? "application/json" : "application/x-www-form-urlencoded";
    request.body = json ? fields.asJson() : fields.asForm();
    bool accept = false;
    for (const auto& [name, value] : spec.tokenRequestHeaders) {
        accept = accept || name == "Accept" || name == "accept";
        request.headers.emplace_back(name, value);
    }
    if (!accept)
        request.headers.emplace_back("Accept", "application/json");
    return request;
}

std::string joinScopes(const std::vector<std::string>& scopes, const std::string& separator)
{
    std::string text;
    for (const std::string& scope : scopes)
        text += (text.empty() ? "" : separator) + scope;
    return text;
}

} // namespace keystead::oauth
