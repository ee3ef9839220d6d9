// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/backup_ops.h"

#include "core/backup/leave_out.h"
#include "core/db/migrator.h"
#include "core/keys/recovery_text.h"
#include "core/service/long_read.h"
#include "core/service/output_place.h"
#include "core/service/vault_slots.h"

#include <mutex>

namespace keystead::service {

using base::ErrorCode;
namespace fs = std::filesystem;

namespace {

struct Staged
{
    base::Result<backup::StagedBackup> backup;
};

struct Written
{
    base::Result<backup::BackupInfo> info;
};
struct RewrittenFiles
{
    base::Result<backup::AutomaticBackups::Rewritten> files;
};

// AutomaticBackups wants one call at a time; the worker has two threads.
std::mutex& automaticTurn()
{
    static std::mutex turn;
    return turn;
}

base::Result<std::shared_ptr<backup::Source>> sourceOf(const Context& context, const VaultSession& session)
{
    auto source = std::make_shared<backup::Source>();
    source->file = context.databasePath();
    KS_ASSIGN(source->rawDatabaseKey, session.databaseKey());
    source->vaultKey = session.vaultKey.clone();
    return source;
}

backup::Progress progressOf(const std::shared_ptr<LongRead>& read)
{
    return [read](std::int64_t done, std::int64_t total) { return read->advance(done, total); };
}

model::AuditEvent backupEvent(const backup::BackupInfo& info, const std::string& place, model::Actor actor)
{
    model::AuditEvent event = eventOf(model::AuditAction::BackupMade, std::move(actor));
    event.detail = {{"backup", info.id},
                    {"reason", info.reason},
                    {"opens_by", std::string{backup::toText(info.secretKind)}},
                    {"connections", std::to_string(info.connections)},
                    {"records", std::to_string(info.auditRecords)},
                    {"file", place}};
    return event;
}

base::Status noteExport(db::Transaction& transaction, const backup::BackupInfo& info, const std::string& file)
{
    KS_ASSIGN(db::Statement insert,
              transaction.connection().prepare("INSERT INTO exported_backup (id, made_at, file, secret_kind, "
                                               "head_sequence) VALUES (?, ?, ?, ?, ?)"));
    return insert.bind(info.id)
        .bind(info.madeAt)
        .bind(file)
        .bind(backup::toText(info.secretKind))
        .bind(info.headSequence)
        .run();
}

// The record, on the disk.
TaskOf<void> recordBackup(ContextPtr context, backup::BackupInfo info, std::string place, bool exported,
                          model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    std::vector<model::AuditEvent> events;
    events.push_back(backupEvent(info, place, std::move(actor)));
    KS_CO_ASSIGN(
        const std::uint64_t commit,
        session->apply(
            [&](db::Transaction& transaction) { return exported ? noteExport(transaction, info, place) : base::ok(); },
            std::move(events)));
    auto settling = settleRecord(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    model::ChangeSet changes;
    changes.auditChanged = true;
    context->emitChanged(std::move(changes));
    co_return base::ok();
}

bool opensVault(const VaultSession& session, const backup::BackupSecret& secret)
{
    if (secret.kind != backup::SecretKind::RecoveryKey)
        return false;
    keys::SlotSecrets secrets;
    secrets.recoveryKey = secret.secret.clone();
    const auto opened = session.keyFile.open(secrets);
    return opened && opened->vaultKey.equals(session.vaultKey);
}

// A backup hands out everything, to whoever chose its secret: the person shows that it is the person. Where the vault
// has no passphrase there is nothing to show: any program of the user can open it by the keychain (SECURITY 32).
TaskOf<void> checkBackupProof(ContextPtr context, Proof proof, std::shared_ptr<backup::BackupSecret> secret,
                              model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    if (!session->hasPassphraseSlot() || opensVault(*session, *secret))
        co_return base::ok();
    const bool byItsOwn = !proof.passphrase && secret->kind == backup::SecretKind::Passphrase;
    if (byItsOwn)
        proof.passphrase = secret->secret.clone();
    auto checking = checkProof(context, std::move(proof), std::move(actor));
    base::Status proven = co_await checking;
    if (byItsOwn && !proven && proven.error().code == ErrorCode::WrongPassphrase)
        co_return base::fail(ErrorCode::WrongPassphrase,
                             "the backup's is not the vault's: give the vault's as well, with --vault-passphrase-fd N");
    co_return proven;
}

std::uintmax_t sizeOf(const fs::path& file)
{
    std::error_code ignored;
    const std::uintmax_t size = fs::file_size(file, ignored);
    return ignored ? 0 : size;
}

} // namespace

base::Result<backup::BackupSecret> backupSecretFrom(BackupSecretInput input)
{
    if (input.passphrase.has_value() == input.recoveryKey.has_value())
        return base::fail(ErrorCode::InvalidArgument, "secret: a passphrase or a recovery key is wanted");
    if (input.passphrase)
        return backup::BackupSecret{backup::SecretKind::Passphrase, std::move(*input.passphrase)};
    KS_ASSIGN(base::Secret key, keys::recoveryKeyFromText(*input.recoveryKey));
    return backup::BackupSecret{backup::SecretKind::RecoveryKey, std::move(key)};
}

TaskOf<BackupMade> makeBackup(ContextPtr context, MakeBackup given, CoreService::Progress progress,
                              base::CancelToken cancel, model::Actor actor)
{
    KS_CO_TRY(context->open());
    const fs::path file = given.file;
    KS_CO_TRY(checkOutputPlace(*context, "file", given.file));
    KS_CO_ASSIGN(backup::BackupSecret chosen, backupSecretFrom(std::move(given.secret)));
    KS_CO_TRY(backup::checkNewSecret(chosen));
    const auto secret = std::make_shared<backup::BackupSecret>(std::move(chosen));
    auto checking = checkBackupProof(context, std::move(given.proof), secret, actor);
    const base::Status proven = co_await checking;
    if (!proven)
        co_return proven.error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const auto source, sourceOf(*context, *session));
    KS_CO_ASSIGN(const auto read, LongRead::start(*context, *session, std::move(progress), cancel));
    backup::WriteRequest request;
    request.file = file;
    request.existing = given.replace ? backup::Existing::Replace : backup::Existing::Refuse;
    request.reason = "request";
    request.program = KEYSTEAD_VERSION;
    request.now = context->now();
    std::function<Staged()> work = [source, secret, request, read] {
        return Staged{backup::stageBackup(*source, *secret, request, progressOf(read))};
    };
    auto working = context->worker.run<Staged>(std::move(work));
    const std::shared_ptr<Staged> staged = co_await working;
    read->finish();
    source->vaultKey.clear();
    source->rawDatabaseKey.clear();
    secret->secret.clear();
    if (!staged->backup)
        co_return staged->backup.error();
    const backup::BackupInfo info = staged->backup->info();
    // No record, no backup: an older one that it is to replace stays until the record is on the disk.
    auto recording = recordBackup(context, info, file.string(), true, actor);
    const base::Status recorded = co_await recording;
    if (!recorded)
        co_return recorded.error();
    KS_CO_TRY(staged->backup->publish());
    BackupMade made{file.string(), sizeOf(file), info};
    co_return made;
}

TaskOf<std::vector<AutomaticBackup>> automaticBackups(ContextPtr context)
{
    std::vector<AutomaticBackup> found;
    const backup::AutomaticBackups backups(context->parts.vaultFolder, {});
    for (const backup::AutomaticFile& file : backups.list())
        found.push_back({file.name, file.rolling.madeAt, std::string{backup::toText(file.rolling.reason)}, file.bytes});
    co_return found;
}

TaskOf<BackupMade> makeAutomaticBackup(ContextPtr context, backup::Reason reason, CoreService::Progress progress,
                                       base::CancelToken cancel, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const auto source, sourceOf(*context, *session));
    KS_CO_ASSIGN(const auto read, LongRead::start(*context, *session, std::move(progress), cancel));
    backup::AutomaticBackups backups(context->parts.vaultFolder, session->keyFile.vaultId());
    const base::WallTime now = context->now();
    std::function<Written()> work = [backups, source, reason, now, read]() mutable {
        const std::lock_guard turn(automaticTurn());
        return Written{backups.make(*source, reason, now, KEYSTEAD_VERSION, progressOf(read))};
    };
    auto working = context->worker.run<Written>(std::move(work));
    const std::shared_ptr<Written> written = co_await working;
    read->finish();
    source->vaultKey.clear();
    source->rawDatabaseKey.clear();
    if (!written->info)
        co_return written->info.error();
    auto recording = recordBackup(context, *written->info, "backups", false, std::move(actor));
    const base::Status recorded = co_await recording;
    if (!recorded)
        co_return recorded.error();
    BackupMade made{{}, 0, std::move(*written->info)};
    co_return made;
}

TaskOf<void> beforeRotation(ContextPtr context, model::Actor actor)
{
    auto making = makeAutomaticBackup(context, backup::Reason::Rotation, {}, {}, std::move(actor));
    const base::Result<BackupMade> made = co_await making;
    if (!made)
        co_return made.error();
    co_return base::ok();
}

base::Status beginBackupRotation(const Context& context, const base::VaultId& vault, const base::Secret& from,
                                 const base::Secret& to)
{
    const std::lock_guard turn(automaticTurn());
    return backup::AutomaticBackups(context.parts.vaultFolder, vault).beginRotation(from, to);
}

base::Status finishBackupRotation(const Context& context, const base::VaultId& vault, const base::Secret& vaultKey)
{
    const std::lock_guard turn(automaticTurn());
    return backup::AutomaticBackups(context.parts.vaultFolder, vault).finishRotation(vaultKey);
}

base::Status beforeMigration(const Context& context, const base::VaultId& vault, const base::Secret& vaultKey)
{
    backup::Source source;
    source.file = context.databasePath();
    KS_ASSIGN(source.rawDatabaseKey, keys::databaseKey(vaultKey, vault));
    int schema = 0;
    {
        // What cannot be read is for the opening itself to name.
        const auto database = db::Connection::open(source.file, source.rawDatabaseKey, db::OpenMode::ReadOnly);
        if (!database)
            return base::ok();
        const auto version = db::schemaVersion(**database);
        schema = version ? *version : 0;
    }
    if (schema <= 0 || schema >= static_cast<int>(db::builtInMigrations().size()))
        return base::ok();
    source.vaultKey = vaultKey.clone();
    const std::lock_guard turn(automaticTurn());
    auto made = backup::AutomaticBackups(context.parts.vaultFolder, vault)
                    .make(source, backup::Reason::Migration, context.now(), KEYSTEAD_VERSION, {});
    if (!made)
        return base::fail(made.error().code, "the backup before the migration: " + made.error().detail);
    return base::ok();
}

namespace {

base::Result<std::vector<std::pair<std::string, base::WallTime>>> exportedBackups(db::Connection& database)
{
    KS_ASSIGN(db::Statement query, database.prepare("SELECT file, made_at FROM exported_backup ORDER BY made_at"));
    std::vector<std::pair<std::string, base::WallTime>> files;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return files;
        files.emplace_back(query.text(0), query.time(1));
    }
}

} // namespace

TaskOf<RewrittenBackups> rewriteBackups(ContextPtr context, std::function<base::Status(db::Transaction&)> edit,
                                        CoreService::Progress progress, base::CancelToken cancel)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const auto source, sourceOf(*context, *session));
    KS_CO_ASSIGN(const auto read, LongRead::start(*context, *session, std::move(progress), cancel));
    backup::AutomaticBackups backups(context->parts.vaultFolder, session->keyFile.vaultId());
    const base::WallTime now = context->now();
    std::function<RewrittenFiles()> work = [backups, source, edit = std::move(edit), now, read]() mutable {
        const std::lock_guard turn(automaticTurn());
        return RewrittenFiles{
            backups.rewrite(source->vaultKey, source->rawDatabaseKey, edit, now, KEYSTEAD_VERSION, progressOf(read))};
    };
    auto working = context->worker.run<RewrittenFiles>(std::move(work));
    const std::shared_ptr<RewrittenFiles> done = co_await working;
    read->finish();
    source->vaultKey.clear();
    source->rawDatabaseKey.clear();
    if (!done->files)
        co_return done->files.error();
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    RewrittenBackups result;
    result.rewritten = std::move(done->files->names);
    result.notReached = std::move(done->files->notReached);
    KS_CO_ASSIGN(result.exported, exportedBackups(still->vault->database()));
    co_return result;
}

TaskOf<RewrittenBackups> rewriteBackupsWithout(ContextPtr context, base::ProfileId profile,
                                               CoreService::Progress progress, base::CancelToken cancel)
{
    std::function<base::Status(db::Transaction&)> edit = [profile](db::Transaction& transaction) {
        return backup::leaveOut(transaction, profile);
    };
    auto rewriting = rewriteBackups(context, std::move(edit), std::move(progress), std::move(cancel));
    base::Result<RewrittenBackups> done = co_await rewriting;
    co_return done;
}

} // namespace keystead::service
