// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/loopback_server.h"
#include "tests/support/fault_server.h"

#include <future>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace keystead;
using net::LoopbackServer;

namespace {

// Runs a blocking client beside the listener's event loop.
std::string ask(int port, std::string bytes)
{
    auto future = std::async(std::launch::async, [port, bytes] { return test::rawExchange(port, bytes); });
    while (future.wait_for(std::chrono::milliseconds{0}) != std::future_status::ready)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    return future.get();
}

std::string get(int port, const std::string& target)
{
    return ask(port, "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\n\r\n");
}

// Addresses that /proc/net says this port listens on.
QStringList listeningOn(int port)
{
    QStringList found;
    for (const char* name : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        QFile file(QString::fromLatin1(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray& line : file.readAll().split('\n')) {
            const QList<QByteArray> fields = line.simplified().split(' ');
            if (fields.size() > 3 && fields[3] == "0A" &&
                fields[1].endsWith(":" + QByteArray::number(port, 16).toUpper().rightJustified(4, '0')))
                found += QString::fromLatin1(fields[1].split(':').front());
        }
    }
    return found;
}

int freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost, 0);
    return server.serverPort();
}

} // namespace

class TestLoopbackServer : public QObject
{
    Q_OBJECT
    std::vector<std::string> m_queries;
    std::unique_ptr<LoopbackServer> listen(LoopbackServer::Options options = {},
                                           const std::string& wanted = "state=right")
    {
        m_queries.clear();
        auto server = LoopbackServer::listen(std::move(options), [this, wanted](const net::RedirectDelivery& delivery) {
            m_queries.push_back(delivery.query);
            return delivery.query.find(wanted) != std::string::npos;
        });
        return server ? std::move(*server) : nullptr;
    }
private Q_SLOTS:
    // SECURITY 13
    void listensOnLoopbackOnly()
    {
        const auto v4 = listen();
        QVERIFY(v4);
        QCOMPARE(listeningOn(v4->port()), QStringList{QStringLiteral("0100007F")});
        QCOMPARE(v4->redirectUri(), "http://127.0.0.1:" + std::to_string(v4->port()) + "/callback");

        LoopbackServer::Options options;
        options.hostInUri = "localhost";
        const auto both = listen(options);
        QVERIFY(both);
        for (const QString& address : listeningOn(both->port()))
            QVERIFY2(address == QStringLiteral("0100007F") ||
                         address == QStringLiteral("00000000000000000000000001000000"),
                     qPrintable(address));
        options.hostInUri = "0.0.0.0";
        QVERIFY(!listen(options));
    }
    // SECURITY 17: a static page, then the port is closed.
    void answersThePageAndStops()
    {
        const auto server = listen();
        const int port = server->port();
        const std::string answer = get(port, "/callback?code=canary123&state=right");
        QVERIFY(answer.starts_with("HTTP/1.1 200 OK\r\n"));
        QVERIFY(answer.find("Signed in") != std::string::npos);
        QVERIFY(answer.find("canary123") == std::string::npos);
        QCOMPARE(m_queries, std::vector<std::string>{"code=canary123&state=right"});
        QVERIFY(listeningOn(port).isEmpty());
        QVERIFY(get(port, "/callback?state=right").empty());
        QCOMPARE(m_queries.size(), std::size_t{1});
    }
    void showsAnotherPageWhereSignInFailed()
    {
        const auto server = listen();
        const std::string answer = get(server->port(), "/callback?error=access_denied&state=right");
        QVERIFY(answer.starts_with("HTTP/1.1 400"));
        QVERIFY(answer.find("Sign-in did not finish") != std::string::npos);
        QVERIFY(answer.find("access_denied") == std::string::npos);
    }
    // SECURITY 14, 16: junk gets 4xx and never ends the wait.
    void junkNeverEndsTheWait()
    {
        const auto server = listen();
        const int port = server->port();
        QVERIFY(get(port, "/favicon.ico").starts_with("HTTP/1.1 404"));
        QVERIFY(
            ask(port, "GET /callback?state=right HTTP/1.1\r\nHost: evil.example:" + std::to_string(port) + "\r\n\r\n")
                .starts_with("HTTP/1.1 421"));
        QVERIFY(ask(port, "POST /callback HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                              "\r\nContent-Length: 0\r\n\r\n")
                    .starts_with("HTTP/1.1 405"));
        QVERIFY(ask(port, std::string("\x16\x03\x01\x00\xf0", 5)).starts_with("HTTP/1.1 400"));
        QVERIFY(ask(port, "GET /" + std::string(9000, 'x')).starts_with("HTTP/1.1 431"));
        QVERIFY(m_queries.empty());
        QVERIFY(get(port, "/callback?state=wrong").starts_with("HTTP/1.1 400"));
        QCOMPARE(m_queries.size(), std::size_t{1});
        QVERIFY(get(port, "/callback?state=right").starts_with("HTTP/1.1 200"));
    }
    // SECURITY 16: eight connections that say nothing do not keep the browser out, and each is cut after 10 s.
    void slowPeersDoNotBlockTheBrowser()
    {
        const auto server = listen();
        const int port = server->port();
        std::vector<std::unique_ptr<QTcpSocket>> slow;
        for (int i = 0; i < 20; ++i) {
            auto socket = std::make_unique<QTcpSocket>();
            socket->connectToHost(QHostAddress::LocalHost, static_cast<quint16>(port));
            QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);
            socket->write("GET /call");
            slow.push_back(std::move(socket));
        }
        const auto open = [&] {
            return std::count_if(slow.begin(), slow.end(),
                                 [](const auto& socket) { return socket->state() == QAbstractSocket::ConnectedState; });
        };
        QTRY_VERIFY(open() <= 8);
        QTRY_VERIFY_WITH_TIMEOUT(open() == 0, 13'000);
        QVERIFY(get(port, "/callback?state=right").starts_with("HTTP/1.1 200"));
    }
    void browserGetsThroughWhileAllPlacesAreHeld()
    {
        const auto server = listen();
        std::vector<std::unique_ptr<QTcpSocket>> slow;
        for (int i = 0; i < 8; ++i) {
            auto socket = std::make_unique<QTcpSocket>();
            socket->connectToHost(QHostAddress::LocalHost, static_cast<quint16>(server->port()));
            QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);
            slow.push_back(std::move(socket));
        }
        QVERIFY(get(server->port(), "/callback?state=right").starts_with("HTTP/1.1 200"));
    }
    // SECURITY 15: nobody shares the port, and a taken one is named.
    void namesPortsThatAreTaken()
    {
        const int port = freePort();
        LoopbackServer::Options options;
        options.ports = {port};
        const auto first = listen(options);
        QVERIFY(first);
        const auto second = LoopbackServer::listen(options, [](const net::RedirectDelivery&) { return true; });
        QVERIFY(!second);
        QCOMPARE(second.error().code, base::ErrorCode::AlreadyExists);
        QVERIFY(second.error().detail.find(std::to_string(port)) != std::string::npos);
        QTcpServer foreign;
        QVERIFY(!foreign.listen(QHostAddress::LocalHost, static_cast<quint16>(port)));

        options.ports = {port, freePort()};
        const auto third = listen(options);
        QVERIFY(third);
        QCOMPARE(third->port(), options.ports[1]);
    }
    // A second sign-in right after the first finds its fixed port, though closed connections linger on it.
    void takesItsFixedPortAgainAtOnce()
    {
        LoopbackServer::Options options;
        options.ports = {freePort()};
        for (int i = 0; i < 3; ++i) {
            const auto server = listen(options);
            QVERIFY(server);
            QVERIFY(get(server->port(), "/callback?state=right").starts_with("HTTP/1.1 200"));
        }
    }
    // SECURITY 17
    void takesFormPosts()
    {
        LoopbackServer::Options options;
        options.formPost = true;
        const auto server = listen(options);
        const std::string head = "POST /callback HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server->port()) +
                                 "\r\nOrigin: https://login.example\r\nContent-Type: "
                                 "application/x-www-form-urlencoded\r\nContent-Length: 18\r\n\r\n";
        QVERIFY(ask(server->port(), head + "code=1&state=right").starts_with("HTTP/1.1 200"));
        QCOMPARE(m_queries, std::vector<std::string>{"code=1&state=right"});
    }
    void mayBeDestroyedByItsOwnCallback()
    {
        std::unique_ptr<LoopbackServer> server;
        auto made = LoopbackServer::listen({}, [&server](const net::RedirectDelivery&) {
            server.reset();
            return true;
        });
        QVERIFY(made);
        server = std::move(*made);
        QVERIFY(get(server->port(), "/callback?state=right").starts_with("HTTP/1.1 200"));
        QVERIFY(!server);
    }
};

QTEST_GUILESS_MAIN(TestLoopbackServer)
#include "tst_loopback_server.moc"
