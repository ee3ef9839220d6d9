// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// HTTP/1.1 on 127.0.0.1, one request a connection, for the practice server: 64 KiB a request, 32 connections, 10 s
// each. A request whose Host is not the address itself is refused (DNS rebinding). Thread: the one that made it.
#include "core/base/result.h"
#include "core/practice/http_message.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <QObject>

class QTcpServer;
class QTcpSocket;

namespace keystead::practice {

inline constexpr std::size_t maxRequestBytes = 64 * 1024;

class HttpListener : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        std::size_t requestBytes = maxRequestBytes;
        int connections = 32;
        std::chrono::milliseconds connectionLife{10'000};
    };
    using Handler = std::function<Answer(const Request&)>;
    // Listening on an ephemeral port on return. NetworkUnreachable where there is none.
    static base::Result<std::unique_ptr<HttpListener>> listen(Handler handler);
    static base::Result<std::unique_ptr<HttpListener>> listen(Handler handler, Limits limits);
    ~HttpListener() override;
    int port() const;

private:
    HttpListener(Handler handler, Limits limits);
    void serve(QTcpSocket* socket);
    void readMore(QTcpSocket* socket);
    Answer answerTo(const base::Result<std::optional<Request>>& request) const;
    Handler m_handler;
    Limits m_limits;
    std::unique_ptr<QTcpServer> m_server;
    int m_open = 0;
};

// A whole request from its bytes; nullopt where more must come. ParseError where it is none; LimitExceeded where it
// announces more than maxRequestBytes. Pure.
base::Result<std::optional<Request>> parseRequest(std::string_view bytes);
std::string serialise(const Answer& answer);

} // namespace keystead::practice
