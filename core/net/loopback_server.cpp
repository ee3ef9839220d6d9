// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/loopback_server.h"

#include "core/base/secret.h"
#include "core/net/loopback_socket.h"
#include "core/net/redirect_page.h"
#include "core/net/redirect_request.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <unistd.h>

namespace keystead::net {

namespace {

constexpr std::size_t maxConnections = 8;
constexpr std::chrono::seconds connectionLimit{10};

bool reportsError(const std::string& query)
{
    return query.starts_with("error=") || query.find("&error=") != std::string::npos;
}

} // namespace

struct LoopbackServer::Impl : QObject
{
    Impl(Options o, Accept a) : options(std::move(o)), accept(std::move(a)) {}

    base::Status bindTo(int wanted);
    base::Status adopt(const ListeningSocket& socket);
    void onConnection(QTcpServer& server);
    void onBytes(QTcpSocket* socket, const std::shared_ptr<std::string>& buffer);
    void answer(QTcpSocket* socket, std::string text);
    void stopListening();
    std::string authority() const { return options.hostInUri + ":" + std::to_string(port); }

    Options options;
    Accept accept;
    std::vector<std::unique_ptr<QTcpServer>> servers;
    int port = 0;
    std::vector<QTcpSocket*> connections; // oldest first
    bool stopped = false;
    bool inAccept = false;
};

base::Status LoopbackServer::Impl::adopt(const ListeningSocket& socket)
{
    auto server = std::make_unique<QTcpServer>();
    server->setMaxPendingConnections(static_cast<int>(maxConnections));
    if (!server->setSocketDescriptor(socket.descriptor)) {
        ::close(socket.descriptor);
        return base::fail(base::ErrorCode::NetworkUnreachable, "cannot listen on loopback");
    }
    QTcpServer* raw = server.get();
    connect(raw, &QTcpServer::newConnection, this, [this, raw] { onConnection(*raw); });
    servers.push_back(std::move(server));
    port = socket.port;
    return base::ok();
}

// "localhost" may mean either address family to the browser: both are taken, so that nobody else gets the redirect.
base::Status LoopbackServer::Impl::bindTo(int wanted)
{
    const bool ipv6Only = options.hostInUri == "[::1]";
    KS_ASSIGN(const ListeningSocket first, listenOnLoopback(ipv6Only, wanted));
    std::optional<ListeningSocket> second;
    if (options.hostInUri == "localhost") {
        base::Result<ListeningSocket> other = listenOnLoopback(true, first.port);
        if (other) {
            second = *other;
        } else if (other.error().code != base::ErrorCode::Unsupported) {
            ::close(first.descriptor);
            return std::move(other).error();
        }
    }
    KS_TRY(adopt(first));
    return second ? adopt(*second) : base::ok();
}

void LoopbackServer::Impl::onConnection(QTcpServer& server)
{
    while (QTcpSocket* socket = server.nextPendingConnection()) {
        if (stopped) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        // The oldest goes: whoever holds connections open and says nothing does not keep the browser out.
        if (connections.size() >= maxConnections)
            connections.front()->abort();
        connections.push_back(socket);
        socket->setParent(this);
        socket->setReadBufferSize(static_cast<qint64>(maxRedirectRequest) + 1);
        const auto buffer = std::make_shared<std::string>();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer] { onBytes(socket, buffer); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket, buffer] {
            base::wipe(*buffer);
            std::erase(connections, socket);
            socket->deleteLater();
        });
        // One limit for reading and answering: a slow peer is cut, the flow goes on.
        QTimer::singleShot(connectionLimit, socket, [socket] { socket->abort(); });
    }
}

void LoopbackServer::Impl::onBytes(QTcpSocket* socket, const std::shared_ptr<std::string>& buffer)
{
    while (socket->bytesAvailable() > 0 && buffer->size() <= maxRedirectRequest) {
        char chunk[1024];
        const qint64 size = socket->read(chunk, sizeof chunk);
        if (size <= 0)
            break;
        buffer->append(chunk, static_cast<std::size_t>(size));
        base::wipe(chunk, sizeof chunk);
    }
    RedirectRequest request = readRedirectRequest(*buffer, {authority(), options.path, options.formPost});
    if (request.status == 0)
        return;
    QObject::disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    if (request.status != 200 || stopped)
        return answer(socket, redirectRefusal(stopped ? 503 : request.status));

    // `accept` may destroy the listener; then this object goes later, with its sockets.
    RedirectDelivery delivery{std::move(request.query)};
    const bool failed = reportsError(delivery.query);
    inAccept = true;
    const bool taken = accept(delivery);
    base::wipe(delivery.query);
    inAccept = false;
    if (!taken)
        return answer(socket, redirectRefusal(400));
    answer(socket, failed ? redirectPage(400, options.failedTitle, options.failedText)
                          : redirectPage(200, options.pageTitle, options.pageText));
    stopListening();
}

void LoopbackServer::Impl::answer(QTcpSocket* socket, std::string text)
{
    socket->write(text.data(), static_cast<qint64>(text.size()));
    socket->flush();
    socket->disconnectFromHost();
}

void LoopbackServer::Impl::stopListening()
{
    stopped = true;
    for (const auto& server : servers)
        server->close();
}

LoopbackServer::LoopbackServer() = default;

LoopbackServer::~LoopbackServer()
{
    if (!m_impl)
        return;
    close();
    // From within `accept` we stand below one of our own signals.
    if (m_impl->inAccept)
        m_impl.release()->deleteLater();
}

base::Result<std::unique_ptr<LoopbackServer>> LoopbackServer::listen(Options options, Accept accept)
{
    if (options.path.empty() || options.path.front() != '/')
        return base::fail(base::ErrorCode::InvalidArgument, "redirect path must begin with '/'");
    if (options.hostInUri != "127.0.0.1" && options.hostInUri != "[::1]" && options.hostInUri != "localhost")
        return base::fail(base::ErrorCode::InvalidArgument, "redirect host must be 127.0.0.1, [::1] or localhost");
    std::unique_ptr<LoopbackServer> server(new LoopbackServer);
    server->m_impl = std::make_unique<Impl>(std::move(options), std::move(accept));
    // An ephemeral port is drawn again where another program has the same one on the other address family.
    std::vector<int> ports = server->m_impl->options.ports;
    const bool fixed = !ports.empty();
    if (!fixed)
        ports.assign(8, 0);
    base::Error last;
    std::string taken;
    for (const int port : ports) {
        base::Status bound = server->m_impl->bindTo(port);
        if (bound)
            return server;
        last = std::move(bound).error();
        if (last.code != base::ErrorCode::AlreadyExists)
            return last;
        taken += (taken.empty() ? "" : ", ") + std::to_string(port);
    }
    if (fixed)
        return base::fail(base::ErrorCode::AlreadyExists, "another program uses port " + taken);
    return last;
}

std::string LoopbackServer::redirectUri() const
{
    return "http://" + m_impl->authority() + m_impl->options.path;
}

int LoopbackServer::port() const
{
    return m_impl->port;
}

void LoopbackServer::close()
{
    if (m_impl)
        m_impl->stopListening();
}

} // namespace keystead::net
