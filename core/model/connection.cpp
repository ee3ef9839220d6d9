// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/connection.h"

namespace keystead::model {

namespace {

bool isAtRest(const Connection& connection)
{
    return connection.state == ConnectionState::Paused || connection.state == ConnectionState::Revoked;
}

// Client credentials and signing keys mint what they hand out; a refresh token does it for the others.
bool renewsItself(const Connection& connection)
{
    return connection.hasRefreshToken || connection.kind == AuthKind::ClientCredentials ||
           connection.kind == AuthKind::Jwt;
}

} // namespace

bool needsAttention(const Connection& connection)
{
    if (isAtRest(connection))
        return false;
    return connection.state == ConnectionState::AuthError || connection.state == ConnectionState::Expired ||
           connection.problem.has_value();
}

bool expiresSoon(const Connection& connection, base::WallTime now, std::chrono::milliseconds horizon)
{
    if (isAtRest(connection) || connection.state == ConnectionState::Expired)
        return false;
    const auto within = [&](const std::optional<base::WallTime>& time) { return time && *time <= now + horizon; };
    if (within(connection.refreshExpiresAt))
        return true;
    return !renewsItself(connection) && within(connection.expiresAt);
}

base::Status moveTo(Connection& connection, ConnectionState next, base::WallTime now,
                    std::optional<StateProblem> problem)
{
    if (!isLegalMove(connection.state, next)) {
        return base::fail(base::ErrorCode::IllegalState,
                          "connection: " + std::string{toText(connection.state)} + " -> " + std::string{toText(next)});
    }
    connection.state = next;
    connection.updatedAt = now;
    if (next == ConnectionState::Active || next == ConnectionState::Updated) {
        connection.problem.reset();
    } else if (problem) {
        if (problem->since == base::WallTime{})
            problem->since = now;
        connection.problem = std::move(problem);
    }
    return base::ok();
}

} // namespace keystead::model
