// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/pdf_canvas.h"

#include <cairo-pdf.h>
#include <numbers>
#include <optional>
#include <pango/pangocairo.h>
#include <unordered_map>
#include <utility>
#include <vector>

namespace keystead::transfer {

namespace {

template <class T, void (*Free)(T*)> struct Freed
{
    void operator()(T* object) const { Free(object); }
};
struct Unref
{
    void operator()(gpointer object) const { g_object_unref(object); }
};

using SurfacePtr = std::unique_ptr<cairo_surface_t, Freed<cairo_surface_t, cairo_surface_destroy>>;
using CairoPtr = std::unique_ptr<cairo_t, Freed<cairo_t, cairo_destroy>>;
using FontPtr = std::unique_ptr<PangoFontDescription, Freed<PangoFontDescription, pango_font_description_free>>;
using OptionsPtr = std::unique_ptr<cairo_font_options_t, Freed<cairo_font_options_t, cairo_font_options_destroy>>;

constexpr const char* sansFamily = "Noto Sans, DejaVu Sans, sans-serif";
constexpr const char* monoFamily = "Noto Sans Mono, DejaVu Sans Mono, monospace";
constexpr std::size_t heightCacheSize = 20'000;

} // namespace

struct PdfCanvas::Impl
{
    explicit Impl(ByteSink& target) : sink(target)
    {
        surface.reset(cairo_pdf_surface_create_for_stream(&Impl::write, this, pageWidth, pageHeight));
        cairo.reset(cairo_create(surface.get()));
        fontMap.reset(pango_cairo_font_map_new());
        context.reset(pango_font_map_create_context(fontMap.get()));
        const OptionsPtr options{cairo_font_options_create()};
        cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
        pango_cairo_context_set_font_options(context.get(), options.get());
        pango_cairo_context_set_resolution(context.get(), 72);
        pango_context_set_round_glyph_positions(context.get(), FALSE);
        layout.reset(pango_layout_new(context.get()));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_auto_dir(layout.get(), FALSE); // a table of left-aligned cells, whatever the script
    }
    ~Impl() { open = false; }

    // Cairo 1.16 crashes at its end when a stream has failed, so it never hears of a failure: the rest is dropped and
    // status() tells.
    static cairo_status_t write(void* self, const unsigned char* bytes, unsigned int size)
    {
        auto* impl = static_cast<Impl*>(self);
        if (impl->open && !impl->error) {
            if (const base::Status written = impl->sink.write({reinterpret_cast<const char*>(bytes), size}); !written)
                impl->error = written.error();
        }
        return CAIRO_STATUS_SUCCESS;
    }

    void prepare(std::string_view text, double width, const TextStyle& style)
    {
        FontPtr& font = fonts[(style.bold ? 1 : 0) + (style.mono ? 2 : 0)];
        if (!font) {
            font.reset(pango_font_description_from_string(style.mono ? monoFamily : sansFamily));
            pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
        }
        pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_ellipsize(layout.get(), style.maxLines > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
        pango_layout_set_height(layout.get(), style.maxLines > 0 ? -style.maxLines : 0);
        if (style.maxLines == 0)
            pango_layout_set_height(layout.get(), -1);
        pango_layout_set_alignment(layout.get(), style.align == Align::Left    ? PANGO_ALIGN_LEFT
                                                 : style.align == Align::Right ? PANGO_ALIGN_RIGHT
                                                                               : PANGO_ALIGN_CENTER);
        pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    }
    double laidOutHeight() const
    {
        int height = 0;
        pango_layout_get_size(layout.get(), nullptr, &height);
        return static_cast<double>(height) / PANGO_SCALE;
    }
    void color(Color c) const { cairo_set_source_rgb(cairo.get(), c.red, c.green, c.blue); }

    ByteSink& sink;
    bool open = true;
    std::optional<base::Error> error;
    std::unordered_map<std::string, double> heights;
    // Handed over at the end: an outline entry for a page that never came makes cairo abort.
    std::vector<std::pair<std::string, std::string>> outline;
    FontPtr fonts[4];
    // Destroyed from below: the context before the surface, which writes its end into `sink` while `open`.
    SurfacePtr surface;
    CairoPtr cairo;
    std::unique_ptr<PangoFontMap, Unref> fontMap;
    std::unique_ptr<PangoContext, Unref> context;
    std::unique_ptr<PangoLayout, Unref> layout;
};

PdfCanvas::PdfCanvas(ByteSink& sink) : m_impl(std::make_unique<Impl>(sink)) {}
PdfCanvas::~PdfCanvas() = default;

void PdfCanvas::setMetadata(const PdfMetadata& metadata)
{
    cairo_surface_t* surface = m_impl->surface.get();
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, metadata.title.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, metadata.author.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, metadata.creator.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, metadata.subject.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, metadata.created.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, metadata.created.c_str());
}

double PdfCanvas::textHeight(std::string_view text, double width, const TextStyle& style)
{
    std::string key = std::to_string(static_cast<int>(style.size * 100)) + (style.bold ? "b" : "-") +
                      (style.mono ? "m" : "-") + std::to_string(style.maxLines) + "," +
                      std::to_string(static_cast<int>(width * 10)) + ":";
    key.append(text);
    if (const auto known = m_impl->heights.find(key); known != m_impl->heights.end())
        return known->second;
    if (m_impl->heights.size() >= heightCacheSize)
        m_impl->heights.clear();
    m_impl->prepare(text, width, style);
    return m_impl->heights.emplace(std::move(key), m_impl->laidOutHeight()).first->second;
}

double PdfCanvas::drawText(std::string_view text, double x, double y, double width, const TextStyle& style)
{
    if (m_dry)
        return textHeight(text, width, style);
    m_impl->prepare(text, width, style);
    m_impl->color(style.color);
    cairo_move_to(m_impl->cairo.get(), x, y);
    pango_cairo_show_layout(m_impl->cairo.get(), m_impl->layout.get());
    return m_impl->laidOutHeight();
}

void PdfCanvas::fillRectangle(double x, double y, double width, double height, Color color, double radius)
{
    if (m_dry)
        return;
    cairo_t* cr = m_impl->cairo.get();
    m_impl->color(color);
    if (radius <= 0) {
        cairo_rectangle(cr, x, y, width, height);
    } else {
        constexpr double quarter = std::numbers::pi / 2;
        cairo_new_sub_path(cr);
        cairo_arc(cr, x + width - radius, y + radius, radius, -quarter, 0);
        cairo_arc(cr, x + width - radius, y + height - radius, radius, 0, quarter);
        cairo_arc(cr, x + radius, y + height - radius, radius, quarter, 2 * quarter);
        cairo_arc(cr, x + radius, y + radius, radius, 2 * quarter, 3 * quarter);
        cairo_close_path(cr);
    }
    cairo_fill(cr);
}

void PdfCanvas::rule(double x, double y, double width, Color color, double thickness)
{
    fillRectangle(x, y - thickness / 2, width, thickness, color);
}

void PdfCanvas::disc(double x, double y, double radius, Color color)
{
    if (m_dry)
        return;
    m_impl->color(color);
    cairo_new_sub_path(m_impl->cairo.get());
    cairo_arc(m_impl->cairo.get(), x, y, radius, 0, 2 * std::numbers::pi);
    cairo_fill(m_impl->cairo.get());
}

void PdfCanvas::mark(bool good, double x, double y, double size, Color color)
{
    if (m_dry)
        return;
    cairo_t* cr = m_impl->cairo.get();
    m_impl->color(color);
    cairo_set_line_width(cr, size * 0.16);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    if (good) {
        cairo_move_to(cr, x + size * 0.12, y + size * 0.55);
        cairo_line_to(cr, x + size * 0.40, y + size * 0.82);
        cairo_line_to(cr, x + size * 0.90, y + size * 0.20);
    } else {
        cairo_move_to(cr, x + size * 0.18, y + size * 0.18);
        cairo_line_to(cr, x + size * 0.82, y + size * 0.82);
        cairo_move_to(cr, x + size * 0.82, y + size * 0.18);
        cairo_line_to(cr, x + size * 0.18, y + size * 0.82);
    }
    cairo_stroke(cr);
}

void PdfCanvas::brandMark(double x, double y, double size)
{
    if (m_dry)
        return;
    const double unit = size / 64; // the drawing is 64 units wide
    fillRectangle(x + 2 * unit, y + 2 * unit, 60 * unit, 60 * unit, palette::brand, 15 * unit);
    cairo_t* cr = m_impl->cairo.get();
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, unit, unit);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    // The walls: white at 16 % on the brand's colour, mixed here since a PDF/A has no transparency.
    constexpr auto mixed = [](double part) { return part + (1 - part) * 0.16; };
    m_impl->color({mixed(palette::brand.red), mixed(palette::brand.green), mixed(palette::brand.blue)});
    cairo_move_to(cr, 32, 10);
    cairo_line_to(cr, 51, 23.5);
    cairo_line_to(cr, 51, 54);
    cairo_line_to(cr, 13, 54);
    cairo_line_to(cr, 13, 23.5);
    cairo_close_path(cr);
    cairo_fill(cr);
    m_impl->color(palette::white);
    cairo_set_line_width(cr, 4);
    cairo_move_to(cr, 13, 24.5); // the roof
    cairo_line_to(cr, 32, 11);
    cairo_line_to(cr, 51, 24.5);
    cairo_new_sub_path(cr); // the key
    cairo_arc(cr, 32, 33, 7, 0, 2 * std::numbers::pi);
    cairo_move_to(cr, 32, 40);
    cairo_line_to(cr, 32, 53);
    cairo_move_to(cr, 32, 47);
    cairo_line_to(cr, 37.5, 47);
    cairo_stroke(cr);
    cairo_restore(cr);
}

void PdfCanvas::beginTag(const char* name)
{
    if (!m_dry)
        cairo_tag_begin(m_impl->cairo.get(), name, nullptr);
}

void PdfCanvas::endTag(const char* name)
{
    if (!m_dry)
        cairo_tag_end(m_impl->cairo.get(), name);
}

void PdfCanvas::addOutline(const std::string& name, int page)
{
    if (!m_dry)
        m_impl->outline.emplace_back(name, "page=" + std::to_string(page) + " pos=[0.0 0.0]");
}

void PdfCanvas::endPage()
{
    if (!m_dry)
        cairo_show_page(m_impl->cairo.get());
}

base::Status PdfCanvas::status() const
{
    if (m_impl->error)
        return *m_impl->error;
    for (const cairo_status_t state :
         {cairo_status(m_impl->cairo.get()), cairo_surface_status(m_impl->surface.get())}) {
        if (state != CAIRO_STATUS_SUCCESS)
            return base::fail(base::ErrorCode::Internal, std::string{"PDF: "} + cairo_status_to_string(state));
    }
    return base::ok();
}

base::Status PdfCanvas::finish()
{
    KS_TRY(status());
    for (const auto& [name, link] : m_impl->outline)
        cairo_pdf_surface_add_outline(m_impl->surface.get(), CAIRO_PDF_OUTLINE_ROOT, name.c_str(), link.c_str(),
                                      CAIRO_PDF_OUTLINE_FLAG_OPEN);
    cairo_surface_finish(m_impl->surface.get());
    m_impl->open = false;
    if (m_impl->error)
        return *m_impl->error;
    const cairo_status_t state = cairo_surface_status(m_impl->surface.get());
    if (state != CAIRO_STATUS_SUCCESS)
        return base::fail(base::ErrorCode::Internal, std::string{"PDF: "} + cairo_status_to_string(state));
    return base::ok();
}

} // namespace keystead::transfer
