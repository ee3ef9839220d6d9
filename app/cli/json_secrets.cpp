// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json_secrets.h"

namespace keystead::cli {

namespace {

void appendEscaped(base::SecretBuilder& out, std::string_view text)
{
    constexpr std::string_view hex = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out.append('\\').append(c);
        else if (byte < 0x20)
            out.append("\\u00").append(hex[byte >> 4U]).append(hex[byte & 0x0FU]);
        else
            out.append(c);
    }
}

// Stands for secret number `index` until it is written: no text of the document can hold it.
std::string markOf(std::size_t index)
{
    return "\x01" + std::to_string(index) + "\x01";
}

} // namespace

void JsonSecrets::put(const std::vector<std::string>& path, base::Secret value)
{
    base::Json* place = &plain;
    for (const std::string& name : path)
        place = &(*place)[name];
    *place = markOf(m_secrets.size());
    m_secrets.push_back(std::move(value));
}

base::Secret JsonSecrets::write() const
{
    const std::string text = base::toJsonText(plain);
    constexpr std::string_view mark = "\\u0001";
    base::SecretBuilder out;
    std::size_t at = 0;
    for (;;) {
        const std::size_t open = text.find(mark, at);
        if (open == std::string::npos)
            break;
        const std::size_t close = text.find(mark, open + mark.size());
        const std::size_t index = std::stoul(text.substr(open + mark.size(), close - open - mark.size()));
        out.append(std::string_view{text}.substr(at, open - at));
        appendEscaped(out, m_secrets[index].exposeText());
        at = close + mark.size();
    }
    out.append(std::string_view{text}.substr(at));
    return std::move(out).build();
}

} // namespace keystead::cli
