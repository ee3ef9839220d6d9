// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a report sums up. Bounded: beyond 2,000 different connections or programs the rest is counted together. Pure,
// and the same for the same records in the same order, so that a report's totals can be checked.
#include "core/model/audit_event.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace keystead::transfer {

struct ReportTotals
{
    struct ConnectionTotal
    {
        std::string name; // the last that it had
        std::int64_t count = 0;
        bool operator==(const ConnectionTotal&) const = default;
    };
    std::int64_t records = 0;
    std::int64_t firstSequence = 0;
    std::int64_t lastSequence = 0;
    std::optional<base::WallTime> firstTime; // the earliest
    std::optional<base::WallTime> lastTime;  // the latest
    std::map<model::AuditAction, std::int64_t> byAction;
    std::map<model::AuditOutcome, std::int64_t> byOutcome;
    std::map<std::string, ConnectionTotal> byConnection; // by id; "" is none
    std::map<std::string, std::int64_t> byProgram;       // by path; "" is none
    std::int64_t otherConnections = 0;                   // records of those beyond the bound
    std::int64_t otherPrograms = 0;

    void add(const model::AuditRecord& record);
    bool operator==(const ReportTotals&) const = default;
};

inline constexpr std::size_t maxTotalRows = 2000;

// A row of a totals table for people: a label and how often.
struct TotalRow
{
    std::string label;
    std::string code; // the trail's own word, where it has one
    std::int64_t count = 0;
};
// The most frequent first; at most `limit` rows and one for all others (its label is empty).
std::vector<TotalRow> mostFrequent(std::vector<TotalRow> rows, std::size_t limit, std::int64_t others = 0);

} // namespace keystead::transfer
