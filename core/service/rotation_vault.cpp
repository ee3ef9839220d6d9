// SPDX-License-Identifier: GPL-3.0-or-later
// The vault key is replaced: the database is copied under its new key in steps of a few milliseconds while it is used,
// the copy gets the profile keys wrapped anew and the record of it, and then takes the database's place. The moment
// that decides is the saving of the key file with both generations: before it the copy is thrown away, after it whoever
// opens the vault next carries the rest out (rotation_recovery.h).
#include "core/base/log.h"
#include "core/crypto/random.h"
#include "core/db/database_file.h"
#include "core/db/snapshot.h"
#include "core/net/async.h"
#include "core/service/rotation_job.h"
#include "core/service/rotation_recovery.h"
#include "core/service/vault_lifecycle.h"
#include "core/service/vault_slots.h"
#include "core/vault/profile_store.h"
#include "core/vault/vault_key.h"

namespace keystead::service {

using base::ErrorCode;
using Phase = RotationProgress::Phase;
namespace fs = std::filesystem;

namespace {

constexpr int pagesAtOnce = 16;
constexpr std::chrono::microseconds budget{3000};

struct NewKey
{
    base::Secret vaultKey;
    base::Secret databaseKey;
};

base::Result<NewKey> drawKey(const base::VaultId& vault)
{
    NewKey key;
    key.vaultKey = crypto::randomSecret(32);
    KS_ASSIGN(key.databaseKey, keys::databaseKey(key.vaultKey, vault));
    return key;
}

// Copies for one budget's worth. True: all but the end.
base::Result<bool> copySome(db::LiveCopy& copy)
{
    const auto began = std::chrono::steady_clock::now();
    while (true) {
        KS_ASSIGN(const bool almost, copy.step(pagesAtOnce));
        if (almost || std::chrono::steady_clock::now() - began >= budget)
            return almost;
    }
}

base::Status recordInCopy(Context& context, VaultSession& session, const NewKey& key, const std::string& reason,
                          model::Actor actor)
{
    KS_ASSIGN(db::Transaction transaction, db::Transaction::begin(session.rotationCopy->connection()));
    KS_TRY(
        vault::moveToVaultKey(transaction, session.keyFile.vaultId(), session.vaultKey, key.vaultKey, context.now()));
    KS_ASSIGN(const vault::VaultKeyState state, vault::vaultKeyState(transaction.connection()));
    model::AuditEvent event = eventOf(model::AuditAction::KeyRotated, std::move(actor));
    event.detail = {{"what", "vault"},
                    {"version", std::to_string(state.version)},
                    {"slots", std::to_string(session.keyFile.slots().size())},
                    {"reason", reason}};
    if (const auto appended = session.audit->append(transaction, std::move(event)); !appended)
        return base::fail(ErrorCode::AuditUnavailable, base::toString(appended.error()));
    KS_TRY(transaction.commit());
    return base::ok();
}

// Everything up to the moment that decides: on an error the vault goes on as it was.
base::Status prepareSwap(Context& context, VaultSession& session, const NewKey& key, keys::KeyFile& next,
                         const std::string& reason, model::Actor actor)
{
    KS_TRY(session.rotationCopy->finish());
    KS_TRY(recordInCopy(context, session, key, reason, std::move(actor)));
    KS_TRY(session.rotationCopy->close());
    KS_TRY(db::syncContents(session.rotationCopy->file()));
    KS_TRY(next.beginRotation(session.vaultKey, key.vaultKey));
    if (context.keyHooks.beginRotation) // of a backup that was made since
        KS_TRY(context.keyHooks.beginRotation(context, next.vaultId(), session.vaultKey, key.vaultKey));
    // The swap removes the log before it renames: where it fails in between, the old database goes on without it; and
    // whichever of the names a crash leaves, an empty log fits either database.
    if (!db::hasEmptyLog(context.databasePath())) {
        KS_TRY(session.vault->database().checkpoint());
        KS_TRY(db::syncLog(context.databasePath()));
    }
    return session.vault->database().detach();
}

base::Status reattach(Context& context, VaultSession& session)
{
    KS_ASSIGN(const base::Secret raw, session.databaseKey());
    KS_ASSIGN(auto database, db::Connection::open(context.databasePath(), raw, db::OpenMode::ReadWrite));
    database->accept();
    return session.vault->database().attach(std::move(database));
}

// After the moment that decided.
base::Status takePlace(Context& context, VaultSession& session, NewKey& key)
{
    const std::uint64_t commits = session.vault->database().commitCount();
    KS_TRY(db::replaceDatabaseUnsynced(nextDatabasePath(context), context.databasePath()));
    KS_ASSIGN(auto database, db::Connection::open(context.databasePath(), key.databaseKey, db::OpenMode::ReadWrite));
    database->accept();
    KS_TRY(session.vault->goOnWith(std::move(database), key.vaultKey.clone(), std::move(key.databaseKey)));
    KS_TRY(session.durability->goOnWith(context.databasePath(), commits));
    session.vaultKey = key.vaultKey.clone();
    session.audit->committed();
    return base::ok();
}

// One piece of work: nobody else has a turn in between. It waits for the disk three times: for the end of the copy, and
// for the key file and its name.
base::Status swap(Context& context, VaultSession& session, NewKey& key, const std::string& reason, model::Actor actor)
{
    keys::KeyFile next = session.keyFile;
    if (const base::Status prepared = prepareSwap(context, session, key, next, reason, std::move(actor)); !prepared) {
        session.audit->rolledBack();
        db::removeDatabaseFiles(nextDatabasePath(context));
        return prepared;
    }
    base::Status decided = next.save(context.keyFilePath(), session.vaultKey, key.vaultKey);
    if (decided)
        decided = takePlace(context, session, key);
    if (decided) {
        KS_TRY(next.finishRotation(session.vaultKey));
        session.keyFile = std::move(next);
        session.keyFileUnsettled = true;
        return base::ok();
    }
    // The disk fails at the worst moment. What the key file says now decides whether the old database can go on.
    session.audit->rolledBack();
    std::error_code ignored;
    const bool tookPlace = !fs::exists(nextDatabasePath(context), ignored);
    base::Status back = tookPlace ? base::Status{base::fail(ErrorCode::StorageIo, "the new database has its place")}
                                  : session.keyFile.save(context.keyFilePath(), session.vaultKey);
    if (back)
        back = reattach(context, session);
    if (!back) {
        base::logError("vault", "a rotation could not be undone, the vault is closed: " + base::toString(back.error()));
        context.lastProblem = decided.error();
        closeSession(context);
        context.emitStatus();
        return decided;
    }
    db::removeDatabaseFiles(nextDatabasePath(context));
    return decided;
}

base::Result<NewKey> beginCopy(Context& context, VaultSession& session)
{
    KS_ASSIGN(NewKey key, drawKey(session.keyFile.vaultId()));
    db::removeDatabaseFiles(nextDatabasePath(context)); // of an attempt that was cut off
    KS_ASSIGN(session.rotationCopy,
              db::LiveCopy::begin(session.vault->database(), nextDatabasePath(context), key.databaseKey));
    return key;
}

// The copy goes with the session that it was begun in.
base::Result<VaultSession*> sameSession(Context& context, const db::LiveCopy* copy)
{
    KS_ASSIGN(VaultSession* const session, context.open());
    if (session->rotationCopy.get() != copy)
        return base::fail(ErrorCode::Cancelled, "the vault was locked meanwhile");
    return session;
}

struct Synced
{
    base::Status status;
};

TaskOf<void> onWorker(ContextPtr context, std::function<base::Status()> step)
{
    std::function<Synced()> work = [step = std::move(step)] { return Synced{step()}; };
    auto working = context->worker.run<Synced>(std::move(work));
    const std::shared_ptr<Synced> synced = co_await working;
    co_return synced->status;
}

struct Keys
{
    base::Secret from;
    base::Secret fromDatabase;
    base::Secret to;
};

// Everything that the swap would wait for and that can be done before: the copy's bytes and its name, the backups' keys
// under both, the old database's log moved into it.
TaskOf<void> syncBefore(ContextPtr context, VaultSession& session, const NewKey& key)
{
    const auto used = std::make_shared<Keys>();
    used->from = session.vaultKey.clone();
    used->to = key.vaultKey.clone();
    KS_CO_ASSIGN(used->fromDatabase, session.databaseKey());
    const base::VaultId vault = session.keyFile.vaultId();
    const Context* const on = context.get(); // this frame keeps it
    std::function<base::Status()> step = [on, used, vault]() -> base::Status {
        KS_TRY(db::syncFile(nextDatabasePath(*on)));
        if (on->keyHooks.beginRotation)
            KS_TRY(on->keyHooks.beginRotation(*on, vault, used->from, used->to));
        // Not cut to nothing here: that would keep readers away while the disk works.
        return db::checkpointBeside(on->databasePath(), used->fromDatabase, db::CheckpointKind::Passive);
    };
    auto working = onWorker(context, std::move(step));
    base::Status done = co_await working;
    co_return done;
}

// The key file loses the old generation, once the new database's name is on the disk. Where that fails, the file holds
// both and the next unlock does it; no slot is changed until then.
TaskOf<void> settleKeyFile(ContextPtr context)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    const auto file = std::make_shared<keys::KeyFile>(session->keyFile);
    const auto key = std::make_shared<base::Secret>(session->vaultKey.clone());
    const Context* const on = context.get();
    std::function<base::Status()> step = [on, file, key]() -> base::Status {
        KS_TRY(db::syncFolder(on->parts.vaultFolder));
        return file->save(on->keyFilePath(), *key);
    };
    auto saving = onWorker(context, std::move(step));
    const base::Status saved = co_await saving;
    if (!saved)
        co_return saved.error();
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    if (!still->keyFileUnsettled || !still->vaultKey.equals(*key))
        co_return base::fail(ErrorCode::Cancelled, "the vault was locked meanwhile");
    still->keyFile = std::move(*file);
    still->keyFileUnsettled = false;
    const auto remember = [still](db::Transaction& t) { return rememberKeyFile(*still, still->keyFile, t); };
    KS_CO_TRY(still->apply(remember, {}));
    const base::VaultId vault = still->keyFile.vaultId();
    std::function<base::Status()> last = [on, vault, key]() -> base::Status {
        return on->keyHooks.finishRotation ? on->keyHooks.finishRotation(*on, vault, *key) : base::ok();
    };
    auto finishing = onWorker(context, std::move(last));
    base::Status finished = co_await finishing;
    co_return finished;
}

TaskOf<void> copyAll(ContextPtr context, db::LiveCopy* copy, const NewKey& key, base::CancelToken cancel)
{
    for (bool almost = false; !almost;) {
        if (cancel.cancelled())
            co_return base::fail(ErrorCode::Cancelled);
        KS_CO_TRY(sameSession(*context, copy));
        KS_CO_ASSIGN(almost, copySome(*copy));
        context->rotation.advance(*context, copy->done(), copy->total());
        auto pausing = net::sleepFor(std::chrono::milliseconds{0}, {});
        co_await pausing;
    }
    context->rotation.phase(*context, Phase::Swapping);
    KS_CO_ASSIGN(VaultSession* const session, sameSession(*context, copy));
    auto syncing = syncBefore(context, *session, key);
    const base::Status synced = co_await syncing;
    if (!synced)
        co_return synced.error();
    auto waiting = waitForReaders(context, cancel);
    base::Status idle = co_await waiting;
    co_return idle;
}

} // namespace

TaskOf<void> rotateVaultKey(ContextPtr context, std::string reason, base::CancelToken cancel, model::Actor actor)
{
    KS_CO_TRY(context->openTrusted());
    if (context->keyHooks.beforeRotation) {
        context->rotation.phase(*context, Phase::BackingUp);
        auto backing = context->keyHooks.beforeRotation(context, actor);
        const base::Status kept = co_await backing;
        if (!kept)
            co_return kept.error();
    }
    KS_CO_ASSIGN(VaultSession* const session, context->openTrusted());
    if (session->keyFile.rotating())
        co_return base::fail(ErrorCode::IllegalState, "the key file holds two generations already; lock and unlock");
    KS_CO_ASSIGN(NewKey key, beginCopy(*context, *session));
    const db::LiveCopy* const copy = session->rotationCopy.get();
    context->rotation.phase(*context, Phase::Copying);
    auto copying = copyAll(context, session->rotationCopy.get(), key, cancel);
    base::Status done = co_await copying;
    const auto still = sameSession(*context, copy);
    if (!still)
        co_return done ? still.error() : done.error();
    if (done && cancel.cancelled())
        done = base::fail(ErrorCode::Cancelled);
    if (done)
        done = swap(*context, **still, key, reason, actor);
    if (context->session && context->session->rotationCopy.get() == copy)
        context->session->rotationCopy.reset();
    if (!done)
        co_return done;
    auto settling = settleKeyFile(context);
    base::Status settled = co_await settling;
    co_return settled;
}

} // namespace keystead::service
