// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/pdf_pages.h"

#include "core/base/encoding.h"

#include <algorithm>
#include <array>
#include <vector>

namespace keystead::transfer {

namespace {

enum Column { Number, Time, Action, Connection, Actor, Outcome, columnCount };

// Widths of the six columns; they sum to page::width (511).
constexpr std::array<double, columnCount> widths{36, 62, 98, 118, 131, 66};
constexpr double padding = 5;
constexpr double lineGap = 1;
constexpr double rowPadding = 4.5;
constexpr double roomForSome = 160;

double columnX(int column)
{
    double x = page::left;
    for (int i = 0; i < column; ++i)
        x += widths[static_cast<std::size_t>(i)];
    return x;
}

// A cell: lines of text in styles of their own, one below the other.
struct Line
{
    std::string text;
    TextStyle style;
};
using Cell = std::vector<Line>;

constexpr TextStyle mainStyle{.size = 8.2, .maxLines = 16};
constexpr TextStyle strongStyle{.size = 8.2, .bold = true, .maxLines = 16};
constexpr TextStyle minorStyle{.size = 7.2, .color = palette::muted, .maxLines = 20};
constexpr TextStyle detailStyle{.size = 7.2, .color = palette::muted, .maxLines = 24};

Color outcomeColor(model::AuditOutcome outcome)
{
    switch (outcome) {
    case model::AuditOutcome::Success:
        return palette::good;
    case model::AuditOutcome::Failure:
        return palette::warn;
    case model::AuditOutcome::Denied:
        return palette::bad;
    }
    return palette::ink;
}

Cell actorCell(const ReportTexts& texts, const model::Actor& actor)
{
    std::string who = actorLabel(texts, actor.kind);
    if (!actor.via.empty())
        who += " · " + base::cleanForDisplay(actor.via, 40);
    Cell cell{{who, mainStyle}};
    if (!actor.program.empty())
        cell.push_back({base::cleanForDisplay(actor.program, 1024), minorStyle});
    return cell;
}

std::array<Cell, columnCount> cellsOf(const ReportInput& input, const model::AuditRecord& record)
{
    const model::AuditEvent& event = record.event;
    const std::string time = localTime(input, event.time);
    const std::size_t space = std::min(time.find(' '), time.size());
    TextStyle number = minorStyle;
    number.align = Align::Right;
    number.color = palette::muted;
    TextStyle outcome = strongStyle;
    outcome.color = outcomeColor(event.outcome);

    std::array<Cell, columnCount> cells;
    cells[Number] = {{std::to_string(record.sequence), number}};
    cells[Time] = {{time.substr(0, space), mainStyle}, {time.substr(std::min(space + 1, time.size())), minorStyle}};
    cells[Action] = {{eventLabel(input.texts, event), strongStyle},
                     {std::string{model::toText(event.action)}, minorStyle}};
    cells[Connection] = {{event.connectionName.empty() ? "–" : base::cleanForDisplay(event.connectionName), mainStyle}};
    if (!event.providerId.empty())
        cells[Connection].push_back({base::cleanForDisplay(event.providerId, 100), minorStyle});
    cells[Actor] = actorCell(input.texts, event.actor);
    cells[Outcome] = {{outcomeLabel(input.texts, event.outcome), outcome}};
    if (event.duration)
        cells[Outcome].push_back({durationText(event.duration), minorStyle});
    return cells;
}

// The line below the cells: the connection's id, the details and whether the record is authenticated.
std::string footnote(const ReportInput& input, const model::AuditEvent& event)
{
    std::string line = event.connection ? base::cleanForDisplay(event.connection->text, 64) : std::string{};
    const std::string detail = detailLine(event);
    if (!detail.empty())
        line += (line.empty() ? "" : "  ·  ") + detail;
    if (!event.authenticated)
        line += (line.empty() ? "" : "  ·  ") + input.texts.notAuthenticated;
    return line;
}

double textX(int column)
{
    return columnX(column) + (column == Outcome ? padding + 8 : padding);
}

double textWidth(int column)
{
    return widths[static_cast<std::size_t>(column)] - 2 * padding - (column == Outcome ? 6 : 0) +
           (column == Number ? 4 : 0);
}

double cellHeight(PdfCanvas& canvas, const Cell& cell, int column)
{
    double height = 0;
    for (const Line& line : cell)
        height += canvas.textHeight(line.text, textWidth(column), line.style) + lineGap;
    return height;
}

} // namespace

void PdfRecordTable::headerRow()
{
    PdfCanvas& canvas = m_pages.canvas();
    const ReportTexts& texts = m_pages.input().texts;
    const std::array<const std::string*, columnCount> names{&texts.number,     &texts.time,  &texts.action,
                                                            &texts.connection, &texts.actor, &texts.outcome};
    constexpr double height = 18;
    canvas.fillRectangle(page::left, m_pages.y, page::width, height, palette::panel, 2);
    const PdfTag row(canvas, "TR");
    for (int column = 0; column < columnCount; ++column) {
        const PdfTag cell(canvas, "TH");
        TextStyle style{.size = 7.6, .bold = true, .color = palette::muted, .maxLines = 1};
        if (column == Number)
            style.align = Align::Right;
        const double textHeight = canvas.textHeight(*names[static_cast<std::size_t>(column)], textWidth(column), style);
        canvas.drawText(*names[static_cast<std::size_t>(column)],
                        column == Outcome ? columnX(column) + padding : textX(column),
                        m_pages.y + (height - textHeight) / 2, textWidth(column), style);
    }
    m_pages.y += height + 2;
}

void PdfRecordTable::begin()
{
    PdfCanvas& canvas = m_pages.canvas();
    // Below the totals where several records have room there, else on a page of its own.
    if (m_pages.room() < roomForSome)
        m_pages.next();
    else if (m_pages.y > page::top)
        m_pages.y += 12;
    canvas.addOutline(m_pages.input().texts.trail, m_pages.number());
    {
        const PdfTag heading(canvas, "H1");
        m_pages.y += canvas.drawText(m_pages.input().texts.trail, page::left, m_pages.y, page::width,
                                     {.size = 17, .bold = true});
    }
    const std::string zone = m_pages.input().texts.times + ": " + base::cleanForDisplay(m_pages.input().zoneLabel, 60);
    {
        const PdfTag paragraph(canvas, "P");
        m_pages.y +=
            canvas.drawText(zone, page::left, m_pages.y + 1, page::width, {.size = 8.2, .color = palette::muted}) + 9;
    }
    canvas.beginTag("Table");
    headerRow();
}

void PdfRecordTable::add(const model::AuditRecord& record)
{
    PdfCanvas& canvas = m_pages.canvas();
    const auto cells = cellsOf(m_pages.input(), record);
    std::array<double, columnCount> heights{};
    for (int column = 0; column < columnCount; ++column)
        heights[static_cast<std::size_t>(column)] = cellHeight(canvas, cells[static_cast<std::size_t>(column)], column);
    const double height = *std::max_element(heights.begin(), heights.end());
    // The note stands right below action and connection where that keeps the row low, else below the whole row.
    const std::string note = footnote(m_pages.input(), record.event);
    const double noteX = textX(Action);
    const double narrow = columnX(Actor) - padding - noteX;
    const double wide = page::right - noteX - padding;
    const double below = std::max(heights[Action], heights[Connection]) + 1;
    const double narrowHeight = std::max(height, below + canvas.textHeight(note, narrow, detailStyle));
    const double wideHeight = height + 1 + canvas.textHeight(note, wide, detailStyle);
    const bool isNarrow = narrowHeight <= wideHeight;
    const double noteWidth = isNarrow ? narrow : wide;
    const double noteY = isNarrow ? below : height + 1;
    const double whole = (note.empty() ? height : std::min(narrowHeight, wideHeight)) + 2 * rowPadding;
    if (whole > m_pages.room()) {
        m_pages.next();
        headerRow();
    }
    const PdfTag row(canvas, "TR");
    for (int column = 0; column < columnCount; ++column) {
        const PdfTag cell(canvas, "TD");
        double y = m_pages.y + rowPadding;
        if (column == Outcome)
            canvas.disc(columnX(column) + padding + 2.4, y + 5.9, 2.4, outcomeColor(record.event.outcome));
        if (column == Number)
            y += 1.1; // on the line of its neighbours, which are larger
        for (const Line& line : cells[static_cast<std::size_t>(column)])
            y += canvas.drawText(line.text, textX(column), y, textWidth(column), line.style) + lineGap;
    }
    if (!note.empty()) {
        const PdfTag cell(canvas, "TD");
        canvas.drawText(note, noteX, m_pages.y + rowPadding + noteY, noteWidth, detailStyle);
    }
    m_pages.y += whole;
    canvas.rule(page::left, m_pages.y, page::width);
}

void PdfRecordTable::end(bool empty)
{
    PdfCanvas& canvas = m_pages.canvas();
    canvas.endTag("Table");
    if (m_pages.room() < 40)
        m_pages.next();
    const ReportTexts& texts = m_pages.input().texts;
    const PdfTag paragraph(canvas, "P");
    m_pages.y += 12;
    m_pages.y += canvas.drawText(empty ? texts.noRecords : texts.endOfReport, page::left, m_pages.y, page::width,
                                 {.size = 8.2, .color = palette::muted, .align = Align::Center});
}

} // namespace keystead::transfer
