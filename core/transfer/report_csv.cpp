// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/report_csv.h"

#include "core/audit/chain.h"
#include "core/base/encoding.h"
#include "core/transfer/audit_report.h"

namespace keystead::transfer {

namespace {

constexpr std::string_view header = "sequence,time,actor_kind,program,program_sha256,pid,via,action,connection_id,"
                                    "connection_name,provider_id,outcome,duration_us,"
                                    "detail,authenticated,previous_hash,hash,signature\r\n";

std::string clean(std::string_view text)
{
    return csvCell(base::cleanForDisplay(text, 4096));
}

std::string row(const model::AuditRecord& record)
{
    const model::AuditEvent& event = record.event;
    std::string line = std::to_string(record.sequence) + "," + base::toRfc3339(event.time) + ",";
    line.append(model::toText(event.actor.kind)) += ",";
    line += clean(event.actor.program) + "," + clean(event.actor.programSha256) + "," +
            std::to_string(event.actor.pid) + ",";
    line += clean(event.actor.via) + ",";
    line.append(model::toText(event.action)) += ",";
    line += clean(event.connection ? event.connection->text : std::string{}) + "," + clean(event.connectionName) + ",";
    line += clean(event.providerId) + ",";
    line.append(model::toText(event.outcome)) += ",";
    line += (event.duration ? std::to_string(event.duration->count()) : std::string{}) + ",";
    line += clean(event.detail.empty() ? std::string{} : audit::detailText(event.detail)) + ",";
    line += event.authenticated ? "true," : "false,";
    return line + clean(record.previousHash) + "," + clean(record.hash) + "," + clean(record.signature) + "\r\n";
}

} // namespace

std::string csvCell(std::string_view text)
{
    std::string cell;
    if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos)
        cell = "'";
    cell.append(text);
    if (cell.find_first_of(",\"\r\n") == std::string::npos)
        return cell;
    std::string quoted = "\"";
    for (const char c : cell) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

base::Status exportCsv(const ReportInput&, RecordSource& source, ByteSink& sink, const Progress& progress)
{
    KS_ASSIGN(const ReportTotals totals, computeTotals(source, progress));
    KS_TRY(source.rewind());
    KS_TRY(sink.write(header));
    for (std::int64_t done = 0;; ++done) {
        if (done % 256 == 0 && progress && !progress(done, totals.records))
            return base::fail(base::ErrorCode::Cancelled, "report");
        KS_ASSIGN(const std::optional<model::AuditRecord> record, source.next());
        if (!record)
            break;
        KS_TRY(sink.write(row(*record)));
    }
    if (progress && !progress(totals.records, totals.records))
        return base::fail(base::ErrorCode::Cancelled, "report");
    return base::ok();
}

} // namespace keystead::transfer
