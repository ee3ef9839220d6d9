// SPDX-License-Identifier: GPL-3.0-or-later
// What is lent when a refresh cannot give what was asked for, and what becomes of a refresh that is torn off.
#include "tests/refresh/refresh_fixture.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
using model::AuditOutcome;

class TstRefreshLending : public QObject
{
    Q_OBJECT

    static Pending<bool> drain(RefreshFixture& f, std::chrono::milliseconds limit, base::CancelToken cut)
    {
        const auto draining = [](refresh::Refresher& refresher, std::chrono::milliseconds most,
                                 base::CancelToken token) -> QCoro::Task<bool> {
            auto waiting = refresher.drain(most, token);
            co_await waiting;
            co_return true;
        };
        return Pending<bool>(draining(*f.refresher, limit, cut));
    }

private Q_SLOTS:
    void refreshesOnceForMoreThanATokensLife()
    {
        RefreshFixture f; // tokens of an hour
        const auto connection = f.connect("work", 1h);
        f.start();
        f.clock().advance(31s);
        const auto first = f.fresh(connection, 8h); // was not obtained moments ago
        QVERIFY(first.has_value() && first->refreshed);
        QCOMPARE(std::string{first->value.exposeText()}, f.secret(connection, model::field::accessToken));
        QCOMPARE(f.server.tokenPosts(), 1);
        for (int i = 0; i < 20; ++i) { // a script in a loop
            const auto again = f.fresh(connection, 8h);
            QVERIFY(again.has_value() && !again->refreshed);
        }
        QCOMPARE(f.server.tokenPosts(), 1);
        f.clock().advance(refresh::momentsAgo - 1s);
        QVERIFY(!f.fresh(connection, 8h)->refreshed);
        f.clock().advance(2s);
        QVERIFY(f.fresh(connection, 8h)->refreshed);
        QCOMPARE(f.server.tokenPosts(), 2);
    }

    void keepsItsWordWhereATokenLivesLongEnough()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", 1h);
        f.start();
        f.clock().advance(11s);
        QVERIFY(f.fresh(connection, 3590s)->refreshed); // 3589 s are left: too few, however young it is
        QCOMPARE(f.server.tokenPosts(), 1);
    }

    void lendsAnUnexpiredTokenAfterInvalidGrant()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", 30min);
        f.start();
        const std::string token = f.secret(connection, model::field::accessToken);
        f.server.revokeAll();
        QCOMPARE(f.refreshNow(connection).error().code, ErrorCode::SignInNeeded);
        QCOMPARE(f.get(connection).state, model::ConnectionState::AuthError);
        const auto lent = f.fresh(connection);
        QVERIFY(lent.has_value());
        QCOMPARE(std::string{lent->value.exposeText()}, token);
        QVERIFY(f.fresh(connection, 8h).has_value()); // what life it has
        QCOMPARE(f.server.tokenPosts(), 1);
        f.clock().advance(31min);
        QCOMPARE(f.fresh(connection).error().code, ErrorCode::SignInNeeded);
        QCOMPARE(f.server.tokenPosts(), 1);
    }

    void lendsItAlsoToWhoMeetsTheInvalidGrant()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", 30min);
        f.start();
        f.server.revokeAll();
        QSignalSpy signIn(f.refresher.get(), &refresh::Refresher::signInNeeded);
        f.clock().advance(15min);
        const auto lent = f.fresh(connection, 20min);
        QVERIFY(lent.has_value() && !lent->refreshed);
        QCOMPARE(lent->connection.state, model::ConnectionState::AuthError);
        QCOMPARE(signIn.count(), 1);
        QCOMPARE(f.server.tokenPosts(), 1);
    }

    void lendsNothingWhereTheIdentityIsInDoubt() // SECURITY 7
    {
        RefreshFixture f;
        const auto connection = f.connect("work", 30min, true);
        f.start();
        const std::string other = f.server.makeIdToken("{\"sub\":\"somebody-else\"}");
        f.server.http().once("/token", tokenReply("at-other", "rt-other", other));
        QCOMPARE(f.refreshNow(connection).error().code, ErrorCode::SignInNeeded);
        QCOMPARE(f.fresh(connection).error().code, ErrorCode::SignInNeeded);
        QCOMPARE(f.server.tokenPosts(), 1);
    }

    void tearsOffWhatDoesNotEndInTime_data()
    {
        QTest::addColumn<bool>("cut");
        QTest::newRow("the limit is over") << false;
        QTest::newRow("somebody is in a hurry") << true;
    }
    void tearsOffWhatDoesNotEndInTime()
    {
        QFETCH(const bool, cut);
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.start();
        ServerReply held = tokenReply("at-2", "rt-2");
        held.hold = true;
        f.server.http().once("/token", held);
        Pending<base::Result<refresh::FreshCredential>> caller(
            f.refresher->freshCredential(connection.id, 1min, timerActor(), {}));
        QTRY_COMPARE(f.server.http().held(), 1);
        base::CancelSource hurry;
        Pending<bool> draining = drain(f, cut ? 60s : 50ms, hurry.token());
        QVERIFY(!draining.ready());
        if (cut)
            hurry.cancel();
        QVERIFY(draining.take());
        QVERIFY(!f.refresher->inFlight(connection.id)); // its coroutines have ended, with what they held
        QCOMPARE(caller.take().error().code, ErrorCode::Cancelled);
        QVERIFY(f.journalOpen(connection)); // it may have been spent
        QCOMPARE(f.get(connection).state, model::ConnectionState::Active);
        QVERIFY(!f.get(connection).problem.has_value());
        QCOMPARE(f.records(AuditAction::TokenRefresh, AuditOutcome::Failure), std::int64_t{1});
        f.crash();
        f.start();
        f.server.http().release();
        QVERIFY(f.fresh(connection).has_value()); // one try with the stored token
        QVERIFY(!f.journalOpen(connection));
    }

    void drainsAtOnceWhereNothingWasSent()
    {
        RefreshFixture f;
        const auto machine = f.connect("machine", -1s);
        const auto other = f.connect("other", -1s);
        refresh::PolicySettings settings;
        settings.maxPerHost = 1;
        f.start(settings);
        ServerReply held = tokenReply("at-2", "rt-2");
        held.hold = true;
        f.server.http().once("/token", held);
        Pending<base::Result<refresh::FreshCredential>> sent(
            f.refresher->freshCredential(machine.id, 1min, timerActor(), {}));
        QTRY_COMPARE(f.server.http().held(), 1);
        Pending<base::Result<refresh::FreshCredential>> waiting(
            f.refresher->freshCredential(other.id, 1min, timerActor(), {}));
        Pending<bool> draining = drain(f, 60s, {});
        QCOMPARE(waiting.take().error().code, ErrorCode::VaultLocked);
        QVERIFY(!draining.ready());
        f.server.http().release();
        QVERIFY(draining.take());
        QCOMPARE(f.secret(machine, model::field::refreshToken), std::string{"rt-2"});
        QVERIFY(!f.journalOpen(other));
        (void)sent.take();
    }
};

QTEST_GUILESS_MAIN(TstRefreshLending)
#include "tst_refresh_lending.moc"
