// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/refresh/token_lives.h"

#include <algorithm>

namespace keystead::refresh {

using std::chrono::milliseconds;

TokenLives::TokenLives(const base::Clock& clock)
    : m_clock(clock), m_wallAtStart(clock.now()), m_steadyAtStart(clock.steady())
{
}

void TokenLives::learned(const base::ConnectionId& id, std::optional<milliseconds> life, base::SteadyTime since)
{
    m_known[id] = {since, life};
}

void TokenLives::forget(const base::ConnectionId& id)
{
    m_known.erase(id);
}

std::optional<milliseconds> TokenLives::remaining(const model::Connection& connection) const
{
    if (const auto known = m_known.find(connection.id); known != m_known.end()) {
        if (!known->second.life)
            return std::nullopt;
        return *known->second.life - (m_clock.steady() - known->second.since);
    }
    if (!connection.expiresAt)
        return std::nullopt;
    return *connection.expiresAt - (m_wallAtStart + (m_clock.steady() - m_steadyAtStart));
}

std::optional<milliseconds> TokenLives::remainingStrict(const model::Connection& connection) const
{
    const std::optional<milliseconds> steady = remaining(connection);
    if (!steady || m_known.contains(connection.id))
        return steady;
    return std::min<milliseconds>(*steady, *connection.expiresAt - m_clock.now());
}

std::optional<milliseconds> TokenLives::life(const model::Connection& connection) const
{
    if (const auto known = m_known.find(connection.id); known != m_known.end())
        return known->second.life;
    if (!connection.expiresAt || !connection.lastRefreshedAt || *connection.expiresAt <= *connection.lastRefreshedAt)
        return std::nullopt;
    return *connection.expiresAt - *connection.lastRefreshedAt;
}

} // namespace keystead::refresh
