// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Verifies a chain and names the first record that was edited, removed, reordered, inserted or cut off, and a vault
// that is older than its anchors. Works on a database and on an exported JSON report.
#include "core/audit/audit_log.h"
#include "core/audit/erased_records.h"
#include "core/db/connection.h"
#include "core/model/report.h"

#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace keystead::audit {

struct VerifyInput
{
    std::string vaultId;
    std::string publicKey;            // base64 Ed25519, from AuditLog::publicKeyBase64
    std::vector<AnchorState> anchors; // what was remembered outside
    std::function<bool(std::int64_t done, std::int64_t total)> progress; // returns false to cancel
};

// Streams over all records in one snapshot. Cancelled where progress says so; InvalidArgument without a public key;
// Damaged where the table cannot be read.
base::Result<model::ChainReport> verifyDatabase(db::Connection& database, const VerifyInput& input);

// Feed records in the order in which they stand, oldest first. It looks one record ahead, to tell an inserted record
// from an edited one, and reads on after the first finding, to tell a moved record from a removed one.
class ChainVerifier
{
public:
    // Complete: from record 1 on without gaps. Filtered (an exported selection): gaps are the filter's; each record is
    // checked alone and neighbours against each other.
    enum class Coverage { Complete, Filtered };

    ChainVerifier(std::string vaultId, std::string publicKey, Coverage coverage = Coverage::Complete,
                  std::vector<AnchorState> anchors = {});
    void add(const model::AuditRecord& record);
    // Erased records must be those whose receipts are given. Without: a report, whose own signature covers them.
    void expectReceipts(std::map<std::int64_t, ErasureReceipt> receipts) { m_receipts = std::move(receipts); }
    // A row that is not a record.
    void addUnreadable(std::int64_t sequence, const std::string& detail);
    // `storedHead`: what the database itself says of its end, where it does.
    model::ChainReport finish(const std::optional<AnchorState>& storedHead = {});

private:
    using Finding = model::ChainReport::Finding;
    bool fits(const model::AuditRecord& record);
    void count(std::int64_t sequence, const std::string& hash);
    void classify(const model::AuditRecord& suspect, const model::AuditRecord* next);
    void classifyMisfit(const model::AuditRecord& suspect, const model::AuditRecord* next);
    void classifyOutOfPlace(const model::AuditRecord& suspect, const model::AuditRecord* next);
    bool isShifted(const model::AuditRecord* next, const model::AuditRecord& suspect) const;
    bool isSigned(const model::AuditRecord& record) const;
    void checkReceipts();
    void setFinding(Finding::Kind kind, std::int64_t sequence, std::string detail);

    std::string m_vaultId;
    std::string m_publicKey;
    Coverage m_coverage;
    std::vector<AnchorState> m_anchors;
    std::map<std::int64_t, std::string> m_anchored; // hashes at the anchors' places
    model::ChainReport m_report;
    std::string m_previousHash;
    std::int64_t m_expected = 1;
    std::optional<model::AuditRecord> m_suspect;
    std::optional<std::map<std::int64_t, ErasureReceipt>> m_receipts;
    std::map<std::int64_t, ErasedDigest> m_erased;
    std::string m_wanted; // the hash of a record that is missing at its place and may come later
};

} // namespace keystead::audit
