// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/echo_redactor.h"

#include "core/base/encoding.h"

#include <algorithm>
#include <cstring>
#include <string.h> // memmem

namespace keystead::access {

EchoRedactor::EchoRedactor(std::vector<base::Secret> needles) : m_needles(std::move(needles))
{
    std::erase_if(m_needles, [](const base::Secret& needle) { return needle.size() < shortest; });
}

std::span<char> EchoRedactor::room()
{
    if (m_buffer.empty()) {
        std::size_t longest = 0;
        for (const base::Secret& needle : m_needles)
            longest = std::max(longest, needle.size());
        m_buffer = base::Secret{piece + longest};
    }
    auto* const data = reinterpret_cast<char*>(m_buffer.exposeMutable().data());
    if (m_given > 0)
        std::memmove(data, data + m_given, m_held);
    m_given = 0;
    return {data + m_held, piece};
}

std::string_view EchoRedactor::take(std::size_t size, bool last)
{
    auto* const data = reinterpret_cast<char*>(m_buffer.exposeMutable().data());
    const std::size_t whole = m_held + size;
    const std::size_t open = overwrite({data, whole});
    m_held = last ? 0 : open;
    m_given = whole - m_held;
    return {data, m_given};
}

std::size_t EchoRedactor::overwrite(std::span<char> text) const
{
    std::size_t open = 0;
    for (const base::Secret& needle : m_needles) {
        const std::string_view wanted = needle.exposeText();
        std::size_t at = 0;
        while (const void* hit = ::memmem(text.data() + at, text.size() - at, wanted.data(), wanted.size())) {
            const auto begin = static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
            std::fill_n(text.begin() + static_cast<std::ptrdiff_t>(begin), wanted.size(), '*');
            at = begin + wanted.size();
            m_found = true;
        }
        const std::size_t most = std::min(wanted.size() - 1, text.size());
        for (std::size_t tail = most; tail > open; --tail) {
            if (std::memcmp(text.data() + text.size() - tail, wanted.data(), tail) == 0) {
                open = tail;
                break;
            }
        }
    }
    return open;
}

std::string EchoRedactor::redacted(std::string text) const
{
    overwrite(text);
    return text;
}

namespace {

base::Secret escaped(const base::Secret& value, bool percent)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    base::SecretBuilder out;
    for (const char c : value.exposeText()) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        const auto byte = static_cast<unsigned char>(c);
        if (percent && !plain)
            out.append('%').append(hex[byte >> 4U]).append(hex[byte & 0x0fU]);
        else if (!percent && (c == '/' || c == '"' || c == '\\'))
            out.append('\\').append(c);
        else
            out.append(c);
    }
    return std::move(out).build();
}

} // namespace

std::vector<base::Secret> echoForms(const base::Secret& value)
{
    std::vector<base::Secret> forms;
    const auto add = [&forms](base::Secret form) {
        const bool known =
            std::any_of(forms.begin(), forms.end(), [&](const base::Secret& f) { return f.equals(form); });
        if (!known && form.size() >= EchoRedactor::shortest)
            forms.push_back(std::move(form));
    };
    add(value.clone());
    add(escaped(value, true));
    add(escaped(value, false));
    add(base::toBase64Secret(value));
    return forms;
}

} // namespace keystead::access
