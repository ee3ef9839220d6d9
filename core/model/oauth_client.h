// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// An OAuth client registration (id and, sealed elsewhere, its secret), shared by the connections that use it.
#include "core/base/clock.h"
#include "core/base/ids.h"

#include <optional>
#include <string>
#include <vector>

namespace keystead::model {

struct OAuthClient
{
    base::OAuthClientId id;
    base::ProfileId profile;
    std::string label;              // "My GitHub app"
    std::string providerId;         // empty: any
    std::string clientId;           // RFC 6749 client_identifier: public
    bool hasSecret = false;         // the secret is the sealed field client_secret
    std::vector<int> redirectPorts; // registered loopback ports; empty: any
    base::WallTime createdAt{};
    std::optional<base::WallTime> secretExpiresAt;
    bool operator==(const OAuthClient&) const = default;
};

} // namespace keystead::model
