// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The durable note that a rotating token is being spent: written before the POST, closed in the transaction that stores
// the answer. A row that is open at start-up means "uncertain": one try with the stored token; invalid_grant then asks
// for a new sign-in with that reason.
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/db/transaction.h"

#include <optional>
#include <string>
#include <vector>

namespace keystead::refresh {

struct JournalRow
{
    base::ConnectionId connection;
    std::string tokenFingerprint; // hex of the first 8 bytes of HMAC-SHA-256(vault-derived key, token)
    base::WallTime startedAt{};
    std::int64_t attempt = 1; // counts the tries that found an open row; given by the journal
    bool operator==(const JournalRow&) const = default;
};

class RefreshJournal
{
public:
    explicit RefreshJournal(db::Connection& database) : m_database(database) {}
    base::Status open(db::Transaction& transaction, const JournalRow& row);
    base::Status close(db::Transaction& transaction, const base::ConnectionId& connection);
    base::Result<std::optional<JournalRow>> find(const base::ConnectionId& connection);
    base::Result<std::vector<JournalRow>> all();

private:
    db::Connection& m_database;
};

} // namespace keystead::refresh
