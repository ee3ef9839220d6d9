// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/redirect.h"

#include "core/base/encoding.h"
#include "core/net/form_encoding.h"

#include <algorithm>
#include <optional>

namespace keystead::oauth {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Wipes the decoded values: one of them is the code.
struct WipedPairs
{
    Pairs pairs;
    explicit WipedPairs(Pairs p) : pairs(std::move(p)) {}
    WipedPairs(const WipedPairs&) = delete;
    WipedPairs& operator=(const WipedPairs&) = delete;
    ~WipedPairs()
    {
        for (auto& [name, value] : pairs)
            base::wipe(value);
    }
    std::size_t count(std::string_view name) const
    {
        return static_cast<std::size_t>(
            std::count_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == name; }));
    }
    std::string* find(std::string_view name)
    {
        const auto found =
            std::find_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == name; });
        return found == pairs.end() ? nullptr : &found->second;
    }
};

// An issuer that stands for many tenants, "https://login.example/{tenantid}/v2.0".
bool fitsIssuer(std::string_view issuer, std::string_view expected)
{
    const auto open = expected.find('{');
    const auto close = expected.find('}');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return issuer == expected;
    const std::string_view head = expected.substr(0, open);
    const std::string_view tail = expected.substr(close + 1);
    if (issuer.size() <= head.size() + tail.size() || !issuer.starts_with(head) || !issuer.ends_with(tail))
        return false;
    const std::string_view middle = issuer.substr(head.size(), issuer.size() - head.size() - tail.size());
    return middle.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.") ==
           std::string_view::npos;
}

base::Status checkState(WipedPairs& answer, const base::Secret& expected)
{
    if (answer.count("state") != 1)
        return base::fail(base::ErrorCode::OAuthStateMismatch, answer.count("state") == 0
                                                                   ? "the answer carries no state"
                                                                   : "the answer carries more than one state");
    const std::string* state = answer.find("state");
    const std::span<const std::uint8_t> bytes{reinterpret_cast<const std::uint8_t*>(state->data()), state->size()};
    if (expected.empty() || !expected.equals(bytes))
        return base::fail(base::ErrorCode::OAuthStateMismatch, "the answer belongs to another sign-in");
    return base::ok();
}

// RFC 9207 section 2.4.
base::Status checkIssuer(WipedPairs& answer, const RedirectExpectation& expected)
{
    const std::size_t given = answer.count("iss");
    if (given > 1 || (given == 0 && expected.issRequired))
        return base::fail(base::ErrorCode::OAuthIssuerMismatch,
                          given ? "the answer names more than one issuer" : "the answer does not name its issuer");
    if (given == 1 && !expected.issuer.empty() && !fitsIssuer(*answer.find("iss"), expected.issuer))
        return base::fail(base::ErrorCode::OAuthIssuerMismatch, "the answer comes from another issuer");
    if (given == 1 && expected.issuer.empty() && expected.issRequired)
        return base::fail(base::ErrorCode::OAuthIssuerMismatch, "the issuer to compare with is not known");
    return base::ok();
}

base::Error serverError(WipedPairs& answer)
{
    const std::string code = base::cleanForDisplay(*answer.find("error"), 60);
    std::string detail = code;
    if (const std::string* description = answer.find("error_description"))
        detail += ": " + base::cleanForDisplay(*description, 200);
    return base::fail(
        code == "access_denied" ? base::ErrorCode::OAuthAccessDenied : base::ErrorCode::OAuthServerRefused, detail);
}

} // namespace

base::Result<AuthorizationCode> parseRedirectQuery(std::string_view query, const RedirectExpectation& expected)
{
    if (query.size() > 8192)
        return base::fail(base::ErrorCode::ParseError, "the answer is too long");
    auto pairs = net::parseForm(query);
    if (!pairs)
        return std::move(pairs).error();
    WipedPairs answer(std::move(*pairs));
    KS_TRY(checkState(answer, expected.state));
    KS_TRY(checkIssuer(answer, expected));
    if (answer.count("error") > 1 || answer.count("code") > 1)
        return base::fail(base::ErrorCode::ParseError, "the answer names a field twice");
    if (answer.count("error") == 1)
        return serverError(answer);
    std::string* code = answer.find("code");
    if (!code || code->empty())
        return base::fail(base::ErrorCode::ParseError, "the answer carries no code");
    AuthorizationCode result;
    result.code = base::Secret::take(*code);
    if (const std::string* scope = answer.find("scope"))
        result.scope = base::cleanForDisplay(*scope, 4096);
    return result;
}

base::Result<std::string> queryFromPasted(std::string_view pasted, const std::string& redirectUri)
{
    constexpr std::string_view space = " \t\r\n\"'<>";
    const auto begin = pasted.find_first_not_of(space);
    if (begin == std::string_view::npos)
        return base::fail(base::ErrorCode::InvalidArgument, "the address is empty");
    pasted = pasted.substr(begin, pasted.find_last_not_of(space) - begin + 1);
    if (pasted.size() > 8192)
        return base::fail(base::ErrorCode::InvalidArgument, "the address is too long");
    // Facebook-like tails ("#_=_") carry nothing.
    pasted = pasted.substr(0, pasted.find('#'));
    const auto scheme = pasted.find("://");
    if (scheme == std::string_view::npos || scheme > pasted.find_first_of("?=&")) {
        if (pasted.starts_with('?'))
            pasted.remove_prefix(1);
        if (pasted.find("state=") != std::string_view::npos)
            return std::string{pasted};
        return base::fail(base::ErrorCode::InvalidArgument,
                          "paste the whole address that the browser ended at, with code and state");
    }
    const auto question = pasted.find('?');
    if (pasted.substr(0, question) != redirectUri)
        return base::fail(base::ErrorCode::InvalidArgument, "the address does not begin with " + redirectUri);
    return std::string{question == std::string_view::npos ? std::string_view{} : pasted.substr(question + 1)};
}

} // namespace keystead::oauth
