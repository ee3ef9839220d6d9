// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/record_reader.h"

#include "core/audit/chain.h"

namespace keystead::audit {

namespace {

constexpr std::string_view columns = "sequence, time, actor_kind, program, program_sha256, pid, via, action, "
                                     "connection_id, connection_name, provider_id, outcome, "
                                     "duration_us, detail, authenticated, previous_hash, hash, signature, erased_by";

// The conditions of a filter, in the order in which bindFilter binds.
std::string conditions(const model::AuditFilter& filter)
{
    std::string sql = " WHERE sequence <= ?";
    if (filter.beforeSequence > 0)
        sql += " AND sequence < ?";
    if (filter.from)
        sql += " AND time >= ?";
    if (filter.to)
        sql += " AND time < ?";
    if (!filter.actions.empty()) {
        sql += " AND action IN (?";
        for (std::size_t i = 1; i < filter.actions.size(); ++i)
            sql += ",?";
        sql += ")";
    }
    if (filter.connection)
        sql += " AND connection_id = ?";
    if (!filter.program.empty())
        sql += " AND instr(program, ?) > 0";
    if (filter.outcome)
        sql += " AND outcome = ?";
    return sql;
}

void bindFilter(db::Statement& statement, const model::AuditFilter& filter, std::int64_t last)
{
    statement.bind(last);
    if (filter.beforeSequence > 0)
        statement.bind(filter.beforeSequence);
    if (filter.from)
        statement.bind(*filter.from);
    if (filter.to)
        statement.bind(*filter.to);
    for (const model::AuditAction action : filter.actions)
        statement.bind(model::toText(action));
    if (filter.connection)
        statement.bind(filter.connection->text);
    if (!filter.program.empty())
        statement.bind(filter.program);
    if (filter.outcome)
        statement.bind(model::toText(*filter.outcome));
}

base::Result<std::int64_t> maxSequence(db::Connection& database)
{
    KS_ASSIGN(db::Statement statement, database.prepare("SELECT coalesce(max(sequence), 0) FROM audit_record"));
    KS_ASSIGN(const bool row, statement.step());
    return row ? statement.integer(0) : 0;
}

base::Error notARecord(std::int64_t sequence, std::string_view what)
{
    return base::fail(base::ErrorCode::Damaged, "record " + std::to_string(sequence) + ": " + std::string{what});
}

base::Result<model::AuditRecord> decode(const db::Statement& row)
{
    model::AuditRecord record;
    record.sequence = row.integer(0);
    model::AuditEvent& event = record.event;
    event.time = row.time(1);
    const auto kind = model::actorKindFromText(row.text(2));
    if (!kind)
        return notARecord(record.sequence, "unknown kind of actor");
    event.actor = {*kind, row.text(3), row.text(4), row.integer(5), row.text(6)};
    const auto action = model::auditActionFromText(row.text(7));
    if (!action)
        return notARecord(record.sequence, "unknown action");
    event.action = *action;
    if (!row.isNull(8))
        event.connection = base::ConnectionId{row.text(8)};
    event.connectionName = row.text(9);
    event.providerId = row.text(10);
    const auto outcome = model::auditOutcomeFromText(row.text(11));
    if (!outcome)
        return notARecord(record.sequence, "unknown outcome");
    event.outcome = *outcome;
    if (!row.isNull(12))
        event.duration = std::chrono::microseconds{row.integer(12)};
    const std::string detail = row.text(13);
    auto parsed = detailFromText(detail);
    if (!parsed || detailText(*parsed) != detail)
        return notARecord(record.sequence, "detail is not as Keystead writes it");
    event.detail = *std::move(parsed);
    event.authenticated = row.boolean(14);
    record.previousHash = row.text(15);
    record.hash = row.text(16);
    record.signature = row.text(17);
    record.erasedBy = row.optionalInteger(18);
    return record;
}

} // namespace

base::Result<RecordReader> RecordReader::open(db::Connection& database, const model::AuditFilter& filter, Order order,
                                              std::optional<std::int64_t> lastSequence)
{
    if (!lastSequence) {
        KS_ASSIGN(lastSequence, maxSequence(database));
    }
    std::string sql =
        "SELECT " + std::string{columns} + " FROM audit_record" + conditions(filter) + " ORDER BY sequence";
    if (order == Order::NewestFirst)
        sql += " DESC";
    if (filter.limit > 0)
        sql += " LIMIT ?";
    KS_ASSIGN(db::Statement statement, database.prepare(sql));
    bindFilter(statement, filter, *lastSequence);
    if (filter.limit > 0)
        statement.bind(filter.limit);
    return RecordReader{std::move(statement), *lastSequence};
}

base::Result<std::optional<StoredRow>> RecordReader::nextRow()
{
    KS_ASSIGN(const bool row, m_statement.step());
    if (!row)
        return std::optional<StoredRow>{};
    return std::optional<StoredRow>{StoredRow{m_statement.integer(0), decode(m_statement)}};
}

base::Result<std::optional<model::AuditRecord>> RecordReader::next()
{
    KS_ASSIGN(std::optional<StoredRow> row, nextRow());
    if (!row)
        return std::optional<model::AuditRecord>{};
    if (!row->record)
        return row->record.error();
    return std::optional<model::AuditRecord>{*std::move(row->record)};
}

base::Result<std::int64_t> countRecords(db::Connection& database, const model::AuditFilter& filter)
{
    KS_ASSIGN(const std::int64_t last, maxSequence(database));
    KS_ASSIGN(db::Statement statement, database.prepare("SELECT count(*) FROM audit_record" + conditions(filter)));
    bindFilter(statement, filter, last);
    KS_ASSIGN(const bool row, statement.step());
    return row ? statement.integer(0) : 0;
}

base::Result<std::optional<StoredRow>> lastRow(db::Connection& database)
{
    model::AuditFilter filter;
    filter.limit = 1;
    KS_ASSIGN(RecordReader reader, RecordReader::open(database, filter, RecordReader::Order::NewestFirst));
    return reader.nextRow();
}

} // namespace keystead::audit
