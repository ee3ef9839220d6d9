// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What runs out by itself: tells the person once a session that a connection expires soon or that its refresh keeps
// failing, and moves what has run out and renews nothing to `expired`. Judged by steady time, so that a clock that
// jumps expires nothing. Thread: the core thread.
#include "core/model/connection.h"

#include <memory>
#include <QTimer>
#include <set>

namespace keystead::service {

struct Context;

class ExpiryWatch
{
public:
    explicit ExpiryWatch(std::weak_ptr<Context> context);
    // Looks now; the timer does so every ten minutes.
    void look();
    // After a refresh went one way or the other.
    void refreshed(const model::Connection& connection);

private:
    void lookAt(Context& context, const model::Connection& connection, std::chrono::milliseconds horizon);
    void markExpired(Context& context, model::Connection connection);

    std::weak_ptr<Context> m_context;
    QTimer m_timer;
    std::set<base::ConnectionId> m_toldSoon;
    std::set<base::ConnectionId> m_toldFailing;
};

} // namespace keystead::service
