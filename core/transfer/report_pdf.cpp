// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/pdf_pages.h"

#include "core/base/encoding.h"

namespace keystead::transfer {

void PdfPages::drawHead()
{
    if (m_number < 2)
        return;
    const std::string vault = base::cleanForDisplay(m_input.vaultName, 80);
    const std::string line = base::cleanForDisplay(m_input.texts.title, 120) + (vault.empty() ? "" : "  ·  " + vault);
    m_canvas.drawText(line, page::left, 32, page::width - 170, {.size = 7.8, .color = palette::muted, .maxLines = 1});
    m_canvas.drawText(localTime(m_input, m_input.generatedAt).substr(0, 16), page::right - 160, 32, 160,
                      {.size = 7.8, .color = palette::muted, .align = Align::Right, .maxLines = 1});
    m_canvas.rule(page::left, 48, page::width);
}

void PdfPages::drawFoot()
{
    constexpr double footY = PdfCanvas::pageHeight - 40;
    const TextStyle style{.size = 7.8, .color = palette::muted, .maxLines = 1};
    TextStyle right = style;
    right.align = Align::Right;
    m_canvas.rule(page::left, footY - 6, page::width);
    m_canvas.drawText(base::cleanForDisplay(m_input.generator, 60) + "  ·  " +
                          base::cleanForDisplay(m_input.vaultId, 64),
                      page::left, footY, page::width - 130, style);
    m_canvas.drawText(fill(m_input.texts.page, {std::to_string(m_number), std::to_string(total)}), page::right - 120,
                      footY, 120, right);
}

void PdfPages::begin()
{
    m_number = 1;
    y = page::top;
}

void PdfPages::next()
{
    end();
    ++m_number;
    y = page::top;
    drawHead();
}

void PdfPages::end()
{
    drawFoot();
    m_canvas.endPage();
}

namespace {

// One pass over the whole report, dry or for good. Returns the number of pages.
base::Result<int> drawReport(PdfCanvas& canvas, const ReportInput& input, const ReportTotals& totals, int pageCount,
                             RecordSource& source, const Progress& progress)
{
    PdfPages pages(canvas, input);
    pages.total = pageCount;
    pages.begin();
    const PdfTag document(canvas, "Document");
    drawTitlePage(pages, totals);
    drawTotals(pages, totals);
    PdfRecordTable table(pages);
    table.begin();
    KS_TRY(source.rewind());
    for (std::int64_t done = 0;; ++done) {
        // The dry pass is quick: it asks whether to go on but claims no progress.
        if (done % 32 == 0 && progress && !progress(canvas.dry() ? 0 : done, totals.records))
            return base::fail(base::ErrorCode::Cancelled, "report");
        KS_ASSIGN(const std::optional<model::AuditRecord> record, source.next());
        if (!record)
            break;
        table.add(*record);
        if (done % 256 == 0)
            KS_TRY(canvas.status());
    }
    table.end(totals.records == 0);
    pages.end();
    return pages.number();
}

} // namespace

base::Status exportPdf(const ReportInput& input, RecordSource& source, ByteSink& sink, const Progress& progress)
{
    KS_ASSIGN(const ReportTotals totals, computeTotals(source, progress));
    if (totals.records > maxPdfRecords)
        return base::fail(base::ErrorCode::LimitExceeded, "a PDF report holds at most " +
                                                              std::to_string(maxPdfRecords) +
                                                              " records; choose a shorter period, or JSON or CSV");
    PdfCanvas canvas(sink);
    canvas.setMetadata({base::cleanForDisplay(input.texts.title), base::cleanForDisplay(input.vaultName),
                        base::cleanForDisplay(input.generator), base::cleanForDisplay(input.vaultId),
                        base::toRfc3339(input.generatedAt)});
    canvas.setDry(true);
    KS_ASSIGN(const int pageCount, drawReport(canvas, input, totals, 0, source, progress));
    canvas.setDry(false);
    KS_ASSIGN([[maybe_unused]] const int drawn, drawReport(canvas, input, totals, pageCount, source, progress));
    KS_TRY(canvas.finish());
    if (progress && !progress(totals.records, totals.records))
        return base::fail(base::ErrorCode::Cancelled, "report");
    return base::ok();
}

} // namespace keystead::transfer
