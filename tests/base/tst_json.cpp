// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include <nlohmann/json.hpp>
#include <QTest>

using namespace keystead::base;

namespace {

std::string nested(int depth)
{
    const auto count = static_cast<std::size_t>(depth);
    return std::string(count, '[') + std::string(count, ']');
}

std::string nestedObjects(int depth)
{
    std::string text = "1";
    for (int i = 0; i < depth; ++i)
        text = R"({"a":)" + text + "}";
    return text;
}

} // namespace

class TestJson final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parsesWhatRfc8259Allows()
    {
        const auto json = parseJson(R"( {"a": [1, -2.5e3, true, false, null, "xé\u00e9\ud83d\ude00"]} )");
        QVERIFY(json);
        QCOMPARE((*json)["a"].size(), std::size_t{6});
        QCOMPARE((*json)["a"][5].get<std::string>(), std::string("xé\xC3\xA9\xF0\x9F\x98\x80"));
        QVERIFY(parseJson("null"));
        QVERIFY(parseJson("\"text\""));
    }

    // SECURITY 24
    void depth32IsTheLast()
    {
        QVERIFY(parseJson(nested(32)));
        QVERIFY(parseJson(nestedObjects(32)));
        QCOMPARE(parseJson(nested(33)).error().code, ErrorCode::LimitExceeded);
        QCOMPARE(parseJson(nestedObjects(33)).error().code, ErrorCode::LimitExceeded);
        QCOMPARE(parseJson(nested(500000)).error().code, ErrorCode::LimitExceeded);
        QVERIFY(parseJson("[[],[],[[]],{}]", {1024, 3}));
        QVERIFY(!parseJson("[[],[],[[[]]],{}]", {1024, 3}));
    }

    // SECURITY 24
    void duplicateKeysAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("twice") << QByteArray(R"({"a":1,"a":1})") << false;
        QTest::newRow("deep") << QByteArray(R"([{"b":{"a":1,"c":2,"a":3}}])") << false;
        QTest::newRow("escaped spelling") << QByteArray(R"({"a":1,"\u0061":2})") << false;
        QTest::newRow("empty names") << QByteArray(R"({"":1,"":2})") << false;
        QTest::newRow("other objects") << QByteArray(R"([{"a":1},{"a":{"a":2}}])") << true;
        QTest::newRow("other case") << QByteArray(R"({"a":1,"A":2})") << true;
    }
    void duplicateKeysAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, accepted);
        const auto json = parseJson(text.toStdString());
        QCOMPARE(json.has_value(), accepted);
        if (!accepted)
            QCOMPARE(json.error().code, ErrorCode::ParseError);
    }

    // SECURITY 24
    void sizeIsCapped()
    {
        const std::string fits = "\"" + std::string(1024 * 1024 - 2, 'x') + "\"";
        QVERIFY(parseJson(fits));
        QCOMPARE(parseJson(fits + " ").error().code, ErrorCode::LimitExceeded);
        QVERIFY(parseJson("[1]", {3, 32}));
        QVERIFY(!parseJson("[1] ", {3, 32}));
    }

    void malformedTextIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const QByteArray& text) { QTest::newRow(name) << text; };
        row("empty", "");
        row("white space", "  \n");
        row("cut", R"({"a":)");
        row("more behind", "{} {}");
        row("comment", "{} // x");
        row("trailing comma", "[1,]");
        row("single quotes", "{'a':1}");
        row("NaN", "[NaN]");
        row("leading zero", "[01]");
        row("huge exponent", "[1e999]");
        row("bare control", "[\"\x01\"]");
        row("NUL", QByteArray("[1]\0", 4));
        row("NUL and more", QByteArray("{}\0{\"a\":1}", 10));
        row("lone surrogate", R"(["\ud800"])");
        row("overlong UTF-8", "[\"\xC0\xAF\"]");
        row("cut UTF-8", "[\"\xE2\x82\"]");
        row("surrogate in UTF-8", "[\"\xED\xA0\x80\"]");
        row("HTML", "<html></html>");
    }
    void malformedTextIsRefused()
    {
        QFETCH(QByteArray, text);
        const auto json = parseJson(text.toStdString());
        QVERIFY(!json);
        QCOMPARE(json.error().code, ErrorCode::ParseError);
    }

    void errorsDoNotQuoteTheText()
    {
        const auto json = parseJson(R"({"token":"hunter2hunter2" x})");
        QVERIFY(!json);
        QVERIFY(json.error().detail.find("hunter2") == std::string::npos);
        QVERIFY(json.error().detail.find("byte") != std::string::npos);
    }

    void bigNumbersDoNotWrap()
    {
        const auto json = *parseJson(
            R"({"max":9223372036854775807,"over":9223372036854775808,"u64":18446744073709551615,"huge":99999999999999999999,"min":-9223372036854775808,"f":1.5})");
        QCOMPARE(*requireInt(json, "max", "t"), INT64_MAX);
        QCOMPARE(*requireInt(json, "min", "t"), INT64_MIN);
        for (const char* key : {"over", "u64", "huge", "f"})
            QVERIFY2(!requireInt(json, key, "t"), key);
    }

    void accessorsNameTheMember()
    {
        const auto json = *parseJson(R"({"s":"x","n":1,"b":true,"null":null})");
        QCOMPARE(*requireString(json, "s", "response"), std::string("x"));
        QCOMPARE(requireString(json, "n", "response").error().detail, std::string("response.n: must be a string"));
        QCOMPARE(requireString(json, "gone", "response").error().detail, std::string("response.gone: is missing"));
        QVERIFY(!requireString(json, "null", "response"));
        QCOMPARE(*optionalString(json, "null", "response"), std::nullopt);
        QCOMPARE(*optionalBool(json, "b", "response"), std::optional{true});
        QVERIFY(!optionalBool(json, "n", "response"));
        QVERIFY(!optionalInt(json, "s", "response"));
        QVERIFY(!requireString(Json::array(), "s", "response"));
    }

    void writesValidUtf8Only()
    {
        QCOMPARE(toJsonText(Json{{"a", "x\xFFy"}}), std::string("{\"a\":\"x\xEF\xBF\xBDy\"}"));
        QCOMPARE(toJsonText(Json{{"b", 1}, {"a", 2}}), std::string(R"({"a":2,"b":1})"));
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
