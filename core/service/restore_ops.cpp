// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/restore_ops.h"

#include "core/backup/swap.h"
#include "core/base/log.h"
#include "core/crypto/random.h"
#include "core/service/backup_ops.h"
#include "core/service/keychain_io.h"
#include "core/service/restore_work.h"
#include "core/service/vault_lifecycle.h"
#include "core/service/vault_opening.h"
#include "core/service/vault_slots.h"

#include <algorithm>

namespace keystead::service {

using base::ErrorCode;
namespace fs = std::filesystem;

namespace {

struct Done
{
    base::Status status = base::ok();
};
struct SwapDone
{
    base::Result<Swapped> swapped;
};

TaskOf<void> onWorker(ContextPtr context, std::function<base::Status()> step)
{
    std::function<Done()> work = [step = std::move(step)] { return Done{step()}; };
    auto working = context->worker.run<Done>(std::move(work));
    const std::shared_ptr<Done> done = co_await working;
    co_return done->status;
}

bool stands(const fs::path& path)
{
    std::error_code ignored;
    return fs::symlink_status(path, ignored).type() != fs::file_type::not_found;
}

// Which backup, with which secret; and the keys of what stands in the vault's folder, as far as they are at hand.
TaskOf<RestoreWorkPtr> prepare(ContextPtr context, RestoreVault request, CoreService::Progress progress,
                               base::CancelToken cancel, model::Actor actor)
{
    const auto work = std::make_shared<RestoreWork>();
    work->folder = context->parts.vaultFolder;
    work->actor = std::move(actor);
    work->now = context->now();
    work->progress = WorkProgress::start(*context, std::move(progress), cancel);
    work->vaultThere = stands(context->keyFilePath()) || stands(context->databasePath());
    work->automatic = backup::rollingFromName(request.file).has_value();
    const auto secrets = std::make_shared<SecretsAtHand>();
    if (!work->automatic) {
        work->backupFile = request.file;
        if (!work->backupFile.has_parent_path())
            co_return base::fail(ErrorCode::NotFound,
                                 "there is no automatic backup " + base::cleanForDisplay(request.file, 200));
        if (!work->backupFile.is_absolute())
            co_return base::fail(ErrorCode::InvalidArgument, "file: must be an absolute path");
        KS_CO_ASSIGN(work->secret, backupSecretFrom(std::move(request.secret)));
        // The same secret often opens the vault as well.
        if (work->secret.kind == backup::SecretKind::RecoveryKey)
            secrets->recoveryKey = work->secret.secret.clone();
        else
            secrets->passphrase = work->secret.secret.clone();
    }
    if (request.vaultPassphrase) {
        secrets->passphrase = request.vaultPassphrase->clone();
        secrets->mustFit = true;
    }
    work->request = std::move(request);
    if (auto keyFile = keys::KeyFile::load(context->keyFilePath()))
        work->standing = keyFile->vaultId();
    const bool guesses = work->request.vaultPassphrase && !context->open();
    if (guesses) {
        KS_CO_TRY(context->attempts.check());
    }
    auto opening = keysAtHand(context, secrets);
    base::Result<KeysAtHandPtr> hand = co_await opening;
    if (!hand && hand.error().code == ErrorCode::WrongPassphrase && guesses) {
        context->attempts.failedWhileLocked(work->actor, hand.error());
        co_return hand.error();
    }
    if (hand)
        work->hand = std::move(*hand);
    else
        work->handError = hand.error();
    if (work->automatic) {
        if (!work->hand)
            co_return hand.error();
        const backup::AutomaticBackups backups(work->folder, work->hand->keyFile.vaultId());
        work->backupFile = backups.folder() / work->request.file;
        KS_CO_ASSIGN(work->secret, backups.secretOf(work->request.file, work->hand->vaultKey));
    }
    co_return work;
}

TaskOf<void> look(ContextPtr context, RestoreWorkPtr work)
{
    std::function<base::Status()> step = [work] { return openAndCompare(*work); };
    auto looking = onWorker(context, std::move(step));
    base::Status done = co_await looking;
    co_return done;
}

// Whoever opens a backup of this very vault by its secret has shown who he is.
TaskOf<void> checkRestoreProof(ContextPtr context, RestoreWorkPtr work)
{
    const auto session = context->open();
    if (!session || !(*session)->hasPassphraseSlot() || (!work->automatic && !work->preview.otherVault))
        co_return base::ok();
    Proof proof;
    if (work->request.vaultPassphrase)
        proof.passphrase = work->request.vaultPassphrase->clone();
    auto checking = checkProof(context, std::move(proof), work->actor);
    base::Status proven = co_await checking;
    co_return proven;
}

TaskOf<void> checkDamaged(ContextPtr context, RestoreWorkPtr work)
{
    if (!work->vaultThere)
        co_return base::fail(ErrorCode::VaultMissing, work->folder.string());
    // A key file that is whole and no key for it: nothing can be said of the vault.
    if (!work->hand && !work->standing.empty() && work->handError && work->handError->code != ErrorCode::Tampered)
        co_return *work->handError;
    std::function<base::Status()> step = [work] {
        return checkStanding(*work) ? base::Status{ErrorCode::IllegalState, "nothing is damaged"} : base::ok();
    };
    auto checking = onWorker(context, std::move(step));
    base::Status damaged = co_await checking;
    co_return damaged;
}

// New keys where the old ones are not at hand: the keychain, and what opened the backup.
TaskOf<void> makeKeys(ContextPtr context, RestoreWorkPtr work)
{
    if (work->preview.keysStay) {
        work->keyFile = work->hand->keyFile;
        work->vaultKey = work->hand->vaultKey.clone();
        co_return base::ok();
    }
    work->keyFile = keys::KeyFile::createFor(work->preview.backup.vault);
    work->vaultKey = crypto::randomSecret(32);
    KS_CO_ASSIGN(auto slot, work->keyFile.addKeychainSlot(work->vaultKey, "Desktop keyring", work->now));
    const std::string item = keys::slotItemName(work->keyFile.vaultId().text, slot.id.text);
    auto writing = writeItemSafely(context->parts.keychain, item, std::move(slot.item));
    const base::Status written = co_await writing;
    if (written) {
        work->newKeychainItem = item;
    } else {
        base::logInfo("vault", "restored without the keychain: " + base::toString(written.error()));
        work->keyFile = keys::KeyFile::createFor(work->preview.backup.vault);
    }
    std::function<base::Status()> step = [work]() -> base::Status {
        if (work->secret.kind == backup::SecretKind::RecoveryKey)
            KS_TRY(work->keyFile.addRecoverySlotFor(work->vaultKey, work->secret.secret, "Recovery key", work->now));
        else
            KS_TRY(work->keyFile.addPassphraseSlot(work->vaultKey, work->secret.secret, "Passphrase", work->now));
        return base::ok();
    };
    auto adding = onWorker(context, std::move(step));
    base::Status added = co_await adding;
    co_return added;
}

TaskOf<void> buildNew(ContextPtr context, RestoreWorkPtr work)
{
    auto making = makeKeys(context, work);
    const base::Status made = co_await making;
    if (!made)
        co_return made.error();
    std::function<base::Status()> step = [work]() -> base::Status {
        KS_TRY(build(*work));
        if (!work->preview.keysStay)
            KS_TRY(work->keyFile.save(work->folder / "restore.new" / "keys.json", work->vaultKey));
        return base::ok();
    };
    auto building = onWorker(context, std::move(step));
    base::Status built = co_await building;
    co_return built;
}

// The old vault is closed and nobody else has it.
TaskOf<std::shared_ptr<base::OwnerLock>> takeOver(ContextPtr context, RestoreWorkPtr work)
{
    if (context->session) {
        auto locking = lockVault(context, work->actor);
        const base::Status locked = co_await locking;
        if (!locked)
            co_return locked.error();
    }
    KS_CO_TRY(checkIdle(*context));
    KS_CO_ASSIGN(base::OwnerLock lock, takeLock(*context));
    co_return std::make_shared<base::OwnerLock>(std::move(lock));
}

// Nothing has changed yet: what was made goes, and a vault that was open opens again.
TaskOf<void> giveUp(ContextPtr context, RestoreWorkPtr work, std::shared_ptr<base::OwnerLock> lock, bool wasOpen)
{
    work->backup.reset();
    backup::abandonSwap(work->folder);
    if (!work->newKeychainItem.empty()) {
        auto removing = removeItem(context->parts.keychain, work->newKeychainItem);
        const base::Status ignored = co_await removing;
        (void)ignored;
    }
    if (!wasOpen || context->session || !lock || !work->hand)
        co_return base::ok();
    auto opening = finishUnlock(context, std::move(*lock), work->hand->keyFile, work->hand->vaultKey.clone(),
                                "restore_failed", work->actor);
    base::Status opened = co_await opening;
    context->emitStatus();
    co_return opened;
}

TaskOf<RestoreDone> swap(ContextPtr context, RestoreWorkPtr work, std::shared_ptr<base::OwnerLock> lock, bool wasOpen)
{
    if (context->parts.rememberedAnchors)
        work->remembered = context->parts.rememberedAnchors();
    const base::Clock* const clock = &context->parts.clock;
    std::function<SwapDone()> step = [work, clock] { return SwapDone{finishAndSwap(*work, *clock)}; };
    auto working = context->worker.run<SwapDone>(std::move(step));
    const std::shared_ptr<SwapDone> done = co_await working;
    if (!done->swapped) {
        auto givingUp = giveUp(context, work, lock, wasOpen);
        const base::Status ignored = co_await givingUp;
        (void)ignored;
        co_return done->swapped.error();
    }
    // Decided, and the disk did not let it be finished: what stands there is neither and stays closed until it is.
    if (const base::Status& completed = done->swapped->completed; !completed) {
        context->lastProblem =
            base::fail(completed.error().code,
                       "the restore is decided and goes on when the vault is opened next: " + completed.error().detail);
        context->emitStatus();
        co_return *context->lastProblem;
    }
    RestoreDone result;
    result.preview = work->preview;
    result.setAside = done->swapped->setAside;
    result.held = done->swapped->held;
    auto opening =
        finishUnlock(context, std::move(*lock), work->keyFile, work->vaultKey.clone(), "restored", work->actor);
    const base::Status opened = co_await opening;
    if (!opened)
        co_return remember(*context, opened.error());
    co_return result;
}

TaskOf<RestoreDone> carryOut(ContextPtr context, RestoreWorkPtr work)
{
    const bool wasOpen = context->session != nullptr;
    std::shared_ptr<base::OwnerLock> lock;
    if (!wasOpen) { // what is built lies in the vault's folder
        auto taking = takeOver(context, work);
        base::Result<std::shared_ptr<base::OwnerLock>> taken = co_await taking;
        if (!taken)
            co_return taken.error();
        lock = std::move(*taken);
    }
    auto building = buildNew(context, work);
    base::Status ready = co_await building;
    if (ready && !lock) {
        auto taking = takeOver(context, work);
        base::Result<std::shared_ptr<base::OwnerLock>> taken = co_await taking;
        if (taken)
            lock = std::move(*taken);
        else
            ready = taken.error();
    }
    if (!ready) {
        auto givingUp = giveUp(context, work, lock, wasOpen);
        const base::Status ignored = co_await givingUp;
        (void)ignored;
        co_return ready.error();
    }
    const OpeningMark mark(context);
    auto swapping = swap(context, work, lock, wasOpen);
    base::Result<RestoreDone> done = co_await swapping;
    co_return done;
}

} // namespace

TaskOf<RestorePreview> previewRestore(ContextPtr context, RestoreVault request, CoreService::Progress progress,
                                      base::CancelToken cancel, model::Actor actor)
{
    KS_CO_TRY(completeRestore(*context));
    auto preparing = prepare(context, std::move(request), std::move(progress), std::move(cancel), std::move(actor));
    base::Result<RestoreWorkPtr> work = co_await preparing;
    if (!work)
        co_return work.error();
    auto looking = look(context, *work);
    const base::Status looked = co_await looking;
    if (!looked)
        co_return looked.error();
    co_return std::move((*work)->preview);
}

TaskOf<RestoreDone> restoreVault(ContextPtr context, RestoreVault request, CoreService::Progress progress,
                                 base::CancelToken cancel, model::Actor actor)
{
    if (!request.confirmed)
        co_return base::fail(ErrorCode::Denied, "not confirmed");
    if (context->opening || context->closing || context->restoring)
        co_return base::fail(ErrorCode::IllegalState, "the vault is being opened, locked or restored");
    KS_CO_TRY(completeRestore(*context));
    const bool repair = request.repair;
    context->restoring = true;
    const auto over = [](Context* c) { c->restoring = false; };
    const std::unique_ptr<Context, decltype(over)> mark(context.get(), over);
    auto preparing = prepare(context, std::move(request), std::move(progress), std::move(cancel), std::move(actor));
    base::Result<RestoreWorkPtr> work = co_await preparing;
    if (!work)
        co_return work.error();
    auto looking = look(context, *work);
    base::Status ready = co_await looking;
    if (ready) {
        auto proving = checkRestoreProof(context, *work);
        ready = co_await proving;
    }
    if (ready && repair) {
        auto checking = checkDamaged(context, *work);
        ready = co_await checking;
    }
    if (!ready)
        co_return ready.error();
    auto carrying = carryOut(context, *work);
    base::Result<RestoreDone> done = co_await carrying;
    co_return done;
}

base::Status completeRestore(const Context& context)
{
    const fs::path& folder = context.parts.vaultFolder;
    if (context.session || context.restoring || (!backup::pendingSwap(folder) && !backup::swapAbandoned(folder)))
        return base::ok();
    const auto lock = takeLock(context);
    if (!lock)
        return base::ok(); // whoever has it finishes it
    backup::abandonSwap(folder);
    const base::Status done = backup::completeSwap(folder);
    if (!done)
        base::logWarning("vault", "a restore is not finished yet: " + base::toString(done.error()));
    return done;
}

std::vector<audit::AnchorState> withoutReplaced(std::vector<audit::AnchorState> remembered, db::Connection& database,
                                                const base::VaultId& vault)
{
    const auto replaced = backup::replacedHeads(database, vault);
    if (!replaced)
        return remembered;
    std::erase_if(remembered, [&](const audit::AnchorState& anchor) {
        return std::any_of(replaced->begin(), replaced->end(), [&](const audit::AnchorState& head) {
            return head.vaultId == anchor.vaultId && head.sequence == anchor.sequence && head.hash == anchor.hash;
        });
    });
    return remembered;
}

} // namespace keystead::service
