// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/emergency_sheet.h"

#include "core/base/encoding.h"
#include "core/transfer/file_sink.h"
#include "core/transfer/letter_page.h"
#include "core/transfer/pdf_canvas.h"

#include <array>
#include <string_view>

namespace keystead::transfer {

namespace {

constexpr std::size_t groups = 8;
constexpr std::size_t groupSize = 8;
constexpr std::size_t textSize = groups * groupSize + groups - 1;
constexpr double codeSize = 150;
constexpr int quietZone = 4; // modules

std::string_view groupOf(const base::Secret& text, std::size_t group)
{
    return text.exposeText().substr(group * (groupSize + 1), groupSize);
}

// One page, from the top down.
class Sheet
{
public:
    Sheet(PdfCanvas& canvas, const EmergencySheet& sheet) : m_canvas(canvas), m_sheet(sheet) {}

    void draw(const QrCode& code)
    {
        const PdfTag document(m_canvas, "Document");
        heading();
        keyPanel(code);
        howTo();
        facts();
        place();
    }

private:
    double text(const char* tag, std::string_view words, double x, double textWidth, const TextStyle& style)
    {
        const PdfTag scope(m_canvas, tag);
        return m_canvas.drawText(words, x, m_y, textWidth, style);
    }

    void heading()
    {
        m_canvas.fillRectangle(letter::left, m_y, 34, 4, palette::brand);
        m_y += 12;
        m_y += text("H1", "Emergency sheet for your Keystead vault", letter::left, letter::width,
                    {.size = 20, .bold = true}) +
               6;
        m_y += text("P",
                    "The recovery key on this sheet opens the vault when the passphrase is forgotten, the computer is "
                    "lost or its keychain is gone. Whoever holds this sheet and a copy of the vault can open it: keep "
                    "it where you keep a passport, and never as a picture or a file.",
                    letter::left, letter::width, {.size = 10, .color = palette::muted}) +
               18;
    }

    void keyPanel(const QrCode& code)
    {
        constexpr double inset = 18;
        constexpr double height = codeSize + 2 * inset;
        m_canvas.fillRectangle(letter::left, m_y, letter::width, height, palette::panel, 5);
        const double top = m_y;
        m_y += inset;
        text("H2", "Recovery key", letter::left + inset, 200, {.size = 9, .bold = true, .color = palette::muted});
        m_y += 20;
        const double first = m_y;
        constexpr double step = 33;
        for (std::size_t group = 0; group < groups; ++group) {
            const bool second = group >= groups / 2;
            m_y = first + static_cast<double>(group % (groups / 2)) * step;
            const double x = letter::left + inset + (second ? 143 : 0);
            const PdfTag line(m_canvas, "P");
            m_canvas.drawText(std::to_string(group + 1), x, m_y + 5, 12, {.size = 8, .color = palette::muted});
            m_canvas.drawText(groupOf(m_sheet.recoveryText, group), x + 15, m_y, 128,
                              {.size = 16, .bold = true, .mono = true});
        }
        drawCode(code, letter::left + letter::width - inset - codeSize, top + inset);
        m_y = top + height + 20;
    }

    void drawCode(const QrCode& code, double x, double y)
    {
        const PdfTag figure(m_canvas, "Figure");
        m_canvas.fillRectangle(x, y, codeSize, codeSize, palette::white);
        const double module = codeSize / (code.size + 2 * quietZone);
        for (int row = 0; row < code.size; ++row) {
            // Runs, so that no hairline shows between neighbours.
            for (int column = 0; column < code.size; ++column) {
                int run = 0;
                while (column + run < code.size && code.at(row, column + run))
                    ++run;
                if (run > 0)
                    m_canvas.fillRectangle(x + (quietZone + column) * module, y + (quietZone + row) * module,
                                           run * module, module, palette::ink);
                column += run;
            }
        }
    }

    void howTo()
    {
        m_y += text("H2", "How to use it", letter::left, letter::width, {.size = 12, .bold = true}) + 5;
        constexpr std::array<std::string_view, 4> steps{
            "Install Keystead and put the vault's folder back, from the old disk or from a backup.",
            "Start Keystead, choose “Use the recovery key”, and type the eight groups or scan the code. On the command "
            "line: keystead-cli vault unlock --recovery-fd N.",
            "Capital or small letters, spaces and dashes do not matter. There is no letter I, L, O or U on this sheet. "
            "Each group checks itself: Keystead says which one has a slip.",
            "Then choose a new passphrase, and make a new sheet if somebody else may have seen this one."};
        for (std::size_t i = 0; i < steps.size(); ++i) {
            text("P", std::to_string(i + 1) + ".", letter::left, 16,
                 {.size = 10, .bold = true, .color = palette::brand});
            m_y += text("P", steps[i], letter::left + 18, letter::width - 18, {.size = 10}) + 4;
        }
        m_y += 14;
    }

    void facts()
    {
        m_canvas.rule(letter::left, m_y, letter::width);
        m_y += 10;
        const std::string made = base::toRfc3339(m_sheet.made);
        const std::array<std::pair<std::string_view, std::string>, 5> lines{
            {{"Vault", m_sheet.vault.text},
             {"Slot", m_sheet.slot.text},
             {"Folder", base::cleanForDisplay(m_sheet.folder)},
             {"Made", made.substr(0, 10) + " " + made.substr(11, 5) + " UTC"},
             {"With", base::cleanForDisplay(m_sheet.program)}}};
        for (const auto& [name, value] : lines) {
            text("P", name, letter::left, 90, {.size = 9, .color = palette::muted});
            m_y +=
                text("P", value, letter::left + 90, letter::width - 90, {.size = 9, .mono = true, .maxLines = 2}) + 3;
        }
        m_y += 12;
    }

    void place()
    {
        text("P", "Kept at", letter::left, 90, {.size = 9, .color = palette::muted});
        m_canvas.rule(letter::left + 90, m_y + 12, letter::width - 90, palette::ink, 0.8);
        m_y += 32;
        text("P", "Seen by", letter::left, 90, {.size = 9, .color = palette::muted});
        m_canvas.rule(letter::left + 90, m_y + 12, letter::width - 90, palette::ink, 0.8);
    }

    PdfCanvas& m_canvas;
    const EmergencySheet& m_sheet;
    double m_y = 60;
};

} // namespace

base::Status writeEmergencySheet(const EmergencySheet& sheet, const std::filesystem::path& file)
{
    if (sheet.recoveryText.size() != textSize)
        return base::fail(base::ErrorCode::InvalidArgument, "the emergency sheet wants a recovery key");
    KS_ASSIGN(const QrCode code, qrCode(sheet.recoveryText));
    KS_ASSIGN(FileSink sink, FileSink::create(file, FileSink::Existing::Refuse));
    {
        PdfCanvas canvas(sink);
        // No name and no number of the key in what search engines and file managers read.
        canvas.setMetadata({"Keystead emergency sheet", {}, sheet.program, {}, base::toRfc3339(sheet.made)});
        Sheet page(canvas, sheet);
        page.draw(code);
        canvas.endPage();
        KS_TRY(canvas.finish());
    }
    return sink.commit();
}

} // namespace keystead::transfer
