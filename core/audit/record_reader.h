// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Streams records out of the database, one at a time, by a filter. It sees nothing above the last record that stood
// there when it was opened, so that two passes over a live vault agree. Thread: the connection's.
#include "core/base/result.h"
#include "core/db/connection.h"
#include "core/db/statement.h"
#include "core/model/audit_event.h"

#include <cstdint>
#include <optional>
#include <string>

namespace keystead::audit {

// A row as it stands: its place is known even where the rest is not something that Keystead writes.
struct StoredRow
{
    std::int64_t sequence = 0;
    base::Result<model::AuditRecord> record;
};

class RecordReader
{
public:
    enum class Order { OldestFirst, NewestFirst };
    // `lastSequence`: an upper bound of an earlier reader, so that both see the same records.
    static base::Result<RecordReader> open(db::Connection& database, const model::AuditFilter& filter, Order order,
                                           std::optional<std::int64_t> lastSequence = {});

    // nullopt at the end. Damaged where the table cannot be read.
    base::Result<std::optional<StoredRow>> nextRow();
    // The same; a row that is not a record is Damaged: "record 17: unknown action".
    base::Result<std::optional<model::AuditRecord>> next();

    std::int64_t lastSequence() const { return m_last; }

private:
    RecordReader(db::Statement statement, std::int64_t last) : m_statement(std::move(statement)), m_last(last) {}
    db::Statement m_statement;
    std::int64_t m_last;
};

base::Result<std::int64_t> countRecords(db::Connection& database, const model::AuditFilter& filter);
// nullopt where the trail is empty.
base::Result<std::optional<StoredRow>> lastRow(db::Connection& database);

} // namespace keystead::audit
