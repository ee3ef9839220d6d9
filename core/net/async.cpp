// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/async.h"

#include <QTimer>

namespace keystead::net {

QCoro::Task<bool> sleepFor(std::chrono::milliseconds delay, base::CancelToken cancel)
{
    if (cancel.cancelled())
        co_return false;
    OneShot<bool> done;
    QTimer timer;
    timer.setSingleShot(true);
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &timer, [done]() mutable { done.set(true); });
    const auto registration = cancel.onCancel([done]() mutable { done.set(false); });
    timer.start(delay);
    const std::shared_ptr<bool> elapsed = co_await done;
    co_return *elapsed;
}

} // namespace keystead::net
