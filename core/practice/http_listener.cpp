// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/http_listener.h"

#include <algorithm>
#include <charconv>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace keystead::practice {

namespace {

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string_view nextLine(std::string_view& text)
{
    const std::size_t end = text.find("\r\n");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    return line;
}

} // namespace

base::Result<std::optional<Request>> parseRequest(std::string_view bytes)
{
    const base::Error malformed = base::fail(base::ErrorCode::ParseError, "malformed HTTP request");
    const std::size_t headEnd = bytes.find("\r\n\r\n");
    if (headEnd == std::string_view::npos)
        return std::optional<Request>{};
    std::string_view head = bytes.substr(0, headEnd + 2);
    const std::string_view first = nextLine(head);
    const std::size_t space = first.find(' ');
    const std::size_t second = first.find(' ', space + 1);
    if (space == std::string_view::npos || second == std::string_view::npos ||
        !first.substr(second + 1).starts_with("HTTP/1."))
        return malformed;
    Request request;
    request.method = first.substr(0, space);
    const std::string_view target = first.substr(space + 1, second - space - 1);
    const std::size_t question = target.find('?');
    request.path = target.substr(0, question);
    request.query = question == std::string_view::npos ? std::string_view{} : target.substr(question + 1);
    while (!head.empty()) {
        const std::string_view line = nextLine(head);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            return malformed;
        std::string_view value = line.substr(colon + 1);
        while (value.starts_with(' '))
            value.remove_prefix(1);
        request.headers.emplace_back(lower(std::string{line.substr(0, colon)}), value);
    }
    std::size_t length = 0;
    const std::string lengthText = request.header("content-length");
    const char* const end = lengthText.data() + lengthText.size();
    if (const auto read = std::from_chars(lengthText.data(), end, length);
        !lengthText.empty() && (read.ec != std::errc{} || read.ptr != end))
        return malformed;
    if (length > maxRequestBytes)
        return base::fail(base::ErrorCode::LimitExceeded, "the announced body is too long");
    if (bytes.size() < headEnd + 4 + length)
        return std::optional<Request>{};
    request.body = bytes.substr(headEnd + 4, length);
    return std::optional<Request>{std::move(request)};
}

std::string serialise(const Answer& answer)
{
    std::string text = "HTTP/1.1 " + std::to_string(answer.status) + (answer.status < 400 ? " OK" : " Refused") +
                       "\r\nContent-Type: " + answer.contentType +
                       "\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\nConnection: close\r\n";
    for (const auto& [name, value] : answer.headers)
        text += name + ": " + value + "\r\n";
    return text + "\r\n" + answer.body;
}

HttpListener::HttpListener(Handler handler, Limits limits)
    : m_handler(std::move(handler)), m_limits(limits), m_server(std::make_unique<QTcpServer>())
{
    connect(m_server.get(), &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* socket = m_server->nextPendingConnection())
            serve(socket);
    });
}

HttpListener::~HttpListener() = default;

base::Result<std::unique_ptr<HttpListener>> HttpListener::listen(Handler handler)
{
    return listen(std::move(handler), Limits{});
}

base::Result<std::unique_ptr<HttpListener>> HttpListener::listen(Handler handler, Limits limits)
{
    std::unique_ptr<HttpListener> listener(new HttpListener(std::move(handler), limits));
    if (!listener->m_server->listen(QHostAddress::LocalHost, 0))
        return base::fail(base::ErrorCode::NetworkUnreachable,
                          "no loopback port: " + listener->m_server->errorString().toStdString());
    return listener;
}

int HttpListener::port() const
{
    return m_server->serverPort();
}

void HttpListener::serve(QTcpSocket* socket)
{
    if (m_open >= m_limits.connections) {
        socket->abort();
        socket->deleteLater();
        return;
    }
    ++m_open;
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        --m_open;
        socket->deleteLater();
    });
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readMore(socket); });
    QTimer::singleShot(m_limits.connectionLife, socket, [socket] { socket->abort(); });
    if (socket->bytesAvailable() > 0)
        readMore(socket);
}

void HttpListener::readMore(QTcpSocket* socket)
{
    const QByteArray waiting = socket->peek(static_cast<qint64>(m_limits.requestBytes) + 1);
    const bool tooLong = static_cast<std::size_t>(waiting.size()) > m_limits.requestBytes;
    const auto request = parseRequest({waiting.constData(), static_cast<std::size_t>(waiting.size())});
    if (request && !*request && !tooLong)
        return;
    const std::string bytes = serialise(answerTo(request));
    socket->readAll();
    disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
    socket->disconnectFromHost();
}

Answer HttpListener::answerTo(const base::Result<std::optional<Request>>& request) const
{
    const bool whole = request && *request;
    if (!whole || (*request)->header("host") != "127.0.0.1:" + std::to_string(port()))
        return {400, "text/plain", "Bad request", {}};
    return m_handler(**request);
}

} // namespace keystead::practice
