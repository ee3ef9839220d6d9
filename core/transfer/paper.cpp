// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/paper.h"

#include "core/base/encoding.h"
#include "core/transfer/letter_page.h"
#include "core/transfer/pdf_canvas.h"

#include <algorithm>

namespace keystead::transfer {

namespace {

constexpr double labelWidth = 150;
constexpr std::size_t maxValue = 2000;

std::string clean(const std::string& text)
{
    return base::cleanForDisplay(text, maxValue);
}

class Pages
{
public:
    Pages(PdfCanvas& canvas, const Paper& paper, int total) : m_canvas(canvas), m_paper(paper), m_total(total) {}

    double y = letter::top;
    int number() const { return m_number; }

    void paragraph(const char* tag, const std::string& text, const TextStyle& style, double gap)
    {
        need(m_canvas.textHeight(text, letter::width, style));
        const PdfTag scope(m_canvas, tag);
        y += m_canvas.drawText(text, letter::left, y, letter::width, style) + gap;
    }
    void fact(const std::string& label, const std::string& value)
    {
        const TextStyle labelStyle{.size = 9.4, .color = palette::muted};
        const TextStyle valueStyle{.size = 9.4};
        const double height = std::max(m_canvas.textHeight(label, labelWidth - 10, labelStyle),
                                       m_canvas.textHeight(value, letter::width - labelWidth, valueStyle));
        need(height);
        const PdfTag row(m_canvas, "TR");
        {
            const PdfTag cell(m_canvas, "TH");
            m_canvas.drawText(label, letter::left, y, labelWidth - 10, labelStyle);
        }
        {
            const PdfTag cell(m_canvas, "TD");
            m_canvas.drawText(value, letter::left + labelWidth, y, letter::width - labelWidth, valueStyle);
        }
        y += height + 5;
    }
    void end()
    {
        const TextStyle style{.size = 7.8, .color = palette::muted, .maxLines = 1};
        TextStyle right = style;
        right.align = Align::Right;
        m_canvas.rule(letter::left, PdfCanvas::pageHeight - 46, letter::width);
        m_canvas.drawText(clean(m_paper.foot), letter::left, PdfCanvas::pageHeight - 40, letter::width - 90, style);
        m_canvas.drawText(std::to_string(m_number) + " / " + std::to_string(m_total), letter::left + letter::width - 80,
                          PdfCanvas::pageHeight - 40, 80, right);
        m_canvas.endPage();
    }

private:
    void need(double height)
    {
        if (y + height <= letter::bottom || y == letter::top)
            return;
        end();
        ++m_number;
        y = letter::top;
    }
    PdfCanvas& m_canvas;
    const Paper& m_paper;
    int m_total;
    int m_number = 1;
};

void drawSection(PdfCanvas& canvas, Pages& pages, const PaperSection& section)
{
    pages.y += 8;
    pages.paragraph("H2", clean(section.heading), {.size = 12, .bold = true}, 6);
    for (const std::string& text : section.paragraphs)
        pages.paragraph("P", clean(text), {.size = 9.6}, 6);
    if (!section.facts.empty()) {
        const PdfTag table(canvas, "Table");
        for (const auto& [label, value] : section.facts)
            pages.fact(clean(label), clean(value));
    }
    for (const std::vector<std::string>& list : section.lists) {
        for (std::size_t i = 0; i < list.size(); ++i)
            pages.paragraph("P", clean(list[i]), {.size = i == 0 ? 9.8 : 8.8, .bold = i == 0},
                            i + 1 == list.size() ? 7 : 2);
    }
}

int draw(PdfCanvas& canvas, const Paper& paper, int total)
{
    Pages pages(canvas, paper, total);
    const PdfTag document(canvas, "Document");
    pages.paragraph("H1", clean(paper.title), {.size = 20, .bold = true, .color = palette::brand}, 4);
    pages.paragraph("P", clean(paper.subtitle), {.size = 10, .color = palette::muted}, 10);
    for (const PaperSection& section : paper.sections)
        drawSection(canvas, pages, section);
    pages.end();
    return pages.number();
}

} // namespace

base::Status writePaper(const Paper& paper, ByteSink& sink)
{
    PdfCanvas canvas(sink);
    canvas.setMetadata(
        {clean(paper.title), {}, paper.generator, clean(paper.subtitle), base::toRfc3339(paper.generatedAt)});
    canvas.setDry(true);
    const int total = draw(canvas, paper, 0);
    canvas.setDry(false);
    draw(canvas, paper, total);
    return canvas.finish();
}

} // namespace keystead::transfer
