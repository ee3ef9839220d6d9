// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One record as one line of JSON, and back. The spelling is fixed: a line that Keystead did not write byte for byte is
// not accepted. Pure.
#include "core/base/result.h"
#include "core/model/audit_event.h"

#include <string>
#include <string_view>

namespace keystead::transfer {

// The names of the members, in their order; also the columns of the CSV.
// sequence, time, actor_kind, program, program_sha256, pid, via, action, connection_id, connection_name, provider_id,
// outcome, duration_us, detail, authenticated, previous_hash, hash, signature
std::string recordToJson(const model::AuditRecord& record);

// ParseError says what is wrong; `sequence` is set as soon as it is known.
base::Result<model::AuditRecord> recordFromJson(std::string_view line, std::int64_t& sequence);

} // namespace keystead::transfer
