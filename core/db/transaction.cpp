// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/transaction.h"

#include <sqlite3.h>
#include <utility>

namespace keystead::db {

using base::ErrorCode;

base::Result<Transaction> Transaction::begin(Connection& connection)
{
    if (connection.m_inTransaction)
        return base::fail(ErrorCode::IllegalState, "a transaction is already open");
    KS_TRY(connection.execute("BEGIN IMMEDIATE"));
    connection.m_inTransaction = true;
    return Transaction{connection};
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_connection(other.m_connection), m_open(std::exchange(other.m_open, false))
{
}

Transaction::~Transaction()
{
    rollback();
}

base::Result<std::uint64_t> Transaction::commit()
{
    if (!m_open)
        return base::fail(ErrorCode::IllegalState, "the transaction is closed");
    if (m_connection->lostTransaction()) {
        rollback();
        return base::fail(ErrorCode::StorageIo, "the transaction was rolled back by an earlier error");
    }
    if (const base::Status committed = m_connection->execute("COMMIT"); !committed) {
        base::Error error = committed.error();
        rollback();
        return error;
    }
    m_open = false;
    m_connection->m_inTransaction = false;
    return m_connection->commitCount();
}

void Transaction::rollback()
{
    if (!std::exchange(m_open, false))
        return;
    m_connection->m_inTransaction = false;
    if (sqlite3_get_autocommit(m_connection->handle()) == 0)
        sqlite3_exec(m_connection->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

} // namespace keystead::db
