// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/table_source.h"

#include "core/base/encoding.h"
#include "core/db/plain_reader.h"
#include "core/model/text_rules.h"
#include "core/transfer/import/csv.h"
#include "core/transfer/import/source_file.h"
#include "core/transfer/import/text_tools.h"

#include <algorithm>

namespace keystead::transfer {

using base::ErrorCode;

namespace {

base::Result<std::vector<TableRow>> fromSqlite(std::string_view bytes, std::string_view table, bool& found)
{
    KS_ASSIGN(const auto reader, db::PlainReader::open(bytes));
    KS_ASSIGN(const std::vector<std::string> tables, reader->tables());
    const auto name = std::find_if(tables.begin(), tables.end(),
                                   [&](const std::string& candidate) { return equalsNoCase(candidate, table); });
    found = name != tables.end();
    std::vector<TableRow> rows;
    if (!found)
        return rows;
    KS_ASSIGN(const std::vector<std::string> columns, reader->columns(*name));
    bool tooMany = false;
    KS_TRY(reader->rows(*name, columns, [&](std::vector<db::PlainCell>& cells) {
        if (rows.size() == maxTableRows) {
            tooMany = true;
            return false;
        }
        TableRow row;
        row.place = std::string{table} + " row " + std::to_string(rows.size() + 1);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!cells[i].null)
                row.cells.insert_or_assign(model::asciiLower(columns[i]), std::move(cells[i].bytes));
        }
        rows.push_back(std::move(row));
        return true;
    }));
    if (tooMany)
        return base::fail(ErrorCode::LimitExceeded, std::string{table} + " has more than 100,000 rows");
    return rows;
}

base::Result<std::vector<TableRow>> fromCsv(std::string_view text)
{
    CsvReader reader(text);
    CsvRow heading;
    KS_ASSIGN(const bool any, reader.next(heading));
    std::vector<TableRow> rows;
    CsvRow row;
    while (any) {
        KS_ASSIGN(const bool more, reader.next(row));
        if (!more)
            break;
        if (rows.size() == maxTableRows)
            return base::fail(ErrorCode::LimitExceeded, "the file has more than 100,000 rows");
        TableRow out;
        out.place = lineNumber(row.line);
        for (std::size_t i = 0; i < row.cells.size() && i < heading.cells.size(); ++i) {
            if (!row.cells[i].empty())
                out.cells.insert_or_assign(model::asciiLower(trimmed(heading.cells[i])), std::move(row.cells[i]));
        }
        rows.push_back(std::move(out));
    }
    return rows;
}

bool looksLikeSql(std::string_view text)
{
    const std::string_view head = text.substr(0, 256 * 1024);
    return head.find("COPY ") != std::string_view::npos || head.find("INSERT INTO ") != std::string_view::npos ||
           head.find("CREATE TABLE") != std::string_view::npos || head.find("insert into ") != std::string_view::npos;
}

// An ordinary CSV of the table has these in its first line.
bool looksLikeCsv(std::string_view text)
{
    const std::string first = model::asciiLower(text.substr(0, std::min(text.find('\n'), std::size_t{10'000})));
    return first.find("encrypted") != std::string::npos && first.find_first_of(",;\t") != std::string::npos;
}

base::Result<std::vector<TableRow>> read(std::string_view bytes, std::string_view table, bool& found)
{
    if (db::PlainReader::looksLikeOne(bytes))
        return fromSqlite(bytes, table, found);
    if (bytes.starts_with("PGDMP"))
        return base::fail(ErrorCode::Unsupported,
                          "this is a dump in PostgreSQL's own format: make one with pg_dump --format=plain");
    if (bytes.starts_with("\x1F\x8B") || bytes.starts_with("BZh") ||
        bytes.starts_with("\xFD"
                          "7zXZ"))
        return base::fail(ErrorCode::Unsupported, "the file is compressed: unpack it first");
    DecodedText text = decodeText(bytes);
    base::Result<std::vector<TableRow>> rows =
        base::fail(ErrorCode::ParseError, "the file is no SQLite database, no SQL dump and no CSV of such a table");
    if (looksLikeSql(text.utf8)) {
        rows = readSqlDump(text.utf8, table, found);
    } else if (looksLikeCsv(text.utf8)) {
        found = true;
        rows = fromCsv(text.utf8);
    }
    base::wipe(text.utf8);
    return rows;
}

} // namespace

std::string_view TableRow::text(std::string_view column) const
{
    const auto found = cells.find(column);
    return found == cells.end() ? std::string_view{} : std::string_view{found->second};
}

std::string_view TableRow::firstOf(std::initializer_list<std::string_view> columns) const
{
    for (const std::string_view column : columns) {
        if (const std::string_view value = text(column); !value.empty())
            return value;
    }
    return {};
}

std::optional<bool> TableRow::flag(std::string_view column) const
{
    const std::string value = model::asciiLower(trimmed(text(column)));
    if (value == "t" || value == "true" || value == "1" || value == "yes" || value == "y")
        return true;
    if (value == "f" || value == "false" || value == "0" || value == "no" || value == "n")
        return false;
    return std::nullopt;
}

bool holdsOtherTables(std::string_view bytes)
{
    if (db::PlainReader::looksLikeOne(bytes))
        return true;
    DecodedText text = decodeText(bytes);
    const bool sql = looksLikeSql(text.utf8);
    base::wipe(text.utf8);
    return sql;
}

base::Result<std::vector<TableRow>> readTableIfThere(std::string_view bytes, std::string_view table)
{
    bool found = false;
    return read(bytes, table, found);
}

base::Result<std::vector<TableRow>> readTable(std::string_view bytes, std::string_view table)
{
    bool found = false;
    KS_ASSIGN(std::vector<TableRow> rows, read(bytes, table, found));
    if (!found)
        return base::fail(ErrorCode::NotFound, "the file has no table " + std::string{table});
    return rows;
}

} // namespace keystead::transfer
