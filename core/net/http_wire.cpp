// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_wire.h"

#include "core/net/form_encoding.h"

#include <algorithm>
#include <charconv>
#include <QSslCertificate>
#include <QSslSocket>
#include <QUrl>

namespace keystead::net {

namespace {

using base::ErrorCode;

constexpr std::size_t headLimit = 64 * 1024;

bool isToken(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
    });
}

bool isFieldValue(std::string_view value)
{
    return std::none_of(value.begin(), value.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

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

base::Status addHeaders(base::SecretBuilder& head, const HttpRequest& request, const QUrl& url)
{
    KS_TRY(addHeader(head, "Host", hostField(url)));
    // A connection serves one request: nothing stale is reused, no buffer stays behind.
    KS_TRY(addHeader(head, "Connection", "close"));
    KS_TRY(addHeader(head, "Accept-Encoding", "identity"));
    KS_TRY(addHeader(head, "User-Agent", "Keystead/" KEYSTEAD_VERSION));
    for (const auto& [name, value] : request.headers)
        KS_TRY(addHeader(head, name, value));
    if (!request.contentType.empty())
        KS_TRY(addHeader(head, "Content-Type", request.contentType));
    if (request.body || request.method == "POST" || request.method == "PUT" || request.method == "PATCH")
        KS_TRY(addHeader(head, "Content-Length", std::to_string(request.body ? request.body->size() : 0)));
    return base::ok();
}

std::string lower(std::string_view text)
{
    std::string result{text};
    for (char& c : result)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

base::Error notHttp()
{
    return base::fail(ErrorCode::BadResponse, "the server's answer is not HTTP");
}

std::optional<std::uint64_t> number(std::string_view text, int radix)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, radix);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

} // namespace

base::Result<WireRequest> toWire(const HttpRequest& request)
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
    KS_TRY(addHeaders(text, request, url));
    base::SecretBuilder secrets;
    for (const auto& [name, value] : request.secretHeaders)
        KS_TRY(addHeader(secrets, name, value.exposeText()));
    secrets.append("\r\n");
    if (request.body)
        secrets.append(*request.body);
    const base::Secret head = std::move(text).build();
    wire.secretFrom = request.secretQuery.empty() ? head.size() : 0;
    base::SecretBuilder whole;
    whole.append(head).append(std::move(secrets).build());
    wire.bytes = std::move(whole).build();
    return wire;
}

// Up to the line feed; false where it is not there yet. What was read is in m_line, without its end.
bool AnswerReader::readLine(std::string_view& bytes)
{
    const std::size_t end = bytes.find('\n');
    m_line += bytes.substr(0, std::min(end, bytes.size()));
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (end == std::string_view::npos)
        return false;
    if (!m_line.empty() && m_line.back() == '\r')
        m_line.pop_back();
    return true;
}

base::Status AnswerReader::feed(std::string_view bytes)
{
    while (!bytes.empty() && m_state != State::Complete) {
        if (m_state == State::Length || m_state == State::UntilClose || m_state == State::Chunk) {
            const std::size_t size = takeBody(bytes);
            KS_TRY(addBody(bytes.substr(0, size)));
            bytes.remove_prefix(size);
            continue;
        }
        if (m_state == State::Head) {
            const std::size_t before = m_line.size();
            m_line += bytes;
            if (m_line.size() >= 5 && m_line.compare(0, 5, "HTTP/") != 0)
                return notHttp();
            const std::size_t end = m_line.find("\r\n\r\n", before < 3 ? 0 : before - 3);
            if (end == std::string::npos) {
                if (m_line.size() > headLimit)
                    return base::fail(ErrorCode::TooLarge, "the answer's head is larger than 65536 bytes");
                return base::ok();
            }
            bytes.remove_prefix(end + 4 - before);
            const std::string head = std::exchange(m_line, {});
            KS_TRY(onHead(std::string_view{head}.substr(0, end + 2)));
            continue;
        }
        if (!readLine(bytes)) {
            if (m_line.size() > 4096)
                return notHttp();
            return base::ok();
        }
        const std::string line = std::exchange(m_line, {});
        KS_TRY(onChunkLine(line));
    }
    return base::ok();
}

// RFC 9112 section 4; interim answers (1xx) are passed over.
base::Status AnswerReader::onHead(std::string_view head)
{
    const std::size_t end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    if (line.size() < 12 || line.compare(0, 7, "HTTP/1.") != 0 || line[8] != ' ' ||
        (line.size() > 12 && line[12] != ' '))
        return notHttp();
    const auto status = number(line.substr(9, 3), 10);
    if (!status || *status < 100)
        return notHttp();
    if (*status < 200)
        return *status == 101 ? base::Status{notHttp()} : base::ok();
    m_status = static_cast<int>(*status);
    KS_TRY(onFields(head.substr(end + 2)));
    HttpResponse fields;
    fields.headers = m_headers;
    const std::string encoding = lower(fields.header("content-encoding"));
    if (!encoding.empty() && encoding != "identity")
        return base::fail(ErrorCode::BadResponse, "the answer is compressed, which was not asked for");
    if (m_toHead || m_status == 204 || m_status == 304) {
        m_state = State::Complete;
        return base::ok();
    }
    // RFC 9112 section 6.3
    const std::string transfer = lower(fields.header("transfer-encoding"));
    if (!transfer.empty() && transfer != "identity") {
        if (transfer != "chunked")
            return base::fail(ErrorCode::BadResponse, "the answer is in a transfer encoding that was not asked for");
        m_state = State::ChunkSize;
        return base::ok();
    }
    m_state = State::UntilClose;
    for (const auto& [name, value] : m_headers) {
        if (name != "content-length")
            continue;
        const auto length = number(value, 10);
        if (!length || (m_state == State::Length && m_left != *length))
            return notHttp();
        m_left = *length;
        m_state = State::Length;
    }
    if (m_state == State::Length && m_left > m_limit)
        return base::fail(ErrorCode::TooLarge, "the answer is larger than " + std::to_string(m_limit) + " bytes");
    if (m_state == State::Length && m_left == 0)
        m_state = State::Complete;
    return base::ok();
}

base::Status AnswerReader::onFields(std::string_view fields)
{
    while (!fields.empty()) {
        const std::size_t end = std::min(fields.find('\n'), fields.size() - 1);
        std::string_view line = fields.substr(0, end);
        fields.remove_prefix(end + 1);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        if (line.empty())
            continue;
        if (line.front() == ' ' || line.front() == '\t') { // obsolete folding, RFC 9112 section 5.2
            if (m_headers.empty())
                return notHttp();
            m_headers.back().second.append(" ").append(trimmed(line));
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
            return notHttp();
        m_headers.emplace_back(lower(line.substr(0, colon)), std::string{trimmed(line.substr(colon + 1))});
    }
    return base::ok();
}

// RFC 9112 section 7.1: a size, the end of a chunk, or a trailer (passed over).
base::Status AnswerReader::onChunkLine(std::string_view line)
{
    if (m_state == State::ChunkEnd) {
        if (!line.empty())
            return notHttp();
        m_state = State::ChunkSize;
        return base::ok();
    }
    if (m_state == State::Trailer) {
        m_received += line.size(); // bounded like the body
        if (m_received > m_limit + headLimit)
            return base::fail(ErrorCode::TooLarge, "the answer's trailer is too long");
        if (line.empty())
            m_state = State::Complete;
        return base::ok();
    }
    const auto size = number(trimmed(line.substr(0, line.find(';'))), 16);
    if (!size)
        return notHttp();
    m_left = *size;
    m_state = m_left == 0 ? State::Trailer : State::Chunk;
    return base::ok();
}

std::size_t AnswerReader::takeBody(std::string_view bytes)
{
    if (m_state == State::UntilClose)
        return bytes.size();
    return static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size()));
}

base::Status AnswerReader::addBody(std::string_view bytes)
{
    m_received += bytes.size();
    if (m_received > m_limit)
        return base::fail(ErrorCode::TooLarge, "the answer is larger than " + std::to_string(m_limit) + " bytes");
    m_body.append(bytes);
    if (m_state == State::UntilClose)
        return base::ok();
    m_left -= bytes.size();
    if (m_left == 0)
        m_state = m_state == State::Length ? State::Complete : State::ChunkEnd;
    return base::ok();
}

base::Status AnswerReader::atClose()
{
    if (m_state == State::UntilClose)
        m_state = State::Complete;
    if (m_state == State::Complete)
        return base::ok();
    return base::fail(ErrorCode::NetworkUnreachable,
                      m_status == 0 ? "the server closed the connection without a readable answer"
                                    : "the server closed the connection in the middle of its answer");
}

HttpResponse AnswerReader::take()
{
    HttpResponse answer;
    answer.status = m_status;
    answer.headers = std::move(m_headers);
    answer.serverDate = base::fromHttpDate(answer.header("date"));
    answer.body = std::move(m_body).build();
    return answer;
}

} // namespace keystead::net
