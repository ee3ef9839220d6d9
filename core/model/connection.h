// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One configured account at a provider. Holds no secret: everything here may be shown, sorted and logged (notes
// excepted: people write anything into notes, so they are shown but never logged).
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/model/kinds.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace keystead::model {

// Why a connection is in auth_error or expired, and what leads back.
struct StateProblem
{
    base::ErrorCode code = base::ErrorCode::Internal;
    std::string detail;
    base::WallTime since{};
    bool operator==(const StateProblem&) const = default;
};

struct Connection
{
    base::ConnectionId id;
    base::ProfileId profile;
    std::string name; // unique in a profile; 1 to 100 characters, no '/' and no controls
    std::string providerId;
    AuthKind kind = AuthKind::ApiKey;
    ConnectionState state = ConnectionState::Created;
    std::optional<StateProblem> problem;
    std::string account; // the provider's name for it ("octocat", "me@example.org"); empty until known
    std::string subject; // OpenID Connect `sub`; must stay the same at refresh
    std::string issuer;  // the issuer that signed the person in, where there is one
    std::map<std::string, std::string>
        parameters; // the provider's url parameters and public fields: host, tenant, username, key_id...
    std::optional<base::OAuthClientId> oauthClient;
    std::vector<std::string> scopesRequested;
    std::vector<std::string> scopesGranted;
    std::vector<std::string> tags;
    std::string notes;
    base::WallTime createdAt{};
    base::WallTime updatedAt{};
    std::optional<base::WallTime> lastUsedAt;
    std::optional<base::WallTime> lastTestedAt;
    std::optional<base::WallTime> lastRefreshedAt;
    std::optional<base::WallTime> expiresAt;        // of what is handed out: access token, API key, certificate
    std::optional<base::WallTime> refreshExpiresAt; // of the right to refresh, where the provider says
    bool hasRefreshToken = false;
    std::int64_t version = 0; // grows with every save; a stale result is recognised by it
    bool operator==(const Connection&) const = default;
};

// True where someone must act: auth_error, expired, or a problem is set (and not paused or revoked).
bool needsAttention(const Connection& connection);
// True where `expiresAt` (or the refresh expiry) is within `horizon` of `now` and nothing renews it by itself.
bool expiresSoon(const Connection& connection, base::WallTime now, std::chrono::milliseconds horizon);

// Checks the move in isLegalMove and performs it; clears `problem` on the way to active or updated.
// Errors: IllegalState "connection: active -> created".
base::Status moveTo(Connection& connection, ConnectionState next, base::WallTime now,
                    std::optional<StateProblem> problem = {});

} // namespace keystead::model
