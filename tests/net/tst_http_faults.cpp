// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/qt_http_client.h"
#include "tests/net/client_helpers.h"
#include "tests/support/fault_server.h"

#include <algorithm>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTest>

using namespace keystead;
using test::Fault;
using test::getRequest;
using test::postRequest;
using test::sendNow;
using test::ServerReply;

namespace {

qint64 statusKiB(const char* name)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith(name))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return -1;
}

// Peak growth of resident memory in KiB during `work`; -1 where it could not be read. The kernel adds up its counters
// now and then, so that a peak may read as a little less than what stood before it.
template <class Work> qint64 peakGrowth(Work work)
{
    QFile reset(QStringLiteral("/proc/self/clear_refs"));
    if (reset.open(QIODevice::WriteOnly)) {
        reset.write("5");
        reset.close();
    }
    const qint64 before = statusKiB("VmRSS:");
    work();
    const qint64 peak = statusKiB("VmHWM:");
    return before <= 0 || peak <= 0 ? -1 : std::max<qint64>(peak - before, 0);
}

} // namespace

class TestHttpFaults : public QObject
{
    Q_OBJECT
    base::SystemClock m_clock;
private Q_SLOTS:
    // Qt's network manager would repeat the request: two spends of one rotating token. ARCHITECTURE, "Rotating refresh
    // tokens".
    void sendsExactlyOnceWhereTheServerClosesWithoutAnswering_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("POST") << QByteArray("POST") << QByteArray("refresh_token=canary");
        QTest::newRow("large POST") << QByteArray("POST") << QByteArray(200'000, 'x');
        QTest::newRow("empty POST") << QByteArray("POST") << QByteArray();
        QTest::newRow("GET") << QByteArray("GET") << QByteArray();
        QTest::newRow("DELETE") << QByteArray("DELETE") << QByteArray();
    }
    void sendsExactlyOnceWhereTheServerClosesWithoutAnswering()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        test::FaultServer server;
        server.reply("/token", ServerReply::failing(Fault::CloseWithoutAnswer));
        net::QtHttpClient client(m_clock);
        net::HttpRequest request = getRequest(server.baseUrl() + "/token");
        request.method = method.toStdString();
        if (!body.isEmpty())
            request.body = base::Secret::fromText(body.toStdString());
        request.secretHeaders.emplace_back("Authorization", base::Secret::fromText("Bearer canary"));
        const auto answer = sendNow(client, std::move(request));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, base::ErrorCode::NetworkUnreachable);
        QCOMPARE(server.total(), 1);
        // The next request is served: nothing is stuck.
        server.reply("/token", ServerReply::json("{}"));
        QVERIFY(sendNow(client, postRequest(server.baseUrl() + "/token", "a=b")));
        QCOMPARE(server.total(), 2);
    }
    void faultsAreNamed_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, Fault fault, base::ErrorCode code) {
            QTest::newRow(name) << static_cast<int>(fault) << static_cast<int>(code);
        };
        row("close in the middle of the body", Fault::CloseMidBody, base::ErrorCode::NetworkUnreachable);
        row("garbage", Fault::Garbage, base::ErrorCode::BadResponse);
        row("slow-loris", Fault::SlowLoris, base::ErrorCode::NetworkTimeout);
        row("endless body", Fault::EndlessBody, base::ErrorCode::TooLarge);
        row("gzip bomb", Fault::GzipBomb, base::ErrorCode::BadResponse);
    }
    void faultsAreNamed()
    {
        QFETCH(int, fault);
        QFETCH(int, code);
        test::FaultServer server;
        server.reply("/token", ServerReply::failing(static_cast<Fault>(fault)));
        net::QtHttpClient client(m_clock);
        net::HttpRequest request = postRequest(server.baseUrl() + "/token", "a=canary");
        request.timeout = std::chrono::milliseconds{1500};
        const auto answer = sendNow(client, std::move(request));
        QVERIFY(!answer);
        QCOMPARE(static_cast<int>(answer.error().code), code);
        QVERIFY(answer.error().detail.find("canary") == std::string::npos);
        QCOMPARE(server.total(), 1);
    }
    // SECURITY 24
    void answersAreCappedWhileReading()
    {
        test::FaultServer server;
        server.reply("/exact", ServerReply::json(std::string(1024 * 1024, 'x')));
        server.reply("/over", ServerReply::json(std::string(1024 * 1024 + 1, 'x')));
        server.reply("/ten", ServerReply::json(std::string(10 * 1024 * 1024, 'x')));
        net::QtHttpClient client(m_clock);
        const auto exact = sendNow(client, getRequest(server.baseUrl() + "/exact"));
        QVERIFY2(exact, exact ? "" : base::toString(exact.error()).c_str());
        QCOMPARE(exact->body.size(), std::size_t{1024 * 1024});
        QCOMPARE(sendNow(client, getRequest(server.baseUrl() + "/over")).error().code, base::ErrorCode::TooLarge);
        QCOMPARE(sendNow(client, getRequest(server.baseUrl() + "/ten")).error().code, base::ErrorCode::TooLarge);
    }
    // SECURITY 24: less than 50 MiB of growth, the scripted server's own buffers included.
    void endlessAnswersDoNotGrowMemory_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("endless body") << static_cast<int>(Fault::EndlessBody);
        QTest::newRow("endless headers") << static_cast<int>(Fault::EndlessHeaders);
        QTest::newRow("gzip bomb") << static_cast<int>(Fault::GzipBomb);
    }
    void endlessAnswersDoNotGrowMemory()
    {
        QFETCH(int, fault);
        test::FaultServer server;
        server.reply("/x", ServerReply::failing(static_cast<Fault>(fault)));
        net::QtHttpClient client(m_clock);
        const auto once = [&] {
            net::HttpRequest request = getRequest(server.baseUrl() + "/x");
            request.timeout = std::chrono::milliseconds{3000};
            return sendNow(client, std::move(request));
        };
        QVERIFY(!once()); // the bomb is built
        const qint64 growth = peakGrowth([&] { QVERIFY(!once()); });
        qInfo("peak growth: %lld KiB", static_cast<long long>(growth));
        QVERIFY(growth >= 0);
        QVERIFY(growth < 50 * 1024);
    }
    void timeoutCoversTheWholeExchange()
    {
        test::FaultServer server;
        ServerReply held = ServerReply::json("{}");
        held.hold = true;
        server.reply("/x", held);
        net::QtHttpClient client(m_clock);
        QCOMPARE(net::HttpRequest{}.timeout, std::chrono::milliseconds{30'000});
        net::HttpRequest request = getRequest(server.baseUrl() + "/x");
        request.timeout = std::chrono::milliseconds{200};
        QElapsedTimer timer;
        timer.start();
        const auto answer = sendNow(client, std::move(request));
        QCOMPARE(answer.error().code, base::ErrorCode::NetworkTimeout);
        QVERIFY(timer.elapsed() < 5000);
    }
};

QTEST_GUILESS_MAIN(TestHttpFaults)
#include "tst_http_faults.moc"
