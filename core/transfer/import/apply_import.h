// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Carries a plan out, and takes it back, inside the caller's transaction: all of it or nothing. The caller records the
// events (the trail is not this room's) and commits. Thread: the core thread.
#include "core/model/audit_event.h"
#include "core/model/connection.h"
#include "core/providers/registry.h"
#include "core/transfer/import/import_plan.h"
#include "core/transfer/import/import_store.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace keystead::transfer {

struct ImportApplied
{
    ImportRun run;
    std::vector<model::Connection> created;
    std::vector<model::Connection> updated;
    // For the trail, without actor: one credential_store a connection, what the source remembers (not authenticated),
    // and import_done at the end.
    std::vector<model::AuditEvent> events;
};

struct ApplyInput
{
    const ImportPlan& plan;
    std::vector<ImportEntry>& entries;         // their secrets are moved out
    const std::vector<ImportedEvent>& history; // of the document itself
    std::string format;
    std::vector<ImportSource> sources;
    base::ProfileId profile;
    bool takeOverTokens = false;
    base::WallTime now{};
    std::int64_t passedOver = 0; // of the source, besides entries in conflict
    std::function<void(std::int64_t done, std::int64_t total)> progress{};
    std::function<bool()> goOn{};                   // false: Cancelled
    const providers::Registry* providers = nullptr; // absent: no stored OAuth client is shared
};

base::Result<ImportApplied> applyImport(db::Transaction& transaction, vault::Vault& vault, ApplyInput input);

struct ImportUndone
{
    ImportRun run;
    std::vector<base::ConnectionId> removed;
    std::vector<model::Connection> restored;
    std::vector<ImportProblem> kept; // what was changed since: place is the connection's name
    std::vector<model::AuditEvent> events;
};

// Removes what the import made and restores what it merged. What was changed since stays and is told, unless `force`
// (created ones only: a merged one that was changed is never touched). IllegalState where it was undone already, and
// where the source file was deleted, is gone, or is no longer what was imported (the vault then may hold the only copy)
// unless `force`. Reads the source files, on the caller's thread.
base::Result<ImportUndone> undoImport(db::Transaction& transaction, vault::Vault& vault, const std::string& id,
                                      bool force, base::WallTime now);

} // namespace keystead::transfer
