// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fault_server.h"

#include "core/net/form_encoding.h"
#include "tests/support/fault_replies.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QThread>
#include <QTimer>

namespace keystead::test {

namespace {

std::string formValue(std::string_view text, std::string_view name)
{
    const auto pairs = net::parseForm(text);
    if (!pairs)
        return {};
    for (const auto& [key, value] : *pairs) {
        if (key == name)
            return value;
    }
    return {};
}

// A body in chunks without trailers; true where it is whole.
bool readChunks(const std::string& bytes, std::size_t at, std::string& body)
{
    while (true) {
        const auto lineEnd = bytes.find("\r\n", at);
        if (lineEnd == std::string::npos)
            return false;
        const std::size_t size = std::stoul(bytes.substr(at, lineEnd - at), nullptr, 16);
        if (bytes.size() < lineEnd + 2 + size + 2)
            return false;
        if (size == 0)
            return true;
        body.append(bytes, lineEnd + 2, size);
        at = lineEnd + 2 + size + 2;
    }
}

// True where `bytes` holds a whole request, which is then taken apart.
bool readRequest(const std::string& bytes, ServerRequest& request)
{
    const auto headEnd = bytes.find("\r\n\r\n");
    if (headEnd == std::string::npos)
        return false;
    request = {};
    const auto lineEnd = bytes.find("\r\n");
    const std::string line = bytes.substr(0, lineEnd);
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    request.method = line.substr(0, first);
    request.target = first == last ? "" : line.substr(first + 1, last - first - 1);
    const auto question = request.target.find('?');
    request.path = request.target.substr(0, question);
    request.query = question == std::string::npos ? "" : request.target.substr(question + 1);
    for (std::size_t at = lineEnd + 2; at < headEnd + 2;) {
        const auto end = bytes.find("\r\n", at);
        const std::string field = bytes.substr(at, end - at);
        at = end + 2;
        const auto colon = field.find(':');
        if (colon == std::string::npos)
            continue;
        const auto value = field.find_first_not_of(' ', colon + 1);
        request.headers.emplace_back(QByteArray::fromStdString(field.substr(0, colon)).toLower().toStdString(),
                                     value == std::string::npos ? "" : field.substr(value));
    }
    if (request.header("transfer-encoding") == "chunked")
        return readChunks(bytes, headEnd + 4, request.body);
    const std::string length = request.header("content-length");
    const std::size_t size = length.empty() ? 0 : std::stoul(length);
    if (bytes.size() < headEnd + 4 + size)
        return false;
    request.body = bytes.substr(headEnd + 4, size);
    return true;
}

class Listener final : public QTcpServer
{
public:
    std::function<void(qintptr)> accept;

protected:
    void incomingConnection(qintptr descriptor) override { accept(descriptor); }
};

} // namespace

std::string ServerRequest::header(std::string_view lowerCaseName) const
{
    for (const auto& [name, value] : headers) {
        if (name == lowerCaseName)
            return value;
    }
    return {};
}

int ServerRequest::headerCount(std::string_view lowerCaseName) const
{
    int count = 0;
    for (const auto& entry : headers)
        count += entry.first == lowerCaseName ? 1 : 0;
    return count;
}

std::string ServerRequest::form(std::string_view name) const
{
    return formValue(body, name);
}

std::string ServerRequest::queryValue(std::string_view name) const
{
    return formValue(query, name);
}

struct FaultServer::Impl
{
    void run(TlsIdentity tls);
    void onConnection(qintptr descriptor);
    void onBytes(QSslSocket* socket, std::string& buffer);
    ServerReply answerFor(const ServerRequest& request);
    void onThread(std::function<void()> work)
    {
        QMetaObject::invokeMethod(worker.get(), std::move(work), Qt::BlockingQueuedConnection);
    }

    QThread thread;
    std::unique_ptr<QObject> worker;
    std::unique_ptr<Listener> listener; // on the thread
    QSslConfiguration tlsConfiguration;
    bool secure = false;
    std::vector<std::function<void()>> heldReplies; // on the thread
    bool released = false;                          // on the thread

    std::atomic<int> port{0};
    std::atomic<int> accepted{0};
    std::atomic<int> heldCount{0};
    mutable std::mutex mutex;
    std::map<std::string, Handler, std::less<>> routes;
    std::map<std::string, std::vector<ServerReply>, std::less<>> queued;
    std::vector<ServerRequest> requests;
};

void FaultServer::Impl::run(TlsIdentity tls)
{
    secure = !tls.certificatePem.empty();
    if (secure) {
        tlsConfiguration = QSslConfiguration::defaultConfiguration();
        tlsConfiguration.setLocalCertificate(QSslCertificate(QByteArray::fromStdString(tls.certificatePem)));
        tlsConfiguration.setPrivateKey(QSslKey(QByteArray::fromStdString(tls.keyPem), QSsl::Ec));
        tlsConfiguration.setPeerVerifyMode(QSslSocket::VerifyNone);
    }
    worker = std::make_unique<QObject>();
    worker->moveToThread(&thread);
    thread.start();
    onThread([this] {
        listener = std::make_unique<Listener>();
        listener->accept = [this](qintptr descriptor) { onConnection(descriptor); };
        if (!listener->listen(QHostAddress::LocalHost, 0))
            qFatal("the test server cannot listen");
        port = listener->serverPort();
    });
}

void FaultServer::Impl::onConnection(qintptr descriptor)
{
    ++accepted;
    auto* socket = new QSslSocket(listener.get());
    socket->setSocketDescriptor(descriptor);
    QObject::connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    const auto buffer = std::make_shared<std::string>();
    QObject::connect(socket, &QSslSocket::readyRead, socket, [this, socket, buffer] { onBytes(socket, *buffer); });
    if (secure) {
        socket->setSslConfiguration(tlsConfiguration);
        socket->startServerEncryption();
    }
}

void FaultServer::Impl::onBytes(QSslSocket* socket, std::string& buffer)
{
    buffer += socket->readAll().toStdString();
    ServerRequest request;
    if (!readRequest(buffer, request))
        return;
    buffer.clear();
    const ServerReply reply = answerFor(request);
    if (!reply.hold || released)
        return sendReply(socket, reply);
    const QPointer<QSslSocket> waiting(socket);
    heldReplies.push_back([waiting, reply] {
        if (waiting)
            sendReply(waiting, reply);
    });
    ++heldCount;
}

ServerReply FaultServer::Impl::answerFor(const ServerRequest& request)
{
    Handler handler;
    {
        const std::scoped_lock lock(mutex);
        requests.push_back(request);
        if (const auto waiting = queued.find(request.path); waiting != queued.end() && !waiting->second.empty()) {
            ServerReply reply = waiting->second.front();
            waiting->second.erase(waiting->second.begin());
            return reply;
        }
        const auto found = routes.find(request.path);
        if (found == routes.end())
            return ServerReply::json(R"({"error":"not_found"})", 404);
        handler = found->second;
    }
    return handler(request);
}

FaultServer::FaultServer() : FaultServer(TlsIdentity{}) {}

FaultServer::FaultServer(TlsIdentity tls) : m_impl(std::make_unique<Impl>())
{
    m_impl->run(std::move(tls));
}

FaultServer::~FaultServer()
{
    m_impl->onThread([this] { m_impl->listener.reset(); });
    m_impl->thread.quit();
    m_impl->thread.wait();
}

int FaultServer::port() const
{
    return m_impl->port;
}

std::string FaultServer::baseUrl() const
{
    return (m_impl->secure ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port());
}

void FaultServer::route(std::string path, Handler handler)
{
    const std::scoped_lock lock(m_impl->mutex);
    m_impl->routes[std::move(path)] = std::move(handler);
}

void FaultServer::reply(std::string path, ServerReply reply)
{
    route(std::move(path), [reply](const ServerRequest&) { return reply; });
}

void FaultServer::once(std::string path, ServerReply reply)
{
    const std::scoped_lock lock(m_impl->mutex);
    m_impl->queued[std::move(path)].push_back(std::move(reply));
}

int FaultServer::count(std::string_view path) const
{
    return static_cast<int>(log(path).size());
}

int FaultServer::total() const
{
    const std::scoped_lock lock(m_impl->mutex);
    return static_cast<int>(m_impl->requests.size());
}

int FaultServer::connections() const
{
    return m_impl->accepted;
}

std::vector<ServerRequest> FaultServer::log(std::string_view path) const
{
    const std::scoped_lock lock(m_impl->mutex);
    std::vector<ServerRequest> found;
    for (const ServerRequest& request : m_impl->requests) {
        if (request.path == path)
            found.push_back(request);
    }
    return found;
}

ServerRequest FaultServer::last(std::string_view path) const
{
    const std::vector<ServerRequest> found = log(path);
    return found.empty() ? ServerRequest{} : found.back();
}

void FaultServer::clearLog()
{
    const std::scoped_lock lock(m_impl->mutex);
    m_impl->requests.clear();
}

int FaultServer::held() const
{
    return m_impl->heldCount;
}

void FaultServer::release()
{
    m_impl->onThread([this] {
        m_impl->released = true;
        for (const auto& reply : std::exchange(m_impl->heldReplies, {}))
            reply();
        m_impl->heldCount = 0;
    });
}

void FaultServer::holdAgain()
{
    m_impl->onThread([this] { m_impl->released = false; });
}

void FaultServer::stop()
{
    m_impl->onThread([this] { m_impl->listener->close(); });
}

} // namespace keystead::test
