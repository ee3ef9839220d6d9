// SPDX-License-Identifier: GPL-3.0-or-later
// OAuth clients, settings and the vault's own sealed secrets.
#include "tests/vault/vault_test.h"

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;

class TestSmallStores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_vault = std::make_unique<TemporaryVault>(); }

    void keepsAnOAuthClient()
    {
        model::OAuthClient client = makeClient();
        client.redirectPorts = {8080, 9090};
        client.secretExpiresAt = base::fromMillis(7);
        KS_VERIFY(saveClient(client));
        QVERIFY(*clients().get(client.id) == client);
        client.label = "Renamed";
        client.redirectPorts.clear();
        client.secretExpiresAt.reset();
        KS_VERIFY(saveClient(client));
        const auto all = clients().all();
        KS_VERIFY(all);
        QCOMPARE(all->size(), std::size_t{1});
        QVERIFY(all->front() == client);
        KS_FAILS(clients().get(base::OAuthClientId::create()), ErrorCode::NotFound);
    }

    void keepsAClientThatIsInUse()
    {
        model::OAuthClient client = makeClient();
        client.hasSecret = true;
        KS_VERIFY(saveClient(client));
        KS_VERIFY(inTransaction(m_vault->vault(), [&](db::Transaction& t) {
            return m_vault->vault().credentials().put(t, client.profile, client.id.text, "client_secret",
                                                      base::Secret::fromText("s"));
        }));
        model::Connection connection = m_vault->addConnection("GitHub");
        connection.oauthClient = client.id;
        KS_VERIFY(inTransaction(
            m_vault->vault(), [&](db::Transaction& t) { return m_vault->vault().connections().save(t, connection); }));
        QCOMPARE(*clients().useCount(client.id), 1);
        KS_FAILS(removeClient(client.id), ErrorCode::IllegalState);
        KS_VERIFY(inTransaction(m_vault->vault(), [&](db::Transaction& t) {
            return m_vault->vault().connections().remove(t, connection.id);
        }));
        KS_VERIFY(removeClient(client.id));
        KS_FAILS(removeClient(client.id), ErrorCode::NotFound);
        KS_FAILS(m_vault->vault().credentials().get(client.id.text, "client_secret"), ErrorCode::NotFound);
    }

    void beginsWithTheDefaultsAndKeepsChanges()
    {
        QVERIFY(*settings().load() == model::Settings{});
        model::Settings changed;
        changed.refreshAhead = std::chrono::seconds{61};
        changed.autoLockAfter = std::chrono::seconds{900};
        changed.clipboardClearAfter = std::chrono::seconds{5};
        changed.expiryNotice = std::chrono::hours{1};
        changed.notifications = false;
        changed.theme = "dark";
        changed.language = "de";
        changed.closeToTray = false;
        KS_VERIFY(saveSettings(changed));
        m_vault->reopen();
        QVERIFY(*settings().load() == changed);
    }

    void refusesSettingsOutOfRange_data()
    {
        QTest::addColumn<int>("ahead");
        QTest::addColumn<int>("clipboard");
        QTest::addColumn<QString>("theme");
        QTest::newRow("refresh too late") << 59 << 20 << "system";
        QTest::newRow("refresh too early") << 24 * 3600 + 1 << 20 << "system";
        QTest::newRow("clipboard too short") << 600 << 4 << "system";
        QTest::newRow("clipboard too long") << 600 << 301 << "system";
        QTest::newRow("unknown theme") << 600 << 20 << "neon";
    }
    void refusesSettingsOutOfRange()
    {
        QFETCH(int, ahead);
        QFETCH(int, clipboard);
        QFETCH(QString, theme);
        model::Settings changed;
        changed.refreshAhead = std::chrono::seconds{ahead};
        changed.clipboardClearAfter = std::chrono::seconds{clipboard};
        changed.theme = theme.toStdString();
        KS_FAILS(saveSettings(changed), ErrorCode::InvalidArgument);
        QVERIFY(*settings().load() == model::Settings{});
    }

    void bringsStoredSettingsIntoRangeOrNamesThem()
    {
        KS_VERIFY(setValue("settings.clipboard_clear_s", "100000"));
        QVERIFY(settings().load()->clipboardClearAfter == std::chrono::seconds{300});
        KS_VERIFY(setValue("settings.clipboard_clear_s", "soon"));
        KS_FAILS(settings().load(), ErrorCode::Damaged);
    }

    void keepsValuesOfOtherRooms()
    {
        QVERIFY(!settings().value("audit.merged_side_file")->has_value());
        KS_VERIFY(setValue("audit.merged_side_file", "12"));
        KS_VERIFY(setValue("audit.merged_side_file", ""));
        QCOMPARE(**settings().value("audit.merged_side_file"), std::string{});
    }

    void sealsTheVaultsOwnSecretsToTheirName()
    {
        KS_FAILS(m_vault->vault().sealed().get("audit.signing_key"), ErrorCode::NotFound);
        KS_VERIFY(putSealed("audit.signing_key", "old"));
        KS_VERIFY(tamper(*m_vault, "CREATE TEMP TABLE old AS SELECT * FROM sealed_secret"));
        KS_VERIFY(putSealed("audit.signing_key", "new"));
        KS_VERIFY(putSealed("another", "other"));
        QCOMPARE(std::string{m_vault->vault().sealed().get("audit.signing_key")->exposeText()}, std::string{"new"});
        KS_VERIFY(m_vault->vault().checkSeals());
        KS_VERIFY(tamper(
            *m_vault, "UPDATE sealed_secret SET sealed = (SELECT sealed FROM old) WHERE name = 'audit.signing_key'"));
        KS_FAILS(m_vault->vault().sealed().get("audit.signing_key"), ErrorCode::Tampered);
        KS_VERIFY(putSealed("audit.signing_key", "new"));
        KS_VERIFY(tamper(
            *m_vault, "UPDATE sealed_secret SET sealed = (SELECT sealed FROM sealed_secret WHERE name = 'another')"));
        KS_FAILS(m_vault->vault().sealed().get("audit.signing_key"), ErrorCode::Tampered);
        const base::Status check = m_vault->vault().checkSeals();
        KS_FAILS(check, ErrorCode::Tampered);
        QCOMPARE(check.error().detail, std::string{"sealed secret audit.signing_key"});
    }

private:
    vault::OAuthClientStore& clients() { return m_vault->vault().oauthClients(); }
    vault::SettingsStore& settings() { return m_vault->vault().settings(); }
    model::OAuthClient makeClient()
    {
        model::OAuthClient client;
        client.id = base::OAuthClientId::create();
        client.profile = m_vault->vault().profiles().first()->id;
        client.label = "My app";
        client.providerId = "example";
        client.clientId = "client-1";
        client.createdAt = m_vault->clock().now();
        return client;
    }
    base::Status saveClient(const model::OAuthClient& client)
    {
        return inTransaction(m_vault->vault(), [&](db::Transaction& t) { return clients().save(t, client); });
    }
    base::Status removeClient(const base::OAuthClientId& id)
    {
        return inTransaction(m_vault->vault(), [&](db::Transaction& t) { return clients().remove(t, id); });
    }
    base::Status saveSettings(const model::Settings& values)
    {
        return inTransaction(m_vault->vault(), [&](db::Transaction& t) { return settings().save(t, values); });
    }
    base::Status setValue(const std::string& key, const std::string& value)
    {
        return inTransaction(m_vault->vault(), [&](db::Transaction& t) { return settings().setValue(t, key, value); });
    }
    base::Status putSealed(std::string_view name, std::string_view value)
    {
        return inTransaction(m_vault->vault(), [&](db::Transaction& t) {
            return m_vault->vault().sealed().put(t, name, base::Secret::fromText(value));
        });
    }

    std::unique_ptr<TemporaryVault> m_vault;
};

QTEST_APPLESS_MAIN(TestSmallStores)
#include "tst_small_stores.moc"
