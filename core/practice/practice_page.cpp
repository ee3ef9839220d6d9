// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/practice_page.h"

#include "core/base/html.h"

namespace keystead::practice {

namespace {

constexpr std::string_view style =
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f4f6f6;color:#1b2a2a}"
    "main{max-width:26rem;margin:12vh auto 0;padding:2rem;background:#fff;border-radius:12px;box-shadow:0 1px 12px "
    "#0002}"
    ".mark{display:inline-block;padding:.1rem "
    ".6rem;border-radius:1rem;background:#fde68a;color:#713f12;font-size:.85rem}"
    "h1{font-size:1.35rem;margin:.8rem 0 .4rem}ul{padding-left:1.2rem}a{display:block;margin-top:.7rem;padding:.7rem "
    "1rem;border-radius:8px;"
    "text-decoration:none;text-align:center;border:1px solid "
    "#0f766e;color:#0f766e}a.main{background:#0f766e;color:#fff}a.no{border-color:#94a3a3;color:inherit}"
    "@media(prefers-color-scheme:dark){body{background:#101818;color:#dce7e6}main{background:#182323}a{border-color:#"
    "2dd4bf;color:#2dd4bf}"
    "a.main{background:#2dd4bf;color:#062522}}";

std::string link(const std::string& ticket, const char* choice, const char* css, const char* text)
{
    return "<a class=\"" + std::string{css} + "\" href=\"/decide?ticket=" + ticket + "&amp;choice=" + choice + "\">" +
           text + "</a>";
}

} // namespace

Answer practicePage(const std::string& ticket, const std::string& account, const std::vector<std::string>& scopes,
                    std::chrono::seconds lifetime)
{
    std::string list;
    for (const std::string& scope : scopes)
        list += "<li>" + base::escapeHtml(scope) + "</li>";
    std::string body =
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Practice sign-in</title><style>";
    body.append(style);
    body += "</style></head><body><main><span class=\"mark\">Practice, on this computer only</span><h1>Sign in as " +
            base::escapeHtml(account) + "</h1><p>Keystead asks for:</p><ul>" + list + "</ul><p>Tokens live " +
            std::to_string(lifetime.count()) + " seconds here, so that you can watch them being renewed.</p>" +
            link(ticket, "allow", "main", "Continue") +
            link(ticket, "refuse-refresh", "", "Continue, but refuse the next renewal") +
            link(ticket, "deny", "no", "Say no") + "</main></body></html>";
    return {200,
            "text/html; charset=utf-8",
            std::move(body),
            {{"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"},
             {"Cache-Control", "no-store"},
             {"Referrer-Policy", "no-referrer"}}};
}

} // namespace keystead::practice
