// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/core_client.h"

#include <QSemaphore>

namespace keystead::service {

CoreClient::CoreClient(CoreHost& host, QObject* parent) : QObject(parent), m_host(host)
{
    qRegisterMetaType<VaultStatus>();
    qRegisterMetaType<Notification>();
    qRegisterMetaType<RotationProgress>();
    qRegisterMetaType<model::ChangeSet>();
    qRegisterMetaType<std::vector<model::ApprovalPrompt>>();
    CoreService* const service = &host.service();
    connect(service, &CoreService::statusChanged, this, [this](const VaultStatus& status) {
        m_status = status;
        Q_EMIT statusChanged(status);
    });
    connect(service, &CoreService::changed, this, &CoreClient::changed);
    connect(service, &CoreService::notify, this, &CoreClient::notify);
    connect(service, &CoreService::openInBrowser, this, &CoreClient::openInBrowser);
    connect(service, &CoreService::rotationChanged, this, &CoreClient::rotationChanged);
    connect(service, &CoreService::approvalsChanged, this, &CoreClient::approvalsChanged);
    // The core never waits for this thread, so this takes microseconds; whoever asks first has an answer.
    QSemaphore known;
    m_host.post([this, service, &known] {
        m_status = service->status();
        known.release();
    });
    known.acquire();
}

void CoreClient::tell(std::function<void(CoreService&)> work)
{
    m_host.post([work = std::move(work), service = &m_host.service()] { work(*service); });
}

model::Actor person()
{
    model::Actor actor;
    actor.kind = model::Actor::Kind::Person;
    actor.via = "window";
    return actor;
}

} // namespace keystead::service
