// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/qt_http_client.h"
#include "tests/net/client_helpers.h"
#include "tests/support/fault_server.h"

#include <QEventLoop>
#include <QTest>

using namespace keystead;
using test::getRequest;
using test::postRequest;
using test::sendNow;
using test::ServerReply;

class TestHttpClient : public QObject
{
    Q_OBJECT
    base::SystemClock m_clock;
private Q_SLOTS:
    void sendsBodyHeadersAndSecrets()
    {
        test::FaultServer server;
        server.reply("/token", ServerReply::json(R"({"ok":true})"));
        net::QtHttpClient client(m_clock);
        net::HttpRequest request = postRequest(server.baseUrl() + "/token?a=1%2F2", "grant_type=x&token=a%20b");
        request.headers.emplace_back("Accept", "application/json");
        request.secretHeaders.emplace_back("Authorization", base::Secret::fromText("Bearer canary"));
        request.secretQuery.emplace_back("key", base::Secret::fromText("s&c r"));
        const auto answer = sendNow(client, std::move(request));
        QVERIFY2(answer, answer ? "" : base::toString(answer.error()).c_str());
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->body.exposeText(), std::string_view{R"({"ok":true})"});
        QCOMPARE(answer->header("content-type"), std::string{"application/json"});
        QVERIFY(answer->serverDate);
        const test::ServerRequest seen = server.last("/token");
        QCOMPARE(seen.method, std::string{"POST"});
        QCOMPARE(seen.target, std::string{"/token?a=1%2F2&key=s%26c%20r"});
        QCOMPARE(seen.body, std::string{"grant_type=x&token=a%20b"});
        QCOMPARE(seen.header("content-type"), std::string{"application/x-www-form-urlencoded"});
        QCOMPARE(seen.header("content-length"), std::string{"24"});
        QCOMPARE(seen.header("authorization"), std::string{"Bearer canary"});
        QCOMPARE(seen.header("accept"), std::string{"application/json"});
        // SECURITY 24: nothing compressed is asked for.
        QCOMPARE(seen.header("accept-encoding"), std::string{"identity"});
        QCOMPARE(seen.headerCount("authorization"), 1);
    }
    void getHasNoBody()
    {
        test::FaultServer server;
        server.reply("/x", ServerReply::json("{}"));
        net::QtHttpClient client(m_clock);
        QVERIFY(sendNow(client, getRequest(server.baseUrl() + "/x")));
        QCOMPARE(server.last("/x").method, std::string{"GET"});
        QCOMPARE(server.last("/x").header("transfer-encoding"), std::string{});
        net::HttpRequest remove = getRequest(server.baseUrl() + "/x");
        remove.method = "DELETE";
        QVERIFY(sendNow(client, std::move(remove)));
        QCOMPARE(server.last("/x").method, std::string{"DELETE"});
    }
    // SECURITY 5: the answer comes back as it is and the canary hears nothing.
    void neverFollowsRedirects_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("%d", status) << status;
    }
    void neverFollowsRedirects()
    {
        QFETCH(int, status);
        test::FaultServer canary;
        test::FaultServer server;
        server.reply("/token", ServerReply::redirect(canary.baseUrl() + "/steal", status));
        net::QtHttpClient client(m_clock);
        const auto answer = sendNow(client, postRequest(server.baseUrl() + "/token", "refresh_token=canary"));
        QVERIFY2(answer, answer ? "" : base::toString(answer.error()).c_str());
        QCOMPARE(answer->status, status);
        QCOMPARE(canary.connections(), 0);
        QCOMPARE(server.total(), 1);
    }
    void errorStatusIsAnAnswerWithItsBody_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("challenge");
        for (const int status : {400, 401, 403, 404, 409, 410, 418, 429, 500, 501, 502, 503, 504})
            QTest::addRow("%d", status) << status << QByteArray();
        QTest::newRow("401 Basic") << 401 << QByteArray("Basic realm=\"x\"");
        QTest::newRow("401 Bearer") << 401 << QByteArray("Bearer error=\"invalid_token\"");
        QTest::newRow("401 Negotiate") << 401 << QByteArray("Negotiate");
        QTest::newRow("401 Digest") << 401 << QByteArray("Digest realm=\"x\", nonce=\"y\"");
    }
    void errorStatusIsAnAnswerWithItsBody()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, challenge);
        test::FaultServer server;
        ServerReply reply = ServerReply::json(R"({"error":"invalid_client"})", status);
        if (!challenge.isEmpty())
            reply.headers.emplace_back("WWW-Authenticate", challenge.toStdString());
        server.reply("/token", reply);
        net::QtHttpClient client(m_clock);
        const auto answer = sendNow(client, postRequest(server.baseUrl() + "/token", "a=b"));
        QVERIFY2(answer, answer ? "" : base::toString(answer.error()).c_str());
        QCOMPARE(answer->status, status);
        QCOMPARE(answer->body.exposeText(), std::string_view{R"({"error":"invalid_client"})"});
        QCOMPARE(server.total(), 1);
    }
    void keepsNoCookies()
    {
        test::FaultServer server;
        ServerReply reply = ServerReply::json("{}");
        reply.headers.emplace_back("Set-Cookie", "session=1; Path=/");
        server.reply("/x", reply);
        net::QtHttpClient client(m_clock);
        QVERIFY(sendNow(client, getRequest(server.baseUrl() + "/x")));
        QVERIFY(sendNow(client, getRequest(server.baseUrl() + "/x")));
        QCOMPARE(server.total(), 2);
        QCOMPARE(server.last("/x").headerCount("cookie"), 0);
    }
    void keepsNoCache()
    {
        test::FaultServer server;
        ServerReply reply = ServerReply::json("{}");
        reply.headers.emplace_back("Cache-Control", "max-age=3600");
        reply.headers.emplace_back("ETag", "\"1\"");
        server.reply("/x", reply);
        net::QtHttpClient client(m_clock);
        QVERIFY(sendNow(client, getRequest(server.baseUrl() + "/x")));
        QVERIFY(sendNow(client, getRequest(server.baseUrl() + "/x")));
        QCOMPARE(server.total(), 2);
        QCOMPARE(server.last("/x").header("if-none-match"), std::string{});
    }
    // SECURITY 12
    void refusesWhatItMustNotSend()
    {
        test::FaultServer server;
        net::QtHttpClient client(m_clock);
        net::HttpRequest plain = getRequest(server.baseUrl() + "/x");
        plain.allowLoopbackHttp = false;
        QCOMPARE(sendNow(client, std::move(plain)).error().code, base::ErrorCode::InvalidArgument);
        QCOMPARE(sendNow(client, getRequest("http://user:pw@127.0.0.1:" + std::to_string(server.port()) + "/x"))
                     .error()
                     .code,
                 base::ErrorCode::InvalidArgument);
        QCOMPARE(sendNow(client, getRequest("http://api.example.com/")).error().code, base::ErrorCode::InvalidArgument);
        for (const char* value : {"a\r\nX-Injected: 1", "a\nb", "a\tb\x01"}) {
            net::HttpRequest split = getRequest(server.baseUrl() + "/x");
            split.secretHeaders.emplace_back("Authorization", base::Secret::fromText(value));
            const auto refused = sendNow(client, std::move(split));
            QCOMPARE(refused.error().code, base::ErrorCode::InvalidArgument);
            QVERIFY(refused.error().detail.find("Injected") == std::string::npos);
        }
        QCOMPARE(server.connections(), 0);
    }
    void cancelEndsTheRequest()
    {
        test::FaultServer server;
        ServerReply held = ServerReply::json("{}");
        held.hold = true;
        server.reply("/x", held);
        net::QtHttpClient client(m_clock);
        base::CancelSource source;
        std::optional<base::ErrorCode> code;
        client.send(getRequest(server.baseUrl() + "/x"), source.token())
            .then([&](base::Result<net::HttpResponse> result) { code = result.error().code; });
        QTRY_COMPARE(server.held(), 1);
        QVERIFY(!code);
        source.cancel();
        QTRY_VERIFY(code);
        QCOMPARE(*code, base::ErrorCode::Cancelled);
        QCOMPARE(sendNow(client, getRequest(server.baseUrl() + "/x"), source.token()).error().code,
                 base::ErrorCode::Cancelled);
        QCOMPARE(server.total(), 1);
    }
    void destructionCancelsWhatRuns()
    {
        test::FaultServer server;
        ServerReply held = ServerReply::json("{}");
        held.hold = true;
        server.reply("/x", held);
        auto client = std::make_unique<net::QtHttpClient>(m_clock);
        int cancelled = 0;
        for (int i = 0; i < 3; ++i)
            client->send(getRequest(server.baseUrl() + "/x"), {}).then([&](base::Result<net::HttpResponse> result) {
                cancelled += result.error().code == base::ErrorCode::Cancelled ? 1 : 0;
            });
        QTRY_COMPARE(server.held(), 3);
        client.reset();
        QCOMPARE(cancelled, 3);
    }
    // With one manager for all, Qt gave waiting requests to connections that the server was closing.
    void manyAtOnceAllArrive()
    {
        test::FaultServer server;
        server.reply("/x", ServerReply::json("{}"));
        net::QtHttpClient client(m_clock);
        int good = 0;
        int done = 0;
        for (int round = 1; round <= 25; ++round) {
            for (int i = 0; i < 8; ++i) {
                client.send(getRequest(server.baseUrl() + "/x"), {}).then([&](base::Result<net::HttpResponse> result) {
                    ++done;
                    good += result && result->status == 200 ? 1 : 0;
                });
            }
            QTRY_COMPARE(done, round * 8);
        }
        QCOMPARE(good, 200);
    }
    void connectionRefusedIsUnreachable()
    {
        test::FaultServer server;
        const std::string url = server.baseUrl() + "/x";
        server.stop();
        net::QtHttpClient client(m_clock);
        const auto answer = sendNow(client, getRequest(url));
        QCOMPARE(answer.error().code, base::ErrorCode::NetworkUnreachable);
        QCOMPARE(answer.error().detail, std::string{"connection refused"});
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_http_client.moc"
