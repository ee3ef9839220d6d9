// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/redirect_page.h"
#include "core/net/redirect_request.h"

#include <QTest>

using namespace keystead;

namespace {

const net::RedirectRules rules{"127.0.0.1:5000", "/callback", false};
const net::RedirectRules formRules{"127.0.0.1:5000", "/callback", true};

} // namespace

class TestRedirectRequest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // SECURITY 14: exact Host, exact path, else 4xx.
    void answersOnlyTheOneRequest_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const auto row = [](const char* name, const char* request, int status) {
            QTest::newRow(name) << QByteArray(request) << status;
        };
        row("right", "GET /callback?code=1 HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n\r\n", 200);
        row("no query", "GET /callback HTTP/1.1\r\nhost: 127.0.0.1:5000\r\n\r\n", 200);
        row("incomplete", "GET /callback?code=1 HTTP/1.1\r\nHost: 127", 0);
        row("rebound host", "GET /callback?code=1 HTTP/1.1\r\nHost: evil.example:5000\r\n\r\n", 421);
        row("other port", "GET /callback?code=1 HTTP/1.1\r\nHost: 127.0.0.1:5001\r\n\r\n", 421);
        row("no port", "GET /callback?code=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 421);
        row("localhost instead", "GET /callback?code=1 HTTP/1.1\r\nHost: localhost:5000\r\n\r\n", 421);
        row("no host", "GET /callback?code=1 HTTP/1.1\r\n\r\n", 400);
        row("two hosts", "GET /callback HTTP/1.1\r\nHost: 127.0.0.1:5000\r\nHost: 127.0.0.1:5000\r\n\r\n", 400);
        row("favicon", "GET /favicon.ico HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n\r\n", 404);
        row("longer path", "GET /callback/ HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n\r\n", 404);
        row("encoded path", "GET /%63allback HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n\r\n", 404);
        row("dot segments", "GET /x/../callback HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n\r\n", 404);
        row("absolute form", "GET http://127.0.0.1:5000/callback HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n\r\n", 404);
        row("POST", "POST /callback HTTP/1.1\r\nHost: 127.0.0.1:5000\r\nContent-Length: 0\r\n\r\n", 405);
        row("HEAD", "HEAD /callback?code=1 HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n\r\n", 405);
        row("CONNECT", "CONNECT 127.0.0.1:5000 HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n\r\n", 404);
        row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400);
        row("folded header", "GET /callback HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n more\r\n\r\n", 400);
        row("transfer coding", "GET /callback HTTP/1.1\r\nHost: 127.0.0.1:5000\r\nTransfer-Encoding: chunked\r\n\r\n",
            400);
        row("TLS hello", "\x16\x03\x01\x02", 400);
        row("lower case", "get /callback HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n\r\n", 400);
        row("bare line", "GET\r\n\r\n", 400);
    }
    void answersOnlyTheOneRequest()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        QCOMPARE(net::readRedirectRequest(request.toStdString(), rules).status, status);
    }
    void givesTheRawQuery()
    {
        const auto read = net::readRedirectRequest(
            "GET /callback?code=a%2Bb&state=s HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n\r\n", rules);
        QCOMPARE(read.query, std::string{"code=a%2Bb&state=s"});
    }
    // SECURITY 16
    void capsTheHead()
    {
        const std::string filler(net::maxRedirectRequest, 'x');
        QCOMPARE(net::readRedirectRequest("GET /callback?" + filler, rules).status, 431);
        QCOMPARE(
            net::readRedirectRequest("GET /callback?" + filler + " HTTP/1.1\r\nHost: 127.0.0.1:5000\r\n\r\n", rules)
                .status,
            431);
    }
    // SECURITY 17
    void readsFormPosts()
    {
        const std::string head = "POST /callback HTTP/1.1\r\nHost: 127.0.0.1:5000\r\nContent-Type: "
                                 "application/x-www-form-urlencoded; charset=utf-8\r\nContent-Length: ";
        QCOMPARE(net::readRedirectRequest(head + "14\r\n\r\ncode=1&state=", formRules).status, 0);
        const auto whole = net::readRedirectRequest(head + "14\r\n\r\ncode=1&state=s", formRules);
        QCOMPARE(whole.status, 200);
        QCOMPARE(whole.query, std::string{"code=1&state=s"});
        QCOMPARE(net::readRedirectRequest(head + "9000\r\n\r\n", formRules).status, 413);
        QCOMPARE(net::readRedirectRequest(head + "-1\r\n\r\n", formRules).status, 400);
        QCOMPARE(net::readRedirectRequest("POST /callback HTTP/1.1\r\nHost: 127.0.0.1:5000\r\nContent-Type: "
                                          "text/plain\r\nContent-Length: 0\r\n\r\n",
                                          formRules)
                     .status,
                 415);
    }
    void pageEscapesItsTextAndRefusesScripts()
    {
        const std::string page = net::redirectPage(200, "Signed <b>in</b>", "A & B's \"page\"");
        QVERIFY(page.find("<b>") == std::string::npos);
        QVERIFY(page.find("Signed &lt;b&gt;in&lt;/b&gt;") != std::string::npos);
        QVERIFY(page.find("A &amp; B&#39;s &quot;page&quot;") != std::string::npos);
        QVERIFY(page.find("Content-Security-Policy: default-src 'none'") != std::string::npos);
        QVERIFY(page.find("unsafe-inline") == std::string::npos);
        QVERIFY(page.find("style-src 'sha256-") != std::string::npos);
        for (const char* header :
             {"Cache-Control: no-store\r\n", "Referrer-Policy: no-referrer\r\n", "X-Content-Type-Options: nosniff\r\n"})
            QVERIFY2(page.find(header) != std::string::npos, header);
        QVERIFY(page.size() < 4096);
    }
};

QTEST_GUILESS_MAIN(TestRedirectRequest)
#include "tst_redirect_request.moc"
