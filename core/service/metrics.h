// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a monitoring system may know of Keystead: numbers, no names of accounts or programs.
#include "core/audit/record_counts.h"
#include "core/base/clock.h"
#include "core/model/kinds.h"
#include "core/service/vault_status.h"

#include <cstdint>
#include <map>

namespace keystead::service {

struct Metrics
{
    VaultState vault = VaultState::Missing;
    std::map<model::ConnectionState, int> connections; // empty while the vault is not open
    std::int64_t auditRecords = 0;                     // number of the trail's last record; 0 while it is not open
    audit::RecordCounts counts;                        // since the process started
};

} // namespace keystead::service
