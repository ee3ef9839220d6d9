// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/core_client_port.h"

#include "core/service/core_client.h"

#include <QPointer>

namespace keystead::ui {

using service::CoreService;
using service::person;

std::function<void(std::int64_t, std::int64_t)> CoreClientPort::marshal(QObject* context, ProgressThen progress)
{
    QPointer<QObject> guard(context);
    return [this, guard, progress = std::move(progress)](std::int64_t done, std::int64_t total) {
        QMetaObject::invokeMethod(this, [guard, progress, done, total] {
            if (guard && progress)
                progress(done, total);
        });
    };
}

CoreClientPort::CoreClientPort(service::CoreClient& client, QObject* parent)
    : CorePort(parent), m_client(client), m_imports(client), m_profiles(client), m_access(client)
{
    connect(&client, &service::CoreClient::statusChanged, this, &CorePort::statusChanged);
    connect(&client, &service::CoreClient::changed, this, &CorePort::changed);
    connect(&client, &service::CoreClient::notify, this, &CorePort::notify);
    connect(&client, &service::CoreClient::openInBrowser, this, &CorePort::openInBrowser);
    connect(&client, &service::CoreClient::rotationChanged, this, [this](const service::RotationProgress& progress) {
        m_rotation = progress;
        Q_EMIT rotationChanged(progress);
    });
    connect(&client, &service::CoreClient::approvalsChanged, this,
            [this](const std::vector<model::ApprovalPrompt>& prompts) {
                m_access.setApprovals(prompts);
                Q_EMIT approvalsChanged(prompts);
            });
}

service::VaultStatus CoreClientPort::lastStatus() const
{
    return m_client.lastStatus();
}

void CoreClientPort::createVault(QObject* context, service::CreateVault request, Then<void> then)
{
    m_client.ask(
        context,
        [r = std::move(request)](CoreService& core) mutable { return core.createVault(std::move(r), person()); },
        std::move(then));
}

void CoreClientPort::unlockWithKeychain(QObject* context, Then<void> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.unlockWithKeychain(person()); }, std::move(then));
}

void CoreClientPort::unlockWithPassphrase(QObject* context, base::Secret passphrase, Then<void> then)
{
    m_client.ask(
        context,
        [p = std::move(passphrase)](CoreService& core) mutable {
            return core.unlockWithPassphrase(std::move(p), person());
        },
        std::move(then));
}

void CoreClientPort::lock(QObject* context, Then<void> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.lock(person()); }, std::move(then));
}

void CoreClientPort::lockNow(QObject* context, Then<void> then)
{
    const service::LockRequest request{service::LockCause::Panic, true};
    m_client.ask(
        context, [request](CoreService& core) { return core.lock(person(), request); }, std::move(then));
}

void CoreClientPort::removeSlot(QObject* context, base::SlotId slot, service::Proof proof, Then<void> then)
{
    m_client.ask(
        context,
        [slot, p = std::move(proof)](CoreService& core) mutable {
            return core.removeSlot(slot, std::move(p), person());
        },
        std::move(then));
}

void CoreClientPort::check(QObject* context, Then<std::vector<service::CheckItem>> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.check(); }, std::move(then));
}

void CoreClientPort::acceptRollback(QObject* context, Then<void> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.acceptRollback(person()); }, std::move(then));
}

void CoreClientPort::connections(QObject* context, Then<std::vector<model::Connection>> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.connections(); }, std::move(then));
}

void CoreClientPort::add(QObject* context, service::AddConnection request, Then<service::AddedConnection> then)
{
    m_client.ask(
        context, [r = std::move(request)](CoreService& core) mutable { return core.add(std::move(r), person()); },
        std::move(then));
}

void CoreClientPort::edit(QObject* context, service::EditConnection request, Then<service::AddedConnection> then)
{
    m_client.ask(
        context, [r = std::move(request)](CoreService& core) mutable { return core.edit(std::move(r), person()); },
        std::move(then));
}

void CoreClientPort::remove(QObject* context, service::RemoveConnection request, Then<service::RemovedConnection> then)
{
    m_client.ask(
        context, [request](CoreService& core) { return core.remove(request, person()); }, std::move(then));
}

void CoreClientPort::undoRemove(QObject* context, base::ConnectionId id, Then<model::Connection> then)
{
    m_client.ask(
        context, [id](CoreService& core) { return core.undoRemove(id, person()); }, std::move(then));
}

void CoreClientPort::pause(QObject* context, base::ConnectionId id, Then<model::Connection> then)
{
    m_client.ask(
        context, [id](CoreService& core) { return core.pause(id, person()); }, std::move(then));
}

void CoreClientPort::resume(QObject* context, base::ConnectionId id, Then<model::Connection> then)
{
    m_client.ask(
        context, [id](CoreService& core) { return core.resume(id, person()); }, std::move(then));
}

void CoreClientPort::revoke(QObject* context, base::ConnectionId id, Then<service::RemovedConnection> then)
{
    m_client.ask(
        context, [id](CoreService& core) { return core.revoke(id, person()); }, std::move(then));
}

void CoreClientPort::startSignIn(QObject* context, service::SignInRequest request, Then<service::SignInSession> then)
{
    m_client.ask(
        context, [request](CoreService& core) { return core.startSignIn(request, person()); }, std::move(then));
}

void CoreClientPort::awaitSignIn(QObject* context, std::string sessionId, Then<service::SignInOutcome> then)
{
    m_client.ask(
        context, [sessionId](CoreService& core) { return core.awaitSignIn(sessionId); }, std::move(then));
}

void CoreClientPort::submitPastedAddress(QObject* context, std::string sessionId, std::string address, Then<void> then)
{
    m_client.ask(
        context, [sessionId, address](CoreService& core) { return core.submitPastedAddress(sessionId, address); },
        std::move(then));
}

void CoreClientPort::cancelSignIn(std::string sessionId)
{
    m_client.tell([sessionId](CoreService& core) { core.cancelSignIn(sessionId); });
}

void CoreClientPort::refresh(QObject* context, base::ConnectionId id, Then<model::Connection> then)
{
    m_client.ask(
        context, [id](CoreService& core) { return core.refresh(id, person()); }, std::move(then));
}

Cancel CoreClientPort::test(QObject* context, base::ConnectionId id, Then<model::TestReport> then)
{
    auto source = std::make_shared<base::CancelSource>();
    m_client.ask(
        context, [id, source](CoreService& core) { return core.test(id, person(), source->token()); }, std::move(then));
    return cancelOnCore(source);
}

void CoreClientPort::reveal(QObject* context, base::ConnectionId id, std::string field, service::Proof proof,
                            Then<base::Secret> then)
{
    m_client.ask(
        context,
        [id, field, p = std::move(proof)](CoreService& core) mutable {
            return core.reveal(id, field, std::move(p), person());
        },
        std::move(then));
}

void CoreClientPort::secretFieldNames(QObject* context, base::ConnectionId id, Then<std::vector<std::string>> then)
{
    m_client.ask(
        context, [id](CoreService& core) { return core.secretFieldNames(id); }, std::move(then));
}

void CoreClientPort::profiles(QObject* context, Then<std::vector<model::Profile>> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.profiles(); }, std::move(then));
}

void CoreClientPort::addProfile(QObject* context, std::string name, Then<model::Profile> then)
{
    m_client.ask(
        context, [name](CoreService& core) { return core.addProfile(name, person()); }, std::move(then));
}

void CoreClientPort::oauthClients(QObject* context, Then<std::vector<model::OAuthClient>> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.oauthClients(); }, std::move(then));
}

void CoreClientPort::settings(QObject* context, Then<model::Settings> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.settings(); }, std::move(then));
}

void CoreClientPort::saveSettings(QObject* context, model::Settings settings, Then<void> then)
{
    m_client.ask(
        context, [settings](CoreService& core) { return core.saveSettings(settings, person()); }, std::move(then));
}

void CoreClientPort::addUserProvider(QObject* context, std::string json, Then<void> then)
{
    m_client.ask(
        context, [json](CoreService& core) { return core.addUserProvider({json}, person()); }, std::move(then));
}

void CoreClientPort::providerSpecs(QObject* context, Then<std::vector<model::ProviderSpec>> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.providerSpecs(); }, std::move(then));
}

void CoreClientPort::auditRecords(QObject* context, model::AuditFilter filter,
                                  Then<std::vector<model::AuditRecord>> then)
{
    m_client.ask(
        context, [filter](CoreService& core) { return core.auditRecords(filter); }, std::move(then));
}

void CoreClientPort::auditCount(QObject* context, model::AuditFilter filter, Then<std::int64_t> then)
{
    m_client.ask(
        context, [filter](CoreService& core) { return core.auditCount(filter); }, std::move(then));
}

Cancel CoreClientPort::verifyAudit(QObject* context, ProgressThen progress, Then<model::ChainReport> then)
{
    auto source = std::make_shared<base::CancelSource>();
    m_client.ask(
        context,
        [source, p = marshal(context, std::move(progress))](CoreService& core) {
            return core.verifyAudit(p, source->token());
        },
        std::move(then));
    return cancelOnCore(source);
}

Cancel CoreClientPort::exportReport(QObject* context, service::ExportReport request, ProgressThen progress,
                                    Then<service::ExportedReport> then)
{
    auto source = std::make_shared<base::CancelSource>();
    m_client.ask(
        context,
        [source, request, p = marshal(context, std::move(progress))](CoreService& core) {
            return core.exportReport(request, p, source->token(), person());
        },
        std::move(then));
    return cancelOnCore(source);
}

Cancel CoreClientPort::cancelOnCore(std::shared_ptr<base::CancelSource> source)
{
    QPointer<service::CoreClient> client(&m_client);
    return [client, source] {
        if (client)
            client->tell([source](CoreService&) { source->cancel(); });
    };
}

} // namespace keystead::ui
