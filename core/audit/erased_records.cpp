// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/erased_records.h"

#include "core/audit/chain.h"
#include "core/audit/record_reader.h"

#include <algorithm>
#include <set>

namespace keystead::audit {

namespace {

// Every record with an id or a detail that one of the parameters names.
base::Result<std::vector<std::int64_t>> sequences(db::Connection& database, std::string_view condition,
                                                  const std::string& value)
{
    KS_ASSIGN(db::Statement query, database.prepare("SELECT sequence FROM audit_record WHERE erased_by IS NULL AND " +
                                                    std::string{condition} + " ORDER BY sequence"));
    query.bind(value);
    std::vector<std::int64_t> found;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return found;
        found.push_back(query.integer(0));
    }
}

} // namespace

model::AuditEvent erasedEvent(const model::AuditEvent& event)
{
    model::AuditEvent left;
    left.time = event.time;
    left.actor.kind = event.actor.kind;
    left.action = event.action;
    left.outcome = event.outcome;
    left.authenticated = event.authenticated;
    return left;
}

base::Result<std::vector<std::int64_t>> recordsOf(db::Connection& database, const std::vector<std::string>& connections,
                                                  const std::string& profileId, const std::string& profileName)
{
    std::set<std::int64_t> found;
    const auto collect = [&](std::string_view condition, const std::string& value) -> base::Status {
        KS_ASSIGN(const std::vector<std::int64_t> some, sequences(database, condition, value));
        found.insert(some.begin(), some.end());
        return base::ok();
    };
    for (const std::string& id : connections)
        KS_TRY(collect("connection_id = ?", id));
    KS_TRY(collect("instr(detail, ?) > 0", profileId));
    KS_TRY(collect("json_extract(detail, '$.profile_added') = ?", profileName));
    return std::vector<std::int64_t>(found.begin(), found.end());
}

base::Status eraseRecords(db::Transaction& transaction, const std::vector<std::int64_t>& which, std::int64_t by)
{
    KS_ASSIGN(db::Statement update,
              transaction.connection().prepare(
                  "UPDATE audit_record SET program = '', program_sha256 = '', pid = 0, via = '', connection_id = NULL, "
                  "connection_name = '', provider_id = '', duration_us = NULL, detail = '{}', erased_by = ? "
                  "WHERE sequence = ?"));
    for (const std::int64_t sequence : which) {
        KS_TRY(update.bind(by).bind(sequence).run());
        update.reset();
    }
    return base::ok();
}

std::string receiptMessage(std::int64_t by, std::string_view digest)
{
    return "keystead audit erasure v1\n" + std::to_string(by) + "\n" + std::string{digest};
}

void ErasedDigest::add(const std::string& vaultId, const model::AuditRecord& record)
{
    // The hash of what stood there binds the receipt to the record's place in the chain.
    const base::Bytes content =
        canonicalEncoding(vaultId, record.sequence, record.previousHash + record.hash, record.event);
    m_stream.update(content);
}

std::string ErasedDigest::finish()
{
    return base::toHex(m_stream.finish());
}

base::Result<std::string> erasedDigest(db::Connection& database, const std::string& vaultId, std::int64_t by)
{
    KS_ASSIGN(RecordReader reader, RecordReader::open(database, {}, RecordReader::Order::OldestFirst));
    ErasedDigest digest;
    while (true) {
        KS_ASSIGN(const std::optional<StoredRow> row, reader.nextRow());
        if (!row)
            return digest.finish();
        if (row->record && row->record->erasedBy == by)
            digest.add(vaultId, *row->record);
    }
}

base::Result<std::map<std::int64_t, ErasureReceipt>> readReceipts(db::Connection& database)
{
    KS_ASSIGN(db::Statement query, database.prepare("SELECT sequence, records_digest, signature FROM erasure"));
    std::map<std::int64_t, ErasureReceipt> receipts;
    while (true) {
        KS_ASSIGN(const bool row, query.step());
        if (!row)
            return receipts;
        receipts[query.integer(0)] = {query.text(1), query.text(2)};
    }
}

} // namespace keystead::audit
