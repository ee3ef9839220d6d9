// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/redirect_request.h"

#include <algorithm>
#include <charconv>

namespace keystead::net {

namespace {

struct Head
{
    std::string_view method;
    std::string_view target;
    std::string_view host;
    std::string_view contentType;
    std::size_t contentLength = 0;
};

std::string_view trim(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

bool sameName(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

// RFC 9112 section 3; one Host, no folding, no transfer coding. 0 or a status.
int readHead(std::string_view text, Head& head)
{
    const auto lineEnd = text.find("\r\n");
    const std::string_view line = text.substr(0, lineEnd);
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || last == first)
        return 400;
    head.method = line.substr(0, first);
    head.target = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    if ((version != "HTTP/1.1" && version != "HTTP/1.0") || head.target.find(' ') != std::string_view::npos)
        return 400;
    int hosts = 0;
    for (std::size_t at = lineEnd + 2; at < text.size();) {
        const auto end = std::min(text.find("\r\n", at), text.size());
        const std::string_view field = text.substr(at, end - at);
        at = end + 2;
        const auto colon = field.find(':');
        if (field.empty() || colon == std::string_view::npos || colon == 0 || field.front() == ' ' ||
            field.front() == '\t')
            return 400;
        const std::string_view name = field.substr(0, colon);
        const std::string_view value = trim(field.substr(colon + 1));
        if (sameName(name, "host")) {
            head.host = value;
            ++hosts;
        } else if (sameName(name, "content-type")) {
            head.contentType = trim(value.substr(0, value.find(';')));
        } else if (sameName(name, "content-length")) {
            const auto [end2, error] = std::from_chars(value.data(), value.data() + value.size(), head.contentLength);
            if (error != std::errc{} || end2 != value.data() + value.size())
                return 400;
        } else if (sameName(name, "transfer-encoding")) {
            return 400;
        }
    }
    return hosts == 1 ? 0 : 400;
}

} // namespace

RedirectRequest readRedirectRequest(std::string_view bytes, const RedirectRules& rules)
{
    // Something that is not HTTP (a TLS hello, zeros) is told at its first byte.
    if (!bytes.empty() && (bytes.front() < 'A' || bytes.front() > 'Z'))
        return {400, {}};
    const auto headEnd = bytes.find("\r\n\r\n");
    if (headEnd == std::string_view::npos)
        return {bytes.size() >= maxRedirectRequest ? 431 : 0, {}};
    if (headEnd + 4 > maxRedirectRequest)
        return {431, {}};
    Head head;
    if (const int refused = readHead(bytes.substr(0, headEnd), head))
        return {refused, {}};
    if (head.host != rules.authority)
        return {421, {}};
    const auto question = head.target.find('?');
    if (head.target.substr(0, question) != rules.path)
        return {404, {}};
    if (head.method == "GET")
        return {200, std::string{question == std::string_view::npos ? std::string_view{}
                                                                    : head.target.substr(question + 1)}};
    if (!rules.formPost || head.method != "POST")
        return {405, {}};
    if (!sameName(head.contentType, "application/x-www-form-urlencoded"))
        return {415, {}};
    if (head.contentLength > maxRedirectRequest - (headEnd + 4))
        return {413, {}};
    if (bytes.size() < headEnd + 4 + head.contentLength)
        return {0, {}};
    return {200, std::string{bytes.substr(headEnd + 4, head.contentLength)}};
}

} // namespace keystead::net
