// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Out of descriptors or memory, accept() fails and the listening socket stays readable: without a pause the event loop
// would do nothing else.
#include <cerrno>
#include <chrono>
#include <QSocketNotifier>
#include <QTimer>

namespace keystead::access {

inline constexpr std::chrono::milliseconds acceptPause{200};

// After an accept() that failed with this errno. Who calls meanwhile waits in the queue.
inline void pauseWhereFull(QSocketNotifier& listening, int errorNumber)
{
    if (errorNumber != EMFILE && errorNumber != ENFILE && errorNumber != ENOMEM && errorNumber != ENOBUFS)
        return;
    listening.setEnabled(false);
    QTimer::singleShot(acceptPause, &listening, [&listening] { listening.setEnabled(true); });
}

} // namespace keystead::access
