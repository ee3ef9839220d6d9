// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The pages of a PDF report: margins, the cursor, running head and foot, and the parts that stand on them. Internal to
// the room.
#include "core/transfer/audit_report.h"
#include "core/transfer/pdf_canvas.h"

#include <string>

namespace keystead::transfer {

namespace page {
inline constexpr double left = 42;
inline constexpr double right = PdfCanvas::pageWidth - 42;
inline constexpr double width = right - left;
inline constexpr double top = 64;
inline constexpr double bottom = PdfCanvas::pageHeight - 58;
} // namespace page

class PdfPages
{
public:
    PdfPages(PdfCanvas& canvas, const ReportInput& input) : m_canvas(canvas), m_input(input) {}

    PdfCanvas& canvas() { return m_canvas; }
    const ReportInput& input() const { return m_input; }
    int number() const { return m_number; }

    double y = page::top; // the cursor
    // Known once the dry pass is over.
    int total = 0;

    double room() const { return page::bottom - y; }
    // Ends the page (with its foot) and begins the next (with its head).
    void next();
    void begin(); // the first page
    void end();   // the last page

private:
    void drawFoot();
    void drawHead();
    PdfCanvas& m_canvas;
    const ReportInput& m_input;
    int m_number = 0;
};

// The title page: what this is, of whom, when, by which filters, and whether the trail is intact.
void drawTitlePage(PdfPages& pages, const ReportTotals& totals);
// The totals, from the cursor on.
void drawTotals(PdfPages& pages, const ReportTotals& totals);

// The table of records.
class PdfRecordTable
{
public:
    explicit PdfRecordTable(PdfPages& pages) : m_pages(pages) {}
    void begin(); // heading and header row
    void add(const model::AuditRecord& record);
    void end(bool empty);

private:
    void headerRow();
    PdfPages& m_pages;
};

} // namespace keystead::transfer
