// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Work that takes long (Argon2id, verification, exports) off the core thread: a small pool; the result comes back on
// the thread of `receiver`. It refuses to run anything that shares objects with the core thread: closures bring values.
#include "core/net/async.h"

#include <functional>
#include <memory>
#include <qcoro/qcorotask.h>
#include <QObject>
#include <QThreadPool>
#include <utility>

namespace keystead::service {

class Worker
{
public:
    explicit Worker(QObject& receiver, int threads = 2) : m_receiver(&receiver) { m_pool.setMaxThreadCount(threads); }
    // Waits for what runs.
    ~Worker() { m_pool.waitForDone(); }
    void waitForDone() { m_pool.waitForDone(); }
    bool busy() const { return m_pool.activeThreadCount() > 0; }

    // Work that nobody waits for.
    void post(std::function<void()> work) { m_pool.start(std::move(work)); }

    template <class T> QCoro::Task<std::shared_ptr<T>> run(std::function<T()> work)
    {
        net::OneShot<T> done;
        m_pool.start([work = std::move(work), done, receiver = m_receiver]() mutable {
            const auto result = std::make_shared<T>(work());
            work = nullptr; // what it captured goes here, before anybody hears of the result
            QMetaObject::invokeMethod(
                receiver, [done, result]() mutable { done.set(std::move(*result)); }, Qt::QueuedConnection);
        });
        std::shared_ptr<T> result = co_await done;
        co_return result;
    }

private:
    QObject* m_receiver;
    QThreadPool m_pool;
};

} // namespace keystead::service
