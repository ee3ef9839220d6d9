// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output_mask.h"

#include <algorithm>

namespace keystead::cli {

namespace {

constexpr std::size_t shortestLine = 8; // of a secret of several lines

// RFC 4648 section 4 and 5; without padding.
std::string encoded(std::string_view bytes, bool url)
{
    const std::string_view alphabet = url ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                                          : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0;
    unsigned held = 0;
    for (const char c : bytes) {
        bits = bits << 8U | static_cast<unsigned char>(c);
        held += 8;
        while (held >= 6) {
            held -= 6;
            out += alphabet[bits >> held & 0x3FU];
        }
    }
    if (held > 0)
        out += alphabet[bits << (6 - held) & 0x3FU];
    return out;
}

std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (plain.find(c) != std::string_view::npos)
            out += c;
        else
            out.append({'%', hex[byte >> 4U], hex[byte & 0x0FU]});
    }
    return out;
}

} // namespace

void OutputMask::add(const base::Secret& secret)
{
    const std::string_view text = secret.exposeText();
    if (text.size() < shortest)
        return;
    addPattern(text);
    addBase64(text);
    std::string escaped = percentEncoded(text);
    if (escaped != text)
        addPattern(escaped);
    base::wipe(escaped);
    if (text.find('\n') == std::string_view::npos)
        return;
    for (std::size_t start = 0; start < text.size();) { // a terminal shows "\r\n" for "\n"
        const std::size_t end = std::min(text.find('\n', start), text.size());
        std::string_view line = text.substr(start, end - start);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.size() >= shortestLine && !line.starts_with("-----"))
            addPattern(line);
        start = end + 1;
    }
}

// Inside a longer text the secret begins at one of three places of a group: the characters that it alone decides.
void OutputMask::addBase64(std::string_view text)
{
    for (const bool url : {false, true}) {
        for (std::size_t before = 0; before < 3; ++before) {
            std::string padded(before, '\0');
            padded += text;
            std::string code = encoded(padded, url);
            const std::size_t skipped = (before * 8 + 5) / 6;
            const std::size_t whole = padded.size() * 8 / 6;
            if (whole > skipped)
                addPattern(std::string_view{code}.substr(skipped, whole - skipped));
            base::wipe(padded);
            base::wipe(code);
        }
    }
}

void OutputMask::addPattern(std::string_view text)
{
    if (text.size() < shortest)
        return;
    const bool there = std::any_of(m_patterns.begin(), m_patterns.end(),
                                   [text](const base::Secret& known) { return known.exposeText() == text; });
    if (there)
        return;
    m_patterns.push_back(base::Secret::fromText(text));
    m_first[static_cast<unsigned char>(text.front())] = true;
}

std::size_t OutputMask::matchAt(std::string_view text, bool& open) const
{
    std::size_t longest = 0;
    open = false;
    if (!m_first[static_cast<unsigned char>(text.front())])
        return 0;
    for (const base::Secret& pattern : m_patterns) {
        const std::string_view secret = pattern.exposeText();
        if (text.starts_with(secret))
            longest = std::max(longest, secret.size());
        else if (secret.starts_with(text))
            open = true;
    }
    return longest;
}

std::string OutputMask::scan(bool last)
{
    std::string shown;
    std::size_t at = 0;
    while (at < m_waiting.size()) {
        bool open = false;
        const std::size_t length = matchAt(std::string_view{m_waiting}.substr(at), open);
        if (open && !last)
            break;
        if (length > 0) {
            shown += mask;
            at += length;
        } else {
            shown += m_waiting[at++];
        }
    }
    std::string rest = m_waiting.substr(at);
    base::wipe(m_waiting);
    m_waiting = std::move(rest);
    return shown;
}

OutputMask OutputMask::clone() const
{
    OutputMask copy;
    copy.m_first = m_first;
    for (const base::Secret& pattern : m_patterns)
        copy.m_patterns.push_back(pattern.clone());
    return copy;
}

std::string OutputMask::feed(std::string_view chunk)
{
    m_waiting += chunk;
    return scan(false);
}

std::string OutputMask::finish()
{
    return scan(true);
}

} // namespace keystead::cli
