// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_wire.h"

#include "core/net/form_encoding.h"
#include "core/net/http_text.h"

#include <algorithm>
#include <QSslCertificate>
#include <QSslSocket>
#include <QUrl>

namespace keystead::net {

namespace {

using base::ErrorCode;

// RFC 9110 section 5: a header that could end its line would be another request.
base::Status addHeader(base::SecretBuilder& head, std::string_view name, std::string_view value)
{
    if (!isToken(name) || !isFieldValue(value))
        return base::fail(ErrorCode::InvalidArgument, "header " + std::string{isToken(name) ? name : "name"} +
                                                          " holds a character that is not allowed");
    head.append(name).append(": ").append(value).append("\r\n");
    return base::ok();
}

base::Result<QSslConfiguration> tlsConfiguration(const std::string& caPem)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!caPem.empty()) {
        const auto certificates = QSslCertificate::fromData(QByteArray::fromStdString(caPem), QSsl::Pem);
        if (certificates.isEmpty())
            return base::fail(ErrorCode::InvalidArgument, "the private authority is not a PEM certificate");
        tls.addCaCertificates(certificates);
    }
    return tls;
}

// Path and query as they stand in the URL (checkUrl has judged its characters), and the secret part of the query.
void addTarget(base::SecretBuilder& head, const HttpRequest& request)
{
    const std::size_t authority = request.url.find("://") + 3;
    const std::size_t begin = std::min(request.url.find_first_of("/?", authority), request.url.size());
    const std::string_view target = std::string_view{request.url}.substr(begin);
    if (target.empty() || target.front() != '/')
        head.append('/');
    head.append(target);
    bool first = target.find('?') == std::string_view::npos;
    for (const auto& [name, value] : request.secretQuery) {
        FormBuilder pair;
        pair.add(name, value);
        head.append(std::exchange(first, false) ? '?' : '&').append(std::move(pair).build());
    }
}

std::string hostField(const QUrl& url)
{
    std::string host = url.host(QUrl::FullyEncoded).toStdString();
    if (host.find(':') != std::string::npos)
        host = "[" + host + "]";
    return url.port() < 0 ? host : host + ":" + std::to_string(url.port());
}

bool named(const HttpRequest& request, std::string_view lowerCaseName)
{
    return std::any_of(request.headers.begin(), request.headers.end(),
                       [&](const auto& header) { return lower(header.first) == lowerCaseName; });
}

base::Status addLength(base::SecretBuilder& head, const HttpRequest& request, const StreamedBody* streamed)
{
    if (streamed && !streamed->length)
        return addHeader(head, "Transfer-Encoding", "chunked");
    if (streamed)
        return addHeader(head, "Content-Length", std::to_string(*streamed->length));
    if (request.body || request.method == "POST" || request.method == "PUT" || request.method == "PATCH")
        return addHeader(head, "Content-Length", std::to_string(request.body ? request.body->size() : 0));
    return base::ok();
}

base::Status addHeaders(base::SecretBuilder& head, const HttpRequest& request, const QUrl& url,
                        const StreamedBody* streamed)
{
    KS_TRY(addHeader(head, "Host", hostField(url)));
    // A connection serves one request: nothing stale is reused, no buffer stays behind.
    KS_TRY(addHeader(head, "Connection", "close"));
    if (!named(request, "accept-encoding"))
        KS_TRY(addHeader(head, "Accept-Encoding", "identity"));
    if (!named(request, "user-agent"))
        KS_TRY(addHeader(head, "User-Agent", "Keystead/" KEYSTEAD_VERSION));
    for (const auto& [name, value] : request.headers)
        KS_TRY(addHeader(head, name, value));
    if (!request.contentType.empty())
        KS_TRY(addHeader(head, "Content-Type", request.contentType));
    return addLength(head, request, streamed);
}

} // namespace

base::Result<WireRequest> toWire(const HttpRequest& request, const StreamedBody* streamed)
{
    KS_TRY(checkUrl(request.url, request.allowLoopbackHttp));
    if (!isToken(request.method))
        return base::fail(ErrorCode::InvalidArgument, "HTTP method holds a character that is not allowed");
    const QUrl url = QUrl::fromEncoded(QByteArray::fromStdString(request.url), QUrl::StrictMode);
    WireRequest wire;
    wire.host = url.host();
    wire.encrypted = url.scheme() == QLatin1String("https");
    wire.port = static_cast<quint16>(url.port(wire.encrypted ? 443 : 80));
    KS_ASSIGN(wire.tls, tlsConfiguration(request.caPem));
    base::SecretBuilder text;
    text.append(request.method).append(' ');
    addTarget(text, request);
    text.append(" HTTP/1.1\r\n");
    KS_TRY(addHeaders(text, request, url, streamed));
    base::SecretBuilder secrets;
    for (const auto& [name, value] : request.secretHeaders)
        KS_TRY(addHeader(secrets, name, value.exposeText()));
    secrets.append("\r\n");
    if (request.body && !streamed)
        secrets.append(*request.body);
    const base::Secret head = std::move(text).build();
    wire.secretFrom = request.secretQuery.empty() ? head.size() : 0;
    base::SecretBuilder whole;
    whole.append(head).append(std::move(secrets).build());
    wire.bytes = std::move(whole).build();
    return wire;
}

} // namespace keystead::net
