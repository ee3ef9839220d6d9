// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"
#include "core/base/log.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace keystead::base {

namespace {

constexpr std::string_view mask = "[redacted]";

bool isTokenChar(char c)
{
    const auto u = static_cast<unsigned char>(c);
    return std::isalnum(u) || c == '-' || c == '_' || c == '.' || c == '+' || c == '/' || c == '=' || c == '~' ||
           c == '%';
}

std::string lower(std::string_view text)
{
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

// Our own opaque ids are safe to show and useful in a log.
bool isOwnId(std::string_view word)
{
    static constexpr std::array<std::string_view, 7> prefixes{"con", "pro", "cli", "vlt", "slt", "grt", "bak"};
    return std::any_of(prefixes.begin(), prefixes.end(), [&](auto prefix) { return isIdText(word, prefix); });
}

struct Counts
{
    std::ptrdiff_t size, digits, uppers, slashes;
};

Counts countsOf(std::string_view word)
{
    return {std::ssize(word), std::count_if(word.begin(), word.end(), [](unsigned char c) { return std::isdigit(c); }),
            std::count_if(word.begin(), word.end(), [](unsigned char c) { return std::isupper(c); }),
            std::count(word.begin(), word.end(), '/')};
}

// A piece of a path that no person named: long, without separators, letters and digits mixed.
bool looksRandom(std::string_view run)
{
    const Counts n = countsOf(run);
    return n.size >= 16 && (n.digits >= 3 || (n.uppers >= 3 && n.uppers != n.size)) && n.digits != n.size;
}

// "/home/x/audit-2026-11-22.json": an absolute path none of whose pieces is random, and unlike base64 as a whole.
bool isPlainPath(std::string_view word)
{
    const Counts n = countsOf(word);
    if (!word.starts_with('/') || n.uppers * 4 >= n.size || n.digits * 2 >= n.size)
        return false;
    for (std::size_t begin = 1; begin <= word.size();) {
        const std::size_t end = std::min(word.find('/', begin), word.size());
        const std::string_view segment = word.substr(begin, end - begin);
        begin = end + 1;
        if (isOwnId(segment))
            continue;
        for (std::size_t from = 0; from <= segment.size();) {
            const std::size_t to = std::min(segment.find_first_of("-_.+=~%", from), segment.size());
            if (looksRandom(segment.substr(from, to - from)))
                return false;
            from = to + 1;
        }
    }
    return true;
}

// Long words that mix digits with letters, or that are longer than any word a person writes. Paths and plain
// identifiers with separators (core/base/log.cpp, invalid_grant) stay.
bool looksSecret(std::string_view word)
{
    if (word.size() < 16 || isOwnId(word) || isPlainPath(word))
        return false;
    const Counts n = countsOf(word);
    if (n.slashes > 0 && n.digits * 4 < n.size && n.size < 64 && n.uppers < 6)
        return false;
    return n.digits >= 3 || (n.uppers >= 3 && n.uppers != n.size) || n.size >= 48;
}

bool isSecretKey(std::string_view key)
{
    static constexpr std::array<std::string_view, 16> words{
        "token",     "secret",        "password", "passphrase", "passwd",     "key",   "code",      "verifier",
        "assertion", "authorization", "cookie",   "pin",        "credential", "state", "signature", "jwt"};
    // Names of our own errors and of numbers that everyone logs.
    static constexpr std::array<std::string_view, 5> plain{"wrong_passphrase", "wrong_key", "error_code", "status_code",
                                                           "exit_code"};
    const std::string name = lower(key);
    if (std::find(plain.begin(), plain.end(), name) != plain.end())
        return false;
    return std::any_of(words.begin(), words.end(), [&](auto w) { return name.ends_with(w); });
}

// An authentication scheme's name with its value behind it (RFC 9110 section 11.4): "Bearer abc", not "Basic
// authentication".
bool isScheme(std::string_view word)
{
    const std::string name = lower(word);
    return name == "bearer" || name == "basic" || name == "dpop";
}

bool isSchemeValue(std::string_view word)
{
    return word.size() >= 8 && word != "authentication" && word != "authorization" && word != "credential" &&
           word != "credentials";
}

// "code: 401" is a status, no authorization code.
bool isShortNumber(std::string_view value)
{
    return !value.empty() && value.size() <= 3 && value.find_first_not_of("0123456789") == std::string_view::npos;
}

std::size_t wordEnd(std::string_view text, std::size_t pos)
{
    while (pos < text.size() && isTokenChar(text[pos]))
        ++pos;
    return pos;
}

// "user:pass@host" after "://": the position behind '@', or npos.
std::size_t userinfoEnd(std::string_view text, std::size_t pos)
{
    const std::size_t stop = text.find_first_of("/?# \t\n\"'", pos);
    const std::string_view authority =
        text.substr(pos, stop == std::string_view::npos ? std::string_view::npos : stop - pos);
    const std::size_t at = authority.rfind('@');
    return at == std::string_view::npos ? std::string_view::npos : pos + at + 1;
}

// The word before the "=" or ":" at `pos`, without quotes.
std::string_view keyBefore(std::string_view text, std::size_t pos)
{
    std::size_t end = pos;
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '"' || text[end - 1] == '\''))
        --end;
    std::size_t begin = end;
    while (begin > 0 && (std::isalnum(static_cast<unsigned char>(text[begin - 1])) || text[begin - 1] == '_' ||
                         text[begin - 1] == '-'))
        --begin;
    return text.substr(begin, end - begin);
}

// Where the value after a secret-sounding key ends: a quoted text, or up to the next separator.
std::size_t valueEnd(std::string_view text, std::size_t pos, std::string_view key)
{
    if (pos < text.size() && (text[pos] == '"' || text[pos] == '\'')) {
        const std::size_t close = text.find(text[pos], pos + 1);
        return close == std::string_view::npos ? text.size() : close;
    }
    const bool wholeLine = lower(key).ends_with("authorization") || lower(key).ends_with("cookie");
    const std::size_t end = text.find_first_of(wholeLine ? "\r\n" : " \t\r\n&,;\"'})]", pos);
    return end == std::string_view::npos ? text.size() : end;
}

} // namespace

std::string redact(std::string_view message)
{
    std::string out;
    std::size_t pos = 0;
    bool afterScheme = false; // the word before was "Bearer" or its like
    while (pos < message.size()) {
        const char c = message[pos];
        if (message.substr(pos, 3) == "://") {
            out += "://";
            pos += 3;
            if (const std::size_t end = userinfoEnd(message, pos); end != std::string_view::npos) {
                out.append(mask).append("@");
                pos = end;
            }
            continue;
        }
        if (c == '=' || c == ':') {
            const std::string_view key = keyBefore(message, pos);
            out += c;
            ++pos;
            if (key.empty() || !isSecretKey(key))
                continue;
            while (pos < message.size() && (message[pos] == ' ' || message[pos] == '"' || message[pos] == '\''))
                out += message[pos++];
            const bool quoted = !out.empty() && (out.back() == '"' || out.back() == '\'');
            const std::size_t end =
                quoted ? std::min(message.find(out.back(), pos), message.size()) : valueEnd(message, pos, key);
            if (lower(key).ends_with("code") && isShortNumber(message.substr(pos, end - pos)))
                out += message.substr(pos, end - pos);
            else if (end > pos)
                out += mask;
            pos = end;
            continue;
        }
        if (!isTokenChar(c)) {
            out += c;
            ++pos;
            continue;
        }
        // A word: cut at '=' so that key=value is seen above.
        std::size_t end = wordEnd(message, pos);
        if (const std::size_t equals = message.substr(pos, end - pos).find('=');
            equals != std::string_view::npos && equals > 0)
            end = pos + equals;
        const std::string_view word = message.substr(pos, end - pos);
        const bool hidden = looksSecret(word) || (afterScheme && isSchemeValue(word));
        out += hidden ? mask : word;
        afterScheme = isScheme(word);
        pos = end;
    }
    return out;
}

} // namespace keystead::base
