// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// CorePort from memory: what the pages ask is answered from the next turn of the event loop out of plain members that a
// test sets and reads. No vault, no network.
#include "core/model/oauth_client.h"
#include "fake_access.h"
#include "fake_imports.h"
#include "ui/core_port.h"

#include <map>
#include <QTimer>

namespace keystead::ui::test {

class FakeCore final : public CorePort
{
    Q_OBJECT
public:
    service::VaultStatus status;
    std::vector<model::Connection> rows;
    std::vector<model::Profile> profileList;
    std::vector<model::ProviderSpec> specs;
    std::vector<model::OAuthClient> clients;
    std::vector<model::AuditRecord> records; // newest first
    model::Settings currentSettings;
    model::TestReport testReport;
    model::ChainReport chainReport;
    std::vector<std::string> fields{"access_token", "refresh_token"};
    std::string secretText = "tok-0123456789";
    std::string passphrase = "correct horse battery";
    std::optional<base::Error> nextError; // answers the next call of any kind, once
    std::vector<model::Problem> problems; // of add and edit
    std::optional<service::SignInSession> session;
    bool signInEnds = false; // awaitSignIn answers
    // what was asked
    std::optional<service::AddConnection> added;
    std::optional<service::EditConnection> edited;
    std::optional<service::RemoveConnection> removed;
    std::vector<std::string> revealed;
    std::optional<service::ExportReport> exported;
    std::optional<std::string> cancelledSession;
    int locks = 0;
    // keys
    std::vector<keys::TokenInfo> tokenList;
    service::KeyOverview overview;
    service::RotationProgress rotation;
    std::string recoveryText = "000G40XD-0G2GC1R6-104GM2X8-1G6GW3TD-208H44X7-2GAHC5RC-30CHM6X2-3GEHW7YV";
    std::optional<service::AddSlot> addedSlot;
    std::optional<base::SlotId> removedSlot, confirmedSlot, changedSlot;
    std::optional<service::RotateKeys> rotated;
    int cancelledRotations = 0;
    // backups
    std::vector<service::AutomaticBackup> automatic;
    service::RestorePreview preview;
    service::RestoreDone restoreDone;
    std::vector<service::CheckItem> checkItems{{"pages", true, {}}, {"seals", true, {}}, {"chain", true, {}}};
    std::optional<service::MakeBackup> madeBackup;
    std::optional<service::RestoreVault> restored;
    std::optional<base::ConnectionId> confirmed;
    std::optional<service::UnlockVault> unlocked;
    int automaticMade = 0, rollbacksAccepted = 0;
    bool holdLongWork = false; // backups, previews and restores tell progress and never answer
    std::function<void()> cancelled;

    void setUnlocked();
    void change(model::ChangeSet changes) { Q_EMIT changed(changes); }
    void rotate(service::RotationProgress progress);
    void tellStatus() { Q_EMIT statusChanged(status); }
    void tellApprovals() { Q_EMIT approvalsChanged(accessDesk.prompts); }
    void ask(model::ApprovalPrompt prompt)
    {
        accessDesk.prompts.push_back(std::move(prompt));
        tellApprovals();
    }

    FakeImports importDesk;
    FakeProfiles profileDesk;
    FakeAccess accessDesk;

    service::VaultStatus lastStatus() const override { return status; }
    ImportPort& imports() override { return importDesk; }
    ProfilePort& profileCare() override { return profileDesk; }
    AccessPort& access() override { return accessDesk; }
    void createVault(QObject* context, service::CreateVault request, Then<void> then) override;
    void unlockWithKeychain(QObject* context, Then<void> then) override;
    void unlockWithPassphrase(QObject* context, base::Secret given, Then<void> then) override;
    void lock(QObject* context, Then<void> then) override;
    void removeSlot(QObject* context, base::SlotId slot, service::Proof, Then<void> then) override;
    void unlock(QObject* context, service::UnlockVault request, Then<void> then) override;
    void addSlot(QObject* context, service::AddSlot request, service::Proof proof,
                 Then<service::AddedSlot> then) override;
    void confirmRecoverySlot(QObject* context, base::SlotId slot, base::Secret typed, Then<void> then) override;
    void changePassphrase(QObject* context, base::SlotId slot, base::Secret passphrase, bool allowWeak,
                          service::Proof proof, Then<service::AddedSlot> then) override;
    void tokens(QObject* context, Then<std::vector<keys::TokenInfo>> then) override;
    service::RotationProgress lastRotation() const override { return rotation; }
    void keyOverview(QObject* context, Then<service::KeyOverview> then) override;
    void startRotation(QObject* context, service::RotateKeys request, service::Proof proof, Then<void> then) override;
    void cancelRotation() override { ++cancelledRotations; }
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
    void checkUnopened(QObject* context, base::Secret given, Then<std::vector<service::CheckItem>> then) override;
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
    void submitPastedAddress(QObject* context, std::string, std::string, Then<void> then) override
    {
        answer(context, then, base::ok());
    }
    void cancelSignIn(std::string sessionId) override { cancelledSession = sessionId; }
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
    void addUserProvider(QObject* context, std::string, Then<void> then) override { answer(context, then, base::ok()); }
    void providerSpecs(QObject* context, Then<std::vector<model::ProviderSpec>> then) override;
    void auditRecords(QObject* context, model::AuditFilter filter, Then<std::vector<model::AuditRecord>> then) override;
    void auditCount(QObject* context, model::AuditFilter filter, Then<std::int64_t> then) override;
    Cancel verifyAudit(QObject* context, ProgressThen progress, Then<model::ChainReport> then) override;
    Cancel exportReport(QObject* context, service::ExportReport request, ProgressThen progress,
                        Then<service::ExportedReport> then) override;

private:
    template <class T> void answer(QObject* context, const Then<T>& then, base::Result<T> result)
    {
        if (nextError) {
            result = base::Result<T>(*nextError);
            nextError.reset();
        }
        auto shared = std::make_shared<base::Result<T>>(std::move(result));
        QTimer::singleShot(0, context, [then, shared] { then(std::move(*shared)); });
    }
    template <class T>
    Cancel longWork(QObject* context, const ProgressThen& progress, const Then<T>& then, base::Result<T> result)
    {
        progress(1, 4);
        if (!holdLongWork)
            answer<T>(context, then, std::move(result));
        return [this, context, then] {
            if (cancelled)
                cancelled();
            if (holdLongWork)
                answer<T>(context, then, base::fail(base::ErrorCode::Cancelled));
        };
    }
    model::Connection* row(const base::ConnectionId& id);
    base::Result<model::Connection> moved(const base::ConnectionId& id, model::ConnectionState state);
    std::vector<model::AuditRecord> matching(const model::AuditFilter& filter) const;
    std::map<std::string, model::Connection> m_bin;
};

} // namespace keystead::ui::test
