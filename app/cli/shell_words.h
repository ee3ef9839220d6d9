// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A command line as bash splits it, up to the cursor, and a word as bash wants it back. Pure. No expansion: what a
// variable would give is not known here and its text stands for itself.
#include <string>
#include <string_view>
#include <vector>

namespace keystead::cli {

struct ShellLine
{
    std::vector<std::string> words; // the last one is being typed and may be empty
    std::size_t kept = 0;           // so many bytes of the last word the line editor keeps
    char quote = '\0';              // that is open at the cursor
};

// `breaks`: $COMP_WORDBREAKS, where the line editor begins the word that it replaces.
ShellLine splitLine(std::string_view line, std::string_view breaks);
// One word as it was typed (fish, zsh): quotes and backslashes taken out, also where a quote is still open.
std::string unquoted(std::string_view word);
// Text for a place where `quote` is open ('\0': none).
std::string quotedFor(std::string_view text, char quote);

} // namespace keystead::cli
