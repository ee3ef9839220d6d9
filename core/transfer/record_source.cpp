// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/record_source.h"

#include <utility>

namespace keystead::transfer {

base::Status VectorSource::rewind()
{
    m_next = 0;
    return base::ok();
}

base::Result<std::optional<model::AuditRecord>> VectorSource::next()
{
    if (m_next == m_records.size())
        return std::optional<model::AuditRecord>{};
    return std::optional<model::AuditRecord>{m_records[m_next++]};
}

DatabaseSource::DatabaseSource(db::Connection& database, model::AuditFilter filter)
    : m_database(database), m_filter(std::move(filter))
{
    m_filter.beforeSequence = 0;
    m_filter.limit = 0;
}

base::Status DatabaseSource::rewind()
{
    m_reader.reset();
    KS_ASSIGN(audit::RecordReader reader,
              audit::RecordReader::open(m_database, m_filter, audit::RecordReader::Order::OldestFirst, m_last));
    m_last = reader.lastSequence();
    m_reader.emplace(std::move(reader));
    return base::ok();
}

base::Result<std::optional<model::AuditRecord>> DatabaseSource::next()
{
    if (!m_reader)
        return base::fail(base::ErrorCode::IllegalState, "rewind() comes first");
    return m_reader->next();
}

} // namespace keystead::transfer
