// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The narrow kind of URL that Keystead sends credentials to or hands to a browser: https, or http on loopback where
// that is allowed; a plain host; no userinfo, no fragment, no controls (SECURITY 12, 18, 21). Whatever a lenient parser
// might read in two ways is refused. Pure.
#include <optional>
#include <string>
#include <string_view>

namespace keystead::model {

struct UrlParts
{
    std::string scheme; // "https" or "http"
    std::string host;   // lower case; an IPv6 address in brackets
    int port = 0;       // 443 and 80 where the URL names none
    std::string pathAndQuery;
};

// Empty: fine. Else what is wrong, ready to follow a field's name: "must not hold a user name or password".
std::optional<std::string> hostProblem(std::string_view hostAndPort); // host, host:port, [v6], [v6]:port
std::optional<std::string> urlProblem(std::string_view url, bool loopbackHttp);

// The parts of a URL that passes urlProblem(url, true); else nullopt.
std::optional<UrlParts> splitUrl(std::string_view url);
// localhost, 127.0.0.0/8 as a dotted quad, [::1]; no port.
bool isLoopbackHost(std::string_view host);
// Same scheme, host and port; false where either is not a valid URL.
bool sameOrigin(std::string_view a, std::string_view b);
// RFC 3986 unreserved characters stay, every other byte becomes %XX.
std::string percentEncode(std::string_view text);

} // namespace keystead::model
