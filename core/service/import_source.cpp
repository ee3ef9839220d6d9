// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the file that was imported. The vault knows first: a crash in between leaves a file that is still
// there, never a file that is gone and an undo that would remove the last copy.
#include "core/base/encoding.h"
#include "core/model/credential.h"
#include "core/service/audit_ops.h"
#include "core/service/import_ops.h"
#include "core/service/vault_slots.h"
#include "core/transfer/import/connection_snapshot.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"

#include <algorithm>

namespace keystead::service {

namespace {

using base::ErrorCode;
using transfer::ImportRun;
using transfer::ImportStore;
using transfer::SourceState;

constexpr std::string_view sourceField = "source_file";
constexpr std::size_t maxSourceBackup = 256 * 1024;

model::AuditEvent sourceEvent(const ImportRun& run, const model::Actor& actor, const char* what,
                              model::AuditOutcome outcome = model::AuditOutcome::Success)
{
    model::AuditEvent event = eventOf(model::AuditAction::ImportDone, actor, outcome);
    event.detail = {{"import", run.id}, {"source", what}};
    return event;
}

base::Result<ImportRun> runOf(VaultSession& session, const std::string& id, SourceState wanted)
{
    KS_ASSIGN(ImportRun run, ImportStore(session.vault->database()).get(id));
    if (run.sourceState != wanted)
        return base::fail(ErrorCode::IllegalState,
                          "the source of this import is " + std::string{toText(run.sourceState)});
    if (run.undoneAt && wanted == SourceState::Kept)
        return base::fail(ErrorCode::IllegalState, "this import was undone: its source is the only copy");
    return run;
}

base::Result<ImportRun> restorable(VaultSession& session, const std::string& id)
{
    KS_ASSIGN(ImportRun run, runOf(session, id, SourceState::Replaced));
    if (!run.backup)
        return base::fail(ErrorCode::NotFound, "the file of before was given up");
    return run;
}

base::Result<std::uint64_t> saveRun(VaultSession& session, const ImportRun& run, model::AuditEvent event)
{
    std::vector<model::AuditEvent> events;
    events.push_back(std::move(event));
    return session.apply(
        [&](db::Transaction& transaction) { return ImportStore(session.vault->database()).save(transaction, run); },
        std::move(events));
}

// Where the file could not be changed, the vault says so again.
base::Error takeBack(Context& context, ImportRun run, const model::Actor& actor, base::Error why)
{
    if (context.session) {
        run.sourceState = SourceState::Kept;
        for (transfer::ImportSource& source : run.sources)
            source.redactedSha256.clear();
        const auto saved =
            saveRun(*context.session, run, sourceEvent(run, actor, "kept", model::AuditOutcome::Failure));
        static_cast<void>(saved);
    }
    return why;
}

// What stands in the file and was not taken over would be gone for good.
base::Status checkAllTaken(const ImportRun& run)
{
    const std::int64_t left = run.passedOver.value_or(0) + run.conflicts;
    if (run.passedOver && left == 0)
        return base::ok();
    const std::string why =
        run.passedOver
            ? std::to_string(left) + (left == 1 ? " line or entry of it was" : " lines or entries of it were") +
                  " not taken over and would be gone for good"
            : std::string{"it was imported by an earlier version, which did not count what it passed over"};
    return base::fail(ErrorCode::IllegalState, "the file is not deleted: " + why + "; `import replace-source " +
                                                   run.id + "` takes only the imported secrets out of it");
}

// Why secrets cannot be taken out, with a way on that is open: never deletion where deletion would be refused.
base::Error cannotReplace(const ImportRun& run, base::Error error)
{
    const bool deletable = checkAllTaken(run).has_value();
    const std::string byHand = "edit the file yourself, or import the rest of it first";
    if (error.code == ErrorCode::LimitExceeded)
        error.detail = "only one file of at most 256 KiB can be kept beside: " +
                       (deletable ? std::string{"delete the source instead"} : byHand);
    else if (error.code == ErrorCode::Unsupported && !deletable)
        error.detail = "this is no UTF-8 text file: " + byHand;
    else if (error.code == ErrorCode::NotFound && error.detail.find("spelling") != std::string::npos)
        error.detail += deletable ? "; delete the source instead, or edit the file yourself" : "; " + byHand;
    return error;
}

struct Removal
{
    base::Result<std::vector<transfer::SourceRemoved>> removed;
    bool some = false; // at least one file is gone, whatever came after it
};

Removal shredAll(const std::vector<transfer::ImportSource>& sources)
{
    std::vector<transfer::SourceRemoved> removed;
    for (const transfer::ImportSource& source : sources) {
        auto one = transfer::shredSource(source);
        if (!one) {
            const std::string before = removed.empty()
                                           ? std::string{}
                                           : std::to_string(removed.size()) + " of " + std::to_string(sources.size()) +
                                                 " files were deleted, then: ";
            return {base::fail(one.error().code, before + one.error().detail), !removed.empty()};
        }
        removed.push_back(*std::move(one));
    }
    return {std::move(removed), true};
}

// Every secret that the import put into the vault, with the account that may stand before it.
base::Result<std::vector<transfer::SourceSecret>> secretsOf(VaultSession& session, const ImportRun& run)
{
    KS_ASSIGN(const auto items, ImportStore(session.vault->database()).items(run.id));
    std::vector<transfer::SourceSecret> secrets;
    for (const transfer::ImportItem& item : items) {
        KS_ASSIGN(const model::Connection connection, session.vault->connections().get(item.connection));
        if (connection.version != item.version)
            return base::fail(ErrorCode::IllegalState, connection.name + " was changed since the import");
        KS_ASSIGN(auto fields, session.vault->credentials().getAll(connection.id.text));
        const auto user = connection.parameters.find("username");
        for (auto& [name, value] : fields)
            secrets.push_back(
                {std::move(value), user == connection.parameters.end() ? connection.account : user->second});
    }
    if (run.conflicts > 0)
        return base::fail(ErrorCode::IllegalState,
                          "some credentials of the file were not taken over: they would stay in it");
    return secrets;
}

base::Result<std::uint64_t> storeBackup(VaultSession& session, ImportRun& run, const transfer::Redaction& redaction,
                                        base::WallTime now, const model::Actor& actor, model::ChangeSet& changes)
{
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    if (!run.backup) {
        KS_ASSIGN(model::Connection backup, transfer::makeBackup(change.transaction(), *session.vault, run, now));
        run.backup = backup.id;
        ++session.connectionCount;
        changes.added.push_back(std::move(backup));
    }
    KS_TRY(session.vault->credentials().put(change.transaction(), run.profile, run.backup->text, sourceField,
                                            redaction.original));
    run.sourceState = SourceState::Replaced;
    run.sources.front().redactedSha256 = redaction.sha256;
    KS_TRY(ImportStore(session.vault->database()).save(change.transaction(), run));
    KS_TRY(change.record(sourceEvent(run, actor, "replaced")));
    return change.commit();
}

// Without the source file, and without the connection where nothing else is in it.
base::Result<std::uint64_t> dropBackup(VaultSession& session, ImportRun& run, SourceState state, const char* what,
                                       bool all, const model::Actor& actor, model::ChangeSet& changes)
{
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    if (run.backup) {
        vault::CredentialStore& credentials = session.vault->credentials();
        KS_ASSIGN(const std::vector<std::string> names, credentials.fieldNames(run.backup->text));
        const bool others =
            std::any_of(names.begin(), names.end(), [](const auto& name) { return name != sourceField; });
        if (all || !others) {
            KS_TRY(session.vault->connections().remove(change.transaction(), *run.backup));
            changes.removed.push_back(*run.backup);
            --session.connectionCount;
            run.backup.reset();
        } else if (names.size() > 0) {
            const base::Status removed = credentials.remove(change.transaction(), run.backup->text, sourceField);
            if (!removed && removed.error().code != ErrorCode::NotFound)
                return removed.error();
        }
    }
    run.sourceState = state;
    KS_TRY(ImportStore(session.vault->database()).save(change.transaction(), run));
    KS_TRY(change.record(sourceEvent(run, actor, what)));
    return change.commit();
}

TaskOf<void> finish(ContextPtr context, std::uint64_t commit, model::ChangeSet changes)
{
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    changes.auditChanged = true;
    context->emitChanged(std::move(changes));
    co_return base::ok();
}

// What follows the record `intent`.
TaskOf<void> putBack(ContextPtr context, std::uint64_t intent, std::string id, model::Actor actor)
{
    auto recorded = settleRecord(context, intent);
    const base::Status onRecord = co_await recorded;
    if (!onRecord)
        co_return onRecord.error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(ImportRun run, restorable(*session, id));
    KS_CO_ASSIGN(const base::Secret bytes, session->vault->credentials().get(run.backup->text, sourceField));
    KS_CO_TRY(transfer::restoreSource(run.sources.front(), bytes));
    run.sources.front().redactedSha256.clear();
    model::ChangeSet changes;
    KS_CO_ASSIGN(const std::uint64_t commit,
                 dropBackup(*session, run, SourceState::Kept, "restored", false, actor, changes));
    auto finishing = finish(context, commit, std::move(changes));
    const base::Status durable = co_await finishing;
    co_return durable;
}

} // namespace

TaskOf<std::vector<transfer::SourceRemoved>> deleteImportSource(ContextPtr context, std::string id, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(ImportRun run, runOf(*session, id, SourceState::Kept));
    KS_CO_TRY(checkAllTaken(run));
    run.sourceState = SourceState::Deleted;
    KS_CO_ASSIGN(const std::uint64_t commit, saveRun(*session, run, sourceEvent(run, actor, "deleted")));
    const model::ChangeSet none;
    auto finishing = finish(context, commit, none);
    const base::Status durable = co_await finishing;
    if (!durable)
        co_return durable.error();
    const std::vector<transfer::ImportSource> sources = run.sources;
    std::function<Removal()> work = [sources] { return shredAll(sources); };
    auto working = context->worker.run<Removal>(std::move(work));
    const std::shared_ptr<Removal> result = co_await working;
    if (!result->removed && result->some)
        co_return result->removed.error();
    if (!result->removed)
        co_return takeBack(*context, run, actor, result->removed.error());
    co_return std::move(result->removed);
}

TaskOf<transfer::SourceRemoved> replaceImportSource(ContextPtr context, std::string id, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(ImportRun run, runOf(*session, id, SourceState::Kept));
    if (run.sources.size() != 1 || run.sources.front().size > maxSourceBackup)
        co_return cannotReplace(run, base::fail(ErrorCode::LimitExceeded));
    KS_CO_ASSIGN(const std::vector<transfer::SourceSecret> secrets, secretsOf(*session, run));
    const transfer::ImportSource before = run.sources.front();
    base::Result<transfer::Redaction> planned = transfer::planRedaction(before, secrets);
    if (!planned)
        co_return cannotReplace(run, planned.error());
    const transfer::Redaction redaction = *std::move(planned);
    model::ChangeSet changes;
    KS_CO_ASSIGN(const std::uint64_t commit, storeBackup(*session, run, redaction, context->now(), actor, changes));
    auto finishing = finish(context, commit, changes);
    const base::Status durable = co_await finishing;
    if (!durable)
        co_return durable.error();
    auto replaced = transfer::redactSource(before, redaction);
    if (!replaced)
        co_return takeBack(*context, run, actor, replaced.error());
    co_return replaced;
}

TaskOf<void> restoreImportSource(ContextPtr context, std::string id, Proof proof, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const opened, context->open());
    KS_CO_ASSIGN(const ImportRun asked, restorable(*opened, id));
    auto proving = checkProof(context, std::move(proof), actor);
    const base::Status proven = co_await proving;
    if (!proven)
        co_return proven.error();
    // Secrets leave the vault in the clear: on record first, or not at all.
    KS_CO_ASSIGN(VaultSession* const recording, context->open());
    KS_CO_ASSIGN(const std::uint64_t intent, recording->record(sourceEvent(asked, actor, "restoring")));
    auto putting = putBack(context, intent, std::move(id), actor);
    const base::Status done = co_await putting;
    if (done)
        co_return base::ok();
    // Whatever it failed at: the trail must not end with an intent.
    auto noting = recordEvent(context, sourceEvent(asked, actor, "restored", model::AuditOutcome::Failure));
    const base::Status noted = co_await noting;
    co_return noted ? done.error() : noted.error();
}

TaskOf<void> confirmImportSource(ContextPtr context, std::string id, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(ImportRun run, ImportStore(session->vault->database()).get(id));
    if (!run.backup)
        co_return base::fail(ErrorCode::NotFound, "this import keeps nothing of before");
    model::ChangeSet changes;
    KS_CO_ASSIGN(const std::uint64_t commit,
                 dropBackup(*session, run, run.sourceState, "confirmed", true, actor, changes));
    auto finishing = finish(context, commit, std::move(changes));
    co_return co_await finishing;
}

} // namespace keystead::service
