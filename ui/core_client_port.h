// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// CorePort over the core thread: the only file of the window that talks to CoreClient.
#include "core/base/cancel.h"
#include "ui/core_client_access.h"
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
    AccessPort& access() override { return m_access; }
    void createVault(QObject* context, service::CreateVault request, Then<void> then) override;
    void unlockWithKeychain(QObject* context, Then<void> then) override;
    void unlockWithPassphrase(QObject* context, base::Secret passphrase, Then<void> then) override;
    void lock(QObject* context, Then<void> then) override;
    void lockNow(QObject* context, Then<void> then) override;
    void removeSlot(QObject* context, base::SlotId slot, service::Proof proof, Then<void> then) override;
    void unlock(QObject* context, service::UnlockVault request, Then<void> then) override;
    void addSlot(QObject* context, service::AddSlot request, service::Proof proof,
                 Then<service::AddedSlot> then) override;
    void confirmRecoverySlot(QObject* context, base::SlotId slot, base::Secret typed, Then<void> then) override;
    void changePassphrase(QObject* context, base::SlotId slot, base::Secret passphrase, bool allowWeak,
                          service::Proof proof, Then<service::AddedSlot> then) override;
    void tokens(QObject* context, Then<std::vector<keys::TokenInfo>> then) override;
    service::RotationProgress lastRotation() const override { return m_rotation; }
    void keyOverview(QObject* context, Then<service::KeyOverview> then) override;
    void startRotation(QObject* context, service::RotateKeys request, service::Proof proof, Then<void> then) override;
    void cancelRotation() override;
    void setRotationSchedule(QObject* context, service::RotationSchedule schedule, Then<void> then) override;
    void automaticBackups(QObject* context, Then<std::vector<service::AutomaticBackup>> then) override;
    Cancel makeBackup(QObject* context, service::MakeBackup request, ProgressThen progress,
                      Then<service::BackupMade> then) override;
    Cancel makeAutomaticBackup(QObject* context, ProgressThen progress, Then<service::BackupMade> then) override;
    Cancel previewRestore(QObject* context, service::RestoreVault request, ProgressThen progress,
                          Then<service::RestorePreview> then) override;
    Cancel restore(QObject* context, service::RestoreVault request, ProgressThen progress,
                   Then<service::RestoreDone> then) override;
    void confirm(QObject* context, base::ConnectionId id, Then<model::Connection> then) override;
    void checkUnopened(QObject* context, base::Secret passphrase, Then<std::vector<service::CheckItem>> then) override;
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
    // Progress arrives on the core thread and goes to the GUI thread while the context lives.
    std::function<void(std::int64_t, std::int64_t)> marshal(QObject* context, ProgressThen progress);
    Cancel cancelOnCore(std::shared_ptr<base::CancelSource> source);

    service::CoreClient& m_client;
    CoreClientImports m_imports;
    CoreClientProfiles m_profiles;
    CoreClientAccess m_access;
    service::RotationProgress m_rotation;
};

} // namespace keystead::ui
