// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a token endpoint answered (RFC 6749 section 5.1), normalised. Move-only, since it holds secrets.
#include "core/base/clock.h"
#include "core/base/secret.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace keystead::model {

struct TokenSet
{
    base::Secret accessToken;
    std::optional<base::Secret> refreshToken; // absent: the server keeps the old one
    std::optional<base::Secret> idToken;
    std::string tokenType = "Bearer";
    std::optional<std::vector<std::string>> scopes; // absent: same as asked for
    std::optional<base::WallTime> expiresAt;
    std::optional<base::WallTime> refreshExpiresAt;
    std::map<std::string, std::string> captured; // spec.tokenCapture: public extras such as an instance URL
};

} // namespace keystead::model
