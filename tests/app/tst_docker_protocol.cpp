// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/helpers/docker_protocol.h"

#include <QTest>

using namespace keystead;
using namespace keystead::helpers;

class TstDockerProtocol : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryFormOfAServer_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("read");
        QTest::newRow("docker's own") << QByteArray("https://index.docker.io/v1/\n") << "https index.docker.io /v1/";
        QTest::newRow("host") << QByteArray("registry.example.com") << "https registry.example.com ";
        QTest::newRow("host and port") << QByteArray("registry.example.com:5000\n")
                                       << "https registry.example.com:5000 ";
        QTest::newRow("with a path") << QByteArray("registry.example.com/team") << "https registry.example.com /team";
        QTest::newRow("http") << QByteArray("http://127.0.0.1:5000") << "http 127.0.0.1:5000 ";
        QTest::newRow("loopback") << QByteArray("localhost:5000") << "https localhost:5000 |http localhost:5000 ";
        QTest::newRow("loopback 6") << QByteArray("[::1]:5000") << "https [::1]:5000 |http [::1]:5000 ";
    }
    void readsEveryFormOfAServer()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, read);
        const auto servers = dockerServers(text.toStdString());
        QVERIFY(servers);
        std::string all;
        for (const DockerServer& server : *servers)
            all += (all.empty() ? "" : "|") + server.protocol + " " + server.host + " " + server.path;
        QCOMPARE(QString::fromStdString(all), read);
    }

    void refusesWhatIsNoServer()
    {
        QCOMPARE(dockerServers(" \n").error().detail, std::string{dockerNoServer});
        QCOMPARE(dockerServers("https:///v1/").error().detail, std::string{dockerNoServer});
        QVERIFY(!dockerServers(std::string(5000, 'a')));
        QVERIFY(!dockerServers("\xFF"));
    }

    void readsAStore()
    {
        const auto store =
            parseDockerStore(R"({"ServerURL":"registry.example.com","Username":"<token>","Secret":"id\nt"})");
        QVERIFY(store);
        QCOMPARE(store->username, std::string{"<token>"});
        QCOMPARE(std::string{store->secret.exposeText()}, std::string{"id\nt"});
        QCOMPARE(parseDockerStore(R"({"Username":"a","Secret":"b"})").error().detail, std::string{dockerNoServer});
        QCOMPARE(parseDockerStore(R"({"ServerURL":"x","Secret":"b"})").error().detail, std::string{dockerNoUser});
        QVERIFY(!parseDockerStore(R"({"ServerURL":"x","ServerURL":"y","Username":"a","Secret":"b"})"));
        QVERIFY(!parseDockerStore("[]"));
        QVERIFY(!parseDockerStore(""));
    }

    void writesJson()
    {
        const base::Secret text = writeDockerAnswer("ghcr.example", "a\"b", base::Secret::fromText("s\\e\x01t"));
        QCOMPARE(
            std::string{text.exposeText()},
            std::string{"{\"ServerURL\":\"ghcr.example\",\"Username\":\"a\\\"b\",\"Secret\":\"s\\\\e\\u0001t\"}\n"});
    }

    void namesServersAsDockerDoes()
    {
        QCOMPARE(dockerName("https://registry.example.com"), std::string{"registry.example.com"});
        QCOMPARE(dockerName("https://registry.example.com:5000/"), std::string{"registry.example.com:5000"});
        QCOMPARE(dockerName("https://index.docker.io/v1/"), std::string{"https://index.docker.io/v1/"});
        QCOMPARE(dockerName("https://index.docker.io/v1"), std::string{"https://index.docker.io/v1/"});
    }
};

QTEST_GUILESS_MAIN(TstDockerProtocol)
#include "tst_docker_protocol.moc"
