// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The canonical encoding of a record and its hash: SHA-256 over version, vault id, sequence, previous hash and every
// field of the event, each length-prefixed (docs/audit.md). Pure.
#include "core/base/encoding.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/model/audit_event.h"

#include <map>
#include <string>
#include <string_view>

namespace keystead::audit {

base::Bytes canonicalEncoding(const std::string& vaultId, std::int64_t sequence, const std::string& previousHash,
                              const model::AuditEvent& event);
std::string recordHash(const std::string& vaultId, std::int64_t sequence, const std::string& previousHash,
                       const model::AuditEvent& event);
// The previous hash of record 1: SHA-256 of "keystead audit v1" and the vault id.
std::string genesisHash(const std::string& vaultId);

// What is signed: a fixed line for the purpose, then the hash in hex, so that no signature serves for anything else.
std::string recordMessage(std::string_view hash);
std::string reportMessage(std::string_view documentHash);

// The place of the sequence in canonicalEncoding: 8 bytes, big endian. The verifier tries other places there.
std::size_t sequenceOffset(const std::string& vaultId);

// The flat text map of a record as JSON, keys in byte order: the only spelling that the trail stores.
std::string detailText(const std::map<std::string, std::string>& detail);
base::Result<std::map<std::string, std::string>> detailFromText(std::string_view text);

} // namespace keystead::audit
