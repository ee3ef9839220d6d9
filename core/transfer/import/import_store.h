// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Imports that were made, and what each has touched: what undo and the deletion of the source go by. It holds no
// secret; replaced secrets and replaced source files lie sealed in a connection of their own (`backup`). Thread: the
// core thread.
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/db/transaction.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace keystead::transfer {

struct ImportSource
{
    std::string path;
    std::string sha256; // hex, of the file as it was read
    std::uint64_t size = 0;
    std::string redactedSha256; // of what stands there since the secrets were taken out; empty: they were not
};

enum class SourceState { Kept, Replaced, Deleted };
std::string_view toText(SourceState state); // kept, replaced, deleted

struct ImportRun
{
    std::string id; // imp_...
    base::ProfileId profile;
    std::string format;
    base::WallTime doneAt{};
    std::vector<ImportSource> sources;
    std::int64_t created = 0;
    std::int64_t merged = 0;
    std::int64_t conflicts = 0;
    std::int64_t skipped = 0;
    // What is in the source and, after this import, nowhere else. Unset: imported before it was counted (schema 4).
    std::optional<std::int64_t> passedOver;
    SourceState sourceState = SourceState::Kept;
    std::optional<base::ConnectionId> backup;
    std::vector<std::string> clients; // OAuth clients that it made
    std::optional<base::WallTime> undoneAt;
};

struct ImportItem
{
    base::ConnectionId connection;
    bool merged = false;
    std::int64_t version = 0; // of the connection after the import
    std::string before;       // merged: JSON of what it was (apply_import.cpp)
};

class ImportStore
{
public:
    explicit ImportStore(db::Connection& database) : m_database(database) {}

    base::Status save(db::Transaction& transaction, const ImportRun& run); // inserts or replaces
    base::Status addItem(db::Transaction& transaction, const std::string& run, const ImportItem& item);
    base::Result<std::vector<ImportRun>> all();         // newest first
    base::Result<ImportRun> get(const std::string& id); // NotFound; "" is the newest that was not undone
    base::Result<std::vector<ImportItem>> items(const std::string& run);

private:
    db::Connection& m_database;
};

} // namespace keystead::transfer
