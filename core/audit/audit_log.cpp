// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/audit_log.h"

#include "core/audit/anchors.h"
#include "core/audit/chain.h"
#include "core/audit/clean_event.h"
#include "core/audit/record_reader.h"
#include "core/audit/signatures.h"

namespace keystead::audit {

AuditLog::AuditLog(db::Connection& database, base::VaultId vault, crypto::PrivateKey key, AnchorSink& sink,
                   const base::Clock& clock)
    : m_database(database), m_vault(std::move(vault)), m_key(std::move(key)), m_sink(sink), m_clock(clock)
{
}

base::Result<std::unique_ptr<AuditLog>> AuditLog::open(db::Connection& database, base::VaultId vault,
                                                       crypto::PrivateKey key, AnchorSink& sink,
                                                       const base::Clock& clock)
{
    std::unique_ptr<AuditLog> log{new AuditLog(database, std::move(vault), std::move(key), sink, clock)};
    KS_ASSIGN(const base::Bytes publicKey, log->m_key.publicKeyRaw());
    log->m_publicKey = base::toBase64(publicKey);
    KS_TRY(log->readHead());
    return log;
}

base::Status AuditLog::readHead()
{
    m_committed = {m_vault.text, 0, genesisHash(m_vault.text), {}};
    KS_ASSIGN(const std::optional<StoredRow> row, lastRow(m_database));
    using Kind = model::ChainReport::Finding::Kind;
    if (row && !row->record) {
        m_openingFinding = {Kind::Damaged, row->sequence, row->record.error().detail};
        KS_ASSIGN(db::Statement statement, m_database.prepare("SELECT hash FROM audit_record WHERE sequence = ?"));
        KS_ASSIGN(const bool found, statement.bind(row->sequence).step());
        m_committed = {m_vault.text, row->sequence, found ? statement.text(0) : std::string{}, {}};
    } else if (row) {
        const model::AuditRecord& last = *row->record;
        // An altered end is named, not refused: the vault must open so that the person can verify the trail and decide.
        // What follows is chained to the stored hash, so the altered record stays visible.
        if (!last.erasedBy && recordHash(m_vault.text, last.sequence, last.previousHash, last.event) != last.hash)
            m_openingFinding = {Kind::Edited, last.sequence, "its hash does not match its content"};
        else if (!isSignedBy(m_publicKey, recordMessage(last.hash), last.signature))
            m_openingFinding = {Kind::BadSignature, last.sequence, "its signature does not match"};
        m_committed = {m_vault.text, last.sequence, last.hash, last.event.time};
    }
    m_head = m_committed;
    if (!m_openingFinding) {
        KS_ASSIGN(m_openingFinding, checkAnchors(m_database, m_vault.text, {}));
    }
    return base::ok();
}

// The head in memory and the table must agree before a record is chained to it: a caller that forgot rolledBack() is
// forgiven, another writer is not.
base::Status AuditLog::checkHead(db::Connection& connection)
{
    KS_ASSIGN(db::Statement statement,
              connection.prepare("SELECT sequence, hash FROM audit_record ORDER BY sequence DESC LIMIT 1"));
    KS_ASSIGN(const bool row, statement.step());
    const std::int64_t sequence = row ? statement.integer(0) : 0;
    const std::string hash = row ? statement.text(1) : genesisHash(m_vault.text);
    if (sequence == m_head.sequence && hash == m_head.hash)
        return base::ok();
    if (sequence != m_committed.sequence || hash != m_committed.hash)
        return base::fail(base::ErrorCode::AuditUnavailable, "the trail was changed by another writer");
    rolledBack();
    return base::ok();
}

base::Result<model::AuditRecord> AuditLog::append(db::Transaction& transaction, model::AuditEvent event)
{
    KS_TRY(checkHead(transaction.connection()));
    model::AuditRecord record;
    record.sequence = m_head.sequence + 1;
    record.previousHash = m_head.hash;
    record.event = cleanEvent(std::move(event));
    if (record.event.time == base::WallTime{})
        record.event.time = m_clock.now();
    record.hash = recordHash(m_vault.text, record.sequence, record.previousHash, record.event);
    const std::string message = recordMessage(record.hash);
    KS_ASSIGN(const base::Bytes signature, m_key.sign(asBytes(message), crypto::SignatureAlgorithm::EdDSA));
    record.signature = base::toBase64(signature);
    KS_TRY(insert(transaction.connection(), record));
    m_head = {m_vault.text, record.sequence, record.hash, record.event.time};
    m_uncounted.emplace_back(record.event.action, record.event.outcome);
    return record;
}

base::Status AuditLog::insert(db::Connection& connection, const model::AuditRecord& record)
{
    KS_ASSIGN(db::Statement statement,
              connection.prepare(
                  "INSERT INTO audit_record (sequence, time, actor_kind, program, program_sha256, pid, via, action, "
                  "connection_id, connection_name, provider_id, outcome, duration_us, detail, authenticated, "
                  "previous_hash, hash, signature) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    const model::AuditEvent& event = record.event;
    statement.bind(record.sequence).bind(event.time).bind(model::toText(event.actor.kind)).bind(event.actor.program);
    statement.bind(event.actor.programSha256)
        .bind(event.actor.pid)
        .bind(event.actor.via)
        .bind(model::toText(event.action));
    if (event.connection)
        statement.bind(event.connection->text);
    else
        statement.bindNull();
    statement.bind(event.connectionName).bind(event.providerId).bind(model::toText(event.outcome));
    if (event.duration)
        statement.bind(std::int64_t{event.duration->count()});
    else
        statement.bindNull();
    statement.bind(detailText(event.detail))
        .bind(event.authenticated)
        .bind(record.previousHash)
        .bind(record.hash)
        .bind(record.signature);
    KS_TRY(statement.run());
    // What tells a trail that was cut from a database that is older as a whole (verifier.h).
    KS_ASSIGN(db::Statement head,
              connection.prepare("INSERT INTO audit_anchor (source, sequence, hash, time) VALUES ('head',?,?,?) "
                                 "ON CONFLICT (source) DO UPDATE SET sequence = excluded.sequence, "
                                 "hash = excluded.hash, time = excluded.time"));
    head.bind(record.sequence).bind(record.hash).bind(event.time);
    return head.run();
}

void AuditLog::committed()
{
    if (m_committed == m_head)
        return;
    m_committed = m_head;
    for (const auto& [action, outcome] : m_uncounted) {
        if (m_counts)
            m_counts->add(action, outcome);
    }
    m_uncounted.clear();
    if (!m_groupCommit) {
        m_sink.headMoved(m_committed);
        return;
    }
    m_groupCommit->whenDurable(m_database.commitCount(),
                               [sink = &m_sink, head = m_committed](const base::Status& durable) {
                                   if (durable)
                                       sink->headMoved(head);
                               });
}

void AuditLog::rolledBack()
{
    m_head = m_committed;
    m_uncounted.clear();
}

base::Result<std::vector<model::AuditRecord>> AuditLog::read(const model::AuditFilter& filter)
{
    KS_ASSIGN(RecordReader reader, RecordReader::open(m_database, filter, RecordReader::Order::NewestFirst));
    std::vector<model::AuditRecord> records;
    for (;;) {
        KS_ASSIGN(std::optional<model::AuditRecord> record, reader.next());
        if (!record)
            return records;
        records.push_back(*std::move(record));
    }
}

base::Result<std::int64_t> AuditLog::count(const model::AuditFilter& filter)
{
    return countRecords(m_database, filter);
}

AnchorState AuditLog::head() const
{
    return m_committed;
}

std::string AuditLog::publicKeyBase64() const
{
    return m_publicKey;
}

base::Result<std::string> AuditLog::signReport(const crypto::Sha256Digest& document) const
{
    const std::string message = reportMessage(base::toHex(document));
    KS_ASSIGN(const base::Bytes signature, m_key.sign(asBytes(message), crypto::SignatureAlgorithm::EdDSA));
    return base::toBase64(signature);
}

} // namespace keystead::audit
