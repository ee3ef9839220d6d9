// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/program_files.h"
#include "core/access/proxy_endpoint.h"
#include "core/access/tcp_peer.h"

#include <QTcpSocket>
#include <QTest>
#include <unistd.h>

using namespace keystead;
using base::ErrorCode;

namespace {

model::Caller myself()
{
    access::ExecutableHashes hashes;
    model::Caller caller;
    caller.program = access::identifyProgram(::getpid(), hashes);
    caller.pid = ::getpid();
    return caller;
}

// An endpoint whose errands are refused with what they would have been.
struct Endpoint
{
    Endpoint()
        : endpoint([this](access::EndpointAsk ask, const access::ProxyHead&,
                          base::CancelToken) -> base::Result<std::shared_ptr<access::ProxyErrand>> {
              asks.push_back(ask);
              return base::fail(ErrorCode::Unsupported, "reached");
          })
    {
        if (!endpoint.listen())
            qFatal("no loopback port");
    }
    std::string host() const { return endpoint.url().substr(7); }
    std::string talk(const std::string& text)
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"),
                             static_cast<quint16>(std::stoi(host().substr(host().find(':') + 1))));
        QByteArray answer;
        QObject::connect(&socket, &QTcpSocket::readyRead, [&] { answer += socket.readAll(); });
        QObject::connect(&socket, &QTcpSocket::connected,
                         [&] { socket.write(text.data(), static_cast<qint64>(text.size())); });
        if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState && !answer.isEmpty(); },
                             20'000))
            qCritical("the endpoint did not answer");
        return answer.toStdString();
    }
    std::string get(const std::string& target, const std::string& headers)
    {
        return talk("GET " + target + " HTTP/1.1\r\nHost: " + host() + "\r\n" + headers + "\r\n");
    }

    std::vector<access::EndpointAsk> asks;
    access::ProxyEndpoint endpoint;
};

class Refused final : public access::ProxyErrand
{
public:
    explicit Refused(base::Error error) : m_error(std::move(error)) {}
    QCoro::Task<base::Result<access::ProxyErrandParts>> prepare() override { co_return m_error; }
    QCoro::Task<base::Result<access::ProxyErrandParts>> refreshed() override { co_return m_error; }
    QCoro::Task<base::Status> record(access::ProxyOutcome) override { co_return base::ok(); }
    const access::CheckedRequest& checked() const override { return m_nothing; }
    bool repeatable() const override { return false; }
    base::CancelToken cancelled() const override { return {}; }

private:
    base::Error m_error;
    access::CheckedRequest m_nothing;
};

std::string codeIn(const std::string& answer)
{
    const std::size_t at = answer.find("Keystead-Error: ");
    return at == std::string::npos ? std::string{} : answer.substr(at + 16, answer.find('\r', at) - at - 16);
}

} // namespace

class TestProxyEndpoint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void servesTheProgramThatHasTheKey()
    {
        Endpoint e;
        const std::string key{e.endpoint.keys().issue(myself(), {}).exposeText()};
        QVERIFY(key.starts_with("ks_") && key.size() >= 46); // 256 bits
        QCOMPARE(codeIn(e.get("/c/my%20bank/v1/x?y=1", "Authorization: Bearer " + key + "\r\n")),
                 std::string{"unsupported"});
        QCOMPARE(codeIn(e.get("/c/b", "X-Keystead-Key: " + key + "\r\n")), std::string{"unsupported"});
        QCOMPARE(e.asks.size(), std::size_t{2});
        QCOMPARE(e.asks[0].connection, std::string{"my bank"});
        QCOMPARE(e.asks[0].target, std::string{"/v1/x?y=1"});
        QCOMPARE(e.asks[0].prefix, std::string{"/c/my%20bank"});
        QCOMPARE(e.asks[0].caller.via, std::string{"proxy"});
        QCOMPARE(e.asks[0].caller.pid, std::int64_t{::getpid()});
        QCOMPARE(e.asks[1].target, std::string{"/"});
    }
    void whatIsRefusedGoesOnRecord()
    {
        Endpoint e;
        std::vector<std::string> refusals;
        e.endpoint.onRefusal([&](const base::Error& error, base::CancelToken) {
            refusals.push_back(error.detail);
            return std::shared_ptr<access::ProxyErrand>{std::make_shared<Refused>(error)};
        });
        QCOMPARE(codeIn(e.get("/c/b/x", "Authorization: Bearer ks_wrong\r\n")), std::string{"denied"});
        QCOMPARE(codeIn(e.get("/c/b/x", "Origin: http://evil.example\r\n")), std::string{"denied"});
        QCOMPARE(codeIn(e.talk("GET /c/b/x HTTP/1.1\r\nHost: evil.example\r\n\r\n")), std::string{"denied"});
        QCOMPARE(refusals.size(), std::size_t{3});
        QVERIFY(refusals.front().find("key") != std::string::npos);
    }
    void refusesEverybodyElse()
    {
        Endpoint e;
        const std::string key{e.endpoint.keys().issue(myself(), {}).exposeText()};
        const std::string bearer = "Authorization: Bearer " + key + "\r\n";
        QCOMPARE(codeIn(e.get("/c/b/x", "")), std::string{"denied"});
        QCOMPARE(codeIn(e.get("/c/b/x", "Authorization: Bearer ks_wrong\r\n")), std::string{"denied"});
        QCOMPARE(codeIn(e.get("/c/b/x", "Authorization: Basic " + key + "\r\n")), std::string{"denied"});
        QCOMPARE(codeIn(e.get("/c/b/x", bearer + "X-Keystead-Key: " + key + "\r\n")), std::string{"denied"});
        // Browsers: they say where they come from.
        QCOMPARE(codeIn(e.get("/c/b/x", bearer + "Origin: http://evil.example\r\n")), std::string{"denied"});
        QCOMPARE(codeIn(e.get("/c/b/x", bearer + "Origin: null\r\n")), std::string{"denied"});
        QCOMPARE(codeIn(e.get("/c/b/x", bearer + "Sec-Fetch-Site: none\r\n")), std::string{"denied"});
        const std::string preflight =
            e.talk("OPTIONS /c/b/x HTTP/1.1\r\nHost: " + e.host() +
                   "\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: GET\r\n\r\n");
        QCOMPARE(codeIn(preflight), std::string{"denied"});
        QVERIFY(preflight.find("ccess-Control-Allow") == std::string::npos);
        for (const char* path : {"/", "/c", "/c/", "/c//x", "/d/b/x", "/c/a+b/x", "/c/%zz/x", "http://127.0.0.1/c/b/x"})
            QCOMPARE(codeIn(e.get(path, bearer)), std::string{"not_found"});
        QVERIFY(e.asks.empty());
    }
    // SECURITY 14
    void refusesAForeignHostHeader()
    {
        Endpoint e;
        const std::string key{e.endpoint.keys().issue(myself(), {}).exposeText()};
        for (const std::string& host : {std::string{"evil.example"}, "evil.example" + e.host().substr(9),
                                        std::string{"127.0.0.1"}, std::string{"127.0.0.1:1"}, std::string{}})
            QCOMPARE(codeIn(e.talk("GET /c/b/x HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + key +
                                   "\r\n\r\n")),
                     std::string{"denied"});
        QVERIFY(e.asks.empty());
    }
    void aKeyOpensNothingForAnotherProgram()
    {
        Endpoint e;
        model::Caller other = myself();
        other.program.executable = "/usr/bin/another";
        const std::string key{e.endpoint.keys().issue(other, {}).exposeText()};
        QCOMPARE(codeIn(e.get("/c/b/x", "Authorization: Bearer " + key + "\r\n")), std::string{"denied"});
        model::Caller older = myself();
        older.program.sha256.assign(64, '0');
        const std::string replaced{e.endpoint.keys().issue(older, {}).exposeText()};
        QCOMPARE(codeIn(e.get("/c/b/x", "Authorization: Bearer " + replaced + "\r\n")), std::string{"denied"});
        QVERIFY(e.asks.empty());
    }
    void aProgramHasAFewKeysAndTheOldestGoes()
    {
        access::ProxyKeys keys;
        const base::Secret first = keys.issue(myself(), {});
        for (int i = 0; i < 16; ++i)
            keys.issue(myself(), {});
        QCOMPARE(keys.count(), std::size_t{16});
        QVERIFY(!keys.find(first.exposeText()));
    }
    void readsTheKernelsTable()
    {
        const std::string table =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
            "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 11 1 0 100 0 0 "
            "10 0\n"
            "   1: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1001        0 4242 1 0 20 4 "
            "30 10 -1\n";
        const auto owner = access::ownerIn(table, 50000, 8080);
        QVERIFY(owner.has_value());
        QCOMPARE(owner->uid, uid_t{1001});
        QCOMPARE(owner->inode, std::uint64_t{4242});
        QVERIFY(!access::ownerIn(table, 8080, 50000));
    }
    void locationsComeBackToTheEndpoint_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QByteArray>("wanted");
        const auto row = [](const char* a, const char* b) { QTest::newRow(a) << QByteArray(a) << QByteArray(b); };
        row("/v3/next?x=1", "/c/b/next?x=1");
        row("https://api.example.com/v3/next", "/c/b/next");
        row("https://api.example.com/v3", "/c/b");
        row("/v30/next", "https://api.example.com/v30/next");
        row("/other", "https://api.example.com/other");
        row("next", "next");
        row("?page=2", "?page=2");
    }
    void locationsComeBackToTheEndpoint()
    {
        QFETCH(const QByteArray, location);
        QFETCH(const QByteArray, wanted);
        access::CheckedRequest request;
        request.url = "https://api.example.com/v3/x";
        request.base = "https://api.example.com/v3";
        QCOMPARE(QByteArray::fromStdString(access::endpointLocation(request, location.toStdString(), "/c/b")), wanted);
    }
};

QTEST_GUILESS_MAIN(TestProxyEndpoint)
#include "tst_proxy_endpoint.moc"
