// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_client.h"

#include <QTest>

using namespace keystead;

class TestUrlChecks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // SECURITY 12, SECURITY 18
    void acceptsHttpsAndNamedLoopback_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<bool>("https");
        QTest::addColumn<bool>("loopback");
        const auto row = [](const char* url, bool https, bool loopback) {
            QTest::newRow(url) << QByteArray(url) << https << loopback;
        };
        row("https://api.example.com/v1?x=1", true, true);
        row("https://api.example.com:8443/", true, true);
        row("https://[2001:db8::1]/", true, true);
        row("http://127.0.0.1:8080/token", false, true);
        row("http://127.8.9.10/", false, true);
        row("http://localhost:9/", false, true);
        row("http://[::1]:9/", false, true);
        row("http://api.example.com/", false, false);
        row("http://localhost.example.com/", false, false);
        row("http://127.0.0.1.example.com/", false, false);
        row("http://10.0.0.1/", false, false);
        row("http://0.0.0.0/", false, false);
        row("https://user@example.com/", false, false);
        row("https://user:pw@example.com/", false, false);
        row("https://@example.com/", false, false);
        row("https://good.example\\@evil.example/", false, false);
        row("https://example.com/#fragment", false, false);
        row("https:///path", false, false);
        row("https://", false, false);
        row("https:example.com", false, false);
        row("https://exa mple.com/", false, false);
        row("https://example.com/a\nb", false, false);
        row("https://example.com/\tb", false, false);
        row("https://example.com:0/", false, false);
        row("https://example.com:99999/", false, false);
        row("ftp://example.com/", false, false);
        row("file:///etc/passwd", false, false);
        row("javascript:alert(1)", false, false);
        row("-https://example.com/", false, false);
        row("//example.com/", false, false);
        row("/relative", false, false);
        row("", false, false);
        row("https://b\xC3\xBC"
            "cher.example/",
            false, false);
    }
    void acceptsHttpsAndNamedLoopback()
    {
        QFETCH(QByteArray, url);
        QFETCH(bool, https);
        QFETCH(bool, loopback);
        const base::Status strict = net::checkUrl(url.toStdString(), false);
        const base::Status open = net::checkUrl(url.toStdString(), true);
        QCOMPARE(strict.has_value(), https);
        QCOMPARE(open.has_value(), loopback);
        if (!open)
            QCOMPARE(open.error().code, base::ErrorCode::InvalidArgument);
    }
    void knowsLoopbackHosts()
    {
        for (const char* host : {"127.0.0.1", "127.255.255.254", "[::1]", "::1", "localhost", "LOCALHOST"})
            QVERIFY2(net::isLoopbackHost(host), host);
        for (const char* host : {"", "127.0.0", "127.0.0.1.", "127.0.0.256", "128.0.0.1", "127.1", "0x7f.0.0.1",
                                 "2130706433", "localhost.", "::2", "1127.0.0.1"})
            QVERIFY2(!net::isLoopbackHost(host), host);
    }
    void originNamesSchemeHostAndPort()
    {
        QCOMPARE(net::originOf("https://API.Example.com/v1?x=1").value(), std::string{"https://api.example.com:443"});
        QCOMPARE(net::originOf("https://api.example.com:8443").value(), std::string{"https://api.example.com:8443"});
        QCOMPARE(net::originOf("http://[::1]:80/x").value(), std::string{"http://[::1]:80"});
        QVERIFY(!net::originOf("https://a@b/").has_value());
    }
};

QTEST_GUILESS_MAIN(TestUrlChecks)
#include "tst_url_checks.moc"
