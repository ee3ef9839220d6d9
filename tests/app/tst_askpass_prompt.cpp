// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/askpass_prompt.h"

#include <QTest>

using namespace keystead::cli;
using What = AskedFor::What;

class TstAskpassPrompt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void understandsGitAndSsh()
    {
        const auto user = parseAskpassPrompt("Username for 'https://git.example.com:8443/team/repo.git': ");
        QVERIFY(user && user->what == What::GitUsername);
        QCOMPARE(user->protocol, std::string{"https"});
        QCOMPARE(user->host, std::string{"git.example.com:8443"});
        QCOMPARE(user->path, std::string{"team/repo.git"});
        const auto password = parseAskpassPrompt("Password for 'https://ada%40example.com@git.example.com': ");
        QVERIFY(password && password->what == What::GitPassword);
        QCOMPARE(password->username, std::string{"ada@example.com"});
        QCOMPARE(password->host, std::string{"git.example.com"});
        const auto key = parseAskpassPrompt("Enter passphrase for key '/home/ada/.ssh/id_ed25519': ");
        QVERIFY(key && key->what == What::KeyPassphrase);
        QCOMPARE(key->subject, std::string{"/home/ada/.ssh/id_ed25519"});
        const auto host = parseAskpassPrompt("ada@server.example's password: ");
        QVERIFY(host && host->what == What::HostPassword);
        QCOMPARE(host->subject, std::string{"ada@server.example"});
    }

    void leavesTheRestToOthers_data()
    {
        QTest::addColumn<QByteArray>("prompt");
        QTest::newRow("yes or no") << QByteArray(
            "Are you sure you want to continue connecting (yes/no/[fingerprint])? ");
        QTest::newRow("sudo") << QByteArray("[sudo] password for ada: ");
        QTest::newRow("a relative key") << QByteArray("Enter passphrase for key 'id': ");
        QTest::newRow("no host") << QByteArray("Password for 'https:///x': ");
        QTest::newRow("two lines") << QByteArray("Password for 'https://ada@a.example\n': ");
        QTest::newRow("a password in the address") << QByteArray("Password for 'https://ada%3Ax@a.example': ");
        QTest::newRow("half an escape") << QByteArray("Password for 'https://ada%4@a.example': ");
        QTest::newRow("another scheme") << QByteArray("Password for 'ssh://ada@a.example': ");
        // git does not translate its prompts: whoever words one otherwise is not git.
        QTest::newRow("other words") << QByteArray("Passwort f\xC3\xBCr 'https://ada@git.example.com': ");
        QTest::newRow("an address in a question")
            << QByteArray("Send the password of 'https://ada@git.example.com' to a friend? ");
        QTest::newRow("something in front") << QByteArray("evil: Password for 'https://ada@git.example.com': ");
        QTest::newRow("something behind") << QByteArray("Password for 'https://ada@git.example.com': (again) ");
        QTest::newRow("no quote in front") << QByteArray("Password for https://ada@git.example.com': ");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("no UTF-8") << QByteArray("Password for 'https://ada@a.example\xFF': ");
    }
    void leavesTheRestToOthers()
    {
        QFETCH(QByteArray, prompt);
        QVERIFY(!parseAskpassPrompt(prompt.toStdString()));
    }
};

QTEST_GUILESS_MAIN(TstAskpassPrompt)
#include "tst_askpass_prompt.moc"
