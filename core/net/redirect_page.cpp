// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/redirect_page.h"

#include "core/base/html.h"

#include <QByteArray>
#include <QCryptographicHash>

namespace keystead::net {

namespace {

constexpr char style[] = R"(:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText;font:16px/1.5 system-ui,sans-serif}
main{max-width:26rem;margin:1rem;padding:2.5rem 2rem;text-align:center;border:1px solid color-mix(in srgb,CanvasText 18%,Canvas);border-radius:14px}
svg{width:56px;height:56px;fill:none;stroke:#2f7d5b;stroke-width:4;stroke-linecap:round;stroke-linejoin:round}
h1{margin:.75rem 0 .25rem;font-size:1.4rem;font-weight:600}
p{margin:0;opacity:.8}
@media (prefers-color-scheme:dark){svg{stroke:#63c79b}})";

constexpr char doneMark[] =
    R"(<svg viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="20"/><path d="M15 25l6 6 12-13"/></svg>)";
constexpr char otherMark[] =
    R"(<svg viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="20"/><path d="M24 14v13M24 33v.5"/></svg>)";

const char* reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 421:
        return "Misdirected Request";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    default:
        return "Bad Request";
    }
}

std::string respond(int status, const std::string& policy, const std::string& type, const std::string& body)
{
    return "HTTP/1.1 " + std::to_string(status) + " " + reason(status) + "\r\nContent-Type: " + type +
           "; charset=utf-8\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nContent-Security-Policy: " + policy +
           "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff"
           "\r\nX-Frame-Options: DENY\r\nCross-Origin-Opener-Policy: same-origin\r\nConnection: close\r\n\r\n" +
           body;
}

constexpr char basePolicy[] = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

} // namespace

std::string redirectPage(int status, const std::string& title, const std::string& text)
{
    // Only this style sheet may apply: the policy names its hash.
    const QByteArray hash = QCryptographicHash::hash(QByteArray(style), QCryptographicHash::Sha256).toBase64();
    const std::string page = "<!doctype html><html><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                             "content=\"width=device-width,initial-scale=1\"><title>" +
                             base::escapeHtml(title) + "</title><style>" + style + "</style></head><body><main>" +
                             (status == 200 ? doneMark : otherMark) + "<h1>" + base::escapeHtml(title) + "</h1><p>" +
                             base::escapeHtml(text) + "</p></main></body></html>\n";
    const QByteArray policy = QByteArray(basePolicy) + "; style-src 'sha256-" + hash + "'";
    return respond(status, policy.toStdString(), "text/html", page);
}

std::string redirectRefusal(int status)
{
    return respond(status, basePolicy, "text/plain", std::string{reason(status)} + "\n");
}

} // namespace keystead::net
