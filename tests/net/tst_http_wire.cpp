// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/answer_reader.h"
#include "core/net/http_wire.h"
#include "tests/net/client_helpers.h"

#include <QTest>

using namespace keystead;
using base::ErrorCode;

namespace {

// Reads `text` in pieces of `step` bytes; the error, or what came.
base::Result<net::HttpResponse> readAnswer(std::string_view text, std::size_t step, bool closes = true,
                                           std::size_t limit = 1024)
{
    net::AnswerReader reader(limit, false);
    for (std::size_t at = 0; at < text.size(); at += step)
        KS_TRY(reader.feed(text.substr(at, step)));
    if (!reader.complete() && closes)
        KS_TRY(reader.atClose());
    if (!reader.complete())
        return base::fail(ErrorCode::NetworkTimeout);
    return reader.take();
}

std::string codeOf(const base::Result<net::HttpResponse>& answer)
{
    return answer ? "ok" : std::string{base::errorName(answer.error().code)};
}

} // namespace

class TestHttpWire : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEachKindOfBodyInPiecesOfAnySize_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("closes");
        const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
        QTest::newRow("length") << head + "Content-Length: 11\r\n\r\n{\"ok\":true}" << false;
        QTest::newRow("length twice") << head + "Content-Length: 11\r\nContent-Length: 11\r\n\r\n{\"ok\":true}"
                                      << false;
        QTest::newRow("until close") << head + "\r\n{\"ok\":true}" << true;
        QTest::newRow("chunked")
            << head + "Transfer-Encoding: Chunked\r\n\r\n5;x=y\r\n{\"ok\"\r\n6\r\n:true}\r\n0\r\nA: b\r\n\r\n"
            << false;
        QTest::newRow("after an interim answer")
            << "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + head + "Content-Length: 11\r\n\r\n{\"ok\":true}"
            << false;
        QTest::newRow("more than its length") << head + "Content-Length: 11\r\n\r\n{\"ok\":true}and more" << false;
        QTest::newRow("folded") << head + "X: a\r\n b\r\nContent-Length: 11\r\n\r\n{\"ok\":true}" << false;
    }
    void readsEachKindOfBodyInPiecesOfAnySize()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, closes);
        for (std::size_t step = 1; step <= static_cast<std::size_t>(text.size()); ++step) {
            const auto answer = readAnswer(text.toStdString(), step, closes);
            QCOMPARE(codeOf(answer), std::string{"ok"});
            QCOMPARE(answer->status, 200);
            QCOMPARE(std::string{answer->body.exposeText()}, std::string{"{\"ok\":true}"});
            QCOMPARE(answer->header("content-type"), std::string{"application/json"});
        }
    }
    void refusesWhatIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("code");
        const QByteArray head = "HTTP/1.1 200 OK\r\n";
        QTest::newRow("nothing") << QByteArray() << QByteArray("network_unreachable");
        QTest::newRow("another protocol") << QByteArray("SSH-2.0-x\r\n\r\n") << QByteArray("bad_response");
        QTest::newRow("no status") << QByteArray("HTTP/1.1 OK\r\n\r\n") << QByteArray("bad_response");
        QTest::newRow("status of four digits") << QByteArray("HTTP/1.1 2000 OK\r\n\r\n") << QByteArray("bad_response");
        QTest::newRow("HTTP/2") << QByteArray("HTTP/2.0 200 OK\r\n\r\n") << QByteArray("bad_response");
        QTest::newRow("another protocol asked for")
            << QByteArray("HTTP/1.1 101 Switching\r\n\r\n") << QByteArray("bad_response");
        QTest::newRow("field without a name") << head + ": x\r\n\r\n" << QByteArray("bad_response");
        QTest::newRow("field without a colon") << head + "abc\r\n\r\n" << QByteArray("bad_response");
        QTest::newRow("folding at the start") << head + " x\r\n\r\n" << QByteArray("bad_response");
        QTest::newRow("two lengths") << head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"
                                     << QByteArray("bad_response");
        QTest::newRow("negative length") << head + "Content-Length: -1\r\n\r\n" << QByteArray("bad_response");
        QTest::newRow("length beyond the limit") << head + "Content-Length: 1025\r\n\r\n" << QByteArray("too_large");
        QTest::newRow("body beyond the limit") << head + "\r\n" + QByteArray(1025, 'x') << QByteArray("too_large");
        QTest::newRow("head beyond the limit") << head + "X: " + QByteArray(70'000, 'x') << QByteArray("too_large");
        QTest::newRow("cut short") << head + "Content-Length: 5\r\n\r\nabc" << QByteArray("network_unreachable");
        QTest::newRow("cut in the head") << head + "Content-" << QByteArray("network_unreachable");
        QTest::newRow("chunk size that is none") << head + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n"
                                                 << QByteArray("bad_response");
        QTest::newRow("chunk without its end") << head + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n"
                                               << QByteArray("bad_response");
        QTest::newRow("chunk size beyond counting") << head + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"
                                                    << QByteArray("bad_response");
        QTest::newRow("huge chunk") << head + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n" +
                                           QByteArray(1025, 'x')
                                    << QByteArray("too_large");
        QTest::newRow("compressed") << head + "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx"
                                    << QByteArray("bad_response");
    }
    void refusesWhatIsNoAnswer()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, code);
        for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{1'000'000}})
            QCOMPARE(QByteArray::fromStdString(codeOf(readAnswer(text.toStdString(), step))), code);
    }
    void answersWithoutABodyAreCompleteAtTheirHead()
    {
        QCOMPARE(readAnswer("HTTP/1.1 204 No Content\r\n\r\n", 3, false)->status, 204);
        QCOMPARE(readAnswer("HTTP/1.0 400 \r\nContent-Length: 0\r\n\r\n", 3, false)->status, 400);
        net::AnswerReader toHead(10, true);
        QVERIFY(toHead.feed("HTTP/1.1 200\r\nContent-Length: 5\r\n\r\n"));
        QVERIFY(toHead.complete());
    }
    void namesPortAndBracketsInTheHostField()
    {
        const auto host = [](const std::string& url) {
            const auto wire = net::toWire(test::getRequest(url));
            const std::string sent{wire ? wire->bytes.exposeText() : "refused"};
            const std::size_t begin = sent.find('\n') + 1;
            return sent.substr(begin, sent.find('\r', begin) - begin);
        };
        QCOMPARE(host("https://Example.com/x"), std::string{"Host: example.com"});
        QCOMPARE(host("https://example.com:8443"), std::string{"Host: example.com:8443"});
        QCOMPARE(host("http://[::1]:80?a=b"), std::string{"Host: [::1]:80"});
        const auto wire = net::toWire(test::getRequest("http://[::1]:80?a=b"));
        QVERIFY(wire->bytes.exposeText().starts_with("GET /?a=b HTTP/1.1\r\n"));
    }
    void saysWhereTheFirstSecretStands()
    {
        net::HttpRequest request = test::postRequest("https://example.com/x", "refresh_token=canary");
        request.secretHeaders.emplace_back("Authorization", base::Secret::fromText("Basic canary"));
        auto wire = net::toWire(request);
        QVERIFY(wire);
        QVERIFY(wire->bytes.exposeText().substr(0, wire->secretFrom).find("canary") == std::string_view::npos);
        QVERIFY(wire->bytes.exposeText().substr(wire->secretFrom).starts_with("Authorization: Basic canary\r\n\r\n"));
        request.secretQuery.emplace_back("key", base::Secret::fromText("canary"));
        wire = net::toWire(request);
        QCOMPARE(wire->secretFrom, std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestHttpWire)
#include "tst_http_wire.moc"
