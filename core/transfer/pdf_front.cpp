// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/pdf_pages.h"

#include "core/base/encoding.h"

#include <algorithm>
#include <array>

namespace keystead::transfer {

namespace {

constexpr double factLabelWidth = 118;
constexpr std::size_t totalsRows = 30;

void fact(PdfPages& pages, const std::string& label, const std::string& value, bool mono = false)
{
    PdfCanvas& canvas = pages.canvas();
    const PdfTag row(canvas, "TR");
    double height = 0;
    {
        const PdfTag cell(canvas, "TH");
        height =
            canvas.drawText(label, page::left, pages.y, factLabelWidth - 8, {.size = 9.4, .color = palette::muted});
    }
    {
        const PdfTag cell(canvas, "TD");
        const TextStyle style{.size = mono ? 8.6 : 9.4, .mono = mono, .maxLines = 8};
        height = std::max(height, canvas.drawText(value, page::left + factLabelWidth, pages.y + (mono ? 1 : 0),
                                                  page::width - factLabelWidth, style));
    }
    pages.y += height + 6;
}

void heading(PdfPages& pages, const std::string& text, const char* tag = "H2")
{
    PdfCanvas& canvas = pages.canvas();
    const PdfTag heading(canvas, tag);
    pages.y += canvas.drawText(text, page::left, pages.y, page::width, {.size = 12, .bold = true}) + 6;
}

// A box that says in words, colour and sign whether the trail is intact.
void verificationPanel(PdfPages& pages)
{
    PdfCanvas& canvas = pages.canvas();
    const ReportInput& input = pages.input();
    const ReportTexts& texts = input.texts;
    const model::ChainReport& report = input.verification;
    const Color color = report.ok ? palette::good : palette::bad;
    constexpr double inset = 16;
    constexpr double textLeft = page::left + inset + 34;
    constexpr double textWidth = page::right - inset - textLeft;

    std::string sentence =
        report.ok ? fill(texts.verifiedLong, {grouped(report.records)})
                  : fill(texts.notVerifiedLong, {report.finding ? std::to_string(report.finding->sequence) : "?"});
    std::string finding;
    if (report.finding)
        finding = findingLabel(texts, report.finding->kind) + ": " + base::cleanForDisplay(report.finding->detail, 300);
    const TextStyle captionStyle{.size = 8.2, .color = palette::muted};
    const TextStyle titleStyle{.size = 15, .bold = true, .color = color};
    const TextStyle bodyStyle{.size = 9.4};
    const TextStyle hashStyle{.size = 7.8, .mono = true, .color = palette::muted};
    const std::string& title = report.ok ? texts.verified : texts.notVerified;
    const std::string head = texts.headHash + ": " + base::cleanForDisplay(report.headHash, 64);

    double height = canvas.textHeight(texts.verification, textWidth, captionStyle) +
                    canvas.textHeight(title, textWidth, titleStyle) +
                    canvas.textHeight(sentence, textWidth, bodyStyle) + 3;
    height += finding.empty() ? 0 : canvas.textHeight(finding, textWidth, bodyStyle) + 3;
    height += canvas.textHeight(head, textWidth, hashStyle) + 6;
    canvas.fillRectangle(page::left, pages.y, page::width, height + 2 * inset, palette::panel, 4);
    canvas.fillRectangle(page::left, pages.y, 4, height + 2 * inset, color);
    canvas.disc(page::left + inset + 13, pages.y + inset + 15, 12, color);
    canvas.mark(report.ok, page::left + inset + 6.5, pages.y + inset + 8.5, 13, palette::white);

    double y = pages.y + inset;
    const auto paragraph = [&](const char* tag, const std::string& text, const TextStyle& style, double gap) {
        const PdfTag scope(canvas, tag);
        y += canvas.drawText(text, textLeft, y, textWidth, style) + gap;
    };
    paragraph("H2", texts.verification, captionStyle, 0);
    paragraph("P", title, titleStyle, 1);
    paragraph("P", sentence, bodyStyle, 3);
    if (!finding.empty())
        paragraph("P", finding, bodyStyle, 3);
    y += 2;
    paragraph("P", head, hashStyle, 0);
    pages.y += height + 2 * inset + 22;
}

// Three figures side by side: how the records of this report ended.
void outcomeTiles(PdfPages& pages, const ReportTotals& totals)
{
    PdfCanvas& canvas = pages.canvas();
    const std::array<std::pair<model::AuditOutcome, Color>, 3> tiles{{{model::AuditOutcome::Success, palette::good},
                                                                      {model::AuditOutcome::Failure, palette::warn},
                                                                      {model::AuditOutcome::Denied, palette::bad}}};
    constexpr double gap = 12;
    constexpr double height = 58;
    constexpr double width = (page::width - 2 * gap) / 3;
    double x = page::left;
    for (const auto& [outcome, color] : tiles) {
        const auto found = totals.byOutcome.find(outcome);
        const std::int64_t count = found == totals.byOutcome.end() ? 0 : found->second;
        canvas.fillRectangle(x, pages.y, width, height, palette::panel, 4);
        const PdfTag paragraph(canvas, "P");
        canvas.drawText(grouped(count), x + 14, pages.y + 8, width - 28,
                        {.size = 18, .bold = true, .color = count > 0 ? color : palette::muted, .maxLines = 1});
        canvas.drawText(outcomeLabel(pages.input().texts, outcome), x + 14, pages.y + 35, width - 28,
                        {.size = 8.6, .color = palette::muted, .maxLines = 1});
        x += width + gap;
    }
    pages.y += height + 22;
}

void totalRow(PdfPages& pages, const TotalRow& row, std::int64_t largest)
{
    PdfCanvas& canvas = pages.canvas();
    constexpr double countWidth = 60;
    constexpr double barWidth = 110;
    constexpr double labelWidth = page::width - countWidth - barWidth - 20;
    const std::string label = row.label.empty() ? fill(pages.input().texts.others, {""}) : row.label;
    const TextStyle labelStyle{.size = 9, .maxLines = 6};
    const TextStyle codeStyle{.size = 7.6, .color = palette::muted, .maxLines = 1};
    const double codeWidth = row.code.empty() ? 0 : 170;
    const double height = canvas.textHeight(label, labelWidth - codeWidth, labelStyle);
    const double baseline = pages.y + 4;
    const PdfTag tag(canvas, "TR");
    {
        const PdfTag cell(canvas, "TD");
        canvas.drawText(label, page::left + 2, baseline, labelWidth - codeWidth, labelStyle);
    }
    if (!row.code.empty()) {
        const PdfTag cell(canvas, "TD");
        canvas.drawText(row.code, page::left + labelWidth - codeWidth + 8, baseline + 1.2, codeWidth - 8, codeStyle);
    }
    {
        const PdfTag cell(canvas, "TD");
        const double share = largest > 0 ? static_cast<double>(row.count) / static_cast<double>(largest) : 0;
        canvas.fillRectangle(page::left + labelWidth + 10, baseline + 3.6, barWidth, 5, palette::panel, 2.5);
        canvas.fillRectangle(page::left + labelWidth + 10, baseline + 3.6, std::max(5.0, barWidth * share), 5,
                             palette::brand, 2.5);
        canvas.drawText(grouped(row.count), page::right - countWidth, baseline, countWidth - 2,
                        {.size = 9, .align = Align::Right, .maxLines = 1});
    }
    pages.y += height + 8;
    canvas.rule(page::left, pages.y, page::width);
}

void totalsTable(PdfPages& pages, const std::string& title, const std::vector<TotalRow>& rows)
{
    if (rows.empty())
        return;
    if (pages.room() < 90)
        pages.next();
    heading(pages, title);
    const PdfTag table(pages.canvas(), "Table");
    std::int64_t largest = 0;
    for (const TotalRow& row : rows)
        largest = std::max(largest, row.count);
    for (const TotalRow& row : rows) {
        if (pages.room() < 80)
            pages.next();
        totalRow(pages, row, largest);
    }
    pages.y += 22;
}

} // namespace

void drawTitlePage(PdfPages& pages, const ReportTotals& totals)
{
    PdfCanvas& canvas = pages.canvas();
    const ReportInput& input = pages.input();
    const ReportTexts& texts = input.texts;
    const std::string title = base::cleanForDisplay(texts.title, 120);
    canvas.addOutline(title, pages.number());
    canvas.fillRectangle(0, 0, PdfCanvas::pageWidth, 8, palette::brand);
    pages.y = 62;
    canvas.brandMark(page::left, pages.y - 1.5, 23);
    {
        const PdfTag paragraph(canvas, "P");
        canvas.drawText("Keystead", page::left + 31, pages.y + 1.4, 200,
                        {.size = 12, .bold = true, .color = palette::brand});
    }
    pages.y += 58;
    {
        const PdfTag tag(canvas, "H1");
        pages.y +=
            canvas.drawText(title, page::left, pages.y, page::width, {.size = 29, .bold = true, .maxLines = 3}) + 4;
    }
    const std::string vaultName = base::cleanForDisplay(input.vaultName, 120);
    if (!vaultName.empty()) {
        const PdfTag tag(canvas, "P");
        pages.y += canvas.drawText(vaultName, page::left, pages.y, page::width,
                                   {.size = 14, .color = palette::muted, .maxLines = 2});
    }
    pages.y += 26;
    verificationPanel(pages);
    outcomeTiles(pages, totals);

    const PdfTag table(canvas, "Table");
    fact(pages, texts.generatedAt,
         localTime(input, input.generatedAt) + " (" + base::cleanForDisplay(input.zoneLabel, 60) + ")");
    fact(pages, texts.period, periodText(input));
    std::string filters;
    for (const std::string& line : filterLines(input))
        filters += (filters.empty() ? "" : "\n") + line;
    fact(pages, texts.filters, filters.empty() ? texts.noFilters : filters);
    fact(pages, texts.records,
         totals.records == 0 ? "0"
                             : fill(texts.recordRange, {grouped(totals.records), std::to_string(totals.firstSequence),
                                                        std::to_string(totals.lastSequence)}));
    if (totals.firstTime) {
        fact(pages, texts.firstRecord, localTime(input, *totals.firstTime));
        fact(pages, texts.lastRecord, localTime(input, *totals.lastTime));
    }
    fact(pages, texts.vaultId, base::cleanForDisplay(input.vaultId, 64), true);
    fact(pages, texts.publicKey, base::cleanForDisplay(input.publicKey, 64), true);
}

void drawTotals(PdfPages& pages, const ReportTotals& totals)
{
    if (totals.records == 0)
        return;
    const ReportTexts& texts = pages.input().texts;
    pages.next();
    pages.canvas().addOutline(texts.totals, pages.number());
    {
        const PdfTag tag(pages.canvas(), "H1");
        pages.y +=
            pages.canvas().drawText(texts.totals, page::left, pages.y, page::width, {.size = 17, .bold = true}) + 12;
    }
    std::vector<TotalRow> rows;
    for (const auto& [action, count] : totals.byAction)
        rows.push_back({actionLabel(texts, action), std::string{model::toText(action)}, count});
    totalsTable(pages, texts.byAction, mostFrequent(std::move(rows), totalsRows));
    rows.clear();
    for (const auto& [outcome, count] : totals.byOutcome)
        rows.push_back({outcomeLabel(texts, outcome), std::string{model::toText(outcome)}, count});
    totalsTable(pages, texts.byOutcome, mostFrequent(std::move(rows), totalsRows));
    rows.clear();
    for (const auto& [id, total] : totals.byConnection)
        rows.push_back({id.empty() ? texts.noConnection : base::cleanForDisplay(total.name.empty() ? id : total.name),
                        base::cleanForDisplay(id, 64), total.count});
    totalsTable(pages, texts.byConnection, mostFrequent(std::move(rows), totalsRows, totals.otherConnections));
    rows.clear();
    for (const auto& [program, count] : totals.byProgram)
        rows.push_back({program.empty() ? texts.noProgram : base::cleanForDisplay(program, 300), {}, count});
    if (totals.byProgram.size() > 1 ||
        !totals.byProgram.contains(std::string{})) // else no program has been there at all
        totalsTable(pages, texts.byProgram, mostFrequent(std::move(rows), totalsRows, totals.otherPrograms));
}

} // namespace keystead::transfer
