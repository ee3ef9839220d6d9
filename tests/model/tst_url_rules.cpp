// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/punycode.h"
#include "core/model/url_rules.h"

#include <QTest>

using namespace keystead::model;

class TestUrlRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // SECURITY 12, 18, 21
    void refusesUrlsThatCouldGoElsewhere_data()
    {
        QTest::addColumn<QByteArray>("url");
        const char* urls[] = {"",
                              "example.com",
                              "javascript:alert(1)",
                              "file:///etc/passwd",
                              "ftp://example.com",
                              "HTTPS://example.com",
                              "http://example.com",
                              "https://",
                              "https:///path",
                              "https://user@example.com",
                              "https://user:pw@example.com/x",
                              "https://example.com@evil.test",
                              "https://example.com\\@evil.test",
                              "https://example.com#frag",
                              "https://exa mple.com",
                              "https://example.com/a b",
                              "https://example.com/\n",
                              "https://example.com/%0d%0aX: y",
                              "https://example.com/%00",
                              "https://example.com/%zz",
                              "https://example.com/%4",
                              "https://example.com:0",
                              "https://example.com:65536",
                              "https://example.com:",
                              "https://example.com:80a",
                              "https://-example.com",
                              "https://example-.com",
                              "https://example..com",
                              "https://.example.com",
                              "https://2130706433",
                              "https://0x7f.1",
                              "https://127.1",
                              "https://127.0.0.256",
                              "https://127.0.0.01",
                              "https://[::1",
                              "https://[::1%25lo]",
                              "https://[1:2]",
                              "https://[:::]",
                              "https://b\xC3\xBC"
                              "cher.example",
                              "https://example.com/\"",
                              "https://example.com/{x}",
                              "https://example.com/<",
                              "https://ex%61mple.com",
                              " https://example.com",
                              "-https://example.com",
                              "http://localhost.evil.test",
                              "http://127.0.0.1.evil.test",
                              "http://128.0.0.1",
                              "https://a_b.example"};
        for (const char* url : urls)
            QTest::newRow(QByteArray(url).toPercentEncoding().constData()) << QByteArray(url);
    }
    void refusesUrlsThatCouldGoElsewhere()
    {
        QFETCH(QByteArray, url);
        const std::string_view text{url.constData(), static_cast<std::size_t>(url.size())};
        QVERIFY(urlProblem(text, true));
        QVERIFY(urlProblem(text, false));
        QVERIFY(!splitUrl(text));
    }

    void takesOrdinaryUrls_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::newRow("plain") << "https://example.com"
                               << "example.com" << 443;
        QTest::newRow("path and query") << "https://api.example.com/v1/me?x=1&y=%20"
                                        << "api.example.com" << 443;
        QTest::newRow("port") << "https://example.com:8443/"
                              << "example.com" << 8443;
        QTest::newRow("upper case host") << "https://Example.COM"
                                         << "example.com" << 443;
        QTest::newRow("IPv4") << "https://192.0.2.7/"
                              << "192.0.2.7" << 443;
        QTest::newRow("IPv6") << "https://[2001:db8::1]:444/"
                              << "[2001:db8::1]" << 444;
        QTest::newRow("punycode") << "https://xn--bcher-kva.example/"
                                  << "xn--bcher-kva.example" << 443;
        QTest::newRow("single label") << "https://intranet/"
                                      << "intranet" << 443;
    }
    void takesOrdinaryUrls()
    {
        QFETCH(QString, url);
        QFETCH(QString, host);
        QFETCH(int, port);
        QVERIFY(!urlProblem(url.toStdString(), false));
        const auto parts = splitUrl(url.toStdString());
        QVERIFY(parts);
        QCOMPARE(QString::fromStdString(parts->host), host);
        QCOMPARE(parts->port, port);
    }

    void httpIsForLoopbackByConsentOnly()
    {
        for (const char* url :
             {"http://127.0.0.1:3000/x", "http://localhost:1", "http://[::1]:8080/", "http://127.9.9.9"}) {
            QVERIFY2(!urlProblem(url, true), url);
            QVERIFY2(urlProblem(url, false), url);
        }
    }

    void urlLengthIsCapped()
    {
        const std::string head = "https://example.com/";
        QVERIFY(!urlProblem(head + std::string(2048 - head.size(), 'a'), false));
        QVERIFY(urlProblem(head + std::string(2049 - head.size(), 'a'), false));
        QVERIFY(urlProblem("https://" + std::string(64, 'a') + ".com", false));
    }

    void originIsSchemeHostAndPort()
    {
        QVERIFY(sameOrigin("https://example.com/a", "https://EXAMPLE.com:443/b?c"));
        QVERIFY(!sameOrigin("https://example.com", "https://example.com:8443"));
        QVERIFY(!sameOrigin("http://127.0.0.1", "https://127.0.0.1"));
        QVERIFY(!sameOrigin("https://example.com", "https://www.example.com"));
        QVERIFY(!sameOrigin("nonsense", "nonsense"));
    }

    void hostsHaveNoSchemeUserOrPath()
    {
        for (const char* host : {"gitlab.com", "git.example.com:8443", "10.0.0.1", "[::1]:99", "xn--bcher-kva.example"})
            QVERIFY2(!hostProblem(host), host);
        for (const char* host :
             {"", "https://x.y", "a@b", "a/b", "a?b", "a#b", "a\\b", "a b", "a:", "a:b", "a:1:2", ":1", "a\n"})
            QVERIFY2(hostProblem(host), host);
    }

    // RFC 3492 section 7.1 (A, I and S) and common names.
    void encodesPunycode_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("encoded");
        QTest::newRow("german") << QStringLiteral("b\u00fccher") << "bcher-kva";
        QTest::newRow("arabic") << QString::fromUtf8(
                                       "\xD9\x84\xD9\x8A\xD9\x87\xD9\x85\xD8\xA7\xD8\xA8\xD8\xAA\xD9\x83\xD9\x84\xD9"
                                       "\x85\xD9\x88\xD8\xB4\xD8\xB9\xD8\xB1\xD8\xA8\xD9\x8A\xD8\x9F")
                                << "egbpdaj6bu4bxfgehfvwxn";
        QTest::newRow("russian") << QString::fromUtf8(
                                        "\xD0\xBF\xD0\xBE\xD1\x87\xD0\xB5\xD0\xBC\xD1\x83\xD0\xB6\xD0\xB5\xD0\xBE\xD0"
                                        "\xBD\xD0\xB8\xD0\xBD\xD0\xB5\xD0\xB3\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x80\xD1\x8F"
                                        "\xD1\x82\xD0\xBF\xD0\xBE\xD1\x80\xD1\x83\xD1\x81\xD1\x81\xD0\xBA\xD0\xB8")
                                 << "b1abfaaepdrnnbgefbadotcwatmq2g4l";
        QTest::newRow("homograph") << QString::fromUtf8("\xD0\xB0pple") << "pple-43d";
    }
    void encodesPunycode()
    {
        QFETCH(QString, label);
        QFETCH(QString, encoded);
        const auto result = toPunycode(label.toStdString());
        QVERIFY(result);
        QCOMPARE(QString::fromStdString(*result), encoded);
    }

    void asciiHostKeepsAsciiLabelsAndPort()
    {
        QCOMPARE(toAsciiHost("git.b\xC3\xBC"
                             "cher.example:8443"),
                 std::optional<std::string>{"git.xn--bcher-kva.example:8443"});
        QVERIFY(!toAsciiHost("\xFF.example"));
    }

    void percentEncodesAllButUnreserved()
    {
        QCOMPARE(percentEncode("a-Z_0.~/ ?#%\xC3\xBC"), std::string{"a-Z_0.~%2F%20%3F%23%25%C3%BC"});
    }
};

QTEST_APPLESS_MAIN(TestUrlRules)
#include "tst_url_rules.moc"
