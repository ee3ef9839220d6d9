// SPDX-License-Identifier: GPL-3.0-or-later
// Carrying an import out and taking it back: one transaction each, with its records.
#include "core/base/encoding.h"
#include "core/service/import_ops.h"

#include <algorithm>

namespace keystead::service {

namespace {

using base::ErrorCode;

base::Result<std::shared_ptr<PendingImport>> pendingOf(VaultSession& session, const std::string& preview)
{
    const auto found = session.imports.find(preview);
    if (found == session.imports.end())
        return base::fail(ErrorCode::NotFound, "there is no preview " + base::cleanForDisplay(preview, 60) +
                                                   ": it was applied, dropped, or the vault was locked");
    return found->second;
}

base::Status recordAll(refresh::AuditedChange& change, std::vector<model::AuditEvent>& events,
                       const model::Actor& actor)
{
    for (model::AuditEvent& event : events) {
        event.actor = actor;
        KS_TRY(change.record(std::move(event)));
    }
    return base::ok();
}

// What of the source lies in the source alone afterwards, besides conflicts.
std::int64_t passedOver(const transfer::ImportDocument& document, const transfer::ImportChoices& choices)
{
    const auto leftOut = std::count_if(choices.leaveOut.begin(), choices.leaveOut.end(),
                                       [&](std::size_t entry) { return entry < document.entries.size(); });
    return static_cast<std::int64_t>(document.problems.size() + document.otherContent) + leftOut;
}

struct Applied
{
    transfer::ImportPlan plan;
    transfer::ImportApplied applied;
    std::uint64_t commit = 0;
};

base::Result<Applied> applyNow(Context& context, VaultSession& session, PendingImport& pending,
                               const transfer::ImportChoices& choices, const model::Actor& actor,
                               const ImportWatch& watch)
{
    // No import on record, and no source file that may be deleted after it.
    if (pending.document.entries.empty() && pending.document.history.empty())
        return base::fail(ErrorCode::InvalidArgument, "file: holds no credential in this format");
    Applied done;
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    KS_ASSIGN(done.plan, transfer::planImport(pending.document.entries, *session.vault, pending.profile,
                                              context.parts.providers, choices));
    transfer::ApplyInput input{done.plan,
                               pending.document.entries,
                               pending.document.history,
                               pending.format,
                               pending.sources,
                               pending.profile,
                               choices.takeOverTokens,
                               context.now(),
                               passedOver(pending.document, choices),
                               watch.progress,
                               watch.goOn,
                               &context.parts.providers};
    KS_ASSIGN(done.applied, transfer::applyImport(change.transaction(), *session.vault, std::move(input)));
    KS_TRY(recordAll(change, done.applied.events, actor));
    KS_ASSIGN(done.commit, change.commit());
    return done;
}

struct Undone
{
    transfer::ImportUndone undone;
    std::uint64_t commit = 0;
};

base::Result<Undone> undoNow(VaultSession& session, const std::string& run, bool force, base::WallTime now,
                             const model::Actor& actor)
{
    Undone done;
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    KS_ASSIGN(done.undone, transfer::undoImport(change.transaction(), *session.vault, run, force, now));
    KS_TRY(recordAll(change, done.undone.events, actor));
    KS_ASSIGN(done.commit, change.commit());
    return done;
}

} // namespace

TaskOf<transfer::ImportPlan> planPending(ContextPtr context, std::string preview, transfer::ImportChoices choices)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const std::shared_ptr<PendingImport> pending, pendingOf(*session, preview));
    co_return transfer::planImport(pending->document.entries, *session->vault, pending->profile,
                                   context->parts.providers, choices);
}

TaskOf<ImportOutcome> applyPending(ContextPtr context, std::string preview, transfer::ImportChoices choices,
                                   model::Actor actor, ImportWatch watch)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const std::shared_ptr<PendingImport> pending, pendingOf(*session, preview));
    base::Result<Applied> applied = applyNow(*context, *session, *pending, choices, actor, watch);
    if (!applied)
        co_return applied.error();
    session->imports.erase(preview);
    Applied done = *std::move(applied);
    session->connectionCount += static_cast<int>(done.applied.created.size());
    auto settling = settle(context, done.commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    ImportOutcome outcome;
    outcome.run = std::move(done.applied.run);
    outcome.plan = std::move(done.plan);
    model::ChangeSet changes;
    changes.clientsChanged = !outcome.run.clients.empty();
    changes.added = std::move(done.applied.created);
    changes.updated = std::move(done.applied.updated);
    changes.auditChanged = true;
    context->emitChanged(std::move(changes));
    co_return outcome;
}

TaskOf<std::vector<transfer::ImportRun>> listImports(ContextPtr context)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    co_return transfer::ImportStore(session->vault->database()).all();
}

TaskOf<transfer::ImportUndone> undoImportRun(ContextPtr context, std::string run, bool force, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(Undone done, undoNow(*session, run, force, context->now(), actor));
    session->connectionCount -= static_cast<int>(done.undone.removed.size());
    auto settling = settle(context, done.commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    model::ChangeSet changes;
    changes.removed = done.undone.removed;
    changes.updated = done.undone.restored;
    changes.clientsChanged = !done.undone.run.clients.empty();
    changes.auditChanged = true;
    context->emitChanged(std::move(changes));
    co_return std::move(done.undone);
}

} // namespace keystead::service
