// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/echo_redactor.h"
#include "core/access/proxy_head.h"

#include <cstring>
#include <QTest>

using namespace keystead;
using access::EchoRedactor;
using access::readProxyHead;

namespace {

// The body of a chunked text that comes in pieces of `step` bytes; "refused" where it is none, "more" where it is cut.
std::string unchunked(const std::string& text, std::size_t step)
{
    access::ChunkReader reader;
    std::string body;
    for (std::size_t at = 0; at < text.size(); at += step) {
        std::string_view piece = std::string_view{text}.substr(at, step);
        while (!piece.empty() && !reader.over()) {
            const auto got = reader.next(piece);
            if (!got)
                return "refused";
            body += *got;
        }
    }
    return reader.over() ? body : "more";
}

std::string redactedInPieces(EchoRedactor& redactor, const std::string& text, std::size_t step)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += step) {
        const std::string piece = text.substr(at, step);
        const std::span<char> room = redactor.room();
        std::memcpy(room.data(), piece.data(), piece.size());
        out += redactor.take(piece.size(), false);
    }
    redactor.room();
    out += redactor.take(0, true);
    return out;
}

} // namespace

class TestProxyHead : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsARequestsHead()
    {
        const std::string text =
            "POST /x?y HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\nX-A:  b c \r\n\r\nhello";
        for (std::size_t size = 0; size < text.size() - 5; ++size) {
            const auto part = readProxyHead(std::string_view{text}.substr(0, size));
            QCOMPARE(part.refusal, 0);
            QCOMPARE(part.consumed, std::size_t{0});
        }
        const auto read = readProxyHead(text);
        QCOMPARE(read.refusal, 0);
        QCOMPARE(read.consumed, text.size() - 5);
        QCOMPARE(read.head.method, std::string{"POST"});
        QCOMPARE(read.head.target, std::string{"/x?y"});
        QCOMPARE(*read.head.length, std::uint64_t{5});
        QVERIFY(read.head.expectContinue && read.head.keepAlive && !read.head.chunked);
        QCOMPARE(read.head.header("x-a"), std::string{"b c"});
        QVERIFY(!readProxyHead("GET / HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n").head.keepAlive);
        QVERIFY(!readProxyHead("GET / HTTP/1.0\r\n\r\n").head.keepAlive);
        QVERIFY(readProxyHead("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n").head.chunked);
    }
    // Request smuggling: whatever two servers might frame differently.
    void refusesWhatCanBeReadInTwoWays_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("status");
        const QByteArray line = "POST / HTTP/1.1\r\nHost: h\r\n";
        const auto row = [](const char* name, const QByteArray& text, int status = 400) {
            QTest::newRow(name) << text << status;
        };
        row("length and chunked", line + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n");
        row("chunked and length", line + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n");
        row("two lengths", line + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n");
        row("list of lengths", line + "Content-Length: 5, 5\r\n\r\n");
        row("signed length", line + "Content-Length: +5\r\n\r\n");
        row("negative length", line + "Content-Length: -5\r\n\r\n");
        row("hexadecimal length", line + "Content-Length: 0x5\r\n\r\n");
        row("length beyond counting", line + "Content-Length: 99999999999999999999\r\n\r\n");
        row("empty length", line + "Content-Length:\r\n\r\n");
        row("another coding", line + "Transfer-Encoding: gzip, chunked\r\n\r\n");
        row("chunked twice", line + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n");
        row("identity", line + "Transfer-Encoding: identity\r\n\r\n");
        row("coding with a tab", line + "Transfer-Encoding: \vchunked\r\n\r\n");
        row("chunked in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n");
        row("space before the colon", line + "Content-Length : 5\r\n\r\n");
        row("folded", line + "X-A: b\r\n c\r\n\r\n");
        row("folded with a tab", line + "X-A: b\r\n\tc\r\n\r\n");
        row("folded at once", "POST / HTTP/1.1\r\n Host: h\r\n\r\n");
        row("bare line feed", "POST / HTTP/1.1\nHost: h\r\n\r\n");
        row("bare line feed in the fields", line + "X-A: b\nX-B: c\r\n\r\n");
        row("bare carriage return", line + "X-A: b\rX-B: c\r\n\r\n");
        row("NUL", line + QByteArray("X-A: b\0c\r\n\r\n", 12));
        row("empty line in front", "\r\nPOST / HTTP/1.1\r\nHost: h\r\n\r\n");
        row("no colon", line + "X-A\r\n\r\n");
        row("no name", line + ": b\r\n\r\n");
        row("no host", "GET / HTTP/1.1\r\n\r\n");
        row("two hosts", line + "Host: other\r\n\r\n");
        row("two spaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n");
        row("tab in the line", "GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n");
        row("three words more", "GET / x HTTP/1.1\r\nHost: h\r\n\r\n");
        row("no version", "GET /\r\nHost: h\r\n\r\n");
        row("version 2", "GET / HTTP/2.0\r\nHost: h\r\n\r\n", 505);
        row("version 1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n", 505);
        row("another expectation", line + "Expect: 200-ok\r\n\r\n", 417);
        row("head without end", line + "X-A: " + QByteArray(50'000, 'x'), 431);
        QByteArray many = line;
        for (int i = 0; i < 101; ++i)
            many += "X-A: b\r\n";
        row("many fields", many + "\r\n");
    }
    void refusesWhatCanBeReadInTwoWays()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, status);
        const auto read = readProxyHead({text.constData(), static_cast<std::size_t>(text.size())});
        QCOMPARE(read.refusal, status);
        QVERIFY(!read.why.empty());
        QCOMPARE(read.consumed, std::size_t{0});
    }
    void takesChunksApart()
    {
        const std::string whole = "5;x=y\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\nX-T: v\r\n\r\n";
        for (std::size_t step = 1; step <= whole.size(); ++step)
            QCOMPARE(unchunked(whole, step), std::string{"hello world"});
        QCOMPARE(unchunked("0\r\n\r\n", 1), std::string{});
        for (std::size_t cut = 0; cut < whole.size(); ++cut)
            QCOMPARE(unchunked(whole.substr(0, cut), 3), std::string{"more"});
    }
    void refusesChunksThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"x\r\n", "-1\r\n", "+5\r\nhello\r\n", "0x5\r\nhello\r\n", "5 \r\nhello\r\n", " 5\r\nhello\r\n",
              "5\nhello\r\n", "\r\n", "fffffffffffffffff\r\n", "1\r\nab\r\n", "1\r\na\n0\r\n\r\n", "5\r;\r\nhello\r\n"})
            QTest::newRow(("row " + QByteArray(text).toPercentEncoding()).constData()) << QByteArray(text);
        QTest::newRow("endless size") << QByteArray("5;") + QByteArray(400, 'x');
        QTest::newRow("endless trailer") << QByteArray("0\r\nX: ") + QByteArray(9000, 'x');
    }
    void refusesChunksThatAreNone()
    {
        QFETCH(QByteArray, text);
        for (const std::size_t step : {std::size_t{1}, std::size_t{100'000}})
            QCOMPARE(unchunked(text.toStdString(), step), std::string{"refused"});
    }
    void overwritesAnEchoAcrossPieces()
    {
        const std::string secret = "to/ken+0123456789";
        const std::string text = "x" + secret + "y" + secret.substr(0, 10) +
                                 "z to%2Fken%2B0123456789 dG8va2VuKzAxMjM0NTY3ODk= to\\/ken+0123456789" + secret;
        std::string wanted = text;
        for (const std::string& form : {secret, std::string{"to%2Fken%2B0123456789"},
                                        std::string{"dG8va2VuKzAxMjM0NTY3ODk="}, std::string{"to\\/ken+0123456789"}}) {
            for (std::size_t at = wanted.find(form); at != std::string::npos; at = wanted.find(form))
                wanted.replace(at, form.size(), form.size(), '*');
        }
        for (std::size_t step = 1; step <= text.size(); ++step) {
            EchoRedactor redactor(access::echoForms(base::Secret::fromText(secret)));
            QCOMPARE(redactedInPieces(redactor, text, step), wanted);
            QVERIFY(redactor.found());
        }
    }
    void holdsBackOnlyWhatMayBeABeginning()
    {
        EchoRedactor redactor(access::echoForms(base::Secret::fromText("secret-token")));
        const auto put = [&](std::string_view text) {
            std::memcpy(redactor.room().data(), text.data(), text.size());
            return std::string{redactor.take(text.size(), false)};
        };
        QCOMPARE(put("data: 1\n\n"), std::string{"data: 1\n\n"});
        QCOMPARE(put("a secret-"), std::string{"a "});
        QCOMPARE(put("santa"), std::string{"secret-santa"});
        QVERIFY(!redactor.found());
    }
    void looksForNothingThatIsFoundByChance()
    {
        EchoRedactor redactor(access::echoForms(base::Secret::fromText("abc")));
        QCOMPARE(redactor.redacted("abcabc"), std::string{"abcabc"});
    }
};

QTEST_GUILESS_MAIN(TestProxyHead)
#include "tst_proxy_head.moc"
