// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A transaction whose audit records stand or fall with it: where a record cannot be written nothing is changed
// (SECURITY 39), and where the transaction is left without commit() the head of the trail goes back too. Thread: the
// core thread.
#include "core/audit/audit_log.h"
#include "core/db/group_commit.h"
#include "core/db/transaction.h"
#include "core/vault/vault.h"

#include <cstdint>
#include <qcoro/qcorotask.h>

namespace keystead::refresh {

class AuditedChange
{
public:
    static base::Result<AuditedChange> begin(vault::Vault& vault, audit::AuditLog& audit);
    AuditedChange(AuditedChange&& other) noexcept;
    AuditedChange& operator=(AuditedChange&&) = delete;
    ~AuditedChange();

    db::Transaction& transaction() { return m_transaction; }
    // AuditUnavailable where the record cannot be written; the caller then leaves without commit().
    base::Status record(model::AuditEvent event);
    // The number to wait for with durable(). On error everything is rolled back.
    base::Result<std::uint64_t> commit();

private:
    AuditedChange(db::Transaction transaction, audit::AuditLog& audit)
        : m_transaction(std::move(transaction)), m_audit(&audit)
    {
    }
    db::Transaction m_transaction;
    audit::AuditLog* m_audit;
    bool m_open = true;
};

// AuditUnavailable for a record that could not be written; damaged or altered data stays what it is, so that the person
// hears of the damage and not of a disk that is full.
base::Error notRecorded(const base::Error& error);

// Completes once commit number `commit` is on disk, or with the error that keeps it from there; Cancelled where the
// database is closed first.
QCoro::Task<base::Status> durable(db::GroupCommit& groupCommit, std::uint64_t commit);

} // namespace keystead::refresh
