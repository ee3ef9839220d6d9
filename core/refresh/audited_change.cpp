// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/refresh/audited_change.h"

#include "core/net/async.h"

#include <utility>

namespace keystead::refresh {

base::Result<AuditedChange> AuditedChange::begin(vault::Vault& vault, audit::AuditLog& audit)
{
    KS_ASSIGN(db::Transaction transaction, vault.begin());
    return AuditedChange{std::move(transaction), audit};
}

AuditedChange::AuditedChange(AuditedChange&& other) noexcept
    : m_transaction(std::move(other.m_transaction)), m_audit(other.m_audit), m_open(std::exchange(other.m_open, false))
{
}

AuditedChange::~AuditedChange()
{
    if (m_open)
        m_audit->rolledBack();
}

base::Error notRecorded(const base::Error& error)
{
    constexpr int damagedData = 8; // CLI.md
    if (base::exitCodeFor(error.code) == damagedData)
        return error;
    return base::fail(base::ErrorCode::AuditUnavailable, base::toString(error));
}

base::Status AuditedChange::record(model::AuditEvent event)
{
    if (const auto appended = m_audit->append(m_transaction, std::move(event)); !appended)
        return notRecorded(appended.error());
    return base::ok();
}

base::Result<std::uint64_t> AuditedChange::commit()
{
    m_open = false;
    auto number = m_transaction.commit();
    if (number)
        m_audit->committed();
    else
        m_audit->rolledBack();
    return number;
}

QCoro::Task<base::Status> durable(db::GroupCommit& groupCommit, std::uint64_t commit)
{
    net::OneShot<base::Status> done;
    groupCommit.whenDurable(commit, [done](base::Status status) mutable { done.set(std::move(status)); });
    const std::shared_ptr<base::Status> status = co_await done;
    co_return *status;
}

} // namespace keystead::refresh
