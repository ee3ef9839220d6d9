// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/grant.h"

#include "core/model/enum_text.h"
#include "core/model/text_rules.h"
#include "core/model/url_rules.h"

#include <algorithm>

namespace keystead::model {

using base::ErrorCode;

namespace {

constexpr std::array<EnumText<Right>, 3> rightTexts{{
    {Right::Token, "token"},
    {Right::Fields, "fields"},
    {Right::Request, "request"},
}};

constexpr std::array<EnumText<GrantTerm>, 4> termTexts{{
    {GrantTerm::Once, "once"},
    {GrantTerm::Login, "login"},
    {GrantTerm::Until, "until"},
    {GrantTerm::Always, "always"},
}};

constexpr std::size_t maxListed = 100;
constexpr std::size_t maxPath = 4096;
constexpr std::size_t maxReason = 500;
constexpr std::int64_t maxUses = 1'000'000;
constexpr std::chrono::seconds longestWindow{std::chrono::hours{24 * 366}};

base::Error wrong(std::string_view member, std::string_view what)
{
    return base::fail(ErrorCode::InvalidArgument, std::string{member} + ": " + std::string{what});
}

bool isAbsolute(std::string_view path)
{
    return path.starts_with('/') && path.size() <= maxPath && path.find('\0') == std::string_view::npos;
}

// RFC 9110 section 9.1: a method is a token; the ones in use are upper-case words.
bool isMethod(std::string_view text)
{
    return !text.empty() && text.size() <= 20 &&
           std::all_of(text.begin(), text.end(), [](char c) { return isUpper(c) || c == '-'; });
}

// Codes of a dot as dots: other codes are compared as they are written, and dot segments stand in no grant.
std::string withPlainDots(std::string_view segment)
{
    std::string plain;
    for (std::size_t i = 0; i < segment.size(); ++i) {
        const bool dot = segment.substr(i, 3) == "%2e" || segment.substr(i, 3) == "%2E";
        plain += dot ? '.' : segment[i];
        i += dot ? 2 : 0;
    }
    return plain;
}

std::optional<std::string> prefixProblem(std::string_view prefix)
{
    if (!prefix.starts_with('/') || prefix.size() > maxPath)
        return "must begin with /";
    if (prefix.find_first_of("?#\\ ") != std::string_view::npos || textProblem(prefix, maxPath))
        return "must be a path, without a query";
    for (std::size_t at = 0; at < prefix.size();) {
        const std::size_t end = std::min(prefix.find('/', at + 1), prefix.size());
        const std::string segment = withPlainDots(prefix.substr(at + 1, end - at - 1));
        if (segment == "." || segment == "..")
            return "must not hold . or .. segments";
        if (segment.empty() && end < prefix.size())
            return "must not hold empty segments";
        at = end;
    }
    return std::nullopt;
}

base::Status checkRequest(const RequestLimits& limits)
{
    if (limits.hosts.size() > maxListed || limits.methods.size() > maxListed || limits.pathPrefixes.size() > maxListed)
        return wrong("request", "names too many hosts, methods or paths");
    for (const std::string& host : limits.hosts) {
        if (const auto problem = hostProblem(host))
            return wrong("host", *problem);
        if (host != asciiLower(host))
            return wrong("host", "must be in lower case");
    }
    for (const std::string& method : limits.methods) {
        if (!isMethod(method))
            return wrong("method", "must be a method in upper case, such as GET");
    }
    for (const std::string& prefix : limits.pathPrefixes) {
        if (const auto problem = prefixProblem(prefix))
            return wrong("path", *problem);
    }
    return base::ok();
}

base::Status checkTerm(const Grant& grant, base::WallTime now)
{
    if ((grant.term == GrantTerm::Until) != grant.expiresAt.has_value())
        return wrong("for", "a grant with an end, and no other, has a time at which it ends");
    if (grant.expiresAt && *grant.expiresAt <= now)
        return wrong("for", "the end lies in the past");
    if ((grant.term == GrantTerm::Login) != !grant.loginSession.empty())
        return wrong("for", "a grant of a login session, and no other, names the session");
    if (grant.rate && (grant.rate->uses < 1 || grant.rate->uses > maxUses || grant.rate->window.count() < 1 ||
                       grant.rate->window > longestWindow))
        return wrong("at_most", "must be from 1 to 1000000 uses in 1 second to 366 days");
    return base::ok();
}

} // namespace

std::string_view toText(Right right)
{
    return textOf(rightTexts, right);
}

std::optional<Right> rightFromText(std::string_view text)
{
    return valueOf(rightTexts, text);
}

std::string_view toText(GrantTerm term)
{
    return textOf(termTexts, term);
}

std::optional<GrantTerm> grantTermFromText(std::string_view text)
{
    return valueOf(termTexts, text);
}

bool Grant::allows(Right right) const
{
    switch (right) {
    case Right::Token:
        return token;
    case Right::Fields:
        return !fields.empty();
    case Right::Request:
        return request.has_value();
    }
    return false;
}

base::Status checkGrant(const Grant& grant, base::WallTime now)
{
    if (!isAbsolute(grant.program.executable) || !grant.program.identified())
        return wrong("program", "must be the absolute path of a file that can be read");
    if (!grant.program.script.empty() && (!isAbsolute(grant.program.script) || grant.program.scriptSha256.empty()))
        return wrong("program", "the script must be the absolute path of a file that can be read");
    if (!base::ConnectionId::valid(grant.connection.text))
        return wrong("connection", "is not the id of a connection");
    if (!grant.token && grant.fields.empty() && !grant.request)
        return wrong("allow", "names no right; there are token, request and field:NAME");
    if (grant.fields.size() > maxListed)
        return wrong("allow", "names too many fields");
    for (const std::string& field : grant.fields) {
        if (!isFieldName(field))
            return wrong("allow", "a field is a name of lower-case letters, digits and _");
    }
    if (grant.request) {
        KS_TRY(checkRequest(*grant.request));
    }
    KS_TRY(checkTerm(grant, now));
    if (const auto problem = textProblem(grant.reason, maxReason))
        return wrong("reason", *problem);
    return base::ok();
}

} // namespace keystead::model
