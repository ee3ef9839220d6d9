// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/encoding.h"

namespace keystead::base {

namespace {

constexpr char32_t replacement = 0xFFFD;

struct Decoded
{
    char32_t codepoint;
    std::size_t length;
    bool valid;
};

// One code point of UTF-8 at `pos` (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
Decoded decode(std::string_view text, std::size_t pos)
{
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = at(pos);
    if (first < 0x80)
        return {first, 1, true};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || pos + length > text.size())
        return {replacement, 1, false};
    char32_t codepoint = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((at(pos + i) & 0xC0U) != 0x80U)
            return {replacement, 1, false};
        codepoint = (codepoint << 6) | (at(pos + i) & 0x3FU);
    }
    const bool overlong = (length == 3 && codepoint < 0x800) || (length == 4 && codepoint < 0x10000);
    if (overlong || codepoint > 0x10FFFF || (codepoint >= 0xD800 && codepoint <= 0xDFFF))
        return {replacement, 1, false};
    return {codepoint, length, true};
}

void append(std::string& out, char32_t c)
{
    const auto push = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) {
        push(c);
    } else if (c < 0x800) {
        push(0xC0 | (c >> 6));
        push(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        push(0xE0 | (c >> 12));
        push(0x80 | ((c >> 6) & 0x3F));
        push(0x80 | (c & 0x3F));
    } else {
        push(0xF0 | (c >> 18));
        push(0x80 | ((c >> 12) & 0x3F));
        push(0x80 | ((c >> 6) & 0x3F));
        push(0x80 | (c & 0x3F));
    }
}

bool isInvisible(char32_t c)
{
    return c == 0x061C || c == 0x00AD || c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
           (c >= 0xE0000 && c <= 0xE0FFF);
}

bool isBreakOrControl(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

} // namespace

bool isValidUtf8(std::string_view text)
{
    for (std::size_t pos = 0; pos < text.size();) {
        const Decoded d = decode(text, pos);
        if (!d.valid)
            return false;
        pos += d.length;
    }
    return true;
}

std::string cleanForDisplay(std::string_view text, std::size_t maxCodepoints)
{
    std::string out;
    std::size_t count = 0;
    bool space = false;
    for (std::size_t pos = 0; pos < text.size();) {
        const Decoded d = decode(text, pos);
        pos += d.length;
        if (isInvisible(d.codepoint))
            continue;
        if (isBreakOrControl(d.codepoint) || d.codepoint == U' ') {
            space = !out.empty();
            continue;
        }
        if (count + (space ? 1 : 0) >= maxCodepoints) {
            append(out, 0x2026);
            return out;
        }
        if (space) {
            out += ' ';
            ++count;
            space = false;
        }
        append(out, d.codepoint);
        ++count;
    }
    return out;
}

} // namespace keystead::base
