// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// BEGIN IMMEDIATE to COMMIT, rolled back on destruction. Stores and the audit trail take one from their caller, so that
// a change and its record stand or fall together. Not nestable. Thread: the connection's.
#include "core/base/result.h"
#include "core/db/connection.h"

#include <cstdint>

namespace keystead::db {

class Transaction
{
public:
    static base::Result<Transaction> begin(Connection& connection);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Connection& connection() { return *m_connection; }
    // Atomic from here on; durable once GroupCommit has passed the returned number. On error the transaction is rolled
    // back.
    base::Result<std::uint64_t> commit();
    void rollback();

private:
    explicit Transaction(Connection& connection) : m_connection(&connection) {}
    Connection* m_connection;
    bool m_open = true;
};

} // namespace keystead::db
