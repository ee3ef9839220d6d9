// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One automatic backup a day while the vault is open: looked at two minutes after the unlock and every hour. Thread:
// the core thread.
#include "core/base/clock.h"

#include <memory>
#include <optional>
#include <QTimer>

namespace keystead::service {

struct Context;

// Pure: due where the newest is a day away, in either direction (a clock that jumped), or there is none.
bool backupIsDue(std::optional<base::WallTime> newest, base::WallTime now);

class BackupWatch
{
public:
    explicit BackupWatch(std::weak_ptr<Context> context);
    void look();

private:
    std::weak_ptr<Context> m_context;
    QTimer m_timer;
    std::shared_ptr<bool> m_running = std::make_shared<bool>(false);
};

} // namespace keystead::service
