// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/report_totals.h"

#include <algorithm>

namespace keystead::transfer {

void ReportTotals::add(const model::AuditRecord& record)
{
    const model::AuditEvent& event = record.event;
    if (records++ == 0)
        firstSequence = record.sequence;
    lastSequence = record.sequence;
    firstTime = firstTime ? std::min(*firstTime, event.time) : event.time;
    lastTime = lastTime ? std::max(*lastTime, event.time) : event.time;
    ++byAction[event.action];
    ++byOutcome[event.outcome];
    const std::string connection = event.connection ? event.connection->text : std::string{};
    if (byConnection.size() < maxTotalRows || byConnection.contains(connection)) {
        ConnectionTotal& total = byConnection[connection];
        total.name = event.connection ? event.connectionName : std::string{};
        ++total.count;
    } else {
        ++otherConnections;
    }
    if (byProgram.size() < maxTotalRows || byProgram.contains(event.actor.program))
        ++byProgram[event.actor.program];
    else
        ++otherPrograms;
}

std::vector<TotalRow> mostFrequent(std::vector<TotalRow> rows, std::size_t limit, std::int64_t others)
{
    std::stable_sort(rows.begin(), rows.end(), [](const TotalRow& a, const TotalRow& b) { return a.count > b.count; });
    while (rows.size() > limit) {
        others += rows.back().count;
        rows.pop_back();
    }
    if (others > 0)
        rows.push_back({{}, {}, others});
    return rows;
}

} // namespace keystead::transfer
