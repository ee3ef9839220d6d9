// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/refresh/refresh_journal.h"

namespace keystead::refresh {

namespace {
JournalRow rowOf(const db::Statement& statement)
{
    return {base::ConnectionId{statement.text(0)}, statement.text(1), statement.time(2), statement.integer(3)};
}
} // namespace

base::Status RefreshJournal::open(db::Transaction& transaction, const JournalRow& row)
{
    KS_ASSIGN(db::Statement statement,
              transaction.connection().prepare(
                  "INSERT INTO refresh_journal (connection_id, token_fingerprint, started_at) VALUES (?,?,?) "
                  "ON CONFLICT (connection_id) DO UPDATE SET token_fingerprint = excluded.token_fingerprint, "
                  "started_at = excluded.started_at, attempt = attempt + 1"));
    statement.bind(row.connection.text).bind(row.tokenFingerprint).bind(row.startedAt);
    return statement.run();
}

base::Status RefreshJournal::close(db::Transaction& transaction, const base::ConnectionId& connection)
{
    KS_ASSIGN(db::Statement statement,
              transaction.connection().prepare("DELETE FROM refresh_journal WHERE connection_id = ?"));
    statement.bind(connection.text);
    return statement.run();
}

base::Result<std::optional<JournalRow>> RefreshJournal::find(const base::ConnectionId& connection)
{
    KS_ASSIGN(db::Statement statement, m_database.prepare("SELECT connection_id, token_fingerprint, started_at, "
                                                          "attempt FROM refresh_journal WHERE connection_id = ?"));
    statement.bind(connection.text);
    KS_ASSIGN(const bool found, statement.step());
    if (!found)
        return std::optional<JournalRow>{};
    return std::optional<JournalRow>{rowOf(statement)};
}

base::Result<std::vector<JournalRow>> RefreshJournal::all()
{
    KS_ASSIGN(
        db::Statement statement,
        m_database.prepare(
            "SELECT connection_id, token_fingerprint, started_at, attempt FROM refresh_journal ORDER BY started_at"));
    std::vector<JournalRow> rows;
    for (;;) {
        KS_ASSIGN(const bool more, statement.step());
        if (!more)
            return rows;
        rows.push_back(rowOf(statement));
    }
}

} // namespace keystead::refresh
