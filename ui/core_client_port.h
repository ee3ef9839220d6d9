// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// CorePort over the core thread: the only file of the window that talks to CoreClient.
#include "core/base/cancel.h"
#include "ui/core_client_imports.h"
#include "ui/core_port.h"

#include <memory>

namespace keystead::service {
class CoreClient;
}

namespace keystead::ui {

class CoreClientPort final : public CorePort
{
    Q_OBJECT
public:
    explicit CoreClientPort(service::CoreClient& client, QObject* parent = nullptr);

    service::VaultStatus lastStatus() const override;
    ImportPort& imports() override { return m_imports; }
    ProfilePort& profileCare() override { return m_profiles; }
    void createVault(QObject* context, service::CreateVault request, Then<void> then) override;
    void unlockWithKeychain(QObject* context, Then<void> then) override;
    void unlockWithPassphrase(QObject* context, base::Secret passphrase, Then<void> then) override;
    void lock(QObject* context, Then<void> then) override;
    void lockNow(QObject* context, Then<void> then) override;
    void addPassphraseSlot(QObject* context, base::Secret passphrase, service::Proof proof, Then<void> then) override;
    void addKeychainSlot(QObject* context, service::Proof proof, Then<void> then) override;
    void removeSlot(QObject* context, base::SlotId slot, service::Proof proof, Then<void> then) override;
    void check(QObject* context, Then<std::vector<service::CheckItem>> then) override;
    void acceptRollback(QObject* context, Then<void> then) override;
    void connections(QObject* context, Then<std::vector<model::Connection>> then) override;
    void add(QObject* context, service::AddConnection request, Then<service::AddedConnection> then) override;
    void edit(QObject* context, service::EditConnection request, Then<service::AddedConnection> then) override;
    void remove(QObject* context, service::RemoveConnection request, Then<service::RemovedConnection> then) override;
    void undoRemove(QObject* context, base::ConnectionId id, Then<model::Connection> then) override;
    void pause(QObject* context, base::ConnectionId id, Then<model::Connection> then) override;
    void resume(QObject* context, base::ConnectionId id, Then<model::Connection> then) override;
    void revoke(QObject* context, base::ConnectionId id, Then<service::RemovedConnection> then) override;
    void startSignIn(QObject* context, service::SignInRequest request, Then<service::SignInSession> then) override;
    void awaitSignIn(QObject* context, std::string sessionId, Then<service::SignInOutcome> then) override;
    void submitPastedAddress(QObject* context, std::string sessionId, std::string address, Then<void> then) override;
    void cancelSignIn(std::string sessionId) override;
    void refresh(QObject* context, base::ConnectionId id, Then<model::Connection> then) override;
    Cancel test(QObject* context, base::ConnectionId id, Then<model::TestReport> then) override;
    void reveal(QObject* context, base::ConnectionId id, std::string field, service::Proof proof,
                Then<base::Secret> then) override;
    void secretFieldNames(QObject* context, base::ConnectionId id, Then<std::vector<std::string>> then) override;
    void profiles(QObject* context, Then<std::vector<model::Profile>> then) override;
    void addProfile(QObject* context, std::string name, Then<model::Profile> then) override;
    void oauthClients(QObject* context, Then<std::vector<model::OAuthClient>> then) override;
    void settings(QObject* context, Then<model::Settings> then) override;
    void saveSettings(QObject* context, model::Settings settings, Then<void> then) override;
    void addUserProvider(QObject* context, std::string json, Then<void> then) override;
    void providerSpecs(QObject* context, Then<std::vector<model::ProviderSpec>> then) override;
    void auditRecords(QObject* context, model::AuditFilter filter, Then<std::vector<model::AuditRecord>> then) override;
    void auditCount(QObject* context, model::AuditFilter filter, Then<std::int64_t> then) override;
    Cancel verifyAudit(QObject* context, ProgressThen progress, Then<model::ChainReport> then) override;
    Cancel exportReport(QObject* context, service::ExportReport request, ProgressThen progress,
                        Then<service::ExportedReport> then) override;

private:
    Cancel cancelOnCore(std::shared_ptr<base::CancelSource> source);

    service::CoreClient& m_client;
    CoreClientImports m_imports;
    CoreClientProfiles m_profiles;
};

} // namespace keystead::ui
