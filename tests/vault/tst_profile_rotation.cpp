// SPDX-License-Identifier: GPL-3.0-or-later
// A profile's key is replaced while the vault is in use.
#include "core/vault/profile_rotation.h"
#include "tests/vault/vault_test.h"

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using vault::ProfileRotation;

class TestProfileRotation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_vault = std::make_unique<TemporaryVault>();
        m_profile = m_vault->vault().profiles().first()->id;
        m_connections.clear();
        for (int i = 0; i < 25; ++i) {
            m_connections.push_back(m_vault->addConnection("connection " + std::to_string(i)));
            m_vault->putSecret(m_connections.back(), "api_key", "secret " + std::to_string(i));
        }
    }

    void movesEverySealAndDestroysTheOldKey()
    {
        const std::string oldKey = wrapped(1);
        begin();
        QCOMPARE(must(rotation().left()), 25);
        int steps = 0;
        while (step(10).more)
            ++steps;
        QCOMPARE(steps, 2); // 10, 10, and the last 5
        QCOMPARE(count(*m_vault, "SELECT count(*) FROM credential WHERE key_version = 2"), 25);
        KS_VERIFY(finish());
        QCOMPARE(count(*m_vault, "SELECT count(*) FROM profile_key WHERE version = 2 AND reason = 'request'"), 1);
        QCOMPARE(count(*m_vault, "SELECT count(*) FROM profile_key"), 1);
        QCOMPARE(count(*m_vault, "SELECT seals FROM profile_key"), 25);
        QVERIFY(wrapped(2) != oldKey);
        everythingOpens();
        m_vault->reopen();
        everythingOpens();
        KS_VERIFY(m_vault->vault().checkSeals());
    }

    void opensAndSealsInTheMiddle()
    {
        begin();
        step(10);
        everythingOpens();
        // What is stored meanwhile goes under the new key, also where its old value was not moved yet.
        m_vault->putSecret(m_connections[24], "api_key", "changed");
        m_vault->putSecret(m_connections[24], "password", "added");
        QCOMPARE(count(*m_vault,
                       "SELECT min(key_version) FROM credential WHERE owner = '" + m_connections[24].id.text + "'"),
                 2);
        KS_FAILS(finish(), ErrorCode::IllegalState); // seals are left
        QCOMPARE(text(24, "api_key"), std::string{"changed"});
        while (step(10).more) {}
        KS_VERIFY(finish());
        QCOMPARE(text(24, "api_key"), std::string{"changed"});
        QCOMPARE(text(24, "password"), std::string{"added"});
        QCOMPARE(text(3, "api_key"), std::string{"secret 3"});
    }

    void goesOnWhereItStopped()
    {
        begin();
        step(7);
        m_vault->reopen(); // as after a crash
        everythingOpens();
        QVERIFY(must(m_vault->vault().profiles().keyState(m_profile)).rotating());
        begin(); // the same rotation, no third key
        QCOMPARE(must(m_vault->vault().profiles().keyState(m_profile)).version, 2);
        QCOMPARE(must(rotation().left()), 18);
        while (step(7).more) {}
        KS_VERIFY(finish());
        QVERIFY(!must(m_vault->vault().profiles().keyState(m_profile)).rotating());
        everythingOpens();
    }

    void aStepThatIsRolledBackMovesNothing()
    {
        begin();
        {
            db::Transaction dropped = must(m_vault->vault().begin());
            QCOMPARE(must(rotation().step(dropped, 10, 1s)).moved, 10);
        }
        QCOMPARE(must(rotation().left()), 25);
        everythingOpens();
        while (step(10).more) {}
        KS_VERIFY(finish());
        QCOMPARE(count(*m_vault, "SELECT seals FROM profile_key"), 35); // SECURITY 37: drawn nonces stay counted
        everythingOpens();
    }

    void aBeginThatIsRolledBackLeavesTheOldKey()
    {
        {
            db::Transaction dropped = must(m_vault->vault().begin());
            must(rotation().begin(dropped, vault::key_reason::request, m_vault->clock().now()));
            KS_VERIFY(m_vault->vault().credentials().put(dropped, m_profile, m_connections[0].id.text, "api_key",
                                                         base::Secret::fromText("dropped")));
        }
        everythingOpens();
        m_vault->putSecret(m_connections[0], "password", "old key");
        begin(); // another key of the same number: the one that was dropped is forgotten
        m_vault->putSecret(m_connections[1], "password", "new key");
        m_vault->reopen();
        QCOMPARE(text(0, "password"), std::string{"old key"});
        QCOMPARE(text(1, "password"), std::string{"new key"});
        everythingOpens();
    }

    void stopsAtASealThatDoesNotOpen()
    {
        begin();
        KS_VERIFY(tamper(*m_vault, "UPDATE credential SET sealed = zeroblob(60) WHERE owner = '" +
                                       m_connections[5].id.text + "'"));
        const base::Status failed = inTransaction(m_vault->vault(), [&](db::Transaction& t) -> base::Status {
            KS_TRY(rotation().step(t, 100, 1s));
            return base::ok();
        });
        KS_FAILS(failed, ErrorCode::Tampered);
        QVERIFY(failed.error().detail.find(m_connections[5].id.text) != std::string::npos);
        QCOMPARE(must(rotation().left()), 25);
    }

    void leavesOtherProfilesAlone()
    {
        KS_VERIFY(inTransaction(m_vault->vault(),
                                [&](db::Transaction& t) { return m_vault->vault().profiles().add(t, "Work", {}); }));
        const model::Connection work = m_vault->addConnection("w", "example", model::AuthKind::ApiKey, "Work");
        m_vault->putSecret(work, "api_key", "at work");
        begin();
        while (step(100).more) {}
        KS_VERIFY(finish());
        QCOMPARE(count(*m_vault, "SELECT key_version FROM credential WHERE owner = '" + work.id.text + "'"), 1);
        QCOMPARE(must(m_vault->vault().profiles().keyState(work.profile)).version, 1);
    }

    void aWornKeyIsDueBeforeItIsUsedUp() // SECURITY 37
    {
        auto state = must(m_vault->vault().profiles().keyState(m_profile));
        QVERIFY(!m_vault->vault().profiles().isWorn(state));
        QVERIFY(vault::ProfileStore::renewAfter < 4294967295);
        m_vault->vault().profiles().setRenewAfter(25);
        QVERIFY(m_vault->vault().profiles().isWorn(state));
        begin();
        while (step(100).more) {}
        KS_VERIFY(finish());
        m_vault->vault().profiles().setRenewAfter(26);
        state = must(m_vault->vault().profiles().keyState(m_profile));
        QVERIFY(!m_vault->vault().profiles().isWorn(state));
        QCOMPARE(state.seals, 25);
    }

private:
    ProfileRotation rotation() { return {m_vault->vault(), m_profile}; }
    void begin()
    {
        must(inTransaction(m_vault->vault(), [&](db::Transaction& t) -> base::Status {
            KS_TRY(rotation().begin(t, vault::key_reason::request, m_vault->clock().now()));
            return base::ok();
        }));
    }
    vault::RotationStep step(int most)
    {
        vault::RotationStep done;
        must(inTransaction(m_vault->vault(), [&](db::Transaction& t) -> base::Status {
            KS_ASSIGN(done, rotation().step(t, most, 10s));
            return base::ok();
        }));
        return done;
    }
    base::Status finish()
    {
        return inTransaction(m_vault->vault(), [&](db::Transaction& t) { return rotation().finish(t); });
    }
    std::string text(std::size_t number, std::string_view field)
    {
        return std::string{must(m_vault->vault().credentials().get(m_connections[number].id.text, field)).exposeText()};
    }
    void everythingOpens()
    {
        for (std::size_t i = 0; i + 1 < m_connections.size(); ++i)
            QCOMPARE(text(i, "api_key"), "secret " + std::to_string(i));
    }
    std::string wrapped(int version)
    {
        db::Statement query =
            must(m_vault->vault().database().prepare("SELECT hex(wrapped) FROM profile_key WHERE version = ?"));
        must(query.bind(version).step());
        return query.text(0);
    }

    std::unique_ptr<TemporaryVault> m_vault;
    base::ProfileId m_profile;
    std::vector<model::Connection> m_connections;
};

QTEST_APPLESS_MAIN(TestProfileRotation)
#include "tst_profile_rotation.moc"
