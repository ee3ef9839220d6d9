// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/form_encoding.h"

#include <QTest>

using namespace keystead;

class TestFormEncoding : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsUnreservedAndEscapesTheRest_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("encoded");
        QTest::newRow("unreserved, RFC 3986 2.3") << QByteArray("AZaz09-._~") << QByteArray("AZaz09-._~");
        QTest::newRow("RFC 6749 appendix B")
            << QByteArray(" %&+\xC2\xA3\xE2\x82\xAC") << QByteArray("%20%25%26%2B%C2%A3%E2%82%AC");
        QTest::newRow("separators") << QByteArray("a=b&c#d/e?f") << QByteArray("a%3Db%26c%23d%2Fe%3Ff");
        QTest::newRow("NUL") << QByteArray("\0", 1) << QByteArray("%00");
    }
    void keepsUnreservedAndEscapesTheRest()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, encoded);
        QCOMPARE(QByteArray::fromStdString(net::percentEncode(text.toStdString())), encoded);
        const auto back = net::parseForm("v=" + encoded.toStdString());
        QVERIFY(back);
        QCOMPARE(QByteArray::fromStdString(back->front().second), text);
    }
    void buildsBodiesInLockedMemory()
    {
        net::FormBuilder form;
        form.add("grant_type", "refresh_token").add("refresh_token", base::Secret::fromText("a b&c"));
        const base::Secret body = std::move(form).build();
        QCOMPARE(body.exposeText(), std::string_view{"grant_type=refresh_token&refresh_token=a%20b%26c"});
    }
    void readsDuplicatesInOrder()
    {
        const auto pairs = net::parseForm("a=1&b&a=2&&c=x+y%21");
        QVERIFY(pairs);
        const std::vector<std::pair<std::string, std::string>> expected{
            {"a", "1"}, {"b", ""}, {"a", "2"}, {"c", "x y!"}};
        QCOMPARE(*pairs, expected);
    }
    void refusesMalformedEscapes_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"a=%", "a=%4", "a=%zz", "%g1=1", "a=%4%41"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refusesMalformedEscapes()
    {
        QFETCH(QByteArray, text);
        const auto pairs = net::parseForm(text.toStdString());
        QVERIFY(!pairs);
        QCOMPARE(pairs.error().code, base::ErrorCode::ParseError);
    }
    void addsToAQueryThatIsThere()
    {
        QCOMPARE(net::withQuery("https://a.example/x", {{"k", "v w"}, {"l", "2"}}),
                 std::string{"https://a.example/x?k=v%20w&l=2"});
        QCOMPARE(net::withQuery("https://a.example/x?", {{"k", "v"}}), std::string{"https://a.example/x?k=v"});
        QCOMPARE(net::withQuery("https://a.example/x?a=1", {{"k", "v"}}), std::string{"https://a.example/x?a=1&k=v"});
    }
};

QTEST_GUILESS_MAIN(TestFormEncoding)
#include "tst_form_encoding.moc"
