// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/grant_store.h"

#include "tests/vault/vault_test.h"

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using vault::HeldGrant;

class TestGrantStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_vault = std::make_unique<TemporaryVault>(); }

    void readsWhatItSaved()
    {
        const model::Connection connection = saved("work");
        const HeldGrant whole = everything(connection.id);
        const HeldGrant plain = simple(connection.id);
        KS_VERIFY(add(whole));
        KS_VERIFY(add(plain));
        QVERIFY(*store().get(whole.grant.id) == whole);
        m_vault->reopen();
        QVERIFY(*store().get(whole.grant.id) == whole);
        QVERIFY(*store().get(plain.grant.id) == plain);
        QCOMPARE(store().of(connection.id)->size(), std::size_t{2});
        QCOMPARE(add(plain).error().code, ErrorCode::AlreadyExists);
    }

    void needsItsConnection()
    {
        QCOMPARE(add(simple(base::ConnectionId::create())).error().code, ErrorCode::StorageConflict);
    }

    void goesWithItsConnection()
    {
        const model::Connection connection = saved("work");
        const model::Connection other = saved("other");
        KS_VERIFY(add(simple(connection.id)));
        KS_VERIFY(add(simple(other.id)));
        KS_VERIFY(inTransaction(m_vault->vault(), [&](db::Transaction& t) {
            return m_vault->vault().connections().remove(t, connection.id);
        }));
        QVERIFY(store().of(connection.id)->empty());
        QCOMPARE(store().all()->size(), std::size_t{1});
    }

    void countsUsesAndFollowsUpdates()
    {
        const model::Connection connection = saved("work");
        HeldGrant held = everything(connection.id);
        KS_VERIFY(add(held));
        held.grant.uses = 77;
        held.grant.lastUsedAt = base::fromMillis(99);
        held.windowStart = base::fromMillis(98);
        held.windowUses = 3;
        KS_VERIFY(inTransaction(m_vault->vault(), [&](db::Transaction& t) { return store().noteUse(t, held); }));
        QVERIFY(*store().get(held.grant.id) == held);
        held.grant.program.sha256 = std::string(64, 'f');
        KS_VERIFY(inTransaction(m_vault->vault(), [&](db::Transaction& t) {
            return store().follow(t, held.grant.id, held.grant.program);
        }));
        QVERIFY(*store().get(held.grant.id) == held);
    }

    void removesOnce()
    {
        const model::Connection connection = saved("work");
        const HeldGrant held = simple(connection.id);
        KS_VERIFY(add(held));
        const auto remove = [&] {
            return inTransaction(m_vault->vault(),
                                 [&](db::Transaction& t) { return store().remove(t, held.grant.id); });
        };
        KS_VERIFY(remove());
        QCOMPARE(remove().error().code, ErrorCode::NotFound);
        QCOMPARE(store().get(held.grant.id).error().code, ErrorCode::NotFound);
    }

private:
    vault::GrantStore& store() { return m_vault->vault().grants(); }
    base::Status add(const HeldGrant& held)
    {
        return inTransaction(m_vault->vault(), [&](db::Transaction& t) { return store().add(t, held); });
    }
    model::Connection saved(const std::string& name)
    {
        model::Connection connection;
        connection.id = base::ConnectionId::create();
        connection.profile = m_vault->vault().profiles().all()->front().id;
        connection.name = name;
        connection.providerId = "generic-bearer";
        connection.kind = model::AuthKind::Bearer;
        if (const base::Status done =
                inTransaction(m_vault->vault(),
                              [&](db::Transaction& t) { return m_vault->vault().connections().save(t, connection); });
            !done)
            qFatal("%s", base::toString(done.error()).c_str());
        return connection;
    }
    static HeldGrant simple(const base::ConnectionId& connection)
    {
        HeldGrant held;
        held.grant.id = base::GrantId::create();
        held.grant.program.executable = "/usr/bin/git";
        held.grant.program.sha256 = std::string(64, 'a');
        held.grant.connection = connection;
        held.grant.token = true;
        held.grant.createdAt = base::fromMillis(1000);
        return held;
    }
    static HeldGrant everything(const base::ConnectionId& connection)
    {
        HeldGrant held = simple(connection);
        held.grant.program = {"/usr/bin/python3.11", std::string(64, 'a'), "/home/a/x y.py",
                              std::string(64, 'b'),  "python3.11-minimal", "flatpak:org.x"};
        held.grant.fields = {"client_secret", "private_key"};
        held.grant.request = model::RequestLimits{{"api.example.com"}, {"GET"}, {"/a/"}};
        held.grant.term = model::GrantTerm::Until;
        held.grant.expiresAt = base::fromMillis(5000);
        held.grant.rate = model::RateLimit{10, std::chrono::hours{1}};
        held.grant.reason = "nightly";
        held.grant.grantedVia = "window";
        held.grant.lastUsedAt = base::fromMillis(2000);
        held.grant.uses = 4;
        held.windowStart = base::fromMillis(1500);
        held.windowUses = 2;
        return held;
    }
    std::unique_ptr<TemporaryVault> m_vault;
};

QTEST_APPLESS_MAIN(TestGrantStore)
#include "tst_grant_store.moc"
