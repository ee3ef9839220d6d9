// SPDX-License-Identifier: GPL-3.0-or-later
// The door: each use case is a function of its own file.
#include "core/service/core_service.h"

#include "core/service/audit_ops.h"
#include "core/service/backup_ops.h"
#include "core/service/connection_ops.h"
#include "core/service/core_service_impl.h"
#include "core/service/import_desk.h"
#include "core/service/login_desk.h"
#include "core/service/metrics.h"
#include "core/service/profile_ops.h"
#include "core/service/request_desk.h"
#include "core/service/restore_ops.h"
#include "core/service/rotation_job.h"
#include "core/service/settings_ops.h"
#include "core/service/sign_in.h"
#include "core/service/use_ops.h"
#include "core/service/vault_lifecycle.h"
#include "core/service/vault_slots.h"
#include "core/service/vault_unlock.h"
#include "core/vault/connection_store.h"

#include <QCoreApplication>

namespace keystead::service {

CoreService::CoreService(CoreParts parts, QObject* parent)
    : QObject(parent), m_impl(std::make_unique<Impl>(Impl{std::make_shared<Context>(std::move(parts), this)}))
{
    if (const base::Status completed = completeRestore(*m_impl->context); !completed)
        m_impl->context->lastProblem = completed.error();
    m_impl->context->keyHooks = {beforeRotation, beginBackupRotation, finishBackupRotation};
}

CoreService::~CoreService()
{
    const ContextPtr context = m_impl->context;
    context->service = nullptr;
    closeSession(*context);
    // Whoever waits for a worker gets its answer now, finds no vault and ends; nothing is left suspended with a key in
    // its frame.
    context->worker.waitForDone();
    context->slotTools.worker.waitForDone();
    QCoreApplication::sendPostedEvents(&context->receiver);
    closeSession(*context);
}

VaultStatus CoreService::status() const
{
    return vaultStatus(*m_impl->context);
}
Metrics CoreService::metrics() const
{
    const Context& context = *m_impl->context;
    Metrics metrics;
    metrics.vault = status().state;
    metrics.counts = context.recordCounts;
    if (metrics.vault != VaultState::Unlocked || !context.session)
        return metrics;
    metrics.auditRecords = context.session->audit->head().sequence;
    if (const auto connections = context.session->vault->connections().all()) {
        for (const model::Connection& connection : *connections)
            ++metrics.connections[connection.state];
    }
    return metrics;
}
TaskOf<void> CoreService::createVault(CreateVault request, model::Actor actor)
{
    return service::createVault(m_impl->context, std::move(request), std::move(actor));
}
TaskOf<void> CoreService::unlockWithKeychain(model::Actor actor)
{
    return unlockVault(m_impl->context, {}, std::move(actor));
}
TaskOf<void> CoreService::unlockWithPassphrase(base::Secret passphrase, model::Actor actor)
{
    UnlockVault request;
    request.passphrase = std::move(passphrase);
    return unlockVault(m_impl->context, std::move(request), std::move(actor));
}
TaskOf<void> CoreService::lock(model::Actor actor, LockRequest request)
{
    return lockVault(m_impl->context, std::move(actor), request);
}
TaskOf<void> CoreService::lockBecause(LockCause cause)
{
    return lockVaultBecause(m_impl->context, cause);
}
void CoreService::noteUse()
{
    m_impl->context->lastUse = m_impl->context->parts.clock.steady();
}
std::chrono::milliseconds CoreService::sinceLastUse() const
{
    return m_impl->context->parts.clock.steady() - m_impl->context->lastUse;
}
void CoreService::setAutoLockReport(AutoLockReport report)
{
    m_impl->context->autoLock = std::move(report);
}
AutoLockReport CoreService::autoLockReport() const
{
    return m_impl->context->autoLock;
}
TaskOf<void> CoreService::unlock(UnlockVault request, model::Actor actor)
{
    return unlockVault(m_impl->context, std::move(request), std::move(actor));
}
TaskOf<AddedSlot> CoreService::addSlot(AddSlot request, Proof proof, model::Actor actor)
{
    return service::addSlot(m_impl->context, std::move(request), std::move(proof), std::move(actor));
}
TaskOf<void> CoreService::confirmRecoverySlot(base::SlotId slot, base::Secret typed, model::Actor actor)
{
    return service::confirmRecoverySlot(m_impl->context, std::move(slot), std::move(typed), std::move(actor));
}
TaskOf<AddedSlot> CoreService::changePassphrase(base::SlotId slot, base::Secret passphrase, bool allowWeak, Proof proof,
                                                model::Actor actor)
{
    return service::changePassphrase(m_impl->context, std::move(slot), std::move(passphrase), allowWeak,
                                     std::move(proof), std::move(actor));
}
TaskOf<void> CoreService::removeSlot(base::SlotId slot, Proof proof, model::Actor actor)
{
    return service::removeSlot(m_impl->context, std::move(slot), std::move(proof), std::move(actor));
}
TaskOf<std::vector<keys::TokenInfo>> CoreService::tokens()
{
    return listTokens(m_impl->context);
}
TaskOf<void> CoreService::addPassphraseSlot(base::Secret passphrase, Proof proof, model::Actor actor)
{
    AddSlot request;
    request.passphrase = std::move(passphrase);
    return addUsualSlot(m_impl->context, std::move(request), std::move(proof), std::move(actor));
}
TaskOf<void> CoreService::addKeychainSlot(Proof proof, model::Actor actor)
{
    AddSlot request;
    request.kind = keys::SlotKind::Keychain;
    return addUsualSlot(m_impl->context, std::move(request), std::move(proof), std::move(actor));
}
TaskOf<std::vector<CheckItem>> CoreService::check()
{
    return checkVault(m_impl->context);
}
TaskOf<ErasedProfile> CoreService::eraseProfile(EraseProfile request, Proof proof, model::Actor actor)
{
    return service::eraseProfile(m_impl->context, std::move(request), std::move(proof), std::move(actor));
}
TaskOf<ExportedProfile> CoreService::exportProfile(ExportProfile request, Proof proof, model::Actor actor)
{
    return service::exportProfile(m_impl->context, std::move(request), std::move(proof), std::move(actor));
}
TaskOf<model::Connection> CoreService::moveToProfile(base::ConnectionId id, std::string profile, model::Actor actor)
{
    return service::moveToProfile(m_impl->context, std::move(id), std::move(profile), std::move(actor));
}
TaskOf<RotationReport> CoreService::rotateKeys(RotateKeys request, Proof proof, base::CancelToken cancel,
                                               model::Actor actor)
{
    return service::rotateKeys(m_impl->context, std::move(request), std::move(proof), cancel, std::move(actor));
}
TaskOf<void> CoreService::startRotation(RotateKeys request, Proof proof, model::Actor actor)
{
    return service::startRotation(m_impl->context, std::move(request), std::move(proof), std::move(actor));
}
void CoreService::cancelRotation()
{
    m_impl->context->rotation.cancel();
}
RotationProgress CoreService::rotationProgress() const
{
    return m_impl->context->rotation.progress();
}
TaskOf<KeyOverview> CoreService::keyOverview()
{
    return service::keyOverview(m_impl->context);
}
TaskOf<void> CoreService::setRotationSchedule(RotationSchedule schedule, model::Actor actor)
{
    return service::setRotationSchedule(m_impl->context, schedule, std::move(actor));
}
TaskOf<void> CoreService::acceptRollback(model::Actor actor)
{
    return service::acceptRollback(m_impl->context, std::move(actor));
}

TaskOf<BackupMade> CoreService::makeBackup(MakeBackup request, Progress progress, base::CancelToken cancel,
                                           model::Actor actor)
{
    return service::makeBackup(m_impl->context, std::move(request), std::move(progress), std::move(cancel),
                               std::move(actor));
}
TaskOf<BackupMade> CoreService::makeAutomaticBackup(Progress progress, base::CancelToken cancel, model::Actor actor)
{
    return service::makeAutomaticBackup(m_impl->context, backup::Reason::Daily, std::move(progress), std::move(cancel),
                                        std::move(actor));
}
TaskOf<std::vector<AutomaticBackup>> CoreService::automaticBackups()
{
    return service::automaticBackups(m_impl->context);
}
TaskOf<RestorePreview> CoreService::previewRestore(RestoreVault request, Progress progress, base::CancelToken cancel,
                                                   model::Actor actor)
{
    return service::previewRestore(m_impl->context, std::move(request), std::move(progress), std::move(cancel),
                                   std::move(actor));
}
TaskOf<RestoreDone> CoreService::restore(RestoreVault request, Progress progress, base::CancelToken cancel,
                                         model::Actor actor)
{
    return restoreVault(m_impl->context, std::move(request), std::move(progress), std::move(cancel), std::move(actor));
}
TaskOf<model::Connection> CoreService::confirm(base::ConnectionId id, model::Actor actor)
{
    return confirmConnection(m_impl->context, std::move(id), std::move(actor));
}
TaskOf<std::vector<CheckItem>> CoreService::checkUnopened(base::Secret passphrase, model::Actor actor)
{
    return checkUnopenedVault(m_impl->context, std::move(passphrase), std::move(actor));
}
TaskOf<void> CoreService::acceptRollbackWith(Proof proof, model::Actor actor)
{
    return acceptRollbackProven(m_impl->context, std::move(proof), std::move(actor));
}

TaskOf<std::vector<model::Connection>> CoreService::connections()
{
    return listConnections(m_impl->context);
}
TaskOf<model::Connection> CoreService::find(std::string idOrName)
{
    return findConnection(m_impl->context, std::move(idOrName));
}
TaskOf<AddedConnection> CoreService::add(AddConnection request, model::Actor actor)
{
    return addConnection(m_impl->context, std::move(request), std::move(actor));
}
TaskOf<AddedConnection> CoreService::edit(EditConnection request, model::Actor actor)
{
    return editConnection(m_impl->context, std::move(request), std::move(actor));
}
TaskOf<RemovedConnection> CoreService::remove(RemoveConnection request, model::Actor actor)
{
    return removeConnection(m_impl->context, std::move(request), std::move(actor));
}
TaskOf<model::Connection> CoreService::undoRemove(base::ConnectionId id, model::Actor actor)
{
    return undoRemoval(m_impl->context, std::move(id), std::move(actor));
}
TaskOf<model::Connection> CoreService::pause(base::ConnectionId id, model::Actor actor)
{
    return pauseConnection(m_impl->context, std::move(id), std::move(actor));
}
TaskOf<model::Connection> CoreService::resume(base::ConnectionId id, model::Actor actor)
{
    return resumeConnection(m_impl->context, std::move(id), std::move(actor));
}
TaskOf<RemovedConnection> CoreService::revoke(base::ConnectionId id, model::Actor actor)
{
    return revokeConnection(m_impl->context, std::move(id), std::move(actor));
}

TaskOf<SignInSession> CoreService::startSignIn(SignInRequest request, model::Actor actor)
{
    return service::startSignIn(m_impl->context, std::move(request), std::move(actor));
}
TaskOf<SignInOutcome> CoreService::awaitSignIn(std::string sessionId)
{
    return service::awaitSignIn(m_impl->context, std::move(sessionId));
}
TaskOf<void> CoreService::submitPastedAddress(std::string sessionId, std::string address)
{
    return service::submitPastedAddress(m_impl->context, std::move(sessionId), std::move(address));
}
void CoreService::cancelSignIn(std::string sessionId)
{
    service::cancelSignIn(*m_impl->context, sessionId);
}

TaskOf<model::Connection> CoreService::refresh(base::ConnectionId id, model::Actor actor)
{
    return refreshConnection(m_impl->context, std::move(id), std::move(actor));
}
TaskOf<model::TestReport> CoreService::test(base::ConnectionId id, model::Actor actor, base::CancelToken cancel)
{
    return testConnection(m_impl->context, std::move(id), std::move(actor), std::move(cancel));
}
TaskOf<ReleasedSecret> CoreService::releaseToken(TokenRequest request, model::Actor actor)
{
    return service::releaseToken(m_impl->context, std::move(request), std::move(actor));
}
TaskOf<base::Secret> CoreService::reveal(base::ConnectionId id, std::string field, Proof proof, model::Actor actor)
{
    return revealSecret(m_impl->context, std::move(id), std::move(field), std::move(proof), std::move(actor));
}
bool CoreService::revealNeedsPassphrase() const
{
    return m_impl->context->session && m_impl->context->session->hasPassphraseSlot();
}
TaskOf<std::vector<std::string>> CoreService::secretFieldNames(base::ConnectionId id)
{
    return secretFields(m_impl->context, std::move(id));
}

TaskOf<std::vector<model::Profile>> CoreService::profiles()
{
    return listProfiles(m_impl->context);
}
TaskOf<model::Profile> CoreService::addProfile(std::string name, model::Actor actor)
{
    return service::addProfile(m_impl->context, std::move(name), std::move(actor));
}
TaskOf<std::vector<model::OAuthClient>> CoreService::oauthClients()
{
    return listClients(m_impl->context);
}
TaskOf<model::Settings> CoreService::settings()
{
    return loadSettings(m_impl->context);
}
TaskOf<void> CoreService::saveSettings(model::Settings settings, model::Actor actor)
{
    return service::saveSettings(m_impl->context, std::move(settings), std::move(actor));
}
TaskOf<void> CoreService::addUserProvider(AddProvider request, model::Actor actor)
{
    return service::addUserProvider(m_impl->context, std::move(request), std::move(actor));
}
TaskOf<std::vector<model::ProviderSpec>> CoreService::providerSpecs()
{
    return listProviders(m_impl->context);
}

ImportDesk CoreService::imports()
{
    return ImportDesk{m_impl->context};
}
LoginDesk CoreService::logins()
{
    return LoginDesk(m_impl->context);
}
RequestDesk CoreService::requests()
{
    return RequestDesk{m_impl->context};
}

TaskOf<std::vector<model::AuditRecord>> CoreService::auditRecords(model::AuditFilter filter)
{
    return readAudit(m_impl->context, std::move(filter));
}
TaskOf<std::int64_t> CoreService::auditCount(model::AuditFilter filter)
{
    return countAudit(m_impl->context, std::move(filter));
}
TaskOf<model::ChainReport> CoreService::verifyAudit(Progress progress, base::CancelToken cancel)
{
    return service::verifyAudit(m_impl->context, std::move(progress), std::move(cancel));
}
TaskOf<ExportedReport> CoreService::exportReport(ExportReport request, Progress progress, base::CancelToken cancel,
                                                 model::Actor actor)
{
    return service::exportReport(m_impl->context, std::move(request), std::move(progress), std::move(cancel),
                                 std::move(actor));
}
TaskOf<void> CoreService::recordEvent(model::AuditEvent event)
{
    return service::recordEvent(m_impl->context, std::move(event));
}

} // namespace keystead::service
