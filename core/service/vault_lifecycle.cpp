// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/vault_lifecycle.h"

#include "core/base/log.h"
#include "core/service/keychain_io.h"
#include "core/service/sign_in.h"
#include "core/service/user_provider_store.h"
#include "core/service/vault_opening.h"
#include "core/vault/settings_store.h"

namespace keystead::service {

namespace {

using base::ErrorCode;

constexpr std::chrono::milliseconds drainLimit{std::chrono::seconds{3}};

struct OpenedKeys
{
    base::Result<base::Secret> vaultKey;
};

} // namespace

TaskOf<void> unlockWithKeychain(ContextPtr context, model::Actor actor)
{
    if (context->session && !context->closing)
        co_return base::ok();
    KS_CO_TRY(checkIdle(*context));
    completeCreation(*context);
    KS_CO_ASSIGN(keys::KeyFile keyFile, keys::KeyFile::load(context->keyFilePath()));
    const OpeningMark mark(context);
    base::Error problem = base::fail(ErrorCode::KeychainItemMissing, "the vault has no keychain slot");
    for (const keys::SlotInfo& slot : keyFile.slots()) {
        if (slot.kind != keys::SlotKind::Keychain)
            continue;
        auto reading = readItem(context->parts.keychain, keys::slotItemName(keyFile.vaultId().text, slot.id.text));
        const base::Result<base::Secret> item = co_await reading;
        if (!item) {
            problem = item.error();
            continue;
        }
        auto vaultKey = keyFile.openWithKeychainItem(slot.id, *item);
        if (!vaultKey) {
            problem = vaultKey.error();
            continue;
        }
        auto lock = takeLock(*context);
        if (!lock)
            co_return remember(*context, lock.error());
        auto finishing =
            finishUnlock(context, std::move(*lock), std::move(keyFile), std::move(*vaultKey), "keychain", actor);
        const base::Status opened = co_await finishing;
        if (!opened)
            co_return remember(*context, opened.error());
        co_return base::ok();
    }
    co_return remember(*context, problem);
}

TaskOf<void> unlockWithPassphrase(ContextPtr context, base::Secret passphrase, model::Actor actor)
{
    if (context->session && !context->closing)
        co_return base::ok();
    KS_CO_TRY(checkIdle(*context));
    completeCreation(*context);
    KS_CO_ASSIGN(keys::KeyFile keyFile, keys::KeyFile::load(context->keyFilePath()));
    KS_CO_TRY(context->attempts.check());
    const OpeningMark mark(context);
    auto opening = openWithPassphrase(context, keyFile, std::move(passphrase));
    base::Result<base::Secret> vaultKey = co_await opening;
    if (!vaultKey) {
        if (vaultKey.error().code == ErrorCode::WrongPassphrase)
            context->attempts.failedWhileLocked(actor, vaultKey.error());
        co_return remember(*context, vaultKey.error());
    }
    auto lock = takeLock(*context);
    if (!lock)
        co_return remember(*context, lock.error());
    auto finishing =
        finishUnlock(context, std::move(*lock), std::move(keyFile), std::move(*vaultKey), "passphrase", actor);
    const base::Status opened = co_await finishing;
    if (!opened)
        co_return remember(*context, opened.error());
    co_return base::ok();
}

QCoro::Task<base::Result<base::Secret>> openWithPassphrase(ContextPtr context, keys::KeyFile keyFile,
                                                           base::Secret passphrase)
{
    const auto phrase = std::make_shared<base::Secret>(std::move(passphrase));
    std::function<OpenedKeys()> work = [keyFile = std::move(keyFile), phrase] {
        return OpenedKeys{keyFile.openWithPassphrase(*phrase)};
    };
    auto working = context->worker.run<OpenedKeys>(std::move(work));
    const std::shared_ptr<OpenedKeys> opened = co_await working;
    phrase->clear();
    co_return std::move(opened->vaultKey);
}

void closeSession(Context& context)
{
    if (!context.session)
        return;
    // Whoever is resumed by what follows finds no vault.
    std::unique_ptr<VaultSession> dying = std::move(context.session);
    unregisterUserProviders(context, *dying);
    dying->closing.cancel();
    dying->scheduler->stop();
    dying.reset();
}

TaskOf<void> lockVault(ContextPtr context, model::Actor actor)
{
    if (!context->session || context->closing)
        co_return base::ok();
    context->closing = true;
    context->session->closing.cancel();
    context->session->scheduler->stop();
    auto draining = context->session->refresher->drain(drainLimit);
    co_await draining;
    if (context->session) {
        base::Status recorded = base::ok();
        if (const auto commit = context->session->record(eventOf(model::AuditAction::VaultLock, actor))) {
            auto settling = settle(context, *commit);
            recorded = co_await settling;
        } else {
            recorded = commit.error();
        }
        // Locking must not fail: the record is missed, the keys go.
        if (!recorded)
            base::logWarning("vault", "the lock could not be recorded: " + base::toString(recorded.error()));
    }
    closeSession(*context);
    context->closing = false;
    context->emitStatus();
    co_return base::ok();
}

TaskOf<void> acceptRollback(ContextPtr context, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    if (!session->rolledBack)
        co_return base::ok();
    model::AuditEvent event = eventOf(model::AuditAction::SecurityAlert, actor);
    event.detail = {{"cause", "rollback"}, {"accepted", "yes"}};
    std::vector<model::AuditEvent> events;
    events.push_back(std::move(event));
    KS_CO_ASSIGN(const std::uint64_t commit, session->apply(
                                                 [session](db::Transaction& transaction) {
                                                     return session->vault->settings().setValue(transaction,
                                                                                                rollbackPending, "0");
                                                 },
                                                 std::move(events)));
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    still->rolledBack = false;
    still->refresher->hold(false);
    still->scheduler->start();
    context->emitStatus();
    co_return base::ok();
}

} // namespace keystead::service
