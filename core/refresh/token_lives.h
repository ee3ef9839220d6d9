// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How long tokens still live, by a clock that nobody sets. A token got in this session is judged by the steady time
// since it came; one from before by the wall clock as it stood when the session began, moved on by steady time. So a
// wall clock that jumps 400 days makes nothing due, and a suspended machine does not stretch a token's life. Thread:
// the core thread.
#include "core/base/clock.h"
#include "core/model/connection.h"

#include <chrono>
#include <map>
#include <optional>

namespace keystead::refresh {

class TokenLives
{
public:
    explicit TokenLives(const base::Clock& clock);

    // A token came at `since` and lives so long from then (nullopt: without end).
    void learned(const base::ConnectionId& id, std::optional<std::chrono::milliseconds> life, base::SteadyTime since);
    void forget(const base::ConnectionId& id);

    // nullopt: no expiry is known. Negative: past.
    std::optional<std::chrono::milliseconds> remaining(const model::Connection& connection) const;
    // As remaining(), but for a token from before this session the wall clock's verdict counts as well where it is the
    // stricter one: for handing out.
    std::optional<std::chrono::milliseconds> remainingStrict(const model::Connection& connection) const;
    // The whole life of the token, as far as it is known.
    std::optional<std::chrono::milliseconds> life(const model::Connection& connection) const;

private:
    struct Known
    {
        base::SteadyTime since{};
        std::optional<std::chrono::milliseconds> life;
    };
    const base::Clock& m_clock;
    base::WallTime m_wallAtStart;
    base::SteadyTime m_steadyAtStart;
    std::map<base::ConnectionId, Known> m_known;
};

} // namespace keystead::refresh
