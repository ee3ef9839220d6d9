// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Verifies a chain and names the first record that was edited, removed, reordered, inserted or cut off, and a vault
// that is older than its anchors. Works on a database and on an exported JSON report.
#include "core/audit/audit_log.h"
#include "core/db/connection.h"
#include "core/model/report.h"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace keystead::audit {

struct VerifyInput
{
    std::string vaultId;
    std::string publicKey; // base64; empty: taken from the data and reported
    std::vector<AnchorState> anchors; // what was remembered outside
    std::function<bool(std::int64_t done, std::int64_t total)> progress; // returns false to cancel
};

// Streams over all records. Cancelled where progress says so; Damaged where the table cannot be read.
base::Result<model::ChainReport> verifyDatabase(db::Connection& database, const VerifyInput& input);

// Feed records in the order in which they stand; for exported reports, which may hold a filtered range (a signed head closes it).
class ChainVerifier
{
public:
    ChainVerifier(std::string vaultId, std::string publicKey);
    void add(const model::AuditRecord& record);
    model::ChainReport finish(const std::vector<AnchorState>& anchors);

private:
    std::string m_vaultId;
    std::string m_publicKey;
    model::ChainReport m_report;
    std::string m_previousHash;
    std::int64_t m_expected = 1;
};

} // namespace keystead::audit
