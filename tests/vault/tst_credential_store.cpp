// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/vault_test.h"

#include <QFile>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;

class TestCredentialStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_vault = std::make_unique<TemporaryVault>();
        m_connection = m_vault->addConnection("GitHub");
    }

    void readsWhatItPut()
    {
        m_vault->putSecret(m_connection, "api_key", "first");
        QCOMPARE(read("api_key"), std::string{"first"});
        m_vault->putSecret(m_connection, "api_key", "second");
        QCOMPARE(read("api_key"), std::string{"second"});
        m_vault->reopen();
        QCOMPARE(read("api_key"), std::string{"second"});
        KS_FAILS(store().get(m_connection.id.text, "password"), ErrorCode::NotFound);
        KS_FAILS(store().get("con_nobody", "api_key"), ErrorCode::NotFound);
    }

    void keepsAnyBytes()
    {
        std::string bytes(100003, 'x');
        bytes.replace(0, 3, "\0\xff\n", 3);
        m_vault->putSecret(m_connection, "private_key", bytes);
        QVERIFY(read("private_key") == bytes);
        m_vault->putSecret(m_connection, "password", "");
        QCOMPARE(read("password"), std::string{});
    }

    void putsAndListsAll()
    {
        model::Credential credential;
        credential.fields.emplace("access_token", base::Secret::fromText("a"));
        credential.fields.emplace("refresh_token", base::Secret::fromText("r"));
        m_vault->putSecret(m_connection, "id_token", "i");
        KS_VERIFY(inTransaction(m_vault->vault(), [&](db::Transaction& t) {
            return store().putAll(t, m_connection.profile, m_connection.id.text, credential);
        }));
        const std::vector<std::string> names{"access_token", "id_token", "refresh_token"};
        QCOMPARE(*store().fieldNames(m_connection.id.text), names);
        const auto all = store().getAll(m_connection.id.text);
        KS_VERIFY(all);
        QCOMPARE(all->size(), std::size_t{3});
        QCOMPARE(std::string{all->at("refresh_token").exposeText()}, std::string{"r"});
        KS_VERIFY(inTransaction(
            m_vault->vault(), [&](db::Transaction& t) { return store().remove(t, m_connection.id.text, "id_token"); }));
        KS_FAILS(inTransaction(m_vault->vault(),
                               [&](db::Transaction& t) { return store().remove(t, m_connection.id.text, "id_token"); }),
                 ErrorCode::NotFound);
        KS_VERIFY(inTransaction(m_vault->vault(),
                                [&](db::Transaction& t) { return store().removeAll(t, m_connection.id.text); }));
        QVERIFY(store().fieldNames(m_connection.id.text)->empty());
    }

    void refusesAnOwnerThatIsNotThere()
    {
        const base::Secret value = base::Secret::fromText("x");
        KS_FAILS(put(m_connection.profile, "con_nobody", "api_key", value), ErrorCode::StorageConflict);
        KS_VERIFY(inTransaction(m_vault->vault(),
                                [&](db::Transaction& t) { return m_vault->vault().profiles().add(t, "Work", {}); }));
        const base::ProfileId other = m_vault->vault().profiles().findByName("Work")->id;
        KS_FAILS(put(other, m_connection.id.text, "api_key", value), ErrorCode::StorageConflict);
        KS_FAILS(put(base::ProfileId::create(), m_connection.id.text, "api_key", value), ErrorCode::NotFound);
    }

    void refusesFieldNamesAndSizesOutOfBounds()
    {
        for (const std::string& field :
             {std::string{}, std::string{"Api_Key"}, std::string{"a b"}, std::string(41, 'a')})
            KS_FAILS(put(m_connection.profile, m_connection.id.text, field, base::Secret::fromText("x")),
                     ErrorCode::InvalidArgument);
        KS_FAILS(put(m_connection.profile, m_connection.id.text, "api_key", base::Secret(256 * 1024 + 1)),
                 ErrorCode::LimitExceeded);
    }

    void refusesASealOutOfItsPlace_data()
    {
        QTest::addColumn<QString>("sql");
        const char* from = "(SELECT sealed FROM credential WHERE owner = '%1' AND field = '%2')";
        const auto row = [&](const char* name, const QString& sql) { QTest::newRow(name) << sql; };
        row("another field of the connection",
            QStringLiteral("sealed = ") +
                QString::fromLatin1(from).arg(QStringLiteral("$A"), QStringLiteral("password")));
        row("the same field of another connection",
            QStringLiteral("sealed = ") +
                QString::fromLatin1(from).arg(QStringLiteral("$B"), QStringLiteral("api_key")));
        row("the same field in another profile",
            QStringLiteral("sealed = ") +
                QString::fromLatin1(from).arg(QStringLiteral("$W"), QStringLiteral("api_key")));
        row("another profile's name on it", QStringLiteral("profile = '$P'"));
        row("an older seal under the new version", QStringLiteral("sealed = x'$OLD'"));
        row("the older seal with another version",
            QStringLiteral("sealed = x'$OLD', record_version = record_version + 1"));
        row("a later version", QStringLiteral("record_version = record_version + 1"));
        row("another key version", QStringLiteral("key_version = 2"));
        row("the older format", QStringLiteral("format_version = 1"));
        row("a format that nobody knows", QStringLiteral("format_version = 3"));
        row("a flipped last byte", QStringLiteral("sealed = x'$FLIP'"));
        row("cut to nonce and tag", QStringLiteral("sealed = substr(sealed, 1, 28)"));
    }
    void refusesASealOutOfItsPlace()
    {
        // ARCHITECTURE, keys: a seal opens only in its place.
        QFETCH(QString, sql);
        KS_VERIFY(inTransaction(m_vault->vault(),
                                [&](db::Transaction& t) { return m_vault->vault().profiles().add(t, "Work", {}); }));
        const model::Connection other = m_vault->addConnection("GitLab");
        const model::Connection work = m_vault->addConnection("GitHub", "example", model::AuthKind::ApiKey, "Work");
        m_vault->putSecret(m_connection, "api_key", "old-value");
        const std::string old = sealed(m_connection);
        m_vault->putSecret(m_connection, "api_key", "new-value");
        m_vault->putSecret(m_connection, "password", "new-value");
        m_vault->putSecret(other, "api_key", "new-value");
        m_vault->putSecret(work, "api_key", "new-value");
        std::string flipped = sealed(m_connection);
        flipped.back() = flipped.back() == '0' ? '1' : '0';

        sql.replace(QStringLiteral("$A"), text(m_connection.id.text))
            .replace(QStringLiteral("$B"), text(other.id.text));
        sql.replace(QStringLiteral("$W"), text(work.id.text)).replace(QStringLiteral("$P"), text(work.profile.text));
        sql.replace(QStringLiteral("$OLD"), text(old)).replace(QStringLiteral("$FLIP"), text(flipped));
        KS_VERIFY(tamper(*m_vault, "UPDATE credential SET " + sql.toStdString() + " WHERE owner = '" +
                                       m_connection.id.text + "' AND field = 'api_key'"));
        const auto got = store().get(m_connection.id.text, "api_key");
        KS_FAILS(got, ErrorCode::Tampered);
        QCOMPARE(got.error().detail, "connection " + m_connection.id.text + ", field api_key");
        KS_FAILS(store().getAll(m_connection.id.text), ErrorCode::Tampered);
        const base::Status check = m_vault->vault().checkSeals();
        KS_FAILS(check, ErrorCode::Tampered);
        QVERIFY(check.error().detail.find(m_connection.id.text) != std::string::npos);
        QCOMPARE(std::string{store().get(other.id.text, "api_key")->exposeText()}, std::string{"new-value"});
    }

    void refusesTheSealsOfARemovedFieldStoredAgain()
    {
        m_vault->putSecret(m_connection, "api_key", "removed");
        const std::string old = sealed(m_connection);
        KS_VERIFY(inTransaction(m_vault->vault(),
                                [&](db::Transaction& t) { return store().removeAll(t, m_connection.id.text); }));
        m_vault->putSecret(m_connection, "api_key", "again");
        KS_VERIFY(tamper(*m_vault, "UPDATE credential SET sealed = x'" + old + "'"));
        KS_FAILS(store().get(m_connection.id.text, "api_key"), ErrorCode::Tampered);
    }

    void refusesASealOfAnotherVault()
    {
        m_vault->putSecret(m_connection, "api_key", "value");
        const std::string box = sealed(m_connection);
        TemporaryVault second;
        const model::Connection twin = second.addConnection("GitHub");
        second.putSecret(twin, "api_key", "value");
        KS_VERIFY(tamper(second, "UPDATE credential SET sealed = x'" + box + "'"));
        KS_FAILS(second->credentials().get(twin.id.text, "api_key"), ErrorCode::Tampered);
    }

    void neverSealsTheSameBytesTwice()
    {
        m_vault->putSecret(m_connection, "api_key", "value");
        const std::string first = sealed(m_connection);
        m_vault->putSecret(m_connection, "api_key", "value");
        QVERIFY(sealed(m_connection).substr(0, 24) != first.substr(0, 24));
    }

    void numbersSealsUpwardsAlsoAfterARollback()
    {
        // SECURITY 37
        m_vault->putSecret(m_connection, "api_key", "one");
        const std::int64_t before = count(*m_vault, "SELECT record_version FROM credential");
        {
            db::Transaction dropped = must(m_vault->vault().begin());
            KS_VERIFY(store().put(dropped, m_connection.profile, m_connection.id.text, "api_key",
                                  base::Secret::fromText("dropped")));
        }
        QCOMPARE(read("api_key"), std::string{"one"});
        m_vault->putSecret(m_connection, "api_key", "two");
        QCOMPARE(count(*m_vault, "SELECT record_version FROM credential"), before + 2);
        QCOMPARE(count(*m_vault, "SELECT seals FROM profile_key"), before + 2);
    }

    void stopsBeforeAKeyIsUsedUp()
    {
        // SECURITY 37
        KS_VERIFY(tamper(*m_vault, "UPDATE profile_key SET seals = 4294967294"));
        m_vault->reopen();
        m_vault->putSecret(m_connection, "api_key", "the last one");
        KS_FAILS(put(m_connection.profile, m_connection.id.text, "api_key", base::Secret::fromText("too many")),
                 ErrorCode::LimitExceeded);
        QCOMPARE(read("api_key"), std::string{"the last one"});
    }

    void leavesNoSecretInTheFiles()
    {
        // SECURITY 25: not even under the database key. The database is copied without encryption of its own for the
        // look.
        m_vault->putSecret(m_connection, "api_key", "canary-7733-canary");
        QFile plain{text((m_vault->folder() / "plain.db").string())};
        QVERIFY(plain.open(QIODevice::ReadWrite)); // the connection makes no files
        KS_VERIFY(
            tamper(*m_vault, "ATTACH DATABASE '" + (m_vault->folder() / "plain.db").string() + "' AS plain KEY ''"));
        KS_VERIFY(tamper(
            *m_vault,
            "CREATE TABLE plain.credential AS SELECT * FROM credential; CREATE TABLE plain.connection AS SELECT * "
            "FROM connection; DETACH DATABASE plain"));
        const QByteArray bytes = plain.readAll();
        QVERIFY(bytes.contains("GitHub")); // it is plain indeed
        QVERIFY(!bytes.contains("canary"));
    }

private:
    vault::CredentialStore& store() { return m_vault->vault().credentials(); }
    static QString text(const std::string& value) { return QString::fromStdString(value); }
    base::Status put(const base::ProfileId& profile, std::string_view owner, std::string_view field,
                     const base::Secret& value)
    {
        return inTransaction(m_vault->vault(),
                             [&](db::Transaction& t) { return store().put(t, profile, owner, field, value); });
    }
    std::string read(std::string_view field)
    {
        return std::string{must(store().get(m_connection.id.text, field)).exposeText()};
    }
    std::string sealed(const model::Connection& connection)
    {
        db::Statement query = must(m_vault->vault().database().prepare(
            "SELECT hex(sealed) FROM credential WHERE owner = ? AND field = 'api_key'"));
        return must(query.bind(connection.id.text).step()) ? query.text(0) : std::string{};
    }

    std::unique_ptr<TemporaryVault> m_vault;
    model::Connection m_connection;
};

QTEST_APPLESS_MAIN(TestCredentialStore)
#include "tst_credential_store.moc"
