// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A prepared statement in use: bind, step, read. Returned to its connection's cache, reset and with its bindings
// cleared, on destruction. Thread: the connection's.
#include "core/base/clock.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3_stmt;

namespace keystead::db {

class Connection;

class Statement
{
public:
    Statement(Connection& connection, sqlite3_stmt* statement, std::string sql);
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    // Parameters count from 1 in the order of bind calls (`?`).
    Statement& bind(std::string_view text);
    Statement& bind(const char* text) { return bind(std::string_view{text}); }
    Statement& bind(const std::string& text) { return bind(std::string_view{text}); }
    Statement& bind(std::int64_t number);
    Statement& bind(int number) { return bind(std::int64_t{number}); }
    Statement& bind(bool flag) { return bind(std::int64_t{flag ? 1 : 0}); }
    Statement& bind(double number);
    Statement& bindBlob(std::span<const std::uint8_t> bytes);
    Statement& bind(base::WallTime time) { return bind(base::toMillis(time)); }
    Statement& bindNull();
    template <class T> Statement& bind(const std::optional<T>& value) { return value ? bind(*value) : bindNull(); }

    // True: a row is there. False: done. Errors as in errorFromSqlite, StorageConflict for constraints.
    base::Result<bool> step();
    // For statements that give no rows.
    base::Status run();
    void reset();

    // Columns count from 0.
    std::string text(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    bool boolean(int column) const { return integer(column) != 0; }
    std::span<const std::uint8_t> blob(int column) const; // valid until the next step
    bool isNull(int column) const;
    base::WallTime time(int column) const { return base::fromMillis(integer(column)); }
    std::optional<std::string> optionalText(int column) const;
    std::optional<std::int64_t> optionalInteger(int column) const;
    std::optional<base::WallTime> optionalTime(int column) const;

private:
    Connection* m_connection;
    sqlite3_stmt* m_statement;
    std::string m_sql;
    int m_nextParameter = 1;
    int m_bindError = 0;
};

} // namespace keystead::db
