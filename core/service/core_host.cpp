// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/core_host.h"

namespace keystead::service {

namespace {

QCoro::Task<void> lockThen(CoreService& service, std::function<void()> done)
{
    model::Actor actor;
    actor.via = "shutdown";
    auto locking = service.lock(std::move(actor), LockRequest{LockCause::Shutdown});
    const base::Status ignored = co_await locking;
    (void)ignored; // it logs what went wrong; the end comes all the same
    done();
}

} // namespace

CoreHost::CoreHost(CoreFactory factory) : m_context(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("core"));
    m_context->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_context.get(),
        [this, &factory] {
            m_bundle = factory();
            m_service = &m_bundle->service();
        },
        Qt::BlockingQueuedConnection);
}

CoreHost::~CoreHost()
{
    post([this] {
        // The bundle goes from the event loop, not from inside the coroutine that locked it.
        const auto detached = lockThen(*m_service, [this] {
            post([this] {
                m_service = nullptr;
                m_bundle.reset();
                m_thread.quit();
            });
        });
    });
    m_thread.wait();
}

void CoreHost::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(m_context.get(), std::move(work), Qt::QueuedConnection);
}

} // namespace keystead::service
