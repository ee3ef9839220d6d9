// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Records whose content was erased: who acted, on what, and every detail are gone; number, time, kind of actor, action
// and outcome stay, with the hash and the signature of what stood there. So the chain still holds, and a receipt,
// signed by the trail's key, vouches for what is left: nobody without that key can pass an edited record off as an
// erased one. docs/audit.md, "Erased records". Thread: the connection's.
#include "core/base/result.h"
#include "core/crypto/digest.h"
#include "core/crypto/sha256_stream.h"
#include "core/crypto/signing.h"
#include "core/db/transaction.h"
#include "core/model/audit_event.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::audit {

// What is left of an event.
model::AuditEvent erasedEvent(const model::AuditEvent& event);

// Which records speak of a profile: by the ids of its connections, those that are gone too, and by details that name
// it. Ascending. An unreadable record is none of them.
base::Result<std::vector<std::int64_t>> recordsOf(db::Connection& database, const std::vector<std::string>& connections,
                                                  const std::string& profileId, const std::string& profileName);

// Erases the content of `sequences` (ascending) under the number `by` of the record that says so. secure_delete wipes
// the old bytes; the caller rewrites the pages.
base::Status eraseRecords(db::Transaction& transaction, const std::vector<std::int64_t>& sequences, std::int64_t by);

struct ErasureReceipt
{
    std::string digest;    // hex SHA-256 over what is left of the records
    std::string signature; // base64 Ed25519 over receiptMessage()
};
std::string receiptMessage(std::int64_t by, std::string_view digest);

// The digest over every record that was erased under `by`, in this database.
base::Result<std::string> erasedDigest(db::Connection& database, const std::string& vaultId, std::int64_t by);

// All receipts of the database, by the number of the record that says so.
base::Result<std::map<std::int64_t, ErasureReceipt>> readReceipts(db::Connection& database);

// The same digest, one record at a time.
class ErasedDigest
{
public:
    void add(const std::string& vaultId, const model::AuditRecord& record);
    std::string finish();

private:
    crypto::Sha256Stream m_stream;
};

} // namespace keystead::audit
