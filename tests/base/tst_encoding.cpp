// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/encoding.h"

#include <QTest>

using namespace keystead::base;

class TestEncoding final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RFC 4648 section 10
    void rfc4648Vectors_data()
    {
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("base64");
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("empty") << QByteArray("") << QByteArray("") << QByteArray("");
        QTest::newRow("f") << QByteArray("f") << QByteArray("Zg==") << QByteArray("66");
        QTest::newRow("fo") << QByteArray("fo") << QByteArray("Zm8=") << QByteArray("666f");
        QTest::newRow("foo") << QByteArray("foo") << QByteArray("Zm9v") << QByteArray("666f6f");
        QTest::newRow("foob") << QByteArray("foob") << QByteArray("Zm9vYg==") << QByteArray("666f6f62");
        QTest::newRow("fooba") << QByteArray("fooba") << QByteArray("Zm9vYmE=") << QByteArray("666f6f6261");
        QTest::newRow("foobar") << QByteArray("foobar") << QByteArray("Zm9vYmFy") << QByteArray("666f6f626172");
        // section 9's first example, and the two characters in which the alphabets differ
        QTest::newRow("14FB9C03D97E") << QByteArray("\x14\xFB\x9C\x03\xD9\x7E", 6) << QByteArray("FPucA9l+")
                                      << QByteArray("14fb9c03d97e");
        QTest::newRow("fbff") << QByteArray("\xFB\xFF") << QByteArray("+/8=") << QByteArray("fbff");
    }
    void rfc4648Vectors()
    {
        QFETCH(QByteArray, plain);
        QFETCH(QByteArray, base64);
        QFETCH(QByteArray, hex);
        const std::string text = plain.toStdString();
        const Bytes bytes(text.begin(), text.end());
        const std::string padded = base64.toStdString();
        const std::string url = base64.replace('+', '-').replace('/', '_').replace("=", "").toStdString();
        QCOMPARE(toBase64(bytes), padded);
        QCOMPARE(toBase64Url(bytes), url);
        QCOMPARE(toHex(bytes), hex.toStdString());
        QCOMPARE(*fromBase64(padded), bytes);
        QCOMPARE(*fromBase64Url(url), bytes);
        QCOMPARE(*fromHex(hex.toUpper().toStdString()), bytes);
        const Secret secret = Secret::fromBytes(bytes);
        QCOMPARE(toBase64Secret(secret).exposeText(), std::string_view(padded));
        QCOMPARE(toBase64UrlSecret(secret).exposeText(), std::string_view(url));
        QVERIFY(fromBase64Secret(padded)->equals(secret));
    }

    void strayTextIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("url");
        const auto row = [](const char* name, const char* text, bool url) {
            QTest::newRow(name) << QByteArray(text) << url;
        };
        row("no padding", "Zg", false);
        row("half padding", "Zg=", false);
        row("too much padding", "Zg===", false);
        row("only padding", "====", false);
        row("padding inside", "Zg==Zg==", false);
        row("stray bits 1", "Zh==", false);
        row("stray bits 2", "Zm9=", false);
        row("line feed", "Zm9v\n", false);
        row("space", "Zm 9", false);
        row("url alphabet", "-_8=", false);
        row("high byte", "Zm9\xE9", false);
        row("url: padding", "Zg==", true);
        row("url: one left", "Zm9vY", true);
        row("url: stray bits", "Zh", true);
        row("url: plain alphabet", "+/8", true);
    }
    void strayTextIsRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, url);
        const auto bytes = url ? fromBase64Url(text.toStdString()) : fromBase64(text.toStdString());
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().code, ErrorCode::ParseError);
        if (!url)
            QVERIFY(!fromBase64Secret(text.toStdString()));
    }

    void hexIsStrict()
    {
        for (const char* text : {"0", "0g", "0x", " 0", "00 "})
            QVERIFY(!fromHex(text));
    }

    void allBytesSurvive()
    {
        Bytes bytes;
        for (int i = 0; i < 256; ++i)
            bytes.push_back(static_cast<std::uint8_t>(i));
        for (std::size_t size = 0; size <= bytes.size(); ++size) {
            const auto part = std::span(bytes).first(size);
            const Bytes expected(part.begin(), part.end());
            QCOMPARE(*fromBase64(toBase64(part)), expected);
            QCOMPARE(*fromBase64Url(toBase64Url(part)), expected);
        }
    }

    void utf8IsJudgedByRfc3629()
    {
        QVERIFY(isValidUtf8("plain, é, €, 😀"));
        for (const char* bad : {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                                "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xE2\x82", "\xFF", "a\xC3"})
            QVERIFY(!isValidUtf8(bad));
        QVERIFY(isValidUtf8("\xF4\x8F\xBF\xBF"));
    }

    // SECURITY 22
    void textOfOthersIsMadeSafeToShow_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char* name, const QByteArray& text, const QByteArray& shown) {
            QTest::newRow(name) << text << shown;
        };
        row("plain", "Grüße, 世界 😀", "Grüße, 世界 😀");
        row("right-to-left override", "evil\xE2\x80\xAEgpj.exe", "evilgpj.exe");
        row("embeddings", "\xE2\x80\xAA\xE2\x80\xAB\xE2\x80\xAC\xE2\x80\xAD!", "!");
        row("isolates", "\xE2\x81\xA6\xE2\x81\xA7\xE2\x81\xA8\xE2\x81\xA9!", "!");
        row("marks",
            "a\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C"
            "b",
            "ab");
        row("zero width", "pay\xE2\x80\x8Bpal\xE2\x80\x8C\xE2\x80\x8D\xEF\xBB\xBF", "paypal");
        row("tag characters",
            "a\xF3\xA0\x81\x81"
            "b",
            "ab");
        row("terminal escape", "\x1B[31mred\x1B[0m", "[31mred [0m");
        row("C1",
            "a\xC2\x9B"
            "31mb",
            "a 31mb");
        row("line breaks", "one\r\ntwo\xE2\x80\xA8three", "one two three");
        row("NUL and DEL", QByteArray("a\0b\x7F", 4) + "c", "a b c");
        row("invalid UTF-8",
            "a\xFF\xC0"
            "b",
            "a\xEF\xBF\xBD\xEF\xBF\xBD"
            "b");
        row("outer spaces", "  a   b  ", "a b");
        row("markup stays text", "<b>x</b>", "<b>x</b>");
    }
    void textOfOthersIsMadeSafeToShow()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, shown);
        QCOMPARE(cleanForDisplay(text.toStdString()), shown.toStdString());
    }

    void longTextIsCutByCodePoints()
    {
        QCOMPARE(cleanForDisplay("ääää", 4), std::string("ääää"));
        QCOMPARE(cleanForDisplay("äääää", 4), std::string("ääää…"));
        const std::string flood(10'000'000, 'x');
        QCOMPARE(cleanForDisplay(flood).size(), std::size_t{203});
        QVERIFY(isValidUtf8(cleanForDisplay(std::string(500, '\xF0'), 10)));
    }
};

QTEST_GUILESS_MAIN(TestEncoding)
#include "tst_encoding.moc"
