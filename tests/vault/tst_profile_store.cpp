// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/vault_test.h"

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;

class TestProfileStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_vault = std::make_unique<TemporaryVault>(); }

    void beginsWithPersonal()
    {
        const auto first = store().first();
        KS_VERIFY(first);
        QCOMPARE(first->name, std::string{"Personal"});
        QVERIFY(first->createdAt == m_vault->clock().now());
        QCOMPARE(store().all()->size(), std::size_t{1});
    }

    void addsAndRenames()
    {
        KS_VERIFY(add("Work"));
        KS_FAILS(add("Work"), ErrorCode::AlreadyExists);
        const auto work = store().findByName("Work");
        KS_VERIFY(work);
        KS_VERIFY(rename(work->id, "Client X"));
        KS_VERIFY(rename(work->id, "Client X"));
        KS_FAILS(rename(work->id, "Personal"), ErrorCode::AlreadyExists);
        KS_FAILS(rename(base::ProfileId::create(), "Nobody"), ErrorCode::NotFound);
        KS_FAILS(store().findByName("Work"), ErrorCode::NotFound);
        QCOMPARE(store().first()->name, std::string{"Personal"});
    }

    void refusesNamesThatCannotBeAsked()
    {
        for (const std::string& name :
             {std::string{}, std::string{"a/b"}, std::string{"a\nb"}, std::string(101, 'a'), std::string{"\xff"}})
            KS_FAILS(add(name), ErrorCode::InvalidArgument);
    }

    void keepsTheLastOneAndThoseInUse()
    {
        KS_FAILS(remove(store().first()->id), ErrorCode::IllegalState);
        KS_VERIFY(add("Work"));
        const base::ProfileId work = store().findByName("Work")->id;
        const model::Connection connection =
            m_vault->addConnection("GitHub", "example", model::AuthKind::ApiKey, "Work");
        KS_FAILS(remove(work), ErrorCode::IllegalState);
        KS_VERIFY(inTransaction(m_vault->vault(), [&](db::Transaction& t) {
            return m_vault->vault().connections().remove(t, connection.id);
        }));
        KS_VERIFY(remove(work));
        KS_FAILS(remove(work), ErrorCode::NotFound);
        QCOMPARE(count(*m_vault, "SELECT count(*) FROM profile_key"), 1);
        KS_FAILS(store().key(work), ErrorCode::NotFound);
    }

    void takesItsOAuthClientsAlong()
    {
        KS_VERIFY(add("Work"));
        model::OAuthClient client;
        client.id = base::OAuthClientId::create();
        client.profile = store().findByName("Work")->id;
        client.label = "app";
        client.clientId = "1";
        KS_VERIFY(inTransaction(m_vault->vault(), [&](db::Transaction& t) -> base::Status {
            KS_TRY(m_vault->vault().oauthClients().save(t, client));
            return m_vault->vault().credentials().put(t, client.profile, client.id.text, "client_secret",
                                                      base::Secret::fromText("s"));
        }));
        model::Connection user = m_vault->addConnection("GitHub");
        user.oauthClient = client.id;
        KS_VERIFY(inTransaction(m_vault->vault(),
                                [&](db::Transaction& t) { return m_vault->vault().connections().save(t, user); }));
        KS_FAILS(remove(client.profile), ErrorCode::IllegalState);
        user.oauthClient.reset();
        KS_VERIFY(inTransaction(m_vault->vault(),
                                [&](db::Transaction& t) { return m_vault->vault().connections().save(t, user); }));
        KS_VERIFY(remove(client.profile));
        QCOMPARE(count(*m_vault, "SELECT (SELECT count(*) FROM credential) + (SELECT count(*) FROM oauth_client)"), 0);
    }

    void givesEachProfileAKeyOfItsOwn()
    {
        KS_VERIFY(add("Work"));
        const auto personal = store().key(store().first()->id);
        const auto work = store().key(store().findByName("Work")->id);
        KS_VERIFY(personal);
        KS_VERIFY(work);
        QCOMPARE((*personal)->key.size(), std::size_t{32});
        QVERIFY(!(*personal)->key.equals((*work)->key));
        QVERIFY(!(*personal)->key.equals(m_vault->keys().vaultKey));
    }

    void refusesAKeyOutOfItsPlace_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("another profile's") << "wrapped = (SELECT wrapped FROM profile_key WHERE profile <> '$P')";
        QTest::newRow("another version") << "version = 2";
        QTest::newRow("the older format") << "format_version = 1";
        QTest::newRow("a format that nobody knows") << "format_version = 3";
        QTest::newRow("another vault key's version") << "vault_key_version = 2";
        QTest::newRow("zeros") << "wrapped = zeroblob(60)";
    }
    void refusesAKeyOutOfItsPlace()
    {
        QFETCH(QString, sql);
        KS_VERIFY(add("Work"));
        const base::ProfileId personal = store().first()->id;
        sql.replace(QStringLiteral("$P"), QString::fromStdString(personal.text));
        KS_VERIFY(tamper(*m_vault,
                         "UPDATE profile_key SET " + sql.toStdString() + " WHERE profile = '" + personal.text + "'"));
        m_vault->reopen();
        KS_FAILS(store().key(personal), ErrorCode::Tampered);
        KS_FAILS(m_vault->vault().checkSeals(), ErrorCode::Tampered);
    }

private:
    vault::ProfileStore& store() { return m_vault->vault().profiles(); }
    base::Status add(const std::string& name)
    {
        m_vault->clock().advance(std::chrono::seconds{1});
        return inTransaction(m_vault->vault(),
                             [&](db::Transaction& t) { return store().add(t, name, m_vault->clock().now()); });
    }
    base::Status rename(const base::ProfileId& id, const std::string& name)
    {
        return inTransaction(m_vault->vault(), [&](db::Transaction& t) { return store().rename(t, id, name); });
    }
    base::Status remove(const base::ProfileId& id)
    {
        return inTransaction(m_vault->vault(), [&](db::Transaction& t) { return store().remove(t, id); });
    }

    std::unique_ptr<TemporaryVault> m_vault;
};

QTEST_APPLESS_MAIN(TestProfileStore)
#include "tst_profile_store.moc"
