// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/url_rules.h"

#include "core/model/text_rules.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace keystead::model {

namespace {

constexpr std::size_t maxUrl = 2048;
constexpr std::size_t maxHost = 253; // RFC 1035 section 2.3.4, in text form
constexpr std::size_t maxLabel = 63;

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    while (true) {
        const std::size_t end = text.find(separator, start);
        parts.push_back(text.substr(start, end - start));
        if (end == std::string_view::npos)
            return parts;
        start = end + 1;
    }
}

bool allDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

std::optional<int> decimal(std::string_view text, int maximum)
{
    int value = 0;
    if (!allDigits(text) || text.size() > 5 || (text.size() > 1 && text.front() == '0'))
        return std::nullopt;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value <= maximum ? std::optional<int>{value} : std::nullopt;
}

bool isDottedQuad(std::string_view host)
{
    const auto parts = split(host, '.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(),
                                            [](std::string_view part) { return decimal(part, 255).has_value(); });
}

// Shape only: hexadecimal groups with at most one "::". Zone ids and embedded IPv4 are not needed and refused.
bool isIpv6(std::string_view text)
{
    if (text.size() < 2 || text.size() > 39 || text.find(":::") != std::string_view::npos)
        return false;
    const std::size_t gap = text.find("::");
    if (gap != std::string_view::npos && text.find("::", gap + 1) != std::string_view::npos)
        return false;
    std::size_t groups = 0;
    for (const std::string_view group : split(text, ':')) {
        if (group.empty())
            continue;
        ++groups;
        if (group.size() > 4 || group.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos)
            return false;
    }
    const bool edges = (text.front() != ':' || gap == 0) && (text.back() != ':' || gap == text.size() - 2);
    return edges && (gap == std::string_view::npos ? groups == 8 : groups < 8);
}

bool isLabel(std::string_view label)
{
    return !label.empty() && label.size() <= maxLabel && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), [](char c) { return isAlnum(c) || c == '-'; });
}

// Resolvers read "0x7f.1" or "2130706433" as addresses: a name's last label must not look like a number.
bool looksNumeric(std::string_view label)
{
    return allDigits(label) || (label.size() >= 2 && label[0] == '0' && (label[1] == 'x' || label[1] == 'X'));
}

std::optional<std::string> nameProblem(std::string_view host)
{
    if (host.empty())
        return "is empty";
    if (host.size() > maxHost)
        return "is longer than a host name can be";
    if (host.front() == '[') {
        return host.back() == ']' && isIpv6(host.substr(1, host.size() - 2))
                   ? std::nullopt
                   : std::optional<std::string>{"is not a valid IPv6 address"};
    }
    const auto labels = split(host, '.');
    if (!std::all_of(labels.begin(), labels.end(), isLabel))
        return "is not a valid host name";
    if (looksNumeric(labels.back()) && !isDottedQuad(host))
        return "is not a valid host name or IPv4 address";
    return std::nullopt;
}

struct HostPort
{
    std::string_view host;
    std::optional<std::string_view> port;
};

HostPort splitPort(std::string_view text)
{
    const std::size_t bracket = text.find(']');
    const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    if (colon == std::string_view::npos)
        return {text, std::nullopt};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

struct RawUrl
{
    std::string_view scheme;
    std::string_view authority;
    std::string_view rest;
};

std::optional<RawUrl> cut(std::string_view url)
{
    for (const std::string_view scheme : {std::string_view{"https"}, std::string_view{"http"}}) {
        if (!url.starts_with(scheme) || !url.substr(scheme.size()).starts_with("://"))
            continue;
        const std::string_view after = url.substr(scheme.size() + 3);
        const std::size_t end = std::min(after.find_first_of("/?#"), after.size());
        return RawUrl{scheme, after.substr(0, end), after.substr(end)};
    }
    return std::nullopt;
}

// RFC 3986: what may stand after the authority. Backslashes, quotes, braces and white space are read differently by
// different parsers and shells; they must come percent-encoded.
bool isUrlCharacter(char c)
{
    return isAlnum(c) || std::string_view{"-._~:/?[]@!$&'()*+,;=%"}.find(c) != std::string_view::npos;
}

bool escapesAreWhole(std::string_view text)
{
    constexpr std::string_view hex = "0123456789abcdefABCDEF";
    for (std::size_t i = text.find('%'); i != std::string_view::npos; i = text.find('%', i + 1)) {
        const std::string_view pair = text.substr(i + 1, 2);
        if (pair.size() < 2 || pair.find_first_not_of(hex) != std::string_view::npos)
            return false;
        if (pair == "00" || pair == "0a" || pair == "0A" || pair == "0d" || pair == "0D")
            return false;
    }
    return true;
}

} // namespace

std::optional<std::string> hostProblem(std::string_view hostAndPort)
{
    if (hostAndPort.find("://") != std::string_view::npos)
        return "must be a host name without https:// in front";
    if (hostAndPort.find('@') != std::string_view::npos)
        return "must not hold a user name or password";
    if (hostAndPort.find_first_of("/?#\\") != std::string_view::npos)
        return "must be a host name without a path";
    const HostPort parts = splitPort(hostAndPort);
    if (auto problem = nameProblem(parts.host))
        return problem;
    if (parts.port) {
        const auto port = decimal(*parts.port, 65535);
        if (!port || *port == 0)
            return "has a port that is not a number from 1 to 65535";
    }
    return std::nullopt;
}

std::optional<std::string> urlProblem(std::string_view url, bool loopbackHttp)
{
    if (url.empty())
        return "is empty";
    if (url.size() > maxUrl)
        return "is longer than " + std::to_string(maxUrl) + " characters";
    const auto raw = cut(url);
    if (!raw)
        return "must begin with https://";
    if (raw->authority.find('@') != std::string_view::npos)
        return "must not hold a user name or password";
    if (url.find('#') != std::string_view::npos)
        return "must not hold a fragment (#)";
    if (auto problem = hostProblem(raw->authority))
        return "has a host that " + *problem;
    if (!std::all_of(raw->rest.begin(), raw->rest.end(), isUrlCharacter) || !escapesAreWhole(raw->rest))
        return "holds a character that a URL cannot have";
    if (raw->scheme == "http") {
        if (!isLoopbackHost(splitPort(raw->authority).host))
            return "must begin with https://";
        if (!loopbackHttp)
            return "uses http, which is not allowed here, not even for this machine";
    }
    return std::nullopt;
}

std::optional<UrlParts> splitUrl(std::string_view url)
{
    if (urlProblem(url, true))
        return std::nullopt;
    const auto raw = cut(url);
    const HostPort parts = splitPort(raw->authority);
    UrlParts result{std::string{raw->scheme}, asciiLower(parts.host), raw->scheme == "https" ? 443 : 80,
                    std::string{raw->rest}};
    if (parts.port)
        result.port = decimal(*parts.port, 65535).value_or(result.port);
    return result;
}

bool isLoopbackHost(std::string_view host)
{
    return asciiLower(host) == "localhost" || host == "[::1]" || (isDottedQuad(host) && host.starts_with("127."));
}

bool sameOrigin(std::string_view a, std::string_view b)
{
    const auto left = splitUrl(a);
    const auto right = splitUrl(b);
    return left && right && left->scheme == right->scheme && left->host == right->host && left->port == right->port;
}

std::string percentEncode(std::string_view text)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (isAlnum(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += hex[byte >> 4U];
        out += hex[byte & 0x0FU];
    }
    return out;
}

} // namespace keystead::model
