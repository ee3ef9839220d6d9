// SPDX-License-Identifier: GPL-3.0-or-later
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
    return std::isalnum(u) || c == '-' || c == '_' || c == '.' || c == '+' || c == '/' || c == '=' || c == '~' || c == '%';
}

std::string lower(std::string_view text)
{
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

// Our own opaque ids are safe to show and useful in a log.
bool isOwnId(std::string_view word)
{
    static constexpr std::array<std::string_view, 6> prefixes{"con_", "pro_", "cli_", "vlt_", "slt_", "grt_"};
    return word.size() == 28 && std::any_of(prefixes.begin(), prefixes.end(), [&](auto p) { return word.starts_with(p); });
}

// Long words that mix digits with letters, or that are longer than any word a person writes. Paths and plain
// identifiers with separators (core/base/log.cpp, invalid_grant) stay.
bool looksSecret(std::string_view word)
{
    if (word.size() < 16 || isOwnId(word))
        return false;
    const auto digits = std::count_if(word.begin(), word.end(), [](unsigned char c) { return std::isdigit(c); });
    const auto uppers = std::count_if(word.begin(), word.end(), [](unsigned char c) { return std::isupper(c); });
    const auto slashes = std::count(word.begin(), word.end(), '/');
    if (slashes > 0 && digits * 4 < static_cast<std::ptrdiff_t>(word.size()) && word.size() < 64 && uppers < 6)
        return false;
    return digits >= 3 || (uppers >= 3 && uppers != static_cast<std::ptrdiff_t>(word.size())) || word.size() >= 48;
}

bool isSecretKey(std::string_view key)
{
    static constexpr std::array<std::string_view, 14> words{"token", "secret", "password", "passphrase", "passwd", "key", "code",
                                                            "verifier", "assertion", "authorization", "cookie", "pin", "credential",
                                                            "state"};
    const std::string name = lower(key);
    return std::any_of(words.begin(), words.end(), [&](auto w) { return name.ends_with(w); });
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
    const std::string_view authority = text.substr(pos, stop == std::string_view::npos ? std::string_view::npos : stop - pos);
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
    while (begin > 0 && (std::isalnum(static_cast<unsigned char>(text[begin - 1])) || text[begin - 1] == '_' || text[begin - 1] == '-'))
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
            const std::size_t end = quoted ? std::min(message.find(out.back(), pos), message.size()) : valueEnd(message, pos, key);
            if (end > pos)
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
        if (const std::size_t equals = message.substr(pos, end - pos).find('='); equals != std::string_view::npos && equals > 0)
            end = pos + equals;
        const std::string_view word = message.substr(pos, end - pos);
        if (looksSecret(word))
            out += mask;
        else
            out += word;
        pos = end;
    }
    return out;
}

} // namespace keystead::base
