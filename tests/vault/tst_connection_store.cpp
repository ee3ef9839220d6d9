// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/vault_test.h"

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;

class TestConnectionStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_vault = std::make_unique<TemporaryVault>(); }

    void readsWhatItSaved()
    {
        model::OAuthClient client;
        client.id = base::OAuthClientId::create();
        client.profile = personal();
        client.label = "app";
        client.clientId = "client-1";
        KS_VERIFY(inTransaction(m_vault->vault(),
                                [&](db::Transaction& t) { return m_vault->vault().oauthClients().save(t, client); }));

        model::Connection connection = make("Everything");
        connection.kind = model::AuthKind::OAuth2;
        connection.state = model::ConnectionState::AuthError;
        connection.problem =
            model::StateProblem{ErrorCode::OAuthInvalidGrant, "the server said no", base::fromMillis(5)};
        connection.account = "ada@example.org";
        connection.subject = "sub-1";
        connection.issuer = "https://id.example.org";
        connection.parameters = {{"host", "git.example.org"}, {"quote", "a\"b\\c\n"}};
        connection.oauthClient = client.id;
        connection.scopesRequested = {"read", "write"};
        connection.scopesGranted = {"read"};
        connection.tags = {"b\xc3\xa4nk", ""};
        connection.notes = "two\nlines";
        connection.lastUsedAt = base::fromMillis(10);
        connection.lastTestedAt = base::fromMillis(11);
        connection.lastRefreshedAt = base::fromMillis(12);
        connection.expiresAt = base::fromMillis(13);
        connection.refreshExpiresAt = base::fromMillis(14);
        connection.hasRefreshToken = true;
        KS_VERIFY(save(connection));
        QCOMPARE(connection.version, 1);
        const auto got = store().get(connection.id);
        KS_VERIFY(got);
        QVERIFY(*got == connection);

        model::Connection plain = make("Plain");
        KS_VERIFY(save(plain));
        QVERIFY(*store().get(plain.id) == plain);
        QCOMPARE(store().all()->size(), std::size_t{2});
        const auto withToken = store().withRefreshToken();
        KS_VERIFY(withToken);
        QCOMPARE(withToken->size(), std::size_t{1});
        QVERIFY(withToken->front() == connection);
        m_vault->reopen();
        QVERIFY(*store().get(connection.id) == connection);
    }

    void keepsEveryKindAndState()
    {
        int number = 0;
        for (int kind = 0; kind <= static_cast<int>(model::AuthKind::Custom); ++kind) {
            for (int state = 0; state <= static_cast<int>(model::ConnectionState::Revoked); ++state) {
                model::Connection connection = make("c" + std::to_string(++number));
                connection.kind = static_cast<model::AuthKind>(kind);
                connection.state = static_cast<model::ConnectionState>(state);
                KS_VERIFY(save(connection));
                QVERIFY(*store().get(connection.id) == connection);
            }
        }
    }

    void refusesAStaleVersion()
    {
        model::Connection mine = m_vault->addConnection("GitHub");
        model::Connection theirs = *store().get(mine.id);
        theirs.notes = "changed";
        KS_VERIFY(save(theirs));
        QCOMPARE(theirs.version, 2);
        mine.notes = "lost?";
        KS_FAILS(save(mine), ErrorCode::IllegalState);
        QCOMPARE(mine.version, 1);
        QCOMPARE(store().get(mine.id)->notes, std::string{"changed"});
    }

    void doesNotBringBackARemovedOne()
    {
        model::Connection connection = m_vault->addConnection("GitHub");
        KS_VERIFY(remove(connection.id));
        KS_FAILS(save(connection), ErrorCode::IllegalState);
        KS_FAILS(store().get(connection.id), ErrorCode::NotFound);
        KS_FAILS(remove(connection.id), ErrorCode::NotFound);
    }

    void keepsNamesUniqueInAProfile()
    {
        m_vault->addConnection("GitHub");
        model::Connection second = make("GitHub");
        KS_FAILS(save(second), ErrorCode::AlreadyExists);
        KS_VERIFY(addProfile("Work"));
        second.profile = m_vault->vault().profiles().findByName("Work")->id;
        KS_VERIFY(save(second));
        model::Connection third = m_vault->addConnection("GitLab");
        third.name = "GitHub";
        KS_FAILS(save(third), ErrorCode::AlreadyExists);
    }

    void findsByIdNameAndProfile()
    {
        KS_VERIFY(addProfile("Work"));
        const model::Connection personal = m_vault->addConnection("GitHub");
        const model::Connection work = m_vault->addConnection("GitHub", "example", model::AuthKind::ApiKey, "Work");
        const model::Connection only = m_vault->addConnection("Stripe", "example", model::AuthKind::ApiKey, "Work");
        QCOMPARE(store().find(personal.id.text)->id.text, personal.id.text);
        QCOMPARE(store().find("Stripe")->id.text, only.id.text);
        QCOMPARE(store().find("Personal/GitHub")->id.text, personal.id.text);
        QCOMPARE(store().find("Work/GitHub")->id.text, work.id.text);
        const auto ambiguous = store().find("GitHub");
        KS_FAILS(ambiguous, ErrorCode::AmbiguousName);
        QVERIFY(ambiguous.error().detail.find("Personal/GitHub") != std::string::npos);
        QVERIFY(ambiguous.error().detail.find("Work/GitHub") != std::string::npos);
        KS_FAILS(store().find(""), ErrorCode::InvalidArgument);
        for (const char* unknown :
             {"/", "GitHub/", "/GitHub", "Nowhere/GitHub", "Personal/Stripe", "github", "con_000000000000000000000000"})
            KS_FAILS(store().find(unknown), ErrorCode::NotFound);
    }

    void takesItsCredentialsAndJournalAlong()
    {
        const model::Connection connection = m_vault->addConnection("GitHub");
        const model::Connection other = m_vault->addConnection("GitLab");
        m_vault->putSecret(connection, "api_key", "one");
        m_vault->putSecret(other, "api_key", "two");
        KS_VERIFY(
            tamper(*m_vault, "INSERT INTO refresh_journal (connection_id, token_fingerprint, started_at) VALUES ('" +
                                 connection.id.text + "', 'f', 1)"));
        KS_VERIFY(remove(connection.id));
        QCOMPARE(count(*m_vault, "SELECT count(*) FROM credential"), 1);
        QCOMPARE(count(*m_vault, "SELECT count(*) FROM refresh_journal"), 0);
        KS_VERIFY(m_vault->vault().credentials().get(other.id.text, "api_key"));
    }

    void touchesWithoutANewVersion()
    {
        const model::Connection connection = m_vault->addConnection("GitHub");
        KS_VERIFY(inTransaction(m_vault->vault(), [&](db::Transaction& t) {
            return store().touchUsed(t, connection.id, base::fromMillis(99));
        }));
        const auto got = store().get(connection.id);
        QVERIFY(got->lastUsedAt == base::fromMillis(99));
        QCOMPARE(got->version, connection.version);
        KS_FAILS(
            inTransaction(m_vault->vault(),
                          [&](db::Transaction& t) { return store().touchUsed(t, base::ConnectionId::create(), {}); }),
            ErrorCode::NotFound);
    }

    void refusesAnUnknownProfile()
    {
        model::Connection connection = make("GitHub");
        connection.profile = base::ProfileId::create();
        KS_FAILS(save(connection), ErrorCode::StorageConflict);
    }

    void staysInItsProfileWhileItHasSecrets()
    {
        KS_VERIFY(addProfile("Work"));
        model::Connection connection = m_vault->addConnection("GitHub");
        m_vault->putSecret(connection, "api_key", "one");
        connection.profile = m_vault->vault().profiles().findByName("Work")->id;
        KS_FAILS(save(connection), ErrorCode::StorageConflict);
    }

    void namesARowThatDoesNotFit()
    {
        const model::Connection connection = m_vault->addConnection("GitHub");
        KS_VERIFY(tamper(*m_vault, "UPDATE connection SET tags = '{}'"));
        const auto got = store().get(connection.id);
        KS_FAILS(got, ErrorCode::Damaged);
        QVERIFY(got.error().detail.find(connection.id.text) != std::string::npos);
        QVERIFY(got.error().detail.find("tags") != std::string::npos);
        KS_FAILS(store().all(), ErrorCode::Damaged);
    }

private:
    vault::ConnectionStore& store() { return m_vault->vault().connections(); }
    base::ProfileId personal() { return m_vault->vault().profiles().first()->id; }
    model::Connection make(const std::string& name)
    {
        model::Connection connection;
        connection.id = base::ConnectionId::create();
        connection.profile = personal();
        connection.name = name;
        connection.providerId = "example";
        return connection;
    }
    base::Status save(model::Connection& connection)
    {
        return inTransaction(m_vault->vault(), [&](db::Transaction& t) { return store().save(t, connection); });
    }
    base::Status remove(const base::ConnectionId& id)
    {
        return inTransaction(m_vault->vault(), [&](db::Transaction& t) { return store().remove(t, id); });
    }
    base::Status addProfile(const std::string& name)
    {
        return inTransaction(m_vault->vault(),
                             [&](db::Transaction& t) { return m_vault->vault().profiles().add(t, name, {}); });
    }

    std::unique_ptr<TemporaryVault> m_vault;
};

QTEST_APPLESS_MAIN(TestConnectionStore)
#include "tst_connection_store.moc"
