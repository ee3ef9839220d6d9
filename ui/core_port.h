// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the window asks of the core, as an interface of values and callbacks: CoreClientPort answers it from the core
// thread, tests and the gallery from memory. An answer comes on the GUI thread, never from inside the call, and only
// while `context` lives. It refuses to hand out secrets but through reveal().
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/model/approval.h"
#include "core/model/change_set.h"
#include "core/model/profile.h"
#include "core/model/provider_spec.h"
#include "core/model/settings.h"
#include "core/service/backup_requests.h"
#include "core/service/requests.h"
#include "core/service/rotation.h"
#include "core/service/slot_requests.h"
#include "core/service/vault_status.h"
#include "ui/port_types.h"

#include <QObject>
#include <string>
#include <vector>

namespace keystead::ui {

class AccessPort;
class ImportPort;
class ProfilePort;

class CorePort : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual service::VaultStatus lastStatus() const = 0;
    // By topic, each in a header of its own.
    virtual ImportPort& imports() = 0;
    virtual ProfilePort& profileCare() = 0;
    virtual AccessPort& access() = 0;

    virtual void createVault(QObject* context, service::CreateVault request, Then<void> then) = 0;
    virtual void unlockWithKeychain(QObject* context, Then<void> then) = 0;
    virtual void unlockWithPassphrase(QObject* context, base::Secret passphrase, Then<void> then) = 0;
    virtual void lock(QObject* context, Then<void> then) = 0;
    // Panic: waits for nothing.
    virtual void lockNow(QObject* context, Then<void> then) { lock(context, std::move(then)); }
    virtual void removeSlot(QObject* context, base::SlotId slot, service::Proof proof, Then<void> then) = 0;
    // Any way to open the vault; nothing given: the keychain.
    virtual void unlock(QObject* context, service::UnlockVault request, Then<void> then) = 0;
    virtual void addSlot(QObject* context, service::AddSlot request, service::Proof proof,
                         Then<service::AddedSlot> then) = 0;
    virtual void confirmRecoverySlot(QObject* context, base::SlotId slot, base::Secret typed, Then<void> then) = 0;
    virtual void changePassphrase(QObject* context, base::SlotId slot, base::Secret passphrase, bool allowWeak,
                                  service::Proof proof, Then<service::AddedSlot> then) = 0;
    virtual void tokens(QObject* context, Then<std::vector<keys::TokenInfo>> then) = 0;

    // --- replacing keys; rotationChanged tells how far it is
    virtual service::RotationProgress lastRotation() const = 0;
    virtual void keyOverview(QObject* context, Then<service::KeyOverview> then) = 0;
    virtual void startRotation(QObject* context, service::RotateKeys request, service::Proof proof,
                               Then<void> then) = 0;
    virtual void cancelRotation() = 0;
    virtual void setRotationSchedule(QObject* context, service::RotationSchedule schedule, Then<void> then) = 0;

    // --- backups
    virtual void automaticBackups(QObject* context, Then<std::vector<service::AutomaticBackup>> then) = 0;
    virtual Cancel makeBackup(QObject* context, service::MakeBackup request, ProgressThen progress,
                              Then<service::BackupMade> then) = 0;
    virtual Cancel makeAutomaticBackup(QObject* context, ProgressThen progress, Then<service::BackupMade> then) = 0;
    virtual Cancel previewRestore(QObject* context, service::RestoreVault request, ProgressThen progress,
                                  Then<service::RestorePreview> then) = 0;
    virtual Cancel restore(QObject* context, service::RestoreVault request, ProgressThen progress,
                           Then<service::RestoreDone> then) = 0;
    // No other machine uses the sign-in of a connection that came from a backup.
    virtual void confirm(QObject* context, base::ConnectionId id, Then<model::Connection> then) = 0;
    // Of a vault that is not open; an empty passphrase: by the keychain.
    virtual void checkUnopened(QObject* context, base::Secret passphrase,
                               Then<std::vector<service::CheckItem>> then) = 0;

    virtual void check(QObject* context, Then<std::vector<service::CheckItem>> then) = 0;
    virtual void acceptRollback(QObject* context, Then<void> then) = 0;

    virtual void connections(QObject* context, Then<std::vector<model::Connection>> then) = 0;
    virtual void add(QObject* context, service::AddConnection request, Then<service::AddedConnection> then) = 0;
    virtual void edit(QObject* context, service::EditConnection request, Then<service::AddedConnection> then) = 0;
    virtual void remove(QObject* context, service::RemoveConnection request, Then<service::RemovedConnection> then) = 0;
    virtual void undoRemove(QObject* context, base::ConnectionId id, Then<model::Connection> then) = 0;
    virtual void pause(QObject* context, base::ConnectionId id, Then<model::Connection> then) = 0;
    virtual void resume(QObject* context, base::ConnectionId id, Then<model::Connection> then) = 0;
    virtual void revoke(QObject* context, base::ConnectionId id, Then<service::RemovedConnection> then) = 0;

    virtual void startSignIn(QObject* context, service::SignInRequest request, Then<service::SignInSession> then) = 0;
    virtual void awaitSignIn(QObject* context, std::string sessionId, Then<service::SignInOutcome> then) = 0;
    virtual void submitPastedAddress(QObject* context, std::string sessionId, std::string address, Then<void> then) = 0;
    virtual void cancelSignIn(std::string sessionId) = 0;

    virtual void refresh(QObject* context, base::ConnectionId id, Then<model::Connection> then) = 0;
    virtual Cancel test(QObject* context, base::ConnectionId id, Then<model::TestReport> then) = 0;
    virtual void reveal(QObject* context, base::ConnectionId id, std::string field, service::Proof proof,
                        Then<base::Secret> then) = 0;
    virtual void secretFieldNames(QObject* context, base::ConnectionId id, Then<std::vector<std::string>> then) = 0;

    virtual void profiles(QObject* context, Then<std::vector<model::Profile>> then) = 0;
    virtual void addProfile(QObject* context, std::string name, Then<model::Profile> then) = 0;
    virtual void oauthClients(QObject* context, Then<std::vector<model::OAuthClient>> then) = 0;
    virtual void settings(QObject* context, Then<model::Settings> then) = 0;
    virtual void saveSettings(QObject* context, model::Settings settings, Then<void> then) = 0;
    virtual void addUserProvider(QObject* context, std::string json, Then<void> then) = 0;
    virtual void providerSpecs(QObject* context, Then<std::vector<model::ProviderSpec>> then) = 0;

    virtual void auditRecords(QObject* context, model::AuditFilter filter,
                              Then<std::vector<model::AuditRecord>> then) = 0;
    virtual void auditCount(QObject* context, model::AuditFilter filter, Then<std::int64_t> then) = 0;
    virtual Cancel verifyAudit(QObject* context, ProgressThen progress, Then<model::ChainReport> then) = 0;
    virtual Cancel exportReport(QObject* context, service::ExportReport request, ProgressThen progress,
                                Then<service::ExportedReport> then) = 0;

Q_SIGNALS:
    void statusChanged(const keystead::service::VaultStatus& status);
    void changed(const keystead::model::ChangeSet& changes);
    void notify(const keystead::service::Notification& notification);
    void openInBrowser(const QString& url);
    void rotationChanged(const keystead::service::RotationProgress& progress);
    // All questions of programs that wait for the person.
    void approvalsChanged(const std::vector<keystead::model::ApprovalPrompt>& prompts);
};

} // namespace keystead::ui
