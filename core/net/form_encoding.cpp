// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/form_encoding.h"

#include <optional>

namespace keystead::net {

namespace {

constexpr char hexDigits[] = "0123456789ABCDEF";

bool isUnreserved(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

// RFC 3986 unreserved stay; a space becomes %20, which both RFC 3986 and form decoders read.
template <class Sink> void encodeInto(Sink& sink, std::string_view text)
{
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isUnreserved(byte)) {
            sink.append(std::string_view{&c, 1});
        } else {
            const char escape[3] = {'%', hexDigits[byte >> 4], hexDigits[byte & 15]};
            sink.append(std::string_view{escape, 3});
        }
    }
}

std::optional<int> hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return std::nullopt;
}

base::Result<std::string> decode(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            const auto high = i + 2 < text.size() ? hexValue(text[i + 1]) : std::nullopt;
            const auto low = i + 2 < text.size() ? hexValue(text[i + 2]) : std::nullopt;
            if (!high || !low)
                return base::fail(base::ErrorCode::ParseError, "malformed percent escape in form data");
            out += static_cast<char>(*high * 16 + *low);
            i += 2;
        }
    }
    return out;
}

} // namespace

FormBuilder& FormBuilder::add(std::string_view name, std::string_view value)
{
    if (!std::exchange(m_first, false))
        m_builder.append('&');
    encodeInto(m_builder, name);
    m_builder.append('=');
    encodeInto(m_builder, value);
    return *this;
}

FormBuilder& FormBuilder::add(std::string_view name, const base::Secret& value)
{
    return add(name, value.exposeText());
}

base::Secret FormBuilder::build() &&
{
    return std::move(m_builder).build();
}

std::string percentEncode(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    encodeInto(out, text);
    return out;
}

base::Result<std::vector<std::pair<std::string, std::string>>> parseForm(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!text.empty()) {
        const auto end = text.find('&');
        const std::string_view part = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (part.empty())
            continue;
        const auto equals = part.find('=');
        KS_ASSIGN(std::string name, decode(part.substr(0, equals)));
        KS_ASSIGN(std::string value,
                  decode(equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1)));
        pairs.emplace_back(std::move(name), std::move(value));
    }
    return pairs;
}

std::string withQuery(std::string url, const std::vector<std::pair<std::string, std::string>>& parameters)
{
    for (const auto& [name, value] : parameters) {
        const auto question = url.find('?');
        if (question == std::string::npos)
            url += '?';
        else if (question + 1 != url.size() && url.back() != '&')
            url += '&';
        url += percentEncode(name) + "=" + percentEncode(value);
    }
    return url;
}

} // namespace keystead::net
