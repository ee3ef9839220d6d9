// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Rows of one table out of a SQLite file, a plain-text SQL dump (pg_dump's COPY and INSERT forms, also MySQL's and
// SQLite's INSERT) or a CSV file with the column names as its heading. Nothing of a dump is executed.
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::transfer {

struct TableRow
{
    TableRow() = default;
    TableRow(TableRow&&) noexcept = default;
    TableRow& operator=(TableRow&&) noexcept = default;
    TableRow(const TableRow&) = delete;
    TableRow& operator=(const TableRow&) = delete;
    ~TableRow()
    {
        for (auto& [column, value] : cells)
            base::wipe(value);
    }
    std::string place;                                     // "git_connections row 4", "line 812"
    std::map<std::string, std::string, std::less<>> cells; // lower-case column -> text; NULL is absent

    std::string_view text(std::string_view column) const;
    // The first of these columns that is there and not empty.
    std::string_view firstOf(std::initializer_list<std::string_view> columns) const;
    std::optional<bool> flag(std::string_view column) const; // t/f, true/false, 1/0
};

inline constexpr std::size_t maxTableRows = 100'000;

// The table may have a schema before it ("public.git_connections"). Errors: NotFound (no such table; names those that
// are there), ParseError, Unsupported (compressed or binary dumps), LimitExceeded.
base::Result<std::vector<TableRow>> readTable(std::string_view bytes, std::string_view table);
// The same, but empty where the table is not there.
base::Result<std::vector<TableRow>> readTableIfThere(std::string_view bytes, std::string_view table);

// Of a whole database or dump, of which one table is read: the rest of it is nowhere else.
bool holdsOtherTables(std::string_view bytes);

// The SQL part, for tests and the fuzzer.
base::Result<std::vector<TableRow>> readSqlDump(std::string_view text, std::string_view table, bool& found);

} // namespace keystead::transfer
