// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The core thread: one QThread in which the service and everything it owns is made, used and destroyed.
#include "core/service/core_service.h"

#include <functional>
#include <memory>
#include <QThread>

namespace keystead::service {

// What lives on the core thread beside the service (HTTP client, agent server): built there by the factory, destroyed
// there, in reverse.
struct CoreBundle
{
    virtual ~CoreBundle() = default;
    virtual CoreService& service() = 0;
};
using CoreFactory = std::function<std::unique_ptr<CoreBundle>()>;

class CoreHost
{
public:
    explicit CoreHost(CoreFactory factory);       // starts the thread and waits until the bundle stands
    ~CoreHost();                                  // drains, locks, destroys the bundle on its thread, joins
    CoreService& service() { return *m_service; } // only for posting to its thread
    void post(std::function<void()> work);        // runs on the core thread, in order

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_context;
    std::unique_ptr<CoreBundle> m_bundle;
    CoreService* m_service = nullptr;
};

} // namespace keystead::service
