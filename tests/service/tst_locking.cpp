// SPDX-License-Identifier: GPL-3.0-or-later
// Locking with a token request on its way.
#include "core/refresh/inbox.h"
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
            posts = server.tokenPosts();
            alerts = records(AuditAction::SecurityAlert);
        }
        std::vector<std::filesystem::path> sealedAnswers() { return must(refresh::Inbox(folder()).files()); }
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
        int posts = 0;
        std::int64_t alerts = 0;
        std::optional<Pending<base::Result<model::Connection>>> refreshing;
    };

private Q_SLOTS:
    // SECURITY 38: nothing is waited for, and nothing is lost.
    void keepsWhatComesAfterTheLock()
    {
        House f;
        QSignalSpy states(f.core.get(), &service::CoreService::statusChanged);
        Pending<base::Status> locking = f.lockFor({});
        QCOMPARE(service::toText(VaultState::Locking), std::string_view{"locking"});
        QVERIFY(states.count() >= 1);
        QVERIFY2(QTest::qWaitFor([&] { return locking.ready(); }, 2000), "it waited for the answer");
        QVERIFY(locking.take().has_value());
        QCOMPARE(f.core->status().state, VaultState::Locked);
        QVERIFY(!f.refreshing->take().has_value()); // who waited is answered at once
        QVERIFY(f.sealedAnswers().empty());
        f.server.http().release();
        QTRY_COMPARE(f.sealedAnswers().size(), std::size_t{1});
        const std::filesystem::path file = f.sealedAnswers().front();
        QCOMPARE(std::filesystem::status(file).permissions() & std::filesystem::perms::all,
                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        must(f.unlock());
        QTRY_COMPARE(f.refreshToken(), std::string{"rt-2"});
        QTRY_VERIFY(f.sealedAnswers().empty());
        QCOMPARE(f.server.tokenPosts(), f.posts);
        const auto record = f.lastRecord(AuditAction::TokenRefresh);
        QCOMPARE(record.event.outcome, model::AuditOutcome::Success);
        QCOMPARE(record.event.detail.at("late"), std::string{"yes"});
        QCOMPARE(record.event.connectionName, std::string{"account"});
        QCOMPARE(f.records(AuditAction::SecurityAlert), f.alerts);
    }

    void aNewProcessTakesUpWhatWasKept()
    {
        House f;
        f.lock();
        f.server.http().release();
        QTRY_COMPARE(f.sealedAnswers().size(), std::size_t{1});
        f.start();
        must(f.unlock());
        QTRY_COMPARE(f.refreshToken(), std::string{"rt-2"});
        QTRY_VERIFY(f.sealedAnswers().empty());
        QCOMPARE(f.server.tokenPosts(), f.posts);
    }

    // The vault is open again before the answer comes: nobody sends the spent token a second time.
    void waitsForTheAnswerThatIsStillOnItsWay()
    {
        House f;
        f.lock();
        must(f.unlock());
        Pending<base::Result<model::Connection>> again(f.core->refresh(f.account.id, service::person()));
        QVERIFY(!QTest::qWaitFor([&] { return again.ready(); }, 300));
        QCOMPARE(f.server.tokenPosts(), f.posts);
        f.server.http().release();
        QVERIFY(again.take().has_value());
        QCOMPARE(f.refreshToken(), std::string{"rt-2"});
        QCOMPARE(f.server.tokenPosts(), f.posts);
        QTRY_VERIFY(f.sealedAnswers().empty());
    }

    void takesUpTheAnswerThatComesIntoAnOpenVault()
    {
        House f;
        f.lock();
        must(f.unlock());
        f.server.http().release();
        QTRY_COMPARE(f.refreshToken(), std::string{"rt-2"});
        QTRY_VERIFY(f.sealedAnswers().empty());
        QCOMPARE(f.server.tokenPosts(), f.posts);
    }

    void survivesASecondLockMeanwhile()
    {
        House f;
        f.lock();
        must(f.unlock());
        f.lock();
        f.server.http().release();
        QTRY_COMPARE(f.sealedAnswers().size(), std::size_t{1});
        must(f.unlock());
        QTRY_COMPARE(f.refreshToken(), std::string{"rt-2"});
        QCOMPARE(f.server.tokenPosts(), f.posts);
    }

    // What the process has to leave for waits a little for the answer, with the vault locked.
    void waitsALittleBeforeTheEnd_data()
    {
        QTest::addColumn<int>("cause");
        QTest::newRow("of the process") << int(LockCause::Shutdown);
        QTest::newRow("before sleep") << int(LockCause::Suspend);
    }
    void waitsALittleBeforeTheEnd()
    {
        QFETCH(const int, cause);
        House f;
        Pending<base::Status> locking = f.lockFor({LockCause(cause), false});
        QTRY_COMPARE_WITH_TIMEOUT(f.core->status().state, VaultState::Locked, 2000);
        QVERIFY(!locking.ready());
        f.server.http().release();
        QVERIFY2(QTest::qWaitFor([&] { return locking.ready(); }, 2000), "it waits for nothing any more");
        QCOMPARE(f.sealedAnswers().size(), std::size_t{1});
    }
    void waitsNoLongerThanThreeSecondsBeforeTheEnd()
    {
        House f;
        Pending<base::Status> locking = f.lockFor({LockCause::Shutdown, false});
        QVERIFY2(QTest::qWaitFor([&] { return locking.ready(); }, 10'000), "it waits for ever");
        QVERIFY(f.sealedAnswers().empty());
    }

    // Panic gives up what an earlier lock had let go on.
    void panicCutsWhatGoesOn()
    {
        House f;
        const std::string before = f.server.currentRefreshToken();
        f.lock();
        must(await(f.core->lock(service::person(), {LockCause::Panic, true})));
        QTRY_COMPARE(f.server.http().held(), 1);
        f.server.http().release();
        must(f.unlock());
        QCOMPARE(f.refreshToken(), before);
        QVERIFY(await(f.core->refresh(f.account.id, service::person())).has_value());
        QCOMPARE(f.server.tokenPosts(), f.posts + 1);
        QVERIFY(f.sealedAnswers().empty());
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
