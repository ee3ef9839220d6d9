// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/text_rules.h"

#include "core/base/encoding.h"
#include "core/base/ids.h"

#include <algorithm>

namespace keystead::model {

namespace {

bool startsCodepoint(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::size_t codepointLength(std::string_view text, std::size_t pos)
{
    std::size_t end = pos + 1;
    while (end < text.size() && !startsCodepoint(text[end]))
        ++end;
    return end - pos;
}

} // namespace

std::size_t countCodepoints(std::string_view validUtf8)
{
    return static_cast<std::size_t>(std::count_if(validUtf8.begin(), validUtf8.end(), startsCodepoint));
}

std::optional<std::string> textProblem(std::string_view text, std::size_t maxCodepoints, LineBreaks lineBreaks)
{
    if (!base::isValidUtf8(text))
        return "is not valid UTF-8";
    if (countCodepoints(text) > maxCodepoints)
        return "is longer than " + std::to_string(maxCodepoints) + " characters";
    for (std::size_t pos = 0; pos < text.size();) {
        const std::size_t length = codepointLength(text, pos);
        const std::string_view one = text.substr(pos, length);
        pos += length;
        if (one == " " || (lineBreaks == LineBreaks::Allowed && (one == "\n" || one == "\t")))
            continue;
        // The rule of what is unsafe to show has one home: base's cleaning changes exactly those characters.
        if (base::cleanForDisplay(one, 2) != one)
            return "holds a control or invisible character";
    }
    return std::nullopt;
}

bool looksLikeId(std::string_view text)
{
    constexpr std::size_t prefix = 3;
    return text.size() > prefix && std::all_of(text.begin(), text.begin() + prefix, isLower) &&
           base::isIdText(text, text.substr(0, prefix));
}

std::string asciiLower(std::string_view text)
{
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

bool isFieldName(std::string_view text)
{
    return !text.empty() && text.size() <= 40 &&
           std::all_of(text.begin(), text.end(), [](char c) { return isLower(c) || isDigit(c) || c == '_'; });
}

bool isIdentifier(std::string_view text)
{
    return !text.empty() && text.size() <= 200 && text != "." && text != ".." &&
           std::all_of(text.begin(), text.end(), [](char c) { return isAlnum(c) || c == '.' || c == '_' || c == '-'; });
}

bool isScopeToken(std::string_view text)
{
    return !text.empty() && text.size() <= 256 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '"' && c != '\\'; });
}

} // namespace keystead::model
