// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The canonical encoding of a record and its hash: SHA-256 over version, vault id, sequence, previous hash and every field of the event,
// each length-prefixed (docs/audit.md). Pure.
#include "core/base/encoding.h"
#include "core/base/ids.h"
#include "core/model/audit_event.h"

#include <string>

namespace keystead::audit {

base::Bytes canonicalEncoding(const std::string& vaultId, std::int64_t sequence, const std::string& previousHash, const model::AuditEvent& event);
std::string recordHash(const std::string& vaultId, std::int64_t sequence, const std::string& previousHash, const model::AuditEvent& event);
// The previous hash of record 1: SHA-256 of "keystead audit v1" and the vault id.
std::string genesisHash(const std::string& vaultId);

} // namespace keystead::audit
