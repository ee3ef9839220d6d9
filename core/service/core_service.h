// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The use cases of Keystead: what the window, the agent and the tests ask of the core. Lives on the core thread; every
// operation returns a task that completes there. Each operation that changes or releases something takes the actor,
// writes its audit record in the same transaction, and answers only when that record is durable; without the record
// nothing happens (SECURITY 39). All operations but status, create and unlock answer VaultLocked while the vault is not
// open.
#include "core/audit/audit_log.h"
#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/keys/keychain_store.h"
#include "core/model/change_set.h"
#include "core/model/profile.h"
#include "core/model/settings.h"
#include "core/net/http_client.h"
#include "core/providers/registry.h"
#include "core/service/access_requests.h"
#include "core/service/auto_lock.h"
#include "core/service/backup_requests.h"
#include "core/service/profile_requests.h"
#include "core/service/requests.h"
#include "core/service/rotation.h"
#include "core/service/slot_requests.h"
#include "core/service/vault_status.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <qcoro/qcorotask.h>
#include <QObject>
#include <string>
#include <vector>

namespace keystead::service {

template <class T> using TaskOf = QCoro::Task<base::Result<T>>;
class ImportDesk;
struct Metrics;
class LoginDesk;
class RequestDesk;

// What composition_root gives; everything outlives the service. Objects are used on the core thread (KeychainStore hops
// threads itself).
struct CoreParts
{
    std::filesystem::path vaultFolder;
    std::filesystem::path stateFolder; // anchors and side file
    keys::KeychainStore& keychain;
    audit::AnchorSink& anchors;
    std::function<std::vector<audit::AnchorState>()> rememberedAnchors;
    base::Clock& clock;
    net::HttpClient& http;
    providers::Registry& providers;
    bool practice = false;
    // For tests; absent: measured on this machine, and p11-kit's modules.
    std::optional<crypto::Argon2Params> kdf{};
    std::filesystem::path tokenModule{};
    std::chrono::milliseconds tokenPoll{1000};
};

class CoreService : public QObject
{
    Q_OBJECT
public:
    explicit CoreService(CoreParts parts, QObject* parent = nullptr);
    ~CoreService() override;

    // --- the vault
    // -------------------------------------------------------------------------------------------------------------
    VaultStatus status() const;
    TaskOf<void> createVault(CreateVault request, model::Actor actor);
    TaskOf<void> unlockWithKeychain(model::Actor actor);
    // RateLimited (detail: seconds), WrongPassphrase, Damaged...; Argon2id runs on a worker thread.
    TaskOf<void> unlockWithPassphrase(base::Secret passphrase, model::Actor actor);
    // Refuses new work at once (the state is Locking) and waits for token requests that were sent, as long as their own
    // timeout allows. A second request, panic (`now`), suspend and shutdown cut that short.
    TaskOf<void> lock(model::Actor actor, LockRequest request = {});
    // The same where the settings want it for this cause: for what notices idleness, suspend, a token that was pulled.
    TaskOf<void> lockBecause(LockCause cause);
    // Idleness where the desktop does not tell it: the last call over the socket or in the window.
    void noteUse();
    std::chrono::milliseconds sinceLastUse() const;
    void setAutoLockReport(AutoLockReport report);
    AutoLockReport autoLockReport() const;
    Metrics metrics() const; // metrics.h

    // --- key slots (docs/keys.md). Each change wants a proof, is on record and raises a security_alert.
    // Any slot; nothing given: the keychain. WrongPassphrase, WrongKey (recovery key), WrongPin, PinLocked,
    // TokenMissing, Denied (one PIN try is left), RateLimited, InvalidArgument (a recovery key with a slip: its group).
    TaskOf<void> unlock(UnlockVault request, model::Actor actor);
    TaskOf<AddedSlot> addSlot(AddSlot request, Proof proof, model::Actor actor);
    // The recovery key as it was typed from the sheet: from then on the slot counts. Needs no other proof.
    TaskOf<void> confirmRecoverySlot(base::SlotId slot, base::Secret typed, model::Actor actor);
    // In one step; `slot` of kind passphrase or combined. Gives the new slot, which has a new id.
    TaskOf<AddedSlot> changePassphrase(base::SlotId slot, base::Secret passphrase, bool allowWeak, Proof proof,
                                       model::Actor actor);
    // IllegalState for the last usable one.
    TaskOf<void> removeSlot(base::SlotId slot, Proof proof, model::Actor actor);
    // The PKCS#11 tokens at hand; also while the vault is locked. Takes as long as the slowest reader.
    TaskOf<std::vector<keys::TokenInfo>> tokens();
    // addSlot for the two usual kinds.
    TaskOf<void> addPassphraseSlot(base::Secret passphrase, Proof proof, model::Actor actor);
    TaskOf<void> addKeychainSlot(Proof proof, model::Actor actor);

    TaskOf<std::vector<CheckItem>> check();
    // --- replacing keys (rotation.h). The vault stays in use; rotationChanged tells of progress. IllegalState while
    // one runs.
    TaskOf<RotationReport> rotateKeys(RotateKeys request, Proof proof, base::CancelToken cancel, model::Actor actor);
    // Answers as soon as it runs.
    TaskOf<void> startRotation(RotateKeys request, Proof proof, model::Actor actor);
    void cancelRotation();
    RotationProgress rotationProgress() const;
    TaskOf<KeyOverview> keyOverview();
    TaskOf<void> setRotationSchedule(RotationSchedule schedule, model::Actor actor);
    // The person looked at a rollback warning and goes on with the vault as it is (security_alert stays in the trail).
    TaskOf<void> acceptRollback(model::Actor actor);

    // --- backups (docs/backup.md). Progress counts pages; cancelling leaves everything as it was.
    using Progress = std::function<void(std::int64_t done, std::int64_t total)>; // called on the core thread
    TaskOf<BackupMade> makeBackup(MakeBackup request, Progress progress, base::CancelToken cancel, model::Actor actor);
    // One more automatic backup in the vault's folder, at once.
    TaskOf<BackupMade> makeAutomaticBackup(Progress progress, base::CancelToken cancel, model::Actor actor);
    // The automatic ones in the vault's folder, newest first; also while the vault is locked.
    TaskOf<std::vector<AutomaticBackup>> automaticBackups();
    // What a restore would change; nothing is changed. Works on an open, locked, damaged or missing vault.
    TaskOf<RestorePreview> previewRestore(RestoreVault request, Progress progress, base::CancelToken cancel,
                                          model::Actor actor);
    // The vault is open afterwards; its connections with a refresh token wait for confirm().
    TaskOf<RestoreDone> restore(RestoreVault request, Progress progress, base::CancelToken cancel, model::Actor actor);
    // No other machine uses the sign-in of a connection that came from a backup.
    TaskOf<model::Connection> confirm(base::ConnectionId id, model::Actor actor);
    // As check(), of a vault that is not open: nothing is written, and it need not open. The passphrase may be empty:
    // then by the keychain. Errors: WrongPassphrase, RateLimited, keychain errors.
    TaskOf<std::vector<CheckItem>> checkUnopened(base::Secret passphrase, model::Actor actor);
    // As acceptRollback, for a program: with the passphrase where the vault has one.
    TaskOf<void> acceptRollbackWith(Proof proof, model::Actor actor);

    // --- connections
    // -----------------------------------------------------------------------------------------------------------
    TaskOf<std::vector<model::Connection>> connections();
    TaskOf<model::Connection> find(std::string idOrName);
    TaskOf<AddedConnection> add(AddConnection request, model::Actor actor);
    TaskOf<AddedConnection> edit(EditConnection request, model::Actor actor);
    TaskOf<RemovedConnection> remove(RemoveConnection request, model::Actor actor);
    // Undo of a local removal whose tokens were not revoked: within the session, once. NotFound afterwards.
    TaskOf<model::Connection> undoRemove(base::ConnectionId id, model::Actor actor);
    TaskOf<model::Connection> pause(base::ConnectionId id, model::Actor actor);
    TaskOf<model::Connection> resume(base::ConnectionId id, model::Actor actor);
    TaskOf<RemovedConnection> revoke(base::ConnectionId id,
                                     model::Actor actor); // remote only; the connection stays, revoked

    // --- signing in
    // ------------------------------------------------------------------------------------------------------------
    TaskOf<SignInSession> startSignIn(SignInRequest request, model::Actor actor);
    TaskOf<SignInOutcome> awaitSignIn(std::string sessionId);
    TaskOf<void> submitPastedAddress(std::string sessionId, std::string address);
    void cancelSignIn(std::string sessionId);

    // --- use
    // -------------------------------------------------------------------------------------------------------------------
    TaskOf<model::Connection> refresh(base::ConnectionId id, model::Actor actor);
    TaskOf<model::TestReport> test(base::ConnectionId id, model::Actor actor, base::CancelToken cancel = {});
    // For programs: fresh, audited durably before the answer.
    TaskOf<ReleasedSecret> releaseToken(TokenRequest request, model::Actor actor);
    // The one door for reveal and copy in the window.
    TaskOf<base::Secret> reveal(base::ConnectionId id, std::string field, Proof proof, model::Actor actor);
    bool revealNeedsPassphrase() const;
    TaskOf<std::vector<std::string>> secretFieldNames(base::ConnectionId id);

    // --- programs (docs/grants.md)
    // Answers where the policy or the person allows it; Denied otherwise (on record), with the command that would grant
    // it in the detail where nobody can be asked. Spends a grant of one use, counts the use. The audit record of the
    // use itself is the caller's.
    TaskOf<void> authorize(model::AccessWant want, model::Caller caller, base::CancelToken cancel);
    TaskOf<std::vector<model::Grant>> grants();
    // Wants a proof, since it hands out a right. NotFound (program's file), InvalidArgument, AlreadyExists.
    TaskOf<model::Grant> addGrant(AddGrant request, Proof proof, model::Actor actor);
    // The same without a proof: the person is asked in the window, as an item of the caller's prompt, and sees the
    // whole grant. Denied where nobody can be asked (grantWantsProof), says no or says nothing.
    TaskOf<model::Grant> askForGrant(AddGrant request, model::Caller caller, base::CancelToken cancel);
    TaskOf<void> removeGrant(base::GrantId id, model::Actor actor);
    // Of the last `days` days, most used first; also programs without a grant. Reads the trail on a worker.
    TaskOf<std::vector<ProgramUse>> programUse(int days);
    // A window is there to ask: prompts are announced by approvalsChanged and answered here. Without one, no grant
    // means no.
    void setPersonPresent(bool present);
    bool personPresent() const;
    std::vector<model::ApprovalPrompt> approvals() const;
    TaskOf<void> answerApproval(model::ApprovalAnswer answer, model::Actor actor);

    // --- profiles, clients, settings, providers
    // --------------------------------------------------------------------------------
    TaskOf<std::vector<model::Profile>> profiles();
    TaskOf<model::Profile> addProfile(std::string name, model::Actor actor);
    // The proof as for a slot change. Irrevocable; `typedName` must be the name. changed() names what went.
    TaskOf<ErasedProfile> eraseProfile(EraseProfile request, Proof proof, model::Actor actor);
    // All that is stored on a profile except the secrets.
    TaskOf<ExportedProfile> exportProfile(ExportProfile request, Proof proof, model::Actor actor);
    TaskOf<model::Connection> moveToProfile(base::ConnectionId id, std::string profile, model::Actor actor);
    TaskOf<std::vector<model::OAuthClient>> oauthClients();
    TaskOf<model::Settings> settings();
    TaskOf<void> saveSettings(model::Settings settings, model::Actor actor);
    // AlreadyExists where the id is taken: what a connection's addresses are made of is not changed in passing.
    TaskOf<void> addUserProvider(AddProvider request, model::Actor actor);
    TaskOf<std::vector<model::ProviderSpec>> providerSpecs();

    // Imports, the search for plaintext credentials, the export (import_desk.h).
    ImportDesk imports();
    // For git, docker and others that name a server (login_desk.h).
    LoginDesk logins();
    // Requests with the credential on them, for programs (request_desk.h).
    RequestDesk requests();

    // --- audit
    // -----------------------------------------------------------------------------------------------------------------
    TaskOf<std::vector<model::AuditRecord>> auditRecords(model::AuditFilter filter);
    TaskOf<std::int64_t> auditCount(model::AuditFilter filter);
    TaskOf<model::ChainReport> verifyAudit(Progress progress, base::CancelToken cancel);
    TaskOf<ExportedReport> exportReport(ExportReport request, Progress progress, base::CancelToken cancel,
                                        model::Actor actor);
    // Records what others noticed (a refused caller, a changed executable). Goes to the side file while locked.
    TaskOf<void> recordEvent(model::AuditEvent event);

Q_SIGNALS:
    void statusChanged(keystead::service::VaultStatus status);
    void changed(keystead::model::ChangeSet changes);
    void notify(keystead::service::Notification notification);
    void openInBrowser(QString url);
    void rotationChanged(keystead::service::RotationProgress progress);
    void approvalsChanged(std::vector<keystead::model::ApprovalPrompt> prompts); // all that are open now

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace keystead::service
