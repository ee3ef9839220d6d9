// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/import_store.h"

#include "core/base/encoding.h"
#include "core/base/json.h"

#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::ErrorCode;
using base::Json;

namespace {

constexpr std::string_view columns = "id, profile, format, done_at, sources, created, merged, conflicts, skipped, "
                                     "source_state, backup, clients, undone_at, passed_over";

std::string sourcesJson(const std::vector<ImportSource>& sources)
{
    Json list = Json::array();
    for (const ImportSource& source : sources)
        list.push_back({{"path", source.path},
                        {"sha256", source.sha256},
                        {"size", source.size},
                        {"redacted", source.redactedSha256}});
    return base::toJsonText(list);
}

base::Error damaged(std::string_view column)
{
    return base::fail(ErrorCode::Damaged, "import_run." + std::string{column});
}

base::Result<std::vector<ImportSource>> sourcesFrom(const std::string& text)
{
    const auto json = base::parseJson(text, {.maxBytes = 8 * 1024 * 1024});
    if (!json || !json->is_array())
        return damaged("sources");
    std::vector<ImportSource> sources;
    for (const Json& item : *json) {
        KS_ASSIGN(std::string path, base::requireString(item, "path", "import_run.sources"));
        KS_ASSIGN(std::string sha256, base::requireString(item, "sha256", "import_run.sources"));
        KS_ASSIGN(const std::int64_t size, base::requireInt(item, "size", "import_run.sources"));
        KS_ASSIGN(auto redacted, base::optionalString(item, "redacted", "import_run.sources"));
        sources.push_back({std::move(path), std::move(sha256), static_cast<std::uint64_t>(size),
                           std::move(redacted).value_or(std::string{})});
    }
    return sources;
}

base::Result<ImportRun> runFrom(const db::Statement& row)
{
    ImportRun run;
    run.id = row.text(0);
    run.profile = base::ProfileId{row.text(1)};
    run.format = row.text(2);
    run.doneAt = row.time(3);
    KS_ASSIGN(run.sources, sourcesFrom(row.text(4)));
    run.created = row.integer(5);
    run.merged = row.integer(6);
    run.conflicts = row.integer(7);
    run.skipped = row.integer(8);
    const std::string state = row.text(9);
    run.sourceState = state == "kept"       ? SourceState::Kept
                      : state == "replaced" ? SourceState::Replaced
                                            : SourceState::Deleted;
    if (const auto backup = row.optionalText(10))
        run.backup = base::ConnectionId{*backup};
    const auto clients = base::parseJson(row.text(11));
    if (!clients || !clients->is_array())
        return damaged("clients");
    for (const Json& client : *clients) {
        if (client.is_string())
            run.clients.push_back(client.get<std::string>());
    }
    run.undoneAt = row.optionalTime(12);
    run.passedOver = row.optionalInteger(13);
    return run;
}

} // namespace

std::string_view toText(SourceState state)
{
    return state == SourceState::Kept ? "kept" : state == SourceState::Replaced ? "replaced" : "deleted";
}

base::Status ImportStore::save(db::Transaction& transaction, const ImportRun& run)
{
    KS_ASSIGN(db::Statement insert,
              transaction.connection().prepare(
                  "INSERT INTO import_run (" + std::string{columns} +
                  ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET sources = "
                  "excluded.sources, created = excluded.created, merged = excluded.merged, conflicts = "
                  "excluded.conflicts, skipped = excluded.skipped, source_state = excluded.source_state, backup = "
                  "excluded.backup, clients = excluded.clients, undone_at = excluded.undone_at, passed_over = "
                  "excluded.passed_over"));
    insert.bind(run.id).bind(run.profile.text).bind(run.format).bind(run.doneAt).bind(sourcesJson(run.sources));
    insert.bind(run.created).bind(run.merged).bind(run.conflicts).bind(run.skipped).bind(toText(run.sourceState));
    if (run.backup)
        insert.bind(run.backup->text);
    else
        insert.bindNull();
    return insert.bind(base::toJsonText(Json(run.clients))).bind(run.undoneAt).bind(run.passedOver).run();
}

base::Status ImportStore::addItem(db::Transaction& transaction, const std::string& run, const ImportItem& item)
{
    KS_ASSIGN(db::Statement insert,
              transaction.connection().prepare(
                  "INSERT INTO import_item (run, connection, merged, version, before) VALUES (?, ?, ?, ?, ?)"));
    return insert.bind(run).bind(item.connection.text).bind(item.merged).bind(item.version).bind(item.before).run();
}

base::Result<std::vector<ImportRun>> ImportStore::all()
{
    KS_ASSIGN(db::Statement query, m_database.prepare("SELECT " + std::string{columns} +
                                                      " FROM import_run ORDER BY done_at DESC, rowid DESC"));
    std::vector<ImportRun> runs;
    for (;;) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return runs;
        KS_ASSIGN(ImportRun run, runFrom(query));
        runs.push_back(std::move(run));
    }
}

base::Result<ImportRun> ImportStore::get(const std::string& id)
{
    KS_ASSIGN(const std::vector<ImportRun> runs, all());
    for (const ImportRun& run : runs) {
        if (id.empty() ? !run.undoneAt.has_value() : run.id == id)
            return run;
    }
    return base::fail(ErrorCode::NotFound, id.empty() ? "there is no import to undo"
                                                      : "there is no import " + base::cleanForDisplay(id, 60));
}

base::Result<std::vector<ImportItem>> ImportStore::items(const std::string& run)
{
    KS_ASSIGN(db::Statement query,
              m_database.prepare("SELECT connection, merged, version, before FROM import_item WHERE run = ? "
                                 "ORDER BY rowid"));
    query.bind(run);
    std::vector<ImportItem> items;
    for (;;) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return items;
        items.push_back({base::ConnectionId{query.text(0)}, query.boolean(1), query.integer(2), query.text(3)});
    }
}

} // namespace keystead::transfer
