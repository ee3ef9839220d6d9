// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A tagged A4 PDF on cairo and pango: text that is measured before it is drawn, rules, fills and structure tags. It
// works dry first (measuring only), so that the number of pages is known before the first is written. Units are points.
// Cairo and pango stay in the .cpp. Thread: one at a time.
#include "core/transfer/byte_sink.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace keystead::transfer {

struct Color
{
    double red, green, blue;
};

namespace palette {
// The light scheme of the window (ui/theme/colors.cpp).
inline constexpr Color ink{0.075, 0.122, 0.118};
inline constexpr Color muted{0.310, 0.373, 0.365};
inline constexpr Color rule{0.851, 0.878, 0.875};
inline constexpr Color panel{0.941, 0.957, 0.953};
inline constexpr Color brand{0.059, 0.463, 0.431};
inline constexpr Color good{0.051, 0.431, 0.220};
inline constexpr Color warn{0.522, 0.302, 0.000};
inline constexpr Color bad{0.702, 0.122, 0.090};
inline constexpr Color white{1, 1, 1};
} // namespace palette

enum class Align { Left, Right, Center };

struct TextStyle
{
    double size = 9;
    bool bold = false;
    bool mono = false;
    Color color = palette::ink;
    Align align = Align::Left;
    int maxLines = 0; // beyond it an ellipsis; 0: no bound
};

struct PdfMetadata
{
    std::string title;
    std::string author;
    std::string creator;
    std::string subject;
    std::string created; // ISO 8601
};

class PdfCanvas
{
public:
    static constexpr double pageWidth = 595.276;
    static constexpr double pageHeight = 841.89;

    explicit PdfCanvas(ByteSink& sink);
    ~PdfCanvas(); // without finish(): what cairo still holds goes nowhere
    PdfCanvas(const PdfCanvas&) = delete;
    PdfCanvas& operator=(const PdfCanvas&) = delete;

    // Dry: nothing is drawn. Leaving it starts the document.
    void setDry(bool dry) { m_dry = dry; }
    bool dry() const { return m_dry; }
    void setMetadata(const PdfMetadata& metadata);

    double textHeight(std::string_view text, double width, const TextStyle& style);
    // Wraps in `width`; (x, y) is the upper left corner. Returns the height.
    double drawText(std::string_view text, double x, double y, double width, const TextStyle& style);
    void fillRectangle(double x, double y, double width, double height, Color color, double radius = 0);
    void rule(double x, double y, double width, Color color = palette::rule, double thickness = 0.6);
    void disc(double x, double y, double radius, Color color);
    // A check mark or a cross in a square of `size`.
    void mark(bool good, double x, double y, double size, Color color);
    // Keystead's mark as the window shows it (resources/icons/ui/keystead.svg), in a square of `size`.
    void brandMark(double x, double y, double size);

    void beginTag(const char* name);
    void endTag(const char* name);
    void addOutline(const std::string& name, int page);
    void endPage();

    // Closes the document. StorageFull and the like come from the sink; Internal from cairo.
    base::Status finish();
    // The first error so far.
    base::Status status() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
    bool m_dry = false;
};

// Opens a structure tag for its scope.
class PdfTag
{
public:
    PdfTag(PdfCanvas& canvas, const char* name) : m_canvas(canvas), m_name(name) { m_canvas.beginTag(m_name); }
    ~PdfTag() { m_canvas.endTag(m_name); }
    PdfTag(const PdfTag&) = delete;
    PdfTag& operator=(const PdfTag&) = delete;

private:
    PdfCanvas& m_canvas;
    const char* m_name;
};

} // namespace keystead::transfer
