// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The secret material of a connection: named fields in locked memory. The names are fixed here, since they are part of
// the seal's associated data and of the command line's --secret FIELD.
#include "core/base/secret.h"
#include "core/model/kinds.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::model {

namespace field {
inline constexpr std::string_view apiKey = "api_key";
inline constexpr std::string_view password = "password"; // basic (the user name is a public parameter `username`)
inline constexpr std::string_view token = "token";       // bearer
inline constexpr std::string_view accessToken = "access_token";
inline constexpr std::string_view refreshToken = "refresh_token";
inline constexpr std::string_view idToken = "id_token";
inline constexpr std::string_view clientSecret = "client_secret";
inline constexpr std::string_view privateKey = "private_key";  // jwt and certificate: PEM
inline constexpr std::string_view certificate = "certificate"; // PEM chain
inline constexpr std::string_view keyPassphrase = "key_passphrase";
inline constexpr std::string_view customSecret = "secret"; // custom: the one that `token` prints, where there is one
} // namespace field

struct Credential
{
    AuthKind kind = AuthKind::ApiKey;
    std::map<std::string, base::Secret, std::less<>> fields; // custom kinds add names of their own: [a-z0-9_]{1,40}

    const base::Secret* find(std::string_view name) const;
    Credential clone() const;
};

// The field that `keystead-cli token` prints: access_token for the OAuth kinds, else the kind's main secret.
std::string_view mainField(AuthKind kind);
// Secret fields that a person must give / a connection may hold beside them, apart from custom ones. An oauth2
// connection must have none: its tokens come with the sign-in. client_secret is not asked for where an existing OAuth
// client is used.
std::vector<std::string_view> requiredFields(AuthKind kind);
std::vector<std::string_view> optionalFields(AuthKind kind);

} // namespace keystead::model
