// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/plain_reader.h"

#include "core/db/sqlite_error.h"

#include <cstring>
#include <memory>
#include <sqlite3.h>

namespace keystead::db {

using base::ErrorCode;

namespace {

constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::int64_t maxSteps = 20'000; // of 10,000 virtual machine instructions: some seconds

struct Finalizer
{
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementPtr = std::unique_ptr<sqlite3_stmt, Finalizer>;

base::Error readError(int code)
{
    if ((code & 0xFF) == SQLITE_INTERRUPT)
        return base::fail(ErrorCode::LimitExceeded, "the database takes too long to read");
    if ((code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB)
        return base::fail(ErrorCode::Damaged, "the database is damaged");
    return base::fail(ErrorCode::ParseError, "the database cannot be read");
}

std::string quoted(const std::string& name)
{
    std::string text = "\"";
    for (const char c : name) {
        text += c;
        if (c == '"')
            text += c;
    }
    return text + '"';
}

base::Result<StatementPtr> prepared(sqlite3* handle, const std::string& sql)
{
    sqlite3_stmt* raw = nullptr;
    if (const int code = sqlite3_prepare_v2(handle, sql.c_str(), -1, &raw, nullptr); code != SQLITE_OK)
        return readError(code);
    return StatementPtr{raw};
}

PlainCell cellOf(sqlite3_stmt* statement, int column)
{
    PlainCell cell;
    const int type = sqlite3_column_type(statement, column);
    cell.null = type == SQLITE_NULL;
    cell.blob = type == SQLITE_BLOB;
    const void* const data =
        cell.blob ? sqlite3_column_blob(statement, column) : sqlite3_column_text(statement, column);
    const int size = sqlite3_column_bytes(statement, column);
    if (data && size > 0)
        cell.bytes.assign(static_cast<const char*>(data), static_cast<std::size_t>(size));
    return cell;
}

int countSteps(void* counter)
{
    return ++*static_cast<std::int64_t*>(counter) > maxSteps ? 1 : 0;
}

} // namespace

bool PlainReader::looksLikeOne(std::string_view bytes)
{
    return bytes.starts_with(magic);
}

base::Result<std::unique_ptr<PlainReader>> PlainReader::open(std::string_view image)
{
    if (!looksLikeOne(image) || image.size() < 512)
        return base::fail(ErrorCode::ParseError, "this is no SQLite database (or it is encrypted)");
    std::unique_ptr<PlainReader> reader{new PlainReader};
    if (sqlite3_open_v2(":memory:", &reader->m_handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) !=
        SQLITE_OK)
        return base::fail(ErrorCode::Internal, "SQLite does not start");
    sqlite3* const handle = reader->m_handle;
    auto* const copy = static_cast<unsigned char*>(sqlite3_malloc64(image.size()));
    if (!copy)
        return base::fail(ErrorCode::LimitExceeded, "the database does not fit into memory");
    std::memcpy(copy, image.data(), image.size());
    // A database in WAL mode says so in two bytes; what lies in memory has no log, so they are set to "none" (file
    // format section 1.3.3). The caller has made sure that no log was left beside the file.
    copy[18] = 1;
    copy[19] = 1;
    const auto size = static_cast<sqlite3_int64>(image.size());
    if (sqlite3_deserialize(handle, "main", copy, size, size,
                            SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
        return base::fail(ErrorCode::ParseError, "this is no SQLite database");
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_progress_handler(handle, 10'000, countSteps, &reader->m_steps);
    KS_ASSIGN(const StatementPtr first, prepared(handle, "SELECT count(*) FROM sqlite_schema"));
    if (const int code = sqlite3_step(first.get()); code != SQLITE_ROW)
        return readError(code);
    return reader;
}

PlainReader::~PlainReader()
{
    sqlite3_close_v2(m_handle);
}

base::Result<std::vector<std::string>> PlainReader::tables()
{
    // A virtual table has no root page.
    KS_ASSIGN(const StatementPtr query,
              prepared(m_handle, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT "
                                 "LIKE 'sqlite_%' ORDER BY name LIMIT 1000"));
    std::vector<std::string> names;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(query.get())) == SQLITE_ROW)
        names.push_back(cellOf(query.get(), 0).bytes);
    if (code != SQLITE_DONE)
        return readError(code);
    return names;
}

base::Result<std::vector<std::string>> PlainReader::columns(const std::string& table)
{
    KS_ASSIGN(const StatementPtr query, prepared(m_handle, "PRAGMA table_info(" + quoted(table) + ")"));
    std::vector<std::string> names;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(query.get())) == SQLITE_ROW)
        names.push_back(cellOf(query.get(), 1).bytes);
    if (code != SQLITE_DONE)
        return readError(code);
    return names;
}

base::Status PlainReader::rows(const std::string& table, const std::vector<std::string>& columns,
                               const std::function<bool(std::vector<PlainCell>&)>& row)
{
    std::string list;
    for (const std::string& column : columns)
        list += (list.empty() ? "" : ", ") + quoted(column);
    KS_ASSIGN(const StatementPtr query, prepared(m_handle, "SELECT " + list + " FROM " + quoted(table)));
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(query.get())) == SQLITE_ROW) {
        std::vector<PlainCell> cells;
        for (int i = 0; i < static_cast<int>(columns.size()); ++i)
            cells.push_back(cellOf(query.get(), i));
        if (!row(cells))
            return base::ok();
    }
    return code == SQLITE_DONE ? base::ok() : base::Status{readError(code)};
}

} // namespace keystead::db
