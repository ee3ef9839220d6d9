// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Looks at the age of the keys two minutes after the unlock and then every hour: goes on with what was begun, replaces
// what is worn, and what is due where the person wants that; else reminds once a session. Thread: the core thread.
#include "core/service/rotation.h"

#include <memory>
#include <QTimer>

namespace keystead::service {

struct Context;

// Pure: older than the schedule wants. A clock that went back makes nothing due.
bool keyIsDue(const RotationSchedule& schedule, base::WallTime createdAt, base::WallTime now);

class RotationWatch
{
public:
    explicit RotationWatch(std::weak_ptr<Context> context);
    void look();
    void lookSoon() { m_timer.start(0); }

private:
    std::weak_ptr<Context> m_context;
    QTimer m_timer;
    bool m_reminded = false;
};

} // namespace keystead::service
