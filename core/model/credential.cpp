// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/credential.h"

namespace keystead::model {

const base::Secret* Credential::find(std::string_view name) const
{
    const auto found = fields.find(name);
    return found == fields.end() ? nullptr : &found->second;
}

Credential Credential::clone() const
{
    Credential copy;
    copy.kind = kind;
    for (const auto& [name, secret] : fields)
        copy.fields.emplace(name, secret.clone());
    return copy;
}

std::string_view mainField(AuthKind kind)
{
    switch (kind) {
    case AuthKind::ApiKey:
        return field::apiKey;
    case AuthKind::Basic:
        return field::password;
    case AuthKind::Bearer:
        return field::token;
    case AuthKind::OAuth2:
    case AuthKind::ClientCredentials:
    case AuthKind::Jwt:
        return field::accessToken;
    case AuthKind::Certificate:
        return field::privateKey;
    case AuthKind::Custom:
        return field::customSecret;
    }
    return {};
}

std::vector<std::string_view> requiredFields(AuthKind kind)
{
    switch (kind) {
    case AuthKind::ApiKey:
        return {field::apiKey};
    case AuthKind::Basic:
        return {field::password};
    case AuthKind::Bearer:
        return {field::token};
    case AuthKind::ClientCredentials:
        return {field::clientSecret};
    case AuthKind::Jwt:
        return {field::privateKey};
    case AuthKind::Certificate:
        return {field::certificate, field::privateKey};
    case AuthKind::OAuth2:
    case AuthKind::Custom:
        return {};
    }
    return {};
}

std::vector<std::string_view> optionalFields(AuthKind kind)
{
    switch (kind) {
    case AuthKind::OAuth2:
        return {field::accessToken, field::refreshToken, field::idToken, field::clientSecret};
    case AuthKind::ClientCredentials:
        return {field::accessToken, field::refreshToken};
    case AuthKind::Jwt:
        return {field::keyPassphrase, field::accessToken, field::clientSecret};
    case AuthKind::Certificate:
        return {field::keyPassphrase};
    case AuthKind::ApiKey:
    case AuthKind::Basic:
    case AuthKind::Bearer:
    case AuthKind::Custom:
        return {};
    }
    return {};
}

} // namespace keystead::model
