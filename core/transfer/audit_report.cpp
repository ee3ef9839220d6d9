// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/audit_report.h"

#include "core/base/encoding.h"

#include <array>
#include <cstdio>

namespace keystead::transfer {

std::string_view toText(ReportFormat format)
{
    switch (format) {
    case ReportFormat::Json:
        return "json";
    case ReportFormat::Csv:
        return "csv";
    case ReportFormat::Html:
        return "html";
    case ReportFormat::Pdf:
        return "pdf";
    }
    return "json";
}

std::optional<ReportFormat> reportFormatFromText(std::string_view text)
{
    for (const ReportFormat format : {ReportFormat::Json, ReportFormat::Csv, ReportFormat::Html, ReportFormat::Pdf}) {
        if (toText(format) == text)
            return format;
    }
    return std::nullopt;
}

base::Status exportReport(ReportFormat format, const ReportInput& input, RecordSource& source, ByteSink& sink,
                          const Progress& progress)
{
    switch (format) {
    case ReportFormat::Json:
        return exportJson(input, source, sink, progress);
    case ReportFormat::Csv:
        return exportCsv(input, source, sink, progress);
    case ReportFormat::Html:
        return exportHtml(input, source, sink, progress);
    case ReportFormat::Pdf:
        return exportPdf(input, source, sink, progress);
    }
    return base::fail(base::ErrorCode::Unsupported, "report format");
}

base::Result<ReportTotals> computeTotals(RecordSource& source, const Progress& progress)
{
    KS_TRY(source.rewind());
    ReportTotals totals;
    for (;;) {
        if (totals.records % 256 == 0 && progress && !progress(0, totals.records))
            return base::fail(base::ErrorCode::Cancelled, "report");
        KS_ASSIGN(const std::optional<model::AuditRecord> record, source.next());
        if (!record)
            return totals;
        totals.add(*record);
    }
}

std::string localTime(const ReportInput& input, base::WallTime time)
{
    const base::WallTime shifted = input.utcOffset ? time + input.utcOffset(time) : time;
    std::string text = base::toRfc3339(shifted);
    if (text.find('.') == std::string::npos && text.size() > 1)
        text.insert(text.size() - 1, ".000");
    text.pop_back();
    if (const std::size_t t = text.find('T'); t != std::string::npos)
        text[t] = ' ';
    return text;
}

std::string durationText(const std::optional<std::chrono::microseconds>& duration)
{
    if (!duration)
        return {};
    const double micros = static_cast<double>(duration->count());
    std::array<char, 48> buffer{};
    if (duration->count() == 0) // whole milliseconds were measured
        return "< 1 ms";
    if (micros < 1000)
        std::snprintf(buffer.data(), buffer.size(), "%.0f µs", micros);
    else if (micros < 1'000'000)
        std::snprintf(buffer.data(), buffer.size(), "%.1f ms", micros / 1000);
    else
        std::snprintf(buffer.data(), buffer.size(), "%.2f s", micros / 1'000'000);
    return buffer.data();
}

std::string periodText(const ReportInput& input)
{
    const ReportTexts& texts = input.texts;
    std::string text;
    if (input.filter.from)
        text = fill(texts.from, {localTime(input, *input.filter.from)});
    if (input.filter.to)
        text += (text.empty() ? "" : " ") + fill(texts.until, {localTime(input, *input.filter.to)});
    return text.empty() ? texts.everything : text;
}

std::vector<std::string> filterLines(const ReportInput& input)
{
    std::vector<std::string> lines;
    const model::AuditFilter& filter = input.filter;
    if (!filter.actions.empty()) {
        std::string line = input.texts.action + ": ";
        for (std::size_t i = 0; i < filter.actions.size(); ++i)
            line.append(i == 0 ? "" : ", ").append(actionLabel(input.texts, filter.actions[i]));
        lines.push_back(line);
    }
    if (filter.connection) {
        const std::string name = base::cleanForDisplay(input.filterConnectionName);
        lines.push_back(input.texts.connection + ": " + (name.empty() ? "" : name + " · ") +
                        base::cleanForDisplay(filter.connection->text));
    }
    if (!filter.program.empty())
        lines.push_back(input.texts.actor + ": " + base::cleanForDisplay(filter.program));
    if (filter.outcome)
        lines.push_back(input.texts.outcome + ": " + outcomeLabel(input.texts, *filter.outcome));
    return lines;
}

std::string detailLine(const model::AuditEvent& event)
{
    std::string line;
    for (const auto& [key, value] : event.detail)
        line += (line.empty() ? "" : ", ") + base::cleanForDisplay(key, 40) + "=" + base::cleanForDisplay(value);
    return line;
}

bool isFiltered(const model::AuditFilter& filter)
{
    return filter.from || filter.to || !filter.actions.empty() || filter.connection || !filter.program.empty() ||
           filter.outcome;
}

std::string grouped(std::int64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t place = digits.size(); place > 3; place -= 3) {
        if (digits[place - 4] != '-')
            digits.insert(place - 3, "\u202F");
    }
    return digits;
}

} // namespace keystead::transfer
