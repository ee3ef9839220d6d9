// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// HTTP/1.1 on 127.0.0.1, one request a connection, for the practice server: 64 KiB a request, 32 connections, 10 s each. Thread: the one that made it.
#include "core/base/result.h"
#include "core/practice/http_message.h"

#include <QObject>
#include <functional>
#include <memory>
#include <optional>

class QTcpServer;
class QTcpSocket;

namespace keystead::practice {

class HttpListener : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<Answer(const Request&)>;
    // Listening on an ephemeral port on return.
    static base::Result<std::unique_ptr<HttpListener>> listen(Handler handler);
    ~HttpListener() override;
    int port() const;

private:
    explicit HttpListener(Handler handler);
    void serve(QTcpSocket* socket);
    void readMore(QTcpSocket* socket);
    Handler m_handler;
    std::unique_ptr<QTcpServer> m_server;
    int m_open = 0;
};

// A whole request from its bytes; nullopt where more must come. ParseError where it is none. Pure.
base::Result<std::optional<Request>> parseRequest(std::string_view bytes);
std::string serialise(const Answer& answer);

} // namespace keystead::practice
