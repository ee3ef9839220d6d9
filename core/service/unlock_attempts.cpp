// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/unlock_attempts.h"

#include "core/base/log.h"

#include <algorithm>

namespace keystead::service {

namespace {

struct Recorded
{
    int inARow = 0;
    base::WallTime last{};
};

// What a person types can be guessed; an item of the OS keychain cannot.
bool isGuess(const model::AuditEvent& event)
{
    const auto method = event.detail.find("method");
    return event.action == model::AuditAction::UnlockFailed && method != event.detail.end() &&
           method->second != "keychain";
}

Recorded recorded(const LockedEvents& locked)
{
    Recorded result;
    for (const model::AuditEvent& event : locked.read().events) {
        if (!isGuess(event))
            continue;
        ++result.inARow;
        result.last = std::max(result.last, event.time);
    }
    return result;
}

} // namespace

base::Status UnlockAttempts::check() const
{
    using std::chrono::milliseconds;
    milliseconds wait{0};
    if (m_inARow > 0)
        wait = m_lastAt + audit::unlockDelay(m_inARow) - m_clock.steady();
    if (const Recorded before = recorded(m_events); before.inARow > 0) {
        const milliseconds delay = audit::unlockDelay(before.inARow);
        // A clock that was set back does not make the wait longer than it is.
        wait = std::max(wait,
                        std::min(delay, std::chrono::duration_cast<milliseconds>(before.last + delay - m_clock.now())));
    }
    if (wait <= milliseconds{0})
        return m_events.writable();
    return base::fail(base::ErrorCode::RateLimited,
                      std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count()));
}

void UnlockAttempts::failed()
{
    ++m_inARow;
    m_lastAt = m_clock.steady();
}

void UnlockAttempts::failedWhileLocked(const model::Actor& actor, const base::Error& error, std::string method)
{
    failed();
    model::AuditEvent event;
    event.time = m_clock.now();
    event.actor = actor;
    event.action = model::AuditAction::UnlockFailed;
    event.outcome = model::AuditOutcome::Failure;
    event.detail = {{"method", std::move(method)}, {"error", std::string{base::errorName(error.code)}}};
    if (const base::Status written = m_events.append(event); !written)
        base::logWarning("vault", "a failed unlock could not be recorded: " + base::toString(written.error()));
}

int UnlockAttempts::inARow() const
{
    return std::max(m_inARow, recorded(m_events).inARow);
}

} // namespace keystead::service
