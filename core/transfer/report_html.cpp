// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/encoding.h"
#include "core/base/html.h"
#include "core/transfer/audit_report.h"

#include <algorithm>

namespace keystead::transfer {

namespace {

constexpr std::string_view style = R"css(
:root{color-scheme:light dark;--ink:#131f1e;--muted:#4f5f5d;--rule:#d9e0df;--panel:#f0f4f3;--paper:#fff;--brand:#0f766e;--good:#0d6e38;--warn:#854d00;--bad:#b31f17}
@media(prefers-color-scheme:dark){:root{--ink:#e8eeed;--muted:#a4b4b1;--rule:#2e3a39;--panel:#192120;--paper:#111717;--brand:#2dd4bf;--good:#62d996;--warn:#f7bf55;--bad:#ff8f85}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 "Noto Sans","Segoe UI",system-ui,sans-serif}
main{max-width:1180px;margin:0 auto;padding:40px 28px 64px}
h1{font-size:30px;line-height:1.2;margin:4px 0}
h2{font-size:20px;margin:40px 0 12px}
h3{font-size:15px;margin:0 0 6px}
.brand{color:var(--brand);font-weight:600;font-size:17px;display:flex;align-items:center;gap:10px;margin:0 0 28px}
.brand svg{width:30px;height:30px}
.sub,.muted,small{color:var(--muted)}
.panel{background:var(--panel);border-left:4px solid var(--state);border-radius:4px;padding:16px 20px;margin:24px 0;overflow-wrap:anywhere}
.panel strong{color:var(--state);font-size:18px}
.panel p{margin:2px 0}
.ok{--state:var(--good)}.broken{--state:var(--bad)}
code{font:12px/1.5 "Noto Sans Mono",ui-monospace,monospace}
dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 24px;margin:0;overflow-wrap:anywhere}
dt{color:var(--muted)}dd{margin:0}
.totals{columns:340px;column-gap:32px}
.totals section{break-inside:avoid-column;padding-bottom:24px}
table{border-collapse:collapse;width:100%}
th{text-align:left;color:var(--muted);font-weight:600;font-size:13px}
th,td{padding:7px 10px;border-bottom:1px solid var(--rule);vertical-align:top;overflow-wrap:anywhere}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.records{table-layout:fixed;font-size:13.5px}
.records thead th{position:sticky;top:0;background:var(--panel)}
.records small{display:block}
.success{color:var(--good)}.failure{color:var(--warn)}.denied{color:var(--bad)}
.state{font-weight:600}
@media print{:root{--ink:#000;--muted:#444;--rule:#ccc;--panel:#f3f3f3;--paper:#fff;--brand:#0f766e;--good:#0d6e38;--warn:#854d00;--bad:#b31f17}main{padding:0;max-width:none}.records thead{display:table-header-group}.records thead th{position:static}tr{break-inside:avoid}body{font-size:11px}.records{font-size:9.5px}@page{size:A4 landscape;margin:14mm}}
)css";

// The window's mark (resources/icons/ui/keystead.svg).
constexpr std::string_view mark =
    "<svg viewBox=\"0 0 64 64\" aria-hidden=\"true\"><rect x=\"2\" y=\"2\" width=\"60\" height=\"60\" rx=\"15\" "
    "fill=\"#0f766e\"/><path d=\"M32 10l19 13.500V50a4 4 0 0 1-4 4H17a4 4 0 0 1-4-4V23.500z\" fill=\"#fff\" "
    "fill-opacity=\".16\"/><path d=\"M13 24.500L32 11l19 13.500M32 40v13M32 47h5.500\" fill=\"none\" stroke=\"#fff\" "
    "stroke-width=\"4\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/><circle cx=\"32\" cy=\"33\" r=\"7\" "
    "fill=\"none\" stroke=\"#fff\" stroke-width=\"4\"/></svg>";

std::string text(std::string_view raw, std::size_t limit = 1024)
{
    return base::escapeHtml(base::cleanForDisplay(raw, limit));
}

std::string term(const std::string& name, const std::string& html)
{
    return "<dt>" + text(name) + "</dt><dd>" + html + "</dd>\n";
}

std::string small(const std::string& html)
{
    return html.empty() ? std::string{} : "<small>" + html + "</small>";
}

std::string panel(const ReportInput& input)
{
    const model::ChainReport& report = input.verification;
    const ReportTexts& texts = input.texts;
    std::string html = std::string{"<section class=\"panel "} + (report.ok ? "ok" : "broken") + "\"><h3>" +
                       text(texts.verification) + "</h3>\n<strong>" +
                       (report.ok ? "✓ " + text(texts.verified) : "✗ " + text(texts.notVerified)) + "</strong>\n<p>";
    html += report.ok
                ? text(fill(texts.verifiedLong, {grouped(report.records)}))
                : text(fill(texts.notVerifiedLong, {report.finding ? std::to_string(report.finding->sequence) : "?"}));
    html += "</p>\n";
    if (report.finding)
        html += "<p>" + text(findingLabel(texts, report.finding->kind) + ": " + report.finding->detail) + "</p>\n";
    return html + "<p class=\"muted\">" + text(texts.headHash) + ": <code>" + text(report.headHash) +
           "</code></p></section>\n";
}

std::string facts(const ReportInput& input, const ReportTotals& totals)
{
    const ReportTexts& texts = input.texts;
    std::string filters;
    for (const std::string& line : filterLines(input))
        filters += (filters.empty() ? "" : "<br>") + text(line);
    std::string html =
        "<dl>\n" + term(texts.generatedAt, text(localTime(input, input.generatedAt) + " (" + input.zoneLabel + ")"));
    html += term(texts.period, text(periodText(input))) +
            term(texts.filters, filters.empty() ? text(texts.noFilters) : filters);
    html += term(texts.records,
                 totals.records == 0
                     ? "0"
                     : text(fill(texts.recordRange, {grouped(totals.records), std::to_string(totals.firstSequence),
                                                     std::to_string(totals.lastSequence)})));
    if (totals.firstTime)
        html += term(texts.firstRecord, text(localTime(input, *totals.firstTime))) +
                term(texts.lastRecord, text(localTime(input, *totals.lastTime)));
    return html + term(texts.vaultId, "<code>" + text(input.vaultId) + "</code>") +
           term(texts.publicKey, "<code>" + text(input.publicKey) + "</code>") + "</dl>\n";
}

std::string totalsTable(const ReportTexts& texts, const std::string& title, std::vector<TotalRow> rows,
                        std::int64_t others = 0)
{
    std::string html = "<section><h3>" + text(title) + "</h3><table><tbody>\n";
    for (const TotalRow& row : mostFrequent(std::move(rows), 100, others))
        html += "<tr><td>" + text(row.label.empty() ? fill(texts.others, {""}) : row.label) +
                small(row.code.empty() ? "" : " " + text(row.code)) + "</td><td class=\"n\">" +
                text(grouped(row.count)) + "</td></tr>\n";
    return html + "</tbody></table></section>\n";
}

std::string totalsHtml(const ReportTexts& texts, const ReportTotals& totals)
{
    std::vector<TotalRow> actions, outcomes, connections, programs;
    for (const auto& [action, count] : totals.byAction)
        actions.push_back({actionLabel(texts, action), std::string{model::toText(action)}, count});
    for (const auto& [outcome, count] : totals.byOutcome)
        outcomes.push_back({outcomeLabel(texts, outcome), std::string{model::toText(outcome)}, count});
    for (const auto& [id, total] : totals.byConnection)
        connections.push_back({id.empty()           ? texts.noConnection
                               : total.name.empty() ? id
                                                    : total.name,
                               id, total.count});
    for (const auto& [program, count] : totals.byProgram)
        programs.push_back({program.empty() ? texts.noProgram : program, {}, count});
    return "<h2>" + text(texts.totals) + "</h2>\n<div class=\"totals\">\n" +
           totalsTable(texts, texts.byAction, std::move(actions)) +
           totalsTable(texts, texts.byOutcome, std::move(outcomes)) +
           totalsTable(texts, texts.byConnection, std::move(connections), totals.otherConnections) +
           totalsTable(texts, texts.byProgram, std::move(programs), totals.otherPrograms) + "</div>\n";
}

std::string recordRow(const ReportInput& input, const model::AuditRecord& record)
{
    const model::AuditEvent& event = record.event;
    const ReportTexts& texts = input.texts;
    const std::string outcome{model::toText(event.outcome)};
    std::string detail = text(detailLine(event), 4096);
    if (!event.authenticated)
        detail += small(text(texts.notAuthenticated));
    std::string html = "<tr><td class=\"n\">" + std::to_string(record.sequence) + "</td><td>" +
                       text(localTime(input, event.time)) + "</td><td><b>" + text(eventLabel(texts, event)) + "</b>" +
                       small(text(model::toText(event.action))) + "</td><td>";
    html += text(event.connectionName) + small(text(event.providerId)) +
            small(event.connection ? text(event.connection->text) : std::string{});
    html += "</td><td>" + text(actorLabel(texts, event.actor.kind)) +
            (event.actor.via.empty() ? "" : " · " + text(event.actor.via)) + small(text(event.actor.program));
    html += "</td><td class=\"state " + outcome + "\">" + text(outcomeLabel(texts, event.outcome)) +
            small(text(durationText(event.duration)));
    return html + "</td><td>" + detail + "</td></tr>\n";
}

std::string opening(const ReportInput& input, const ReportTotals& totals)
{
    const ReportTexts& texts = input.texts;
    std::string html =
        "<!DOCTYPE html>\n<html lang=\"" + text(texts.language, 35) + "\">\n<head>\n<meta charset=\"utf-8\">\n";
    html += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";
    html += "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\">\n";
    html += "<meta name=\"generator\" content=\"" + text(input.generator) + "\">\n<title>" + text(texts.title) +
            "</title>\n<style>";
    html.append(style) += "</style>\n</head>\n<body>\n<main>\n<p class=\"brand\">";
    html.append(mark) += "Keystead</p>\n<h1>" + text(texts.title) + "</h1>\n";
    html += (input.vaultName.empty() ? "" : "<p class=\"sub\">" + text(input.vaultName) + "</p>\n") + panel(input) +
            facts(input, totals);
    if (totals.records > 0)
        html += totalsHtml(texts, totals);
    html += "<h2>" + text(texts.trail) + "</h2>\n";
    if (totals.records == 0)
        return html + "<p class=\"muted\">" + text(texts.noRecords) + "</p>\n";
    html += "<table class=\"records\">\n<colgroup><col style=\"width:5.5%\"><col style=\"width:12%\"><col "
            "style=\"width:15%\"><col style=\"width:20%\">"
            "<col style=\"width:20%\"><col style=\"width:9.5%\"><col style=\"width:18%\"></colgroup>\n<thead><tr><th "
            "class=\"n\">";
    html += text(texts.number) + "</th>";
    for (const std::string* name :
         {&texts.time, &texts.action, &texts.connection, &texts.actor, &texts.outcome, &texts.detail})
        html += "<th scope=\"col\">" + text(*name) + "</th>";
    return html + "</tr></thead>\n<tbody>\n";
}

} // namespace

base::Status exportHtml(const ReportInput& input, RecordSource& source, ByteSink& sink, const Progress& progress)
{
    KS_ASSIGN(const ReportTotals totals, computeTotals(source, progress));
    KS_TRY(source.rewind());
    KS_TRY(sink.write(opening(input, totals)));
    for (std::int64_t done = 0;; ++done) {
        if (done % 256 == 0 && progress && !progress(done, totals.records))
            return base::fail(base::ErrorCode::Cancelled, "report");
        KS_ASSIGN(const std::optional<model::AuditRecord> record, source.next());
        if (!record)
            break;
        KS_TRY(sink.write(recordRow(input, *record)));
    }
    KS_TRY(sink.write(std::string{totals.records > 0 ? "</tbody>\n</table>\n" : ""} + "</main>\n</body>\n</html>\n"));
    if (progress && !progress(totals.records, totals.records))
        return base::fail(base::ErrorCode::Cancelled, "report");
    return base::ok();
}

} // namespace keystead::transfer
