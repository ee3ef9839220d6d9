// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How many records of each action and outcome were committed since somebody began to count. For metrics: the trail is
// the proof. Thread: the core thread.
#include "core/model/audit_event.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace keystead::audit {

class RecordCounts
{
public:
    void add(model::AuditAction action, model::AuditOutcome outcome) { ++m_counts[{action, outcome}]; }
    std::int64_t of(model::AuditAction action, model::AuditOutcome outcome) const
    {
        const auto found = m_counts.find({action, outcome});
        return found == m_counts.end() ? 0 : found->second;
    }
    std::int64_t of(model::AuditAction action) const
    {
        std::int64_t sum = 0;
        for (const auto& [key, count] : m_counts)
            sum += key.first == action ? count : 0;
        return sum;
    }

private:
    std::map<std::pair<model::AuditAction, model::AuditOutcome>, std::int64_t> m_counts;
};

} // namespace keystead::audit
