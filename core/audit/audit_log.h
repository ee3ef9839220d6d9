// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The trail: appends chained, signed records inside the caller's transaction, and reads them back. Fail-closed: a caller
// that gets an error here releases nothing. Thread: the core thread.
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/crypto/signing.h"
#include "core/db/transaction.h"
#include "core/model/audit_event.h"

#include <memory>
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

// Implemented by app: a file in the state folder (within a second) and a keychain item (debounced, and on lock).
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
    // `key`: the vault's own Ed25519 key. Reads the head. Damaged where the last record does not verify.
    static base::Result<std::unique_ptr<AuditLog>> open(db::Connection& database, base::VaultId vault, crypto::PrivateKey key, AnchorSink& sink,
                                                        const base::Clock& clock);

    // Sets the time where it is zero, cleans detail, chains and signs. The record exists once the transaction is committed; the
    // caller then calls committed() so that the anchor moves.
    base::Result<model::AuditRecord> append(db::Transaction& transaction, model::AuditEvent event);
    void committed();
    void rolledBack(); // the head goes back to the last committed one

    base::Result<std::vector<model::AuditRecord>> read(const model::AuditFilter& filter);
    base::Result<std::int64_t> count(const model::AuditFilter& filter);

    AnchorState head() const;
    std::string publicKeyBase64() const;

private:
    AuditLog(db::Connection& database, base::VaultId vault, crypto::PrivateKey key, AnchorSink& sink, const base::Clock& clock);
    db::Connection& m_database;
    base::VaultId m_vault;
    crypto::PrivateKey m_key;
    AnchorSink& m_sink;
    const base::Clock& m_clock;
    AnchorState m_committed;
    AnchorState m_head;
};

} // namespace keystead::audit
