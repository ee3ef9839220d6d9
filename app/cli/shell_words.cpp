// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/shell_words.h"

namespace keystead::cli {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

// Whether a backslash inside double quotes takes the next character literally (bash(1), QUOTING).
bool escapesInDouble(char next)
{
    return next == '"' || next == '\\' || next == '$' || next == '`' || next == '\n';
}

// Reads one word from `at` on; `toEnd`: blanks end it only where it is a line. `kept`, `quote` as in ShellLine.
struct WordReader
{
    std::string_view text;
    std::string_view breaks;
    bool toEnd = false;
    std::string word{};
    std::size_t kept = 0;
    char quote = '\0';

    std::size_t read(std::size_t at)
    {
        for (; at < text.size(); ++at) {
            const char c = text[at];
            if (quote == '\0' && isSpace(c) && !toEnd)
                return at;
            if (quote != '\'' && c == '\\') {
                if (quote == '"' && (at + 1 == text.size() || !escapesInDouble(text[at + 1])))
                    word += c;
                else if (++at < text.size())
                    word += text[at];
            } else if (quote == c) {
                quote = '\0';
                kept = word.size();
            } else if (quote == '\0' && (c == '"' || c == '\'')) {
                quote = c;
                kept = word.size();
            } else {
                word += c;
                if (quote == '\0' && breaks.find(c) != std::string_view::npos)
                    kept = word.size();
            }
        }
        return at;
    }
};

} // namespace

ShellLine splitLine(std::string_view line, std::string_view breaks)
{
    ShellLine found;
    std::size_t at = 0;
    for (;;) {
        while (at < line.size() && isSpace(line[at]))
            ++at;
        WordReader reader{line, breaks};
        const std::size_t end = reader.read(at);
        found.words.push_back(std::move(reader.word));
        if (end >= line.size()) {
            found.kept = reader.kept;
            found.quote = reader.quote;
            return found;
        }
        at = end;
    }
}

std::string unquoted(std::string_view word)
{
    WordReader reader{word, {}, true};
    reader.read(0);
    return std::move(reader.word);
}

std::string quotedFor(std::string_view text, char quote)
{
    std::string out;
    if (quote == '\'') {
        for (const char c : text)
            out += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
        return out;
    }
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/@:+=,%";
    for (const char c : text) {
        const bool special =
            quote == '"' ? escapesInDouble(c) : (static_cast<unsigned char>(c) < 0x80 && plain.find(c) == plain.npos);
        if (special)
            out += '\\';
        out += c;
    }
    return out;
}

} // namespace keystead::cli
