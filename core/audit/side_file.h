// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What happens while the vault is locked (failed unlocks, refused callers): a bounded JSON-lines file, merged at the
// next unlock as records marked not authenticated. Also the rate limit of unlock attempts.
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/audit_event.h"

#include <chrono>
#include <filesystem>
#include <vector>

namespace keystead::audit {

class SideFile
{
public:
    static constexpr std::size_t maxBytes = 256 * 1024; // then the oldest half goes, and a record says so
    explicit SideFile(std::filesystem::path file) : m_file(std::move(file)) {}

    base::Status append(const model::AuditEvent& event);
    // All events, oldest first, with authenticated = false; unreadable lines are counted in one event of their own.
    base::Result<std::vector<model::AuditEvent>> read() const;
    base::Status clear();

private:
    std::filesystem::path m_file;
};

// After 5 failures in a row: 2, 4, 8 ... up to 300 seconds between attempts. Pure.
std::chrono::seconds unlockDelay(int failuresInARow);

} // namespace keystead::audit
