// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/helpers/git_protocol.h"

#include <QTest>

using namespace keystead;
using namespace keystead::helpers;

namespace {

std::string answerText(const GitRequest& request, const GitAnswer& answer)
{
    const auto text = writeGitAnswer(request, answer);
    return text ? std::string{text->exposeText()} : "error: " + text.error().detail;
}

GitRequest parsed(std::string_view text)
{
    auto request = parseGitRequest(text);
    if (!request)
        qFatal("%s", request.error().detail.c_str());
    return *std::move(request);
}

GitAnswer sample()
{
    GitAnswer answer;
    answer.username = "ada";
    answer.password = base::Secret::fromText("s3cret");
    answer.expires = 1'900'000'000;
    answer.connection = "con_0123456789abcdef01234567";
    return answer;
}

} // namespace

class TstGitProtocol : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersNothingToWhatCouldBeReadInTwoWays_data() // SECURITY 19, 20
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* name, QByteArray input, const char* why) {
            QTest::newRow(name) << input << QString::fromLatin1(why);
        };
        const char* const breaks = "carriage return or a zero byte";
        row("CR in the host (CVE-2024-52006)", "protocol=https\nhost=good.example\rhost=evil.example\n\n", breaks);
        row("CR before LF", "protocol=https\r\nhost=example.com\r\n\r\n", breaks);
        row("CR in a value that is not used", "protocol=https\nhost=example.com\nwwwauth[]=Basic\r\n\n", breaks);
        row("NUL (CVE-2024-50338)", QByteArray("protocol=https\nhost=example.com\0x\n\n", 35), breaks);
        row("NUL behind the end", QByteArray("protocol=https\nhost=example.com\n\n\0", 34), breaks);
        row("a second host (CVE-2020-5260)", "protocol=https\nhost=evil.example\nhost=good.example\n\n",
            "host stands there twice");
        row("a second protocol", "protocol=http\nprotocol=https\nhost=example.com\n\n", "protocol stands there twice");
        row("a second user name", "protocol=https\nhost=example.com\nusername=a\nusername=b\n\n",
            "username stands there twice");
        row("a second password", "protocol=https\nhost=example.com\npassword=a\npassword=b\n\n",
            "password stands there twice");
        row("a second path", "protocol=https\nhost=example.com\npath=a\npath=b\n\n", "path stands there twice");
        row("a long line", "protocol=https\nhost=example.com\npath=" + QByteArray(65'531, 'a') + "\n\n",
            "longer than 65535 bytes");
        row("blank host (CVE-2020-11008)", "protocol=https\nhost=\n\n", "protocol or host is blank");
        row("no host", "protocol=https\nusername=ada\n\n", "protocol or host is blank");
        row("blank protocol", "protocol=\nhost=example.com\n\n", "protocol or host is blank");
        row("no protocol", "host=example.com\n\n", "protocol or host is blank");
        row("nothing", "", "protocol or host is blank");
        row("an empty line first", "\nprotocol=https\nhost=example.com\n", "protocol or host is blank");
        row("host behind the empty line", "protocol=https\n\nhost=example.com\n", "protocol or host is blank");
        row("a line without =", "protocol=https\nhost\n\n", "no key=value");
        row("a line without a key", "protocol=https\n=example.com\n\n", "no key=value");
        row("no UTF-8", "protocol=https\nhost=example.com\nusername=\xFF\n\n", "not UTF-8");
        row("no seconds", "protocol=https\nhost=example.com\npassword_expiry_utc=soon\n\n", "no number of seconds");
        row("seconds and more", "protocol=https\nhost=example.com\npassword_expiry_utc=12x\n\n",
            "no number of seconds");
        row("more than 1 MiB", "protocol=https\nhost=example.com\n" + QByteArray(1'048'576, '\n'), "longer than 1 MiB");
    }
    void answersNothingToWhatCouldBeReadInTwoWays()
    {
        QFETCH(QByteArray, input);
        QFETCH(QString, why);
        const auto request = parseGitRequest(input.toStdString());
        QVERIFY(!request);
        QVERIFY2(QString::fromStdString(request.error().detail).contains(why), request.error().detail.c_str());
    }

    void neverRepeatsAValue()
    {
        const auto request =
            parseGitRequest("protocol=https\nhost=example.com\npassword=hunter2hunter2\npassword=hunter2hunter2\n\n");
        QVERIFY(!request);
        QCOMPARE(request.error().detail.find("hunter2"), std::string::npos);
    }

    void readsWhatGitSends()
    {
        const GitRequest request =
            parsed("capability[]=authtype\ncapability[]=state\nprotocol=https\nhost=git.example.com:8443\n"
                   "path=team/repo.git\nusername=ada\npassword=a=b c\npassword_expiry_utc=1900000000\n"
                   "oauth_refresh_token=never\nwwwauth[]=Basic realm=\"x\"\nsomething=new\n"
                   "state[]=other:1\nstate[]=keystead:con_1\n\n");
        QCOMPARE(request.protocol, std::string{"https"});
        QCOMPARE(request.host, std::string{"git.example.com:8443"});
        QCOMPARE(request.path, std::string{"team/repo.git"});
        QCOMPARE(request.username, std::string{"ada"});
        QCOMPARE(std::string{request.password.exposeText()}, std::string{"a=b c"});
        QCOMPARE(request.expires.value_or(0), std::int64_t{1'900'000'000});
        QVERIFY(request.authtypeCapable && request.stateCapable);
        QCOMPARE(request.servedBy, std::string{"con_1"});
    }

    void takesALineAtTheLimitAndALastLineWithoutItsEnd()
    {
        const std::string path(maxGitLine - 5, 'a');
        const GitRequest request = parsed("protocol=https\nhost=example.com\npath=" + path);
        QCOMPARE(request.path.size(), path.size());
    }

    void takesACredentialForThePassword()
    {
        const GitRequest request =
            parsed("protocol=https\nhost=example.com\nauthtype=Bearer\ncredential=tok\nephemeral=0\n\n");
        QCOMPARE(std::string{request.password.exposeText()}, std::string{"tok"});
    }

    void trustsNoStateOfAnotherShape()
    {
        QVERIFY(parsed("protocol=https\nhost=a.example\nstate[]=keystead:con/../1\n\n").servedBy.empty());
        QVERIFY(parsed("protocol=https\nhost=a.example\nstate[]=keystead:\n\n").servedBy.empty());
    }

    void writesWhatGitReads()
    {
        const GitRequest plain = parsed("protocol=https\nhost=example.com\n\n");
        QCOMPARE(answerText(plain, sample()),
                 std::string{"username=ada\npassword=s3cret\npassword_expiry_utc=1900000000\n"});
        GitAnswer bearer = sample();
        bearer.authType = "Bearer";
        QCOMPARE(answerText(plain, bearer),
                 std::string{"username=ada\npassword=s3cret\npassword_expiry_utc=1900000000\n"});
        const GitRequest able =
            parsed("capability[]=authtype\ncapability[]=state\nprotocol=https\nhost=example.com\n\n");
        QCOMPARE(answerText(able, bearer),
                 std::string{"capability[]=authtype\ncapability[]=state\nauthtype=Bearer\ncredential=s3cret\n"
                             "password_expiry_utc=1900000000\nstate[]=keystead:con_0123456789abcdef01234567\n"});
        QCOMPARE(answerText(able, sample()),
                 std::string{"capability[]=state\nusername=ada\npassword=s3cret\npassword_expiry_utc=1900000000\n"
                             "state[]=keystead:con_0123456789abcdef01234567\n"});
    }

    void writesNoValueThatWouldReadAsAnotherLine_data() // SECURITY 19
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("LF") << QByteArray("a\nhost=evil.example");
        QTest::newRow("CR") << QByteArray("a\rb");
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
        QTest::newRow("too long") << QByteArray(70'000, 'a');
    }
    void writesNoValueThatWouldReadAsAnotherLine()
    {
        QFETCH(QByteArray, value);
        const GitRequest plain = parsed("protocol=https\nhost=example.com\n\n");
        GitAnswer secret = sample();
        secret.password = base::Secret::fromText(value.toStdString());
        QVERIFY(!writeGitAnswer(plain, secret));
        GitAnswer named = sample();
        named.username = value.toStdString();
        QVERIFY(!writeGitAnswer(plain, named));
    }
};

QTEST_GUILESS_MAIN(TstGitProtocol)
#include "tst_git_protocol.moc"
