// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_wire.h"
#include "core/net/qt_http_client.h"
#include "tests/net/client_helpers.h"
#include "tests/support/fault_server.h"

#include <QEventLoop>
#include <QSslConfiguration>
#include <QTest>

using namespace keystead;
using test::getRequest;
using test::sendNow;
using test::ServerReply;
using test::TlsKind;

class TestHttpTls : public QObject
{
    Q_OBJECT
    base::SystemClock m_clock;

    base::Result<net::HttpResponse> ask(net::HttpClient& client, test::FaultServer& server, const std::string& ca)
    {
        net::HttpRequest request = getRequest(server.baseUrl() + "/x");
        request.caPem = ca;
        return sendNow(client, std::move(request));
    }
private Q_SLOTS:
    // SECURITY 6
    void privateAuthorityIsTrustedForItsRequestOnly()
    {
        const test::TlsIdentity identity = test::makeTlsIdentity();
        test::FaultServer server(identity);
        server.reply("/x", ServerReply::json("{}"));
        net::QtHttpClient client(m_clock);
        const auto answer = ask(client, server, identity.authorityPem);
        QVERIFY2(answer, answer ? "" : base::toString(answer.error()).c_str());
        QCOMPARE(answer->status, 200);
        // The same client, the same host, without the authority: nothing of the first one's trust is left.
        const auto unknown = ask(client, server, {});
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, base::ErrorCode::TlsFailure);
        QCOMPARE(server.total(), 1);
    }
    void badCertificatesFail_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("knownAuthority");
        QTest::addColumn<QByteArray>("detail");
        QTest::newRow("expired") << static_cast<int>(TlsKind::Expired) << true << QByteArray("certificate expired");
        QTest::newRow("wrong host") << static_cast<int>(TlsKind::WrongHost) << true
                                    << QByteArray("host name does not match");
        QTest::newRow("unknown authority")
            << static_cast<int>(TlsKind::Good) << false << QByteArray("unknown authority");
    }
    void badCertificatesFail()
    {
        QFETCH(int, kind);
        QFETCH(bool, knownAuthority);
        QFETCH(QByteArray, detail);
        const test::TlsIdentity identity = test::makeTlsIdentity(static_cast<TlsKind>(kind));
        test::FaultServer server(identity);
        server.reply("/x", ServerReply::json("{}"));
        net::QtHttpClient client(m_clock);
        const auto answer =
            ask(client, server, knownAuthority ? identity.authorityPem : test::makeTlsIdentity().authorityPem);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, base::ErrorCode::TlsFailure);
        QCOMPARE(QByteArray::fromStdString(answer.error().detail), detail);
        QCOMPARE(server.total(), 0);
    }
    void plainServerOnAnHttpsUrlGetsNoRequest()
    {
        test::FaultServer server;
        net::QtHttpClient client(m_clock);
        net::HttpRequest request = getRequest("https://127.0.0.1:" + std::to_string(server.port()) + "/x");
        request.timeout =
            std::chrono::milliseconds{1000}; // the scripted server waits for the end of a head that never comes
        const auto answer = sendNow(client, std::move(request));
        QVERIFY(!answer);
        QVERIFY(answer.error().code == base::ErrorCode::TlsFailure ||
                answer.error().code == base::ErrorCode::NetworkTimeout);
        QCOMPARE(server.total(), 0);
    }
    // SECURITY 5, SECURITY 6: what each request is sent with.
    void everyRequestIsLockedDown()
    {
        const auto wire = net::toWire(getRequest("https://api.example.com/x"));
        QVERIFY(wire);
        QVERIFY(wire->encrypted);
        QCOMPARE(wire->port, quint16{443});
        QCOMPARE(wire->tls.protocol(), QSsl::TlsV1_2OrLater);
        QCOMPARE(wire->tls.peerVerifyMode(), QSslSocket::VerifyPeer);
        const QByteArray sent = QByteArray::fromStdString(std::string{wire->bytes.exposeText()});
        QVERIFY(sent.startsWith("GET /x HTTP/1.1\r\nHost: api.example.com\r\n"));
        QVERIFY(sent.contains("\r\nConnection: close\r\n"));
        QVERIFY(sent.contains("\r\nAccept-Encoding: identity\r\n"));
        QVERIFY(sent.endsWith("\r\n\r\n"));
    }
    void brokenAuthorityIsNamed()
    {
        net::QtHttpClient client(m_clock);
        net::HttpRequest request = getRequest("https://127.0.0.1:1/x");
        request.caPem = "no certificate";
        QCOMPARE(sendNow(client, std::move(request)).error().code, base::ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestHttpTls)
#include "tst_http_tls.moc"
