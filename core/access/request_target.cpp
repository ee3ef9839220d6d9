// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/request_target.h"

#include "core/net/http_text.h"

#include <algorithm>

namespace keystead::access {

using base::ErrorCode;
using base::fail;

namespace {

constexpr std::size_t maxTarget = 8000;

base::Error refuse(const char* why)
{
    return fail(ErrorCode::InvalidArgument, std::string{"target: "} + why);
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

bool isEscape(std::string_view text, std::size_t at)
{
    return text[at] == '%' && at + 2 < text.size() && hexDigit(text[at + 1]) >= 0 && hexDigit(text[at + 2]) >= 0;
}

// One round; what is no escape stays.
std::string decoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!isEscape(text, i)) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2]));
        i += 2;
    }
    return out;
}

// RFC 3986 section 5.2.4, and the segment parameters of old (section 3.3): "..;x" is ".." to some servers.
bool hasDotSegment(std::string_view path)
{
    while (true) {
        const std::size_t end = std::min(path.find('/'), path.size());
        std::string_view segment = path.substr(0, end);
        segment = segment.substr(0, segment.find(';'));
        if (segment == "." || segment == "..")
            return true;
        if (end == path.size())
            return false;
        path.remove_prefix(end + 1);
    }
}

base::Status checkDecoded(std::string_view path)
{
    if (hasDotSegment(path))
        return refuse("holds . or .. as a part of the path, plain or encoded");
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\\')
            return refuse("holds a backslash, plain or encoded");
        if (byte < 0x20 || byte == 0x7f)
            return refuse("holds an encoded control character in the path");
        if (byte == 0xc0 || byte == 0xc1)
            return refuse("holds bytes that are no UTF-8 and that some servers read as a slash or a dot");
    }
    return base::ok();
}

} // namespace

base::Status checkPath(std::string_view path)
{
    std::string text{path};
    KS_TRY(checkDecoded(text));
    // As often as it can be decoded: a server behind another server decodes twice. Each round makes it shorter.
    while (true) {
        std::string next = decoded(text);
        if (next == text)
            return base::ok();
        KS_TRY(checkDecoded(next));
        text = std::move(next);
    }
}

base::Status checkTarget(std::string_view target)
{
    if (target.empty())
        return refuse("is empty");
    if (target.size() > maxTarget)
        return fail(ErrorCode::LimitExceeded, "target: is longer than 8000 bytes");
    for (std::size_t i = 0; i < target.size(); ++i) {
        const auto byte = static_cast<unsigned char>(target[i]);
        if (byte < 0x20 || byte == 0x7f)
            return refuse("holds a control character");
        if (byte == 0x20)
            return refuse("holds a space; write %20");
        if (byte > 0x7f || std::string_view{"\"<>^`{}|"}.find(target[i]) != std::string_view::npos)
            return refuse("holds a character that must be percent-encoded");
        if (target[i] == '\\')
            return refuse("holds a backslash, plain or encoded");
        if (target[i] == '#')
            return refuse("holds a fragment (#)");
        if (target[i] == '%' && !isEscape(target, i))
            return refuse("holds a percent sign that begins no escape");
    }
    if (target.starts_with("//"))
        return refuse("begins with two slashes");
    std::size_t pathAt = 0;
    if (const std::size_t scheme = target.find("://"); scheme < target.find_first_of("/?")) {
        pathAt = std::min(target.find_first_of("/?", scheme + 3), target.size());
        if (target.substr(0, pathAt).find('@') != std::string_view::npos)
            return refuse("must not hold a user name or password");
    }
    const std::string_view path = target.substr(pathAt);
    return checkPath(path.substr(0, path.find('?')));
}

std::string withoutParameter(std::string_view query, std::string_view name)
{
    if (query.starts_with('?'))
        query.remove_prefix(1);
    const std::string wanted = net::lower(name);
    std::string left;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        std::string key = decoded(pair.substr(0, pair.find('=')));
        std::replace(key.begin(), key.end(), '+', ' ');
        if (net::lower(key) != wanted)
            left.append(left.empty() ? "?" : "&").append(pair);
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return left;
}

} // namespace keystead::access
