// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The records of a report, oldest first, as often as asked: once for the totals, once for the pages.
#include "core/audit/record_reader.h"
#include "core/base/result.h"
#include "core/model/audit_event.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace keystead::transfer {

class RecordSource
{
public:
    virtual ~RecordSource() = default;
    // Goes back to the first record. The same records come every time.
    virtual base::Status rewind() = 0;
    // nullopt at the end.
    virtual base::Result<std::optional<model::AuditRecord>> next() = 0;
};

class VectorSource final : public RecordSource
{
public:
    explicit VectorSource(std::vector<model::AuditRecord> records) : m_records(std::move(records)) {}
    base::Status rewind() override;
    base::Result<std::optional<model::AuditRecord>> next() override;

private:
    std::vector<model::AuditRecord> m_records;
    std::size_t m_next = 0;
};

// Reads a database's trail by a filter (its paging is ignored). Sees nothing that is appended after the first rewind.
// Thread: the connection's; long exports bring a read-only connection of their own.
class DatabaseSource final : public RecordSource
{
public:
    DatabaseSource(db::Connection& database, model::AuditFilter filter);
    base::Status rewind() override;
    base::Result<std::optional<model::AuditRecord>> next() override;

private:
    db::Connection& m_database;
    model::AuditFilter m_filter;
    std::optional<std::int64_t> m_last;
    std::optional<audit::RecordReader> m_reader;
};

} // namespace keystead::transfer
