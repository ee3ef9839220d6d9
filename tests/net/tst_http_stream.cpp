// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_stream.h"
#include "tests/net/client_helpers.h"
#include "tests/support/fault_server.h"

#include <QEventLoop>
#include <QTest>

using namespace keystead;
using base::ErrorCode;
using test::Fault;
using test::FaultServer;
using test::ServerReply;
using test::ServerRequest;

namespace {

using StreamPtr = std::shared_ptr<net::HttpStream>;

struct Told
{
    std::optional<base::Error> error;
    net::StreamHead head;
    std::string body;
    std::size_t bytes = 0;
    bool over = false;
};

QCoro::Task<void> exchange(StreamPtr stream, net::HttpRequest request, std::optional<net::StreamedBody> body,
                           std::vector<std::string> pieces, std::size_t room, Told* told)
{
    const auto failed = [told](base::Error error) {
        told->error = std::move(error);
        told->over = true;
    };
    auto opening = stream->open(std::move(request), body);
    const base::Status open = co_await opening;
    if (!open)
        co_return failed(open.error());
    for (const std::string& piece : pieces) {
        auto writing = stream->write(piece);
        const base::Status written = co_await writing;
        if (!written)
            break;
    }
    auto finishing = stream->finish();
    const base::Status finished = co_await finishing;
    auto heading = stream->head();
    base::Result<net::StreamHead> head = co_await heading;
    if (!head)
        co_return failed(head.error());
    told->head = std::move(*head);
    std::string buffer(room, '\0');
    while (true) {
        auto reading = stream->read({buffer.data(), buffer.size()});
        const base::Result<std::size_t> got = co_await reading;
        if (!got)
            co_return failed(got.error());
        if (*got == 0)
            break;
        told->bytes += *got;
        told->body.append(buffer.data(), told->body.size() < 1'000'000 ? *got : 0);
    }
    told->over = true;
}

Told run(net::HttpRequest request, std::optional<net::StreamedBody> body = {}, std::vector<std::string> pieces = {},
         std::size_t room = 64 * 1024, StreamPtr stream = std::make_shared<net::HttpStream>())
{
    Told told;
    exchange(stream, std::move(request), body, std::move(pieces), room, &told);
    if (!QTest::qWaitFor([&told] { return told.over; }, 20'000))
        qFatal("the exchange did not end");
    return told;
}

// Lets the stream go as soon as something moved.
QCoro::Task<void> giveUp(StreamPtr stream, net::HttpRequest request, bool reads, bool* over)
{
    const std::string body(2'000'000, 'b');
    auto opening = stream->open(std::move(request), net::StreamedBody{reads ? 0 : body.size()});
    const base::Status open = co_await opening;
    if (reads) {
        auto heading = stream->head();
        const base::Result<net::StreamHead> head = co_await heading;
        *over = open && head;
    } else {
        auto writing = stream->write(body);
        const base::Status written = co_await writing;
        *over = open && written;
    }
}

net::HttpRequest post(const std::string& url)
{
    net::HttpRequest request = test::getRequest(url);
    request.method = "POST";
    return request;
}

} // namespace

class TestHttpStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void streamsBothWays_data()
    {
        QTest::addColumn<bool>("chunked");
        QTest::addColumn<bool>("tls");
        QTest::newRow("length") << false << false;
        QTest::newRow("chunked") << true << false;
        QTest::newRow("length, TLS") << false << true;
        QTest::newRow("chunked, TLS") << true << true;
    }
    void streamsBothWays()
    {
        QFETCH(const bool, chunked);
        QFETCH(const bool, tls);
        const test::TlsIdentity identity = tls ? test::makeTlsIdentity() : test::TlsIdentity{};
        const auto server = tls ? std::make_unique<FaultServer>(identity) : std::make_unique<FaultServer>();
        server->route("/x", [](const ServerRequest& r) { return ServerReply::json(r.body); });
        net::HttpRequest request = post(server->baseUrl() + "/x");
        request.caPem = identity.authorityPem;
        const std::string piece(300'000, 'p');
        const net::StreamedBody body = chunked ? net::StreamedBody{} : net::StreamedBody{600'000};
        const Told told = run(std::move(request), body, {piece, piece}, 1000);
        QVERIFY2(!told.error, told.error ? base::toString(*told.error).c_str() : "");
        QCOMPARE(server->last("/x").header("transfer-encoding"), std::string{chunked ? "chunked" : ""});
        QCOMPARE(told.head.status, 200);
        QCOMPARE(*told.head.length, std::uint64_t{600'000});
        QCOMPARE(told.bytes, std::size_t{600'000});
    }
    void theBodyThatCameWithTheHeadIsNotLost()
    {
        FaultServer server;
        server.reply("/x", ServerReply::json("0123456789"));
        for (const std::size_t room : {std::size_t{1}, std::size_t{3}, std::size_t{100}}) {
            const Told told = run(test::getRequest(server.baseUrl() + "/x"), {}, {}, room);
            QVERIFY(!told.error);
            QCOMPARE(told.body, std::string{"0123456789"});
        }
    }
    void namesWhatWentWrong_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("code");
        QTest::newRow("closed") << int(Fault::CloseWithoutAnswer) << int(ErrorCode::NetworkUnreachable);
        QTest::newRow("cut") << int(Fault::CloseMidBody) << int(ErrorCode::NetworkUnreachable);
        QTest::newRow("garbage") << int(Fault::Garbage) << int(ErrorCode::BadResponse);
        QTest::newRow("head without end") << int(Fault::EndlessHeaders) << int(ErrorCode::TooLarge);
    }
    void namesWhatWentWrong()
    {
        QFETCH(const int, fault);
        QFETCH(const int, code);
        FaultServer server;
        ServerReply reply = ServerReply::json("{\"a\":1}");
        reply.fault = Fault(fault);
        server.reply("/x", reply);
        const Told told = run(test::getRequest(server.baseUrl() + "/x"));
        QVERIFY(told.error.has_value());
        QCOMPARE(int(told.error->code), code);
        QCOMPARE(server.connections(), 1); // nothing is sent twice
    }
    void silenceHasALimit()
    {
        FaultServer server;
        server.reply("/x", ServerReply::failing(Fault::SlowLoris));
        const auto stream = std::make_shared<net::HttpStream>(
            net::HttpStream::Limits{std::chrono::milliseconds{5000}, std::chrono::milliseconds{200}});
        const Told told = run(test::getRequest(server.baseUrl() + "/x"), {}, {}, 1024, stream);
        QVERIFY(told.error && told.error->code == ErrorCode::NetworkTimeout);
    }
    void stopEndsWhatWaits()
    {
        FaultServer server;
        ServerReply held = ServerReply::json("1");
        held.hold = true;
        server.reply("/x", held);
        const auto stream = std::make_shared<net::HttpStream>();
        Told told;
        exchange(stream, test::getRequest(server.baseUrl() + "/x"), {}, {}, 1024, &told);
        QTRY_COMPARE(server.held(), 1);
        stream->stop(base::fail(ErrorCode::Cancelled));
        QVERIFY(told.over);
        QVERIFY(told.error->code == ErrorCode::Cancelled);
        server.release();
    }
    void mayBeGivenUpInsideASignalOfItsSocket_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("reads");
        QTest::newRow("as bytes leave") << false << false;
        QTest::newRow("as bytes leave, TLS") << true << false;
        QTest::newRow("as bytes come") << false << true;
        QTest::newRow("as bytes come, TLS") << true << true;
    }
    void mayBeGivenUpInsideASignalOfItsSocket()
    {
        QFETCH(const bool, tls);
        QFETCH(const bool, reads);
        const test::TlsIdentity identity = tls ? test::makeTlsIdentity() : test::TlsIdentity{};
        const auto server = tls ? std::make_unique<FaultServer>(identity) : std::make_unique<FaultServer>();
        server->reply("/x", ServerReply::json(std::string(300'000, 'a')));
        net::HttpRequest request = post(server->baseUrl() + "/x");
        request.caPem = identity.authorityPem;
        bool over = false;
        auto stream = std::make_shared<net::HttpStream>();
        const std::weak_ptr<net::HttpStream> left = stream;
        giveUp(std::move(stream), std::move(request), reads, &over);
        QTRY_VERIFY(over);
        QVERIFY(left.expired());
    }
    // SECURITY 6
    void anUnknownAuthorityFails()
    {
        FaultServer server(test::makeTlsIdentity());
        const Told told = run(test::getRequest(server.baseUrl() + "/x"));
        QVERIFY(told.error && told.error->code == ErrorCode::TlsFailure);
        QCOMPARE(QByteArray::fromStdString(told.error->detail), QByteArray("unknown authority"));
        QCOMPARE(server.total(), 0);
    }
    void aRefusedConnectionIsNamed()
    {
        FaultServer server;
        const std::string url = server.baseUrl() + "/x";
        server.stop();
        const Told told = run(test::getRequest(url));
        QVERIFY(told.error && told.error->code == ErrorCode::NetworkUnreachable);
    }
};

QTEST_GUILESS_MAIN(TestHttpStream)
#include "tst_http_stream.moc"
