// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What counts as text that may be kept and shown: valid UTF-8 without controls, bidi or invisible characters (SECURITY
// 22).
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace keystead::model {

enum class LineBreaks { Refused, Allowed }; // Allowed: "\n" and "\t" may stand in it

// Empty: clean. Else what is wrong, ready to follow a field's name: "holds a control or invisible character".
std::optional<std::string> textProblem(std::string_view text, std::size_t maxCodepoints,
                                       LineBreaks lineBreaks = LineBreaks::Refused);
std::size_t countCodepoints(std::string_view validUtf8);

inline bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
inline bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
inline bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
inline bool isAlnum(char c)
{
    return isDigit(c) || isLower(c) || isUpper(c);
}
// "con_" or another prefix of three letters and 24 characters: what stands for an id wherever a name may stand.
bool looksLikeId(std::string_view text);

std::string asciiLower(std::string_view text);

// [a-z0-9_]{1,40}: names of parameters and fields.
bool isFieldName(std::string_view text);
// [A-Za-z0-9._-]{1,200}, but not "." or "..".
bool isIdentifier(std::string_view text);
// RFC 6749 section 3.3: %x21 / %x23-5B / %x5D-7E, at most 256 of them.
bool isScopeToken(std::string_view text);

} // namespace keystead::model
