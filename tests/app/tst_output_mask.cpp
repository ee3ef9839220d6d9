// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/env_template.h"
#include "app/cli/output_mask.h"
#include "core/base/encoding.h"

#include <QTest>

using namespace keystead;
using namespace keystead::cli;

namespace {

const std::string secret = "hunter2/HUNTER+2=long";

OutputMask maskOf(std::initializer_list<std::string> secrets)
{
    OutputMask mask;
    for (const std::string& text : secrets)
        mask.add(base::Secret::fromText(text));
    return mask;
}

std::string throughChunks(OutputMask mask, const std::string& text, std::size_t size)
{
    std::string shown;
    for (std::size_t at = 0; at < text.size(); at += size)
        shown += mask.feed(std::string_view{text}.substr(at, size));
    return shown + mask.finish();
}

std::string base64(const std::string& text)
{
    return base::toBase64({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}
std::string base64Url(const std::string& text)
{
    return base::toBase64Url({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

} // namespace

class TstOutputMask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masksAcrossEveryChunkBorder()
    {
        const std::string text = "before " + secret + " between " + secret + secret + " hunter2/HUNT after";
        const std::string wanted = "before ******** between **************** hunter2/HUNT after";
        for (std::size_t size = 1; size <= text.size(); ++size)
            QCOMPARE(throughChunks(maskOf({secret}), text, size), wanted);
    }

    void masksEncodedForms_data() // SECURITY 25: raw, base64, base64url
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QString::fromStdString(text);
        };
        row("base64", base64(secret));
        row("base64url", base64Url(secret));
        row("in Basic, one before", base64("a:" + secret));
        row("in Basic, two before", base64("ad:" + secret));
        row("in Basic, three before", base64("ada:" + secret));
        row("in Basic, more behind", base64("ada:" + secret + ":x"));
        row("inside base64url", base64Url("{\"t\":\"" + secret + "\"}"));
        row("percent-encoded", "hunter2%2FHUNTER%2B2%3Dlong");
    }
    void masksEncodedForms()
    {
        QFETCH(QString, text);
        for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{4096}}) {
            const std::string shown = throughChunks(maskOf({secret}), text.toStdString(), size);
            QVERIFY2(shown.find("********") != std::string::npos, shown.c_str());
            // What is left of the text beside the mask is too short to tell anything.
            QVERIFY2(shown.size() <= 8 + 16, shown.c_str());
        }
    }

    void masksTheLongestOfSeveral()
    {
        QCOMPARE(throughChunks(maskOf({"abcd", "abcdefgh"}), "xabcdefghx abcdx", 1),
                 std::string{"x********x ********x"});
        QCOMPARE(throughChunks(maskOf({"abcd", "abcdefgh"}), "abcdefg", 2), std::string{"********efg"});
        QCOMPARE(throughChunks(maskOf({"aaab"}), "aaaaab", 1), std::string{"aa********"});
    }

    void masksEachLineOfALongSecret()
    {
        const std::string key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END KEY-----\n";
        const std::string terminal = "-----BEGIN KEY-----\r\nMIIEvQIBADANBgkq\r\nhkiG9w0BAQEFAASC\r\n";
        QCOMPARE(throughChunks(maskOf({key}), terminal, 3),
                 std::string{"-----BEGIN KEY-----\r\n********\r\n********\r\n"});
    }

    void leavesShortSecretsAndOtherTextAlone()
    {
        QCOMPARE(throughChunks(maskOf({"abc", ""}), "abcabc", 2), std::string{"abcabc"});
        QCOMPARE(throughChunks(maskOf({}), "plain", 2), std::string{"plain"});
    }

    void keepsBackOnlyWhatCouldBeASecret()
    {
        OutputMask mask = maskOf({secret});
        QCOMPARE(mask.feed("Continue? "), std::string{"Continue? "});
        QCOMPARE(mask.feed("hunt"), std::string{});
        QCOMPARE(mask.feed("ing"), std::string{"hunting"});
    }

    void readsATemplate()
    {
        const auto lines =
            parseEnvTemplate("# comment\n\nexport A=plain\nB=\"x {{ work.api_key }} y\"\nC='{{.token}}'\r\n"
                             "D={{ Personal/a.b.key }}\n");
        QVERIFY(lines);
        QCOMPARE(lines->size(), std::size_t{4});
        QCOMPARE((*lines)[0].name, std::string{"A"});
        const FieldSource source = [](const std::string& connection, const std::string& field) {
            return base::Result<base::Secret>{base::Secret::fromText("<" + connection + "|" + field + ">")};
        };
        const auto value = [&](std::size_t index) {
            return std::string{fillEnvLine((*lines)[index], source)->exposeText()};
        };
        QCOMPARE(value(0), std::string{"plain"});
        QCOMPARE(value(1), std::string{"x <work|api_key> y"});
        QCOMPARE(value(2), std::string{"<|token>"});
        QCOMPARE(value(3), std::string{"<Personal/a.b|key>"});
    }

    void namesTheLineThatIsWrong_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("why");
        QTest::newRow("no =") << "A=1\nBROKEN\n"
                              << "line 2: is not NAME=VALUE";
        QTest::newRow("name") << "1A=x"
                              << "line 1: is not NAME=VALUE";
        QTest::newRow("not closed") << "A=x\n\nB={{ a.b"
                                    << "line 3: a placeholder has no }}";
        QTest::newRow("no field") << "A={{ work }}"
                                  << "line 1: {{ work }} is not {{ connection.field }}";
        QTest::newRow("empty field") << "A={{ work. }}"
                                     << "line 1: {{ work. }} is not {{ connection.field }}";
        QTest::newRow("odd field") << "A={{ work.a-b }}"
                                   << "line 1: {{ work.a-b }}: a field's name is made of a-z, 0-9 and _";
    }
    void namesTheLineThatIsWrong()
    {
        QFETCH(QString, text);
        QFETCH(QString, why);
        const auto lines = parseEnvTemplate(text.toStdString());
        QVERIFY(!lines);
        QCOMPARE(QString::fromStdString(lines.error().detail), why);
    }

    void namesThePlaceholderThatCannotBeFilled()
    {
        const auto lines = parseEnvTemplate("A=1\nB={{ work.nokey }}\n");
        const FieldSource source = [](const std::string&, const std::string&) -> base::Result<base::Secret> {
            return base::fail(base::ErrorCode::NotFound, "the connection has no field nokey");
        };
        const auto value = fillEnvLine((*lines)[1], source);
        QVERIFY(!value);
        QCOMPARE(value.error().code, base::ErrorCode::NotFound);
        QCOMPARE(value.error().detail, std::string{"line 2: {{ work.nokey }}: the connection has no field nokey"});
    }
};

QTEST_GUILESS_MAIN(TstOutputMask)
#include "tst_output_mask.moc"
