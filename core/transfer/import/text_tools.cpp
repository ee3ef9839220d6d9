// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/text_tools.h"

#include "core/base/encoding.h"
#include "core/model/text_rules.h"

#include <algorithm>
#include <charconv>

namespace keystead::transfer {

namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

std::optional<int> hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return std::nullopt;
}

// "2024-01-31 12:00:00+00" in RFC 3339's spelling.
std::string asRfc3339(std::string_view text)
{
    std::string time{text};
    if (time.size() == 10)
        return time + "T00:00:00Z";
    if (time.size() > 10 && time[10] == ' ')
        time[10] = 'T';
    const std::size_t sign = time.find_first_of("+-", 19 < time.size() ? 19 : time.size());
    if (sign == std::string::npos) {
        if (!time.empty() && time.back() != 'Z' && time.back() != 'z')
            time += 'Z';
    } else if (time.size() - sign == 3) {
        time += ":00";
    } else if (time.size() - sign == 5) {
        time.insert(sign + 3, ":");
    }
    return time;
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::vector<std::string_view> splitAt(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos)
            return parts;
        text.remove_prefix(at + 1);
    }
}

bool equalsNoCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && model::asciiLower(a) == model::asciiLower(b);
}

bool endsWithNoCase(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && equalsNoCase(text.substr(text.size() - end.size()), end);
}

std::string lineNumber(std::size_t line)
{
    return "line " + std::to_string(line);
}

bool Lines::next(std::string_view& line)
{
    if (m_done)
        return false;
    const std::size_t at = m_rest.find('\n');
    line = m_rest.substr(0, at);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    if (at == std::string_view::npos)
        m_done = true;
    else
        m_rest.remove_prefix(at + 1);
    ++m_number;
    return !(m_done && line.empty());
}

base::Secret percentDecoded(std::string_view text)
{
    base::Secret decoded(text.size());
    std::size_t used = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::uint8_t byte = static_cast<std::uint8_t>(text[i]);
        if (byte == '%' && i + 2 < text.size()) {
            const auto high = hexDigit(text[i + 1]);
            const auto low = hexDigit(text[i + 2]);
            if (high && low) {
                byte = static_cast<std::uint8_t>(*high * 16 + *low);
                i += 2;
            }
        }
        decoded.exposeMutable()[used++] = byte;
    }
    decoded.shrink(used);
    return decoded;
}

std::optional<LooseUrl> splitLoosely(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos || scheme == 0 || scheme > 20)
        return std::nullopt;
    LooseUrl parts;
    parts.scheme = url.substr(0, scheme);
    std::string_view rest = url.substr(scheme + 3);
    const std::size_t slash = rest.find_first_of("/?#");
    std::string_view authority = rest.substr(0, slash);
    if (slash != std::string_view::npos)
        parts.path = rest.substr(slash);
    // The last "@": a password may hold one that nobody escaped.
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        parts.userInfo = authority.substr(0, at);
        authority.remove_prefix(at + 1);
    }
    parts.host = authority;
    return parts;
}

std::string hostOf(std::string_view address)
{
    address = trimmed(address);
    if (const auto url = splitLoosely(address))
        address = url->host;
    else
        address = address.substr(0, address.find_first_of("/?#"));
    if (const std::size_t at = address.rfind('@'); at != std::string_view::npos)
        address.remove_prefix(at + 1);
    return base::cleanForDisplay(model::asciiLower(address), 253);
}

std::string originOf(std::string_view address)
{
    const std::string host = hostOf(address);
    if (host.empty() || host.find_first_of(" %\\<>\"") != std::string::npos)
        return {};
    const auto url = splitLoosely(trimmed(address));
    const bool plain = url && equalsNoCase(url->scheme, "http");
    return (plain ? "http://" : "https://") + host;
}

std::optional<base::WallTime> looseTime(std::string_view text)
{
    text = trimmed(text);
    if (text.size() < 10 || text.size() > 40)
        return std::nullopt;
    if (text.find_first_not_of("0123456789.") == std::string_view::npos) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || number < 100'000'000 || number > 100'000'000'000'000)
            return std::nullopt;
        return base::fromMillis(number < 100'000'000'000 ? number * 1000 : number);
    }
    return base::fromRfc3339(asRfc3339(text));
}

std::string connectionName(std::string_view proposed, std::string_view fallback)
{
    std::string name = base::cleanForDisplay(trimmed(proposed), 100);
    std::replace(name.begin(), name.end(), '/', '-');
    name = std::string{trimmed(name)};
    if (model::looksLikeId(name))
        name += " (imported)";
    if (!name.empty() && !model::textProblem(name, 100))
        return name;
    return fallback.empty() ? std::string{"Imported"} : connectionName(fallback, {});
}

std::string fieldNameFrom(std::string_view text)
{
    std::string name;
    bool lowerBefore = false;
    for (const char c : text) {
        const bool upper = model::isUpper(c);
        if (upper && lowerBefore)
            name += '_';
        if (model::isAlnum(c))
            name += upper ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!name.empty() && name.back() != '_')
            name += '_';
        lowerBefore = model::isLower(c) || model::isDigit(c);
    }
    name.resize(std::min<std::size_t>(name.size(), 40));
    while (name.ends_with('_'))
        name.pop_back();
    return name.empty() ? "field" : name;
}

} // namespace keystead::transfer
