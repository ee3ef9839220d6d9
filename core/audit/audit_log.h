// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The trail: appends chained, signed records inside the caller's transaction, and reads them back. Fail-closed: a
// caller that gets an error here releases nothing. Thread: the core thread.
#include "core/audit/record_counts.h"
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/crypto/digest.h"
#include "core/crypto/signing.h"
#include "core/db/group_commit.h"
#include "core/db/transaction.h"
#include "core/model/audit_event.h"
#include "core/model/report.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace keystead::audit {

// The end of the chain, kept outside the database.
struct AnchorState
{
    std::string vaultId;
    std::int64_t sequence = 0;
    std::string hash; // hex
    base::WallTime time{};
    bool operator==(const AnchorState&) const = default;
};

// Implemented by app: a file in the state folder (within a second) and a keychain item (debounced, and on lock). It is
// told once the commit is durable (anchorWhenDurable), or a power cut would look like a rollback.
class AnchorSink
{
public:
    virtual ~AnchorSink() = default;
    virtual void headMoved(const AnchorState& head) = 0;
};
class NullAnchorSink final : public AnchorSink
{
public:
    void headMoved(const AnchorState&) override {}
};

class AuditLog
{
public:
    // `key`: the vault's own Ed25519 key. Reads the head. A last record that does not verify is told by
    // openingFinding(); Damaged only where it cannot be read at all.
    static base::Result<std::unique_ptr<AuditLog>> open(db::Connection& database, base::VaultId vault,
                                                        crypto::PrivateKey key, AnchorSink& sink,
                                                        const base::Clock& clock);

    // Sets the time where it is zero, cleans detail, chains and signs. The record exists once the transaction is
    // committed; the caller then calls committed() so that the anchor moves.
    base::Result<model::AuditRecord> append(db::Transaction& transaction, model::AuditEvent event);
    void committed();
    void rolledBack(); // the head goes back to the last committed one
    // From here on the sink hears of a head only when its commit is on disk, in the order of the commits. `groupCommit`
    // belongs to the same database; it and the sink outlive every later committed(), the sink also what groupCommit
    // still posts.
    void anchorWhenDurable(db::GroupCommit& groupCommit) { m_groupCommit = &groupCommit; }

    // From here on committed records are counted there; `counts` outlives every later committed().
    void countInto(RecordCounts& counts) { m_counts = &counts; }

    base::Result<std::vector<model::AuditRecord>> read(const model::AuditFilter& filter);
    base::Result<std::int64_t> count(const model::AuditFilter& filter);

    AnchorState head() const;
    // What open() noticed: the last record was altered, or the trail ends before the head that the database itself
    // remembers (its end was cut off). The first append overwrites that memory, so the caller makes that first record a
    // security_alert about it.
    const std::optional<model::ChainReport::Finding>& openingFinding() const { return m_openingFinding; }
    std::string publicKeyBase64() const;
    // Base64 Ed25519 over reportMessage() (chain.h): closes an exported report. Any thread, while this object lives.
    base::Result<std::string> signReport(const crypto::Sha256Digest& document) const;

private:
    AuditLog(db::Connection& database, base::VaultId vault, crypto::PrivateKey key, AnchorSink& sink,
             const base::Clock& clock);
    base::Status readHead();
    base::Status checkHead(db::Connection& connection);
    base::Status insert(db::Connection& connection, const model::AuditRecord& record);
    db::Connection& m_database;
    base::VaultId m_vault;
    crypto::PrivateKey m_key;
    AnchorSink& m_sink;
    db::GroupCommit* m_groupCommit = nullptr;
    const base::Clock& m_clock;
    std::string m_publicKey; // base64
    AnchorState m_committed;
    AnchorState m_head;
    RecordCounts* m_counts = nullptr;
    std::vector<std::pair<model::AuditAction, model::AuditOutcome>> m_uncounted; // appended, not committed
    std::optional<model::ChainReport::Finding> m_openingFinding;
};

} // namespace keystead::audit
