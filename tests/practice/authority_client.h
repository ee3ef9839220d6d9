// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The practice authority and a client that walks through it, without a socket between them.
#include "core/base/json.h"
#include "core/net/form_encoding.h"
#include "core/practice/authority.h"
#include "tests/support/fake_clock.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace keystead::test {

using Fields = std::vector<std::pair<std::string, std::string>>;

inline const std::string issuer = "http://127.0.0.1:4711";
inline const std::string redirectUri = "http://127.0.0.1:9/callback";
inline const std::string verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"; // RFC 7636 appendix B
inline const std::string challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

inline std::string queryOf(const Fields& fields)
{
    return net::withQuery("x", fields).substr(2);
}

inline base::Json parsed(const practice::Answer& answer)
{
    return base::Json::parse(answer.body, nullptr, false);
}

inline std::string errorOf(const practice::Answer& answer)
{
    return parsed(answer).value("error", std::string{});
}

struct AuthorityClient
{
    test::FakeClock m_clock;
    std::unique_ptr<practice::Authority> m_authority;

    practice::Answer get(const std::string& path, const Fields& query = {}, const std::string& bearer = {})
    {
        practice::Request request{"GET", path, query.empty() ? std::string{} : queryOf(query), {}, {}};
        if (!bearer.empty())
            request.headers.emplace_back("authorization", "Bearer " + bearer);
        return m_authority->handle(request);
    }
    practice::Answer post(const std::string& path, Fields form)
    {
        if (std::none_of(form.begin(), form.end(), [](const auto& field) { return field.first == "client_id"; }))
            form.emplace_back("client_id", "test-client");
        return m_authority->handle({"POST", path, {}, {}, queryOf(form)});
    }
    static Fields authorization(const Fields& changes = {})
    {
        Fields fields{{"response_type", "code"},         {"client_id", "test-client"},
                      {"redirect_uri", redirectUri},     {"state", "s"},
                      {"scope", "openid read"},          {"code_challenge", challenge},
                      {"code_challenge_method", "S256"}, {"nonce", "n"}};
        for (const auto& [name, value] : changes) {
            for (auto& field : fields) {
                if (field.first == name)
                    field.second = value;
            }
        }
        return fields;
    }
    // A parameter of the address that the browser is sent to.
    static std::string redirected(const practice::Answer& answer, std::string_view name)
    {
        for (const auto& [header, value] : answer.headers) {
            if (header != "Location" || !value.starts_with(redirectUri + "?"))
                continue;
            const auto pairs = net::parseForm(std::string_view{value}.substr(redirectUri.size() + 1));
            for (const auto& [key, text] : *pairs) {
                if (key == name)
                    return text;
            }
        }
        return {};
    }
    std::string newCode(const Fields& changes = {})
    {
        return redirected(get("/authorize", authorization(changes)), "code");
    }
    practice::Answer exchange(const std::string& code, const std::string& with = verifier,
                              const std::string& to = redirectUri)
    {
        return post(
            "/token",
            {{"grant_type", "authorization_code"}, {"code", code}, {"code_verifier", with}, {"redirect_uri", to}});
    }
    practice::Answer refresh(const std::string& token)
    {
        return post("/token", {{"grant_type", "refresh_token"}, {"refresh_token", token}});
    }
    // The page's link for this choice.
    std::string linkOf(const practice::Answer& page, const std::string& choice)
    {
        const std::size_t end = page.body.find("&amp;choice=" + choice + "\"");
        const std::size_t begin = page.body.rfind("ticket=", end);
        return end == std::string::npos ? std::string{} : page.body.substr(begin + 7, end - begin - 7);
    }

    void start(practice::AuthorityConfig config)
    {
        m_authority = std::make_unique<practice::Authority>(issuer, std::move(config), m_clock);
    }
};

} // namespace keystead::test
