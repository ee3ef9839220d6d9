// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/statement.h"

#include "core/db/connection.h"
#include "core/db/sqlite_error.h"

#include <sqlite3.h>

namespace keystead::db {

using base::ErrorCode;

Statement::Statement(Connection& connection, sqlite3_stmt* statement, std::string sql)
    : m_connection(&connection), m_statement(statement), m_sql(std::move(sql))
{
}

Statement::Statement(Statement&& other) noexcept
    : m_connection(other.m_connection), m_statement(std::exchange(other.m_statement, nullptr)),
      m_sql(std::move(other.m_sql)), m_nextParameter(other.m_nextParameter), m_bindError(other.m_bindError)
{
}

Statement::~Statement()
{
    if (m_statement)
        m_connection->giveBack(std::move(m_sql), m_statement);
}

Statement& Statement::bind(std::string_view text)
{
    // An empty view may hold a null pointer, which SQLite would take for NULL.
    const char* data = text.data() ? text.data() : "";
    m_bindError |=
        sqlite3_bind_text64(m_statement, m_nextParameter++, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind(std::int64_t number)
{
    m_bindError |= sqlite3_bind_int64(m_statement, m_nextParameter++, number);
    return *this;
}

Statement& Statement::bind(double number)
{
    m_bindError |= sqlite3_bind_double(m_statement, m_nextParameter++, number);
    return *this;
}

Statement& Statement::bindBlob(std::span<const std::uint8_t> bytes)
{
    static constexpr std::uint8_t none = 0;
    const std::uint8_t* data = bytes.data() ? bytes.data() : &none;
    m_bindError |= sqlite3_bind_blob64(m_statement, m_nextParameter++, data, bytes.size(), SQLITE_TRANSIENT);
    return *this;
}

Statement& Statement::bindNull()
{
    m_bindError |= sqlite3_bind_null(m_statement, m_nextParameter++);
    return *this;
}

base::Result<bool> Statement::step()
{
    if (m_bindError != SQLITE_OK)
        return base::fail(ErrorCode::Internal, "a parameter could not be bound: " + m_sql);
    // After a full disk SQLite may have rolled back on its own: what follows must not slip through one statement at a
    // time.
    if (m_connection->lostTransaction())
        return base::fail(ErrorCode::StorageIo, "the transaction was rolled back by an earlier error");
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return m_connection->lastError(code, "statement");
}

base::Status Statement::run()
{
    KS_ASSIGN(const bool row, step());
    sqlite3_reset(m_statement);
    if (row)
        return base::fail(ErrorCode::Internal, "a statement gave rows that nobody reads: " + m_sql);
    return base::ok();
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
    m_nextParameter = 1;
    m_bindError = SQLITE_OK;
}

std::string Statement::text(int column) const
{
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return data ? std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)))
                : std::string{};
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

std::span<const std::uint8_t> Statement::blob(int column) const
{
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement, column));
    return {data, data ? static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)) : 0};
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

std::optional<std::string> Statement::optionalText(int column) const
{
    return isNull(column) ? std::nullopt : std::optional{text(column)};
}

std::optional<std::int64_t> Statement::optionalInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional{integer(column)};
}

std::optional<base::WallTime> Statement::optionalTime(int column) const
{
    return isNull(column) ? std::nullopt : std::optional{time(column)};
}

} // namespace keystead::db
