// SPDX-License-Identifier: GPL-3.0-or-later
// Locking with a token request on its way.
#include "tests/service/service_fixture.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
using service::LockCause;
using service::VaultState;

class TstLocking : public QObject
{
    Q_OBJECT

    // A refresh whose answer is held back.
    struct House : ServiceFixture
    {
        House()
        {
            must(create(false, true));
            account = addOAuth("account");
            must(signIn(account));
            ServerReply held = tokenReply("at-2", "rt-2");
            held.hold = true;
            server.http().once("/token", held);
            refreshing.emplace(core->refresh(account.id, service::person()));
            if (!QTest::qWaitFor([this] { return server.http().held() == 1; }, 20'000))
                qFatal("the refresh was not sent");
        }
        std::string refreshToken()
        {
            service::Proof proof{secretText(goodPassphrase), false};
            return std::string{
                must(await(core->reveal(account.id, "refresh_token", std::move(proof), service::person())))
                    .exposeText()};
        }
        Pending<base::Status> lockFor(service::LockRequest request)
        {
            return Pending<base::Status>(core->lock(service::person(), request));
        }
        model::Connection account;
        std::optional<Pending<base::Result<model::Connection>>> refreshing;
    };

private Q_SLOTS:
    void waitsForWhatWasSentLongerThanThreeSeconds() // SECURITY 38
    {
        House f;
        QSignalSpy states(f.core.get(), &service::CoreService::statusChanged);
        Pending<base::Status> locking = f.lockFor({});
        QCOMPARE(f.core->status().state, VaultState::Locking);
        QCOMPARE(service::toText(VaultState::Locking), std::string_view{"locking"});
        QCOMPARE(states.count(), 1);
        // New work is refused at once.
        QCOMPARE(f.release(f.account).error().code, ErrorCode::VaultLocked);
        QCOMPARE(await(f.core->connections()).error().code, ErrorCode::VaultLocked);
        QVERIFY(!f.unlock().has_value());
        QVERIFY2(!QTest::qWaitFor([&] { return locking.ready(); }, 3500), "it did not wait for the answer");
        QCOMPARE(f.core->status().state, VaultState::Locking);
        f.server.http().release();
        QVERIFY(locking.take().has_value());
        QCOMPARE(f.core->status().state, VaultState::Locked);
        must(f.unlock());
        QCOMPARE(f.refreshToken(), std::string{"rt-2"});
    }

    void isCutShort_data()
    {
        QTest::addColumn<int>("cause");
        QTest::addColumn<bool>("now");
        QTest::newRow("by a second request") << int(LockCause::Request) << false;
        QTest::newRow("by panic") << int(LockCause::Panic) << true;
        QTest::newRow("by the end of the process") << int(LockCause::Shutdown) << false;
        QTest::newRow("by suspend") << int(LockCause::Suspend) << false;
    }
    void isCutShort()
    {
        QFETCH(const int, cause);
        QFETCH(const bool, now);
        House f;
        const std::string before = f.server.currentRefreshToken();
        Pending<base::Status> locking = f.lockFor({});
        QVERIFY(!locking.ready());
        Pending<base::Status> hurried = f.lockFor({LockCause(cause), now});
        QVERIFY2(QTest::qWaitFor([&] { return locking.ready() && hurried.ready(); }, 10'000), "nobody hurried");
        QVERIFY(hurried.take().has_value());
        QCOMPARE(f.core->status().state, VaultState::Locked);
        QVERIFY(f.refreshing->ready()); // nothing is left suspended
        QVERIFY(!f.refreshing->take().has_value());
        must(f.unlock());
        QCOMPARE(f.refreshToken(), before);
        QCOMPARE(f.lastRecord(AuditAction::VaultLock).event.detail.at("cause"), std::string{"request"});
    }

    void isNotCutShortByIdleness()
    {
        House f;
        Pending<base::Status> locking = f.lockFor({});
        Pending<base::Status> idle = f.lockFor({LockCause::Idle, false});
        QVERIFY(!QTest::qWaitFor([&] { return locking.ready(); }, 200));
        f.server.http().release();
        QVERIFY(idle.take().has_value());
        QVERIFY(locking.take().has_value());
        must(f.unlock());
        QCOMPARE(f.refreshToken(), std::string{"rt-2"});
    }

    void panicWaitsForNothing()
    {
        House f;
        Pending<base::Status> locking = f.lockFor({LockCause::Panic, true});
        QVERIFY2(QTest::qWaitFor([&] { return locking.ready(); }, 2000), "it waited");
        QCOMPARE(f.core->status().state, VaultState::Locked);
        QVERIFY(f.refreshing->ready());
        must(f.unlock());
        QCOMPARE(f.lastRecord(AuditAction::VaultLock).event.detail.at("cause"), std::string{"panic"});
        QCOMPARE(f.server.http().held(), 1); // the answer never came
    }

    void endsASignInThatIsWaitedFor()
    {
        ServiceFixture f;
        must(f.create(false, true));
        const auto account = f.addOAuth("account");
        ServerReply held = tokenReply("at-1", "rt-1");
        held.hold = true;
        f.server.http().once("/token", held);
        const auto session = must(await(f.core->startSignIn({account.id, false}, service::person())));
        const Visit browser(session.url);
        Pending<base::Result<service::SignInOutcome>> outcome(f.core->awaitSignIn(session.id));
        QTRY_COMPARE(f.server.http().held(), 1);
        f.lock();
        QVERIFY(outcome.ready());
        QVERIFY(!outcome.take().has_value());
        f.server.http().release();
    }
};

QTEST_GUILESS_MAIN(TstLocking)
#include "tst_locking.moc"
