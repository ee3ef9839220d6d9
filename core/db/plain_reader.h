// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Reads the tables of a plain SQLite database that somebody else made, from its bytes in memory: an import's only door
// to SQLite. It never touches the file, writes nothing, runs no SQL of the database's own (views, triggers and virtual
// tables are passed over) and gives up on databases that would take for ever. Thread: one.
#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;

namespace keystead::db {

struct PlainCell
{
    bool null = true;
    bool blob = false;
    std::string bytes; // text, digits of a number, or a blob's bytes
};

class PlainReader
{
public:
    // `image`: the whole file. ParseError where it is no plain SQLite database.
    static base::Result<std::unique_ptr<PlainReader>> open(std::string_view image);
    ~PlainReader();
    PlainReader(const PlainReader&) = delete;
    PlainReader& operator=(const PlainReader&) = delete;

    static bool looksLikeOne(std::string_view bytes);

    base::Result<std::vector<std::string>> tables();
    base::Result<std::vector<std::string>> columns(const std::string& table);
    // `row` gets one cell a column, in order; false stops. Damaged where pages are, LimitExceeded where it takes too
    // long.
    base::Status rows(const std::string& table, const std::vector<std::string>& columns,
                      const std::function<bool(std::vector<PlainCell>&)>& row);

private:
    PlainReader() = default;
    sqlite3* m_handle = nullptr;
    std::int64_t m_steps = 0;
};

} // namespace keystead::db
