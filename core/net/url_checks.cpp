// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_client.h"

#include <algorithm>
#include <QUrl>

namespace keystead::net {

namespace {

base::Error refuse(std::string why)
{
    return base::fail(base::ErrorCode::InvalidArgument, "URL: " + std::move(why));
}

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

// What no URL of ours holds, before any parser has its own idea of it: controls, white space, quotes, backslashes,
// bytes beyond ASCII.
base::Status checkCharacters(const std::string& url)
{
    if (url.empty())
        return refuse("is empty");
    if (url.size() > 8192)
        return refuse("is longer than 8192 bytes");
    for (const char c : url) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte >= 0x7f || c == '\\' || c == '"' || c == '<' || c == '>' || c == '^' || c == '`' ||
            c == '{' || c == '}' || c == '|')
            return refuse("holds a character that is not allowed");
    }
    return base::ok();
}

// The same parser as the HTTP client's, so that what is checked is what is connected to.
base::Result<QUrl> parse(const std::string& url)
{
    KS_TRY(checkCharacters(url));
    QUrl parsed = QUrl::fromEncoded(QByteArray::fromStdString(url), QUrl::StrictMode);
    if (!parsed.isValid())
        return refuse("is malformed");
    if (parsed.scheme() != QLatin1String("https") && parsed.scheme() != QLatin1String("http"))
        return refuse("must begin with https://");
    // QUrl::authority() drops an empty userinfo; the text itself tells.
    const auto begin = url.find("://");
    if (begin == std::string::npos)
        return refuse("is malformed");
    const std::string authority = url.substr(begin + 3, url.find_first_of("/?#", begin + 3) - (begin + 3));
    if (authority.find('@') != std::string::npos)
        return refuse("must not hold a user name or password");
    if (parsed.host().isEmpty())
        return refuse("has no host");
    if (url.find('#') != std::string::npos)
        return refuse("must not hold a fragment");
    if (parsed.port(1) == 0)
        return refuse("has port 0");
    return parsed;
}

} // namespace

bool isLoopbackHost(std::string_view host)
{
    const std::string name = lower(std::string{host});
    if (name == "localhost" || name == "::1" || name == "[::1]")
        return true;
    // 127.0.0.0/8, dotted quad only.
    int octets = 0;
    std::size_t at = 0;
    while (at <= name.size()) {
        const auto end = std::min(name.find('.', at), name.size());
        const std::string part = name.substr(at, end - at);
        if (part.empty() || part.size() > 3 || part.find_first_not_of("0123456789") != std::string::npos ||
            std::stoi(part) > 255)
            return false;
        if (octets == 0 && part != "127")
            return false;
        ++octets;
        at = end + 1;
    }
    return octets == 4;
}

base::Status checkUrl(const std::string& url, bool allowLoopbackHttp)
{
    KS_ASSIGN(const QUrl parsed, parse(url));
    if (parsed.scheme() == QLatin1String("https"))
        return base::ok();
    if (!isLoopbackHost(parsed.host().toStdString()))
        return refuse("must begin with https://");
    if (!allowLoopbackHttp)
        return refuse("plain http is not allowed here, not even on loopback");
    return base::ok();
}

base::Result<std::string> originOf(const std::string& url)
{
    KS_ASSIGN(const QUrl parsed, parse(url));
    const std::string scheme = parsed.scheme().toStdString();
    std::string host = lower(parsed.host(QUrl::FullyEncoded).toStdString());
    if (host.find(':') != std::string::npos && host.front() != '[')
        host = "[" + host + "]";
    return scheme + "://" + host + ":" + std::to_string(parsed.port(scheme == "https" ? 443 : 80));
}

} // namespace keystead::net
