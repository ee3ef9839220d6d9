// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/practice/http_listener.h"

#include "tests/support/fault_server.h"

#include <future>
#include <QTcpSocket>
#include <QTest>

using namespace keystead;
using practice::Answer;
using practice::HttpListener;
using practice::Request;

class TestHttpListener : public QObject
{
    Q_OBJECT
    int m_asked = 0;
    Request m_last;

    std::unique_ptr<HttpListener> started(HttpListener::Limits limits = {})
    {
        m_asked = 0;
        return std::move(*HttpListener::listen(
            [this](const Request& request) {
                ++m_asked;
                m_last = request;
                return Answer{200, "text/plain", "hello", {{"X-Test", "yes"}}};
            },
            limits));
    }
    // What a client on another thread gets for these bytes.
    static std::string exchange(const HttpListener& listener, std::string bytes)
    {
        const int port = listener.port();
        auto answer =
            std::async(std::launch::async, [port, bytes = std::move(bytes)] { return test::rawExchange(port, bytes); });
        if (!QTest::qWaitFor(
                [&answer] { return answer.wait_for(std::chrono::seconds{0}) == std::future_status::ready; }, 20'000))
            qFatal("the client got no end");
        return answer.get();
    }
    static std::string host(const HttpListener& listener)
    {
        return "Host: 127.0.0.1:" + std::to_string(listener.port()) + "\r\n";
    }

private Q_SLOTS:
    void parsesAWholeRequest()
    {
        const auto parsed = practice::parseRequest(
            "POST /token?a=1&b=%20c HTTP/1.1\r\nContent-Length: 9\r\nX-NAME:  v\r\n\r\nx=1&y=%41");
        QVERIFY(parsed && *parsed);
        QCOMPARE((*parsed)->method, std::string{"POST"});
        QCOMPARE((*parsed)->path, std::string{"/token"});
        QCOMPARE((*parsed)->queryValue("b"), std::string{" c"});
        QCOMPARE((*parsed)->header("x-name"), std::string{"v"});
        QCOMPARE((*parsed)->header("absent"), std::string{});
        QCOMPARE((*parsed)->form("y"), std::string{"A"});
    }
    void waitsForWhatIsMissing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a line") << QByteArray("GET / HT");
        QTest::newRow("no end of the head") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n");
        QTest::newRow("half a body") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabcd");
    }
    void waitsForWhatIsMissing()
    {
        QFETCH(QByteArray, bytes);
        const auto parsed = practice::parseRequest(bytes.toStdString());
        QVERIFY(parsed && !*parsed);
    }
    void refusesJunk_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no HTTP") << QByteArray("\x16\x03\x01\r\n\r\n");
        QTest::newRow("one word") << QByteArray("GET\r\n\r\n");
        QTest::newRow("two words") << QByteArray("GET /\r\n\r\n");
        QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\n");
        QTest::newRow("a header without colon") << QByteArray("GET / HTTP/1.1\r\nHost\r\n\r\n");
        QTest::newRow("a length that is no number") << QByteArray("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n");
        QTest::newRow("a length with a tail") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 1x\r\n\r\na");
        QTest::newRow("a negative length") << QByteArray("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n");
        QTest::newRow("a length that wraps around")
            << QByteArray("POST / HTTP/1.1\r\nContent-Length: 18446744073709551610\r\n\r\nabc");
        QTest::newRow("a length beyond the limit") << QByteArray("POST / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n");
    }
    void refusesJunk()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!practice::parseRequest(bytes.toStdString()));
        const auto listener = started();
        QVERIFY(exchange(*listener, bytes.toStdString()).starts_with("HTTP/1.1 400"));
        QCOMPARE(m_asked, 0);
    }
    void answersAndCloses()
    {
        const auto listener = started();
        const std::string answer = exchange(*listener, "GET /x?y=1 HTTP/1.1\r\n" + host(*listener) + "\r\n");
        QVERIFY(answer.starts_with("HTTP/1.1 200 OK\r\n"));
        QVERIFY(answer.find("\r\nX-Test: yes\r\n") != std::string::npos);
        QVERIFY(answer.find("\r\nContent-Length: 5\r\n") != std::string::npos);
        QVERIFY(answer.ends_with("\r\n\r\nhello"));
        QCOMPARE(m_last.path, std::string{"/x"});
    }
    void aRequestMayComeInPieces()
    {
        const auto listener = started();
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(listener->port()));
        const QByteArray bytes =
            QByteArray::fromStdString("POST /x HTTP/1.1\r\n" + host(*listener) + "Content-Length: 3\r\n\r\nabc");
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        for (const char byte : bytes) {
            socket.write(&byte, 1);
            socket.flush();
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY(socket.bytesAvailable() > 0);
        QCOMPARE(m_asked, 1);
        QCOMPARE(m_last.body, std::string{"abc"});
    }
    // SECURITY 14: a page whose name was rebound to this address gets nothing.
    void refusesForeignHosts_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("another name") << QByteArray("Host: evil.example\r\n");
        QTest::newRow("without a port") << QByteArray("Host: 127.0.0.1\r\n");
        QTest::newRow("none") << QByteArray();
    }
    void refusesForeignHosts()
    {
        QFETCH(QByteArray, header);
        const auto listener = started();
        QVERIFY(exchange(*listener, "GET / HTTP/1.1\r\n" + header.toStdString() + "\r\n").starts_with("HTTP/1.1 400"));
        QCOMPARE(m_asked, 0);
    }
    void endsARequestThatIsTooLong()
    {
        const auto listener = started({.requestBytes = 1024});
        const std::string answer = exchange(*listener, "GET / HTTP/1.1\r\nX: " + std::string(2000, 'a'));
        QVERIFY(answer.starts_with("HTTP/1.1 400"));
        QCOMPARE(m_asked, 0);
    }
    void endsAConnectionThatIsSlow()
    {
        const auto listener = started({.connectionLife = std::chrono::milliseconds{50}});
        QCOMPARE(exchange(*listener, "GET / HTTP/1.1\r\nX: slow"), std::string{});
        QCOMPARE(m_asked, 0);
    }
    void turnsAwayOneTooManyAndServesAgainAfterwards()
    {
        const auto listener = started({.connections = 2});
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < 3; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            sockets.back()->connectToHost(QHostAddress::LocalHost, static_cast<quint16>(listener->port()));
            QTRY_VERIFY(sockets.back()->state() == QAbstractSocket::ConnectedState || i == 2);
        }
        QTRY_COMPARE(sockets[2]->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(sockets[0]->state(), QAbstractSocket::ConnectedState);
        sockets.clear();
        const std::string bytes = "GET / HTTP/1.1\r\n" + host(*listener) + "\r\n";
        QTRY_VERIFY(exchange(*listener, bytes).starts_with("HTTP/1.1 200"));
    }
    void mayGoWhileSomebodyIsConnected()
    {
        auto listener = started();
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(listener->port()));
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        socket.write("GET /");
        QCoreApplication::processEvents();
        listener.reset();
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    }
};

QTEST_GUILESS_MAIN(TestHttpListener)
#include "tst_http_listener.moc"
