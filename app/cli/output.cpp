// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "core/base/encoding.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace keystead::cli {

namespace {

// Code points: close enough to columns for aligning.
std::size_t widthOf(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

struct Word
{
    std::string_view text;
    Tone tone;
};
constexpr std::array words{
    Word{"active", Tone::Good},  Word{"unlocked", Tone::Good},  Word{"works", Tone::Good},
    Word{"ok", Tone::Good},      Word{"updated", Tone::Good},   Word{"paused", Tone::Warn},
    Word{"created", Tone::Warn}, Word{"locked", Tone::Warn},    Word{"WARN", Tone::Warn},
    Word{"expired", Tone::Bad},  Word{"auth_error", Tone::Bad}, Word{"revoked", Tone::Bad},
    Word{"denied", Tone::Bad},   Word{"failure", Tone::Bad},    Word{"FAILED", Tone::Bad},
    Word{"unusable", Tone::Bad}, Word{"missing", Tone::Bad},    Word{"wrong_credential", Tone::Bad}};

bool isSet(const char* name, const char* but)
{
    const char* const value = std::getenv(name);
    return value && *value && std::strcmp(value, but) != 0;
}

} // namespace

bool wantsColor(int descriptor)
{
    if (isSet("NO_COLOR", ""))
        return false;
    if (isSet("CLICOLOR_FORCE", "0"))
        return true;
    const char* const term = std::getenv("TERM");
    const char* const wanted = std::getenv("CLICOLOR");
    return ::isatty(descriptor) == 1 && term && *term && std::strcmp(term, "dumb") != 0 &&
           !(wanted && std::strcmp(wanted, "0") == 0);
}

std::string toned(Tone tone, const std::string& text, bool color)
{
    // Of the first eight colours only: they follow the person's own scheme.
    static constexpr std::array codes{"", "1", "32", "33", "31"};
    const char* const code = codes[static_cast<std::size_t>(tone)];
    return color && *code ? "\033[" + std::string{code} + "m" + text + "\033[0m" : text;
}

Tone toneOf(const std::string& word)
{
    const auto found =
        std::find_if(words.begin(), words.end(), [&word](const Word& known) { return known.text == word; });
    return found == words.end() ? Tone::Plain : found->tone;
}

void printTable(const std::vector<Row>& rows)
{
    std::vector<std::size_t> widths;
    for (const Row& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(row[i]));
    }
    const bool color = wantsColor(STDOUT_FILENO);
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += toned(&row == &rows.front() ? Tone::Strong : toneOf(row[i]), row[i], color);
            if (i + 1 < row.size())
                line.append(widths[i] - widthOf(row[i]) + 2, ' ');
        }
        std::printf("%s\n", line.c_str());
    }
}

std::string textOf(const base::Json& object, const char* member)
{
    const auto found = object.find(member);
    if (found == object.end() || found->is_null())
        return {};
    if (found->is_string())
        return base::cleanForDisplay(found->get_ref<const std::string&>(), 10'000);
    if (!found->is_array())
        return base::toJsonText(*found);
    std::string joined;
    for (const base::Json& item : *found) {
        if (!joined.empty())
            joined += ' ';
        joined += item.is_string() ? base::cleanForDisplay(item.get_ref<const std::string&>()) : base::toJsonText(item);
    }
    return joined;
}

void printField(const char* label, const std::string& value)
{
    if (!value.empty())
        std::printf("%-18s %s\n", label, toned(toneOf(value), value, wantsColor(STDOUT_FILENO)).c_str());
}

} // namespace keystead::cli
