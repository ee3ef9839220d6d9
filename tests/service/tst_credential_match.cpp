// SPDX-License-Identifier: GPL-3.0-or-later
// Which connection serves a server, over the built-in catalogue.
#include "core/service/credential_match.h"
#include "tests/service/service_fixture.h"

using namespace keystead;
using namespace keystead::test;
using namespace keystead::service;
using base::ErrorCode;
using model::AuthKind;
using model::ConnectionState;

namespace {

model::Connection make(const std::string& name, const std::string& provider, AuthKind kind,
                       std::map<std::string, std::string> parameters = {}, const std::string& account = {})
{
    model::Connection connection;
    connection.id = base::ConnectionId::create();
    connection.name = name;
    connection.providerId = provider;
    connection.kind = kind;
    connection.state = ConnectionState::Active;
    connection.parameters = std::move(parameters);
    connection.account = account;
    return connection;
}

model::Connection server(const std::string& name, const std::string& user, const std::string& url)
{
    return make(name, "generic-basic", AuthKind::Basic, {{"username", user}, {"server_url", url}});
}

const providers::Registry& catalogue()
{
    static const providers::Registry registry = must(providers::Registry::builtIn());
    return registry;
}

ServerQuery ask(const std::string& protocol, const std::string& host, const std::string& path = {},
                const std::string& user = {})
{
    return must(serverQuery(protocol, host, path, user));
}

std::string chosenOf(const ServerQuery& query, const std::vector<model::Connection>& connections)
{
    const ServerChoice choice = chooseFor(query, connections, catalogue());
    return choice.chosen ? choice.matches.front().connection.name : std::string{};
}

} // namespace

class TstCredentialMatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesSchemeHostAndPortExactly_data() // SECURITY 12, 21
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("served");
        const auto row = [](const char* name, const char* protocol, const char* host, const char* path, bool served) {
            QTest::newRow(name) << QString::fromUtf8(protocol) << QString::fromUtf8(host) << QString::fromUtf8(path)
                                << served;
        };
        row("itself", "https", "git.example.com", "team/x.git", true);
        row("upper case", "HTTPS", "GIT.Example.COM", "team", true);
        row("its own port", "https", "git.example.com:443", "team", true);
        row("another port", "https", "git.example.com:8443", "team", false);
        row("http", "http", "git.example.com", "team", false);
        row("http on the port of https", "http", "git.example.com:443", "team", false);
        row("a name above", "https", "example.com", "team", false);
        row("a name below", "https", "x.git.example.com", "team", false);
        row("a longer name", "https", "git.example.com.evil.example", "team", false);
        row("another path", "https", "git.example.com", "other/x.git", false);
        row("the path's beginning", "https", "git.example.com", "team2/x.git", false);
        row("no path", "https", "git.example.com", "", false);
        row("another case of the path", "https", "git.example.com", "Team/x.git", false);
    }
    void matchesSchemeHostAndPortExactly()
    {
        QFETCH(QString, protocol);
        QFETCH(QString, host);
        QFETCH(QString, path);
        QFETCH(bool, served);
        const std::vector<model::Connection> list{server("a", "ada", "https://git.example.com/team")};
        const ServerQuery query = ask(protocol.toStdString(), host.toStdString(), path.toStdString());
        QCOMPARE(chosenOf(query, list), served ? std::string{"a"} : std::string{});
    }

    void refusesWhatIsNoServer_data() // SECURITY 20
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("path");
        QTest::newRow("blank host") << "https"
                                    << ""
                                    << "";
        QTest::newRow("blank protocol") << ""
                                        << "example.com"
                                        << "";
        QTest::newRow("another protocol") << "ssh"
                                          << "example.com"
                                          << "";
        QTest::newRow("userinfo") << "https"
                                  << "ada@example.com"
                                  << "";
        QTest::newRow("a path in the host") << "https"
                                            << "example.com/x"
                                            << "";
        QTest::newRow("a space") << "https"
                                 << "example.com "
                                 << "";
        QTest::newRow("a control") << "https"
                                   << "example.com\x1b"
                                   << "";
        QTest::newRow("port 0") << "https"
                                << "example.com:0"
                                << "";
        QTest::newRow("no port") << "https"
                                 << "example.com:"
                                 << "";
        QTest::newRow("dots") << "https"
                              << "example.com"
                              << "a/../b";
        QTest::newRow("one dot") << "https"
                                 << "example.com"
                                 << "./b";
        QTest::newRow("a control in the path") << "https"
                                               << "example.com"
                                               << "a\nb";
    }
    void refusesWhatIsNoServer()
    {
        QFETCH(QString, protocol);
        QFETCH(QString, host);
        QFETCH(QString, path);
        const auto query = serverQuery(protocol.toStdString(), host.toStdString(), path.toStdString(), {});
        QVERIFY(!query);
        QCOMPARE(query.error().code, ErrorCode::InvalidArgument);
    }

    void comparesPunycode() // SECURITY 21
    {
        const std::vector<model::Connection> list{server("b", "ada", "https://xn--bcher-kva.example")};
        QCOMPARE(chosenOf(ask("https", "b\xC3\xBC"
                                       "cher.example"),
                          list),
                 std::string{"b"});
        QCOMPARE(chosenOf(ask("https", "xn--bcher-kva.example"), list), std::string{"b"});
        QCOMPARE(chosenOf(ask("https", "bucher.example"), list), std::string{});
        QCOMPARE(ask("https", "b\xC3\xBC"
                              "cher.example")
                     .host,
                 std::string{"xn--bcher-kva.example"});
    }

    void servesNamesBelowOnlyWhereTheConnectionSaysSo()
    {
        model::Connection wide = server("wide", "ada", "https://example.com");
        QCOMPARE(chosenOf(ask("https", "git.example.com"), {wide}), std::string{});
        wide.parameters["subdomains"] = "yes";
        QCOMPARE(chosenOf(ask("https", "git.example.com"), {wide}), std::string{"wide"});
        QCOMPARE(chosenOf(ask("https", "a.git.example.com"), {wide}), std::string{}); // one name, as in certificates
        QCOMPARE(chosenOf(ask("https", "evilexample.com"), {wide}), std::string{});
        QCOMPARE(chosenOf(ask("https", "git.example.com.evil.example"), {wide}), std::string{});
        wide.parameters["server_url"] = "https://com";
        QCOMPARE(chosenOf(ask("https", "example.com"), {wide}), std::string{}); // never a whole top-level domain
        const model::Connection exact = server("exact", "ada", "https://git.example.com");
        wide.parameters["server_url"] = "https://example.com";
        QCOMPARE(chosenOf(ask("https", "git.example.com"), {wide, exact}), std::string{"exact"});
    }

    void choosesByUserThenPathThenPreference()
    {
        const model::Connection ada = server("ada", "ada", "https://git.example.com");
        model::Connection bob = server("bob", "bob", "https://git.example.com");
        const model::Connection team = server("team", "bot", "https://git.example.com/team");
        QCOMPARE(chosenOf(ask("https", "git.example.com", "", "bob"), {ada, bob, team}), std::string{"bob"});
        QCOMPARE(chosenOf(ask("https", "git.example.com", "team/x.git", "bob"), {ada, bob, team}), std::string{"bob"});
        QCOMPARE(chosenOf(ask("https", "git.example.com", "team/x.git"), {ada, bob, team}), std::string{"team"});
        QCOMPARE(chosenOf(ask("https", "git.example.com", "team"), {ada, bob, team}), std::string{"team"});
        QCOMPARE(chosenOf(ask("https", "git.example.com", "x.git"), {ada, bob, team}), std::string{});
        const ServerChoice choice = chooseFor(ask("https", "git.example.com", "x.git"), {ada, bob, team}, catalogue());
        QVERIFY(choice.known);
        QVERIFY2(choice.why.find("several accounts fit git.example.com: ada, bob;") != std::string::npos,
                 choice.why.c_str());
        bob.tags = {"preferred"};
        QCOMPARE(chosenOf(ask("https", "git.example.com", "x.git"), {ada, bob, team}), std::string{"bob"});
    }

    void givesAnotherUsersAccountToNobody()
    {
        const model::Connection ada = server("ada", "ada", "https://git.example.com");
        const ServerChoice choice = chooseFor(ask("https", "git.example.com", "", "eve"), {ada}, catalogue());
        QVERIFY(!choice.chosen && choice.matches.empty() && choice.known);
        QCOMPARE(choice.why, std::string{"no connection for the user eve at git.example.com"});
        QVERIFY(!chooseFor(ask("https", "other.example"), {ada}, catalogue()).known);
    }

    void lendsNothingOfWhatIsPausedRevokedOrNeverSignedIn()
    {
        model::Connection ada = server("ada", "ada", "https://git.example.com");
        for (const ConnectionState state : {ConnectionState::Paused, ConnectionState::Revoked}) {
            ada.state = state;
            const ServerChoice choice = chooseFor(ask("https", "git.example.com"), {ada}, catalogue());
            QVERIFY(!choice.chosen && choice.known);
            QCOMPARE(choice.why, "ada is " + std::string{toText(state)} + " and lends nothing");
        }
        model::Connection hub = make("hub", "github", AuthKind::OAuth2);
        hub.state = ConnectionState::Created;
        QCOMPARE(chosenOf(ask("https", "github.com"), {hub}), std::string{});
    }

    void takesUserNamesFromTheDescriptors_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("username");
        const auto row = [](const char* provider, AuthKind kind, const char* host, const char* username) {
            QTest::addRow("%s %d", provider, static_cast<int>(kind))
                << QString::fromLatin1(provider) << static_cast<int>(kind) << QString::fromLatin1(host)
                << QString::fromLatin1(username);
        };
        row("github", AuthKind::OAuth2, "github.com", "x-access-token");
        row("github", AuthKind::Bearer, "gist.github.com", "x-access-token");
        row("github-enterprise", AuthKind::Bearer, "code.example.com", "x-access-token");
        row("gitlab", AuthKind::OAuth2, "code.example.com", "oauth2");
        row("gitlab", AuthKind::ApiKey, "code.example.com", "oauth2");
        row("bitbucket", AuthKind::OAuth2, "bitbucket.org", "x-token-auth");
        row("bitbucket", AuthKind::Basic, "bitbucket.org", "x-bitbucket-api-token-auth");
    }
    void takesUserNamesFromTheDescriptors()
    {
        QFETCH(QString, provider);
        QFETCH(int, kind);
        QFETCH(QString, host);
        QFETCH(QString, username);
        const model::Connection connection =
            make("c", provider.toStdString(), static_cast<AuthKind>(kind),
                 {{"host", "code.example.com"}, {"username", "me@example.com"}}, "ada");
        const ServerChoice choice = chooseFor(ask("https", host.toStdString()), {connection}, catalogue());
        QVERIFY2(choice.chosen, choice.why.c_str());
        QCOMPARE(QString::fromStdString(choice.matches.front().username), username);
        // Asked by the account's name, by the name for tokens, or by somebody else's.
        QVERIFY(chooseFor(ask("https", host.toStdString(), "", "ada"), {connection}, catalogue()).chosen);
        QVERIFY(
            chooseFor(ask("https", host.toStdString(), "", username.toStdString()), {connection}, catalogue()).chosen);
        QVERIFY(!chooseFor(ask("https", host.toStdString(), "", "eve"), {connection}, catalogue()).chosen);
    }

    void neverMatchesASignInsApiHostForGit()
    {
        QCOMPARE(chosenOf(ask("https", "api.github.com"), {make("hub", "github", AuthKind::OAuth2)}), std::string{});
        QCOMPARE(chosenOf(ask("https", "openai.com"), {make("o", "openai", AuthKind::ApiKey)}), std::string{});
    }

    void offersTheSchemeWhereTheSecretAloneWillDo()
    {
        const model::Connection token =
            make("t", "generic-bearer", AuthKind::Bearer, {{"server_url", "https://git.example.com"}});
        const ServerChoice choice = chooseFor(ask("https", "git.example.com"), {token}, catalogue());
        QCOMPARE(choice.matches.front().authType, std::string{"Bearer"});
        QCOMPARE(choice.matches.front().username, std::string{"token"});
    }

    void listsWhatDockerMayAsk()
    {
        const auto urls = servedUrls(make("hub", "github", AuthKind::Bearer, {}, "ada"), AskedBy::Docker, catalogue());
        QCOMPARE(urls.size(), std::size_t{1});
        QCOMPARE(urls.front().url, std::string{"https://ghcr.io"});
        QCOMPARE(urls.front().username, std::string{"ada"});
        QVERIFY(servedUrls(make("o", "openai", AuthKind::ApiKey), AskedBy::Docker, catalogue()).empty());
    }
};

QTEST_GUILESS_MAIN(TstCredentialMatch)
#include "tst_credential_match.moc"
