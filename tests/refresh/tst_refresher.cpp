// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/refresh/refresh_fixture.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
using model::AuditOutcome;

class TstRefresher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handsOutWhatIsFreshWithoutAsking()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", 1h);
        f.start();
        const auto fresh = f.fresh(connection);
        QVERIFY(fresh.has_value());
        QCOMPARE(std::string{fresh->value.exposeText()}, f.secret(connection, model::field::accessToken));
        QVERIFY(!fresh->refreshed);
        QCOMPARE(f.server.tokenPosts(), 0);
    }

    void rotatesTwentyTimes()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", 1h);
        f.start();
        std::string last = f.secret(connection, model::field::refreshToken);
        for (int i = 0; i < 20; ++i) {
            const auto outcome = f.refreshNow(connection);
            QVERIFY2(outcome.has_value(), outcome ? "" : base::toString(outcome.error()).c_str());
            const std::string now = f.secret(connection, model::field::refreshToken);
            QVERIFY(now != last);
            QCOMPARE(now, f.server.currentRefreshToken());
            QVERIFY(!f.journalOpen(connection));
            last = now;
        }
        QCOMPARE(f.server.tokenPosts(), 20);
        QCOMPARE(f.server.refreshes(), 20);
        QVERIFY(!f.server.reuseDetected());
        QCOMPARE(f.records(AuditAction::TokenRefresh, AuditOutcome::Success), std::int64_t{20});
        QCOMPARE(f.get(connection).state, model::ConnectionState::Active);
    }

    void sendsOnePostForTwentyCallers() // SECURITY 8
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.start();
        std::vector<Pending<base::Result<refresh::FreshCredential>>> callers;
        for (int i = 0; i < 20; ++i)
            callers.emplace_back(f.refresher->freshCredential(connection.id, 1min, timerActor(), {}));
        for (auto& caller : callers) {
            const auto fresh = caller.take();
            QVERIFY(fresh.has_value());
            QVERIFY(fresh->refreshed);
            QCOMPARE(std::string{fresh->value.exposeText()}, f.secret(connection, model::field::accessToken));
        }
        QCOMPARE(f.server.tokenPosts(), 1);
    }

    void refreshesAShortLivedTokenOnceForManyCallersInARow()
    {
        AuthorizationServerConfig config;
        config.accessLifetime = 5s;
        RefreshFixture f(config);
        const auto connection = f.connect("work", -1s);
        f.start();
        for (int i = 0; i < 20; ++i)
            QVERIFY(f.fresh(connection, 1min).has_value());
        QCOMPARE(f.server.tokenPosts(), 1);
        f.clock().advance(2s); // no longer young
        QVERIFY(f.fresh(connection, 1min).has_value());
        QCOMPARE(f.server.tokenPosts(), 2);
    }

    void keepsTheTokenWhereTheServerClosesWithoutAnswering() // one POST
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        const std::string before = f.secret(connection, model::field::refreshToken);
        f.start();
        f.server.http().once("/token", ServerReply::failing(Fault::CloseWithoutAnswer));
        const auto fresh = f.fresh(connection);
        QVERIFY(!fresh.has_value());
        QCOMPARE(f.server.tokenPosts(), 1);
        QCOMPARE(f.secret(connection, model::field::refreshToken), before);
        QVERIFY(f.journalOpen(connection)); // it may have been spent
        QCOMPARE(f.get(connection).state, model::ConnectionState::Expired);
        f.clock().advance(1h);
        QVERIFY(f.fresh(connection).has_value());
        QVERIFY(!f.journalOpen(connection));
        QCOMPARE(f.get(connection).state, model::ConnectionState::Active);
        QVERIFY(!f.get(connection).problem.has_value());
    }

    void keepsTheTokenThroughEveryTransportFault_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("status");
        QTest::newRow("garbage") << int(Fault::Garbage) << 200;
        QTest::newRow("cut body") << int(Fault::CloseMidBody) << 200;
        QTest::newRow("html with 200") << int(Fault::None) << 200;
        QTest::newRow("500") << int(Fault::None) << 500;
        QTest::newRow("503") << int(Fault::None) << 503;
        QTest::newRow("redirect") << int(Fault::None) << 302;
        QTest::newRow("429") << int(Fault::None) << 429;
        QTest::newRow("401 invalid_client") << int(Fault::None) << 401;
    }
    void keepsTheTokenThroughEveryTransportFault()
    {
        QFETCH(const int, fault);
        QFETCH(const int, status);
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        const std::string before = f.secret(connection, model::field::refreshToken);
        f.start();
        ServerReply reply = ServerReply::html(status);
        reply.fault = Fault(fault);
        if (status == 302)
            reply = ServerReply::redirect(f.server.issuer() + "/elsewhere");
        if (status == 401)
            reply = ServerReply::json("{\"error\":\"invalid_client\"}", 401);
        f.server.http().once("/token", reply);
        QSignalSpy signIn(f.refresher.get(), &refresh::Refresher::signInNeeded);
        QVERIFY(!f.fresh(connection).has_value());
        QCOMPARE(f.server.tokenPosts(), 1);
        QCOMPARE(f.server.http().count("/elsewhere"), 0); // SECURITY 5
        QCOMPARE(f.secret(connection, model::field::refreshToken), before);
        QVERIFY(f.get(connection).state != model::ConnectionState::AuthError);
        QCOMPARE(signIn.count(), 0);
        QCOMPARE(f.records(AuditAction::TokenRefresh, AuditOutcome::Failure), std::int64_t{1});
    }

    void handsOutAStillGoodTokenDuringAnOutage()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", 2min);
        f.start();
        f.server.http().stop();
        const auto fresh = f.fresh(connection, 5min);
        QVERIFY(fresh.has_value());
        QVERIFY(!fresh->refreshed);
        QCOMPARE(f.get(connection).state, model::ConnectionState::Active);
    }

    void endsAtInvalidGrantAndSaysSoOnce()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.start();
        f.server.revokeAll();
        QSignalSpy signIn(f.refresher.get(), &refresh::Refresher::signInNeeded);
        auto fresh = f.fresh(connection);
        QCOMPARE(fresh.error().code, ErrorCode::SignInNeeded);
        QCOMPARE(f.get(connection).state, model::ConnectionState::AuthError);
        QCOMPARE(f.get(connection).problem->code, ErrorCode::SignInNeeded);
        QVERIFY(!f.journalOpen(connection));
        fresh = f.fresh(connection);
        QCOMPARE(fresh.error().code, ErrorCode::SignInNeeded);
        QCOMPARE(f.server.tokenPosts(), 1); // it is not asked again
        QCOMPARE(signIn.count(), 1);
    }

    void raisesAnAlertWhereTheServerSpeaksOfReuse() // SECURITY 40
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.start();
        f.server.http().once(
            "/token", ServerReply::json(
                          "{\"error\":\"invalid_grant\",\"error_description\":\"refresh token reuse detected\"}", 400));
        QVERIFY(!f.fresh(connection).has_value());
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1});
    }

    void honoursRetryAfter()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.start();
        f.server.http().once("/token", ServerReply::tooManyRequests("120"));
        QCOMPARE(f.fresh(connection).error().code, ErrorCode::TooManyRequests);
        f.clock().advance(119s);
        QCOMPARE(f.fresh(connection).error().code, ErrorCode::TooManyRequests);
        QCOMPARE(f.refreshNow(connection).error().code, ErrorCode::TooManyRequests);
        QCOMPARE(f.server.tokenPosts(), 1);
        f.clock().advance(2s);
        QVERIFY(f.fresh(connection).has_value());
        QCOMPARE(f.server.tokenPosts(), 2);
    }

    void keepsTheOldRefreshTokenWhereNoneComes()
    {
        AuthorizationServerConfig config;
        config.rotate = false;
        RefreshFixture f(config);
        const auto connection = f.connect("work", -1s);
        const std::string before = f.secret(connection, model::field::refreshToken);
        f.start();
        f.server.http().once("/token", tokenReply("at-new"));
        QVERIFY(f.fresh(connection).has_value());
        QCOMPARE(f.secret(connection, model::field::accessToken), std::string{"at-new"});
        QCOMPARE(f.secret(connection, model::field::refreshToken), before);
        QVERIFY(f.get(connection).hasRefreshToken);
    }

    void reckonsExpiryByItsOwnClock()
    {
        RefreshFixture f; // the fake clock is hours from the server's Date
        const auto connection = f.connect("work", -1s);
        f.start();
        QVERIFY(f.fresh(connection).has_value());
        const auto life = *f.get(connection).expiresAt - f.clock().now();
        QVERIFY2(std::chrono::abs(life - 1h) <= 3s, std::to_string(life.count()).c_str());
    }

    void sendsNothingForAPausedConnection()
    {
        RefreshFixture f;
        auto connection = f.connect("work", -1s);
        must(model::moveTo(connection, model::ConnectionState::Paused, f.clock().now()));
        db::Transaction transaction = must(f.vault->begin());
        must(f.vault->connections().save(transaction, connection));
        must(transaction.commit());
        f.start();
        QCOMPARE(f.fresh(connection).error().code, ErrorCode::Denied);
        QCOMPARE(f.refreshNow(connection).error().code, ErrorCode::Denied);
        QCOMPARE(f.server.tokenPosts(), 0);
    }

    void sendsNothingWhileHeld()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.start();
        f.refresher->hold(true);
        QCOMPARE(f.fresh(connection).error().code, ErrorCode::RolledBack);
        QCOMPARE(f.server.tokenPosts(), 0);
        f.refresher->hold(false);
        QVERIFY(f.fresh(connection).has_value());
    }

    void letsACallerGiveUpWithoutLosingTheAnswer()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.start();
        ServerReply held = tokenReply("at-late", "rt-late");
        held.hold = true;
        f.server.http().once("/token", held);
        base::CancelSource cancel;
        Pending<base::Result<refresh::FreshCredential>> caller(
            f.refresher->freshCredential(connection.id, 1min, timerActor(), cancel.token()));
        QTRY_COMPARE(f.server.http().held(), 1);
        cancel.cancel();
        QCOMPARE(caller.take().error().code, ErrorCode::Cancelled);
        f.server.http().release();
        QTRY_VERIFY(!f.refresher->inFlight(connection.id));
        QCOMPARE(f.secret(connection, model::field::refreshToken), std::string{"rt-late"});
    }

    void storesTheRotatedTokenWhenDrainedInFlight() // SECURITY 38, lock with a refresh in flight
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.start();
        ServerReply held = tokenReply("at-2", "rt-2");
        held.hold = true;
        f.server.http().once("/token", held);
        Pending<base::Result<refresh::FreshCredential>> caller(
            f.refresher->freshCredential(connection.id, 1min, timerActor(), {}));
        QTRY_COMPARE(f.server.http().held(), 1);
        bool drained = false;
        const auto wait = [](refresh::Refresher& refresher, bool& done) -> QCoro::Task<void> {
            auto draining = refresher.drain(10s);
            co_await draining;
            done = true;
        };
        const auto detached = wait(*f.refresher, drained);
        QVERIFY(!drained);
        f.server.http().release();
        QTRY_VERIFY(drained);
        QCOMPARE(f.secret(connection, model::field::refreshToken), std::string{"rt-2"});
        QVERIFY(!f.journalOpen(connection));
        QVERIFY(!f.refreshNow(connection).has_value());
        QCOMPARE(f.server.tokenPosts(), 1);
        (void)caller.take();
    }

    void discardsAnAnswerThatASignInOvertook()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.start();
        ServerReply held = tokenReply("at-old", "rt-old");
        held.hold = true;
        f.server.http().once("/token", held);
        Pending<base::Result<refresh::FreshCredential>> caller(
            f.refresher->freshCredential(connection.id, 1min, timerActor(), {}));
        QTRY_COMPARE(f.server.http().held(), 1);
        f.vault.putSecret(connection, model::field::refreshToken, "rt-signed-in");
        f.server.http().release();
        QCOMPARE(caller.take().error().code, ErrorCode::IllegalState);
        QCOMPARE(f.secret(connection, model::field::refreshToken), std::string{"rt-signed-in"});
    }

    void asksAtMostFourTimesAtOnceAHost()
    {
        RefreshFixture f;
        std::vector<model::Connection> connections;
        for (int i = 0; i < 8; ++i)
            connections.push_back(f.connect("c" + std::to_string(i), -1s));
        f.start();
        for (int i = 0; i < 8; ++i) {
            ServerReply held = ServerReply::failing(Fault::None);
            held.status = 503;
            held.hold = true;
            f.server.http().once("/token", held);
        }
        std::vector<Pending<base::Result<refresh::FreshCredential>>> callers;
        for (const auto& connection : connections)
            callers.emplace_back(f.refresher->freshCredential(connection.id, 1min, timerActor(), {}));
        QTRY_COMPARE(f.server.http().held(), 4);
        QCOMPARE(f.server.tokenPosts(), 4);
        f.server.http().release();
        for (auto& caller : callers)
            QVERIFY(!caller.take().has_value());
        QCOMPARE(f.server.tokenPosts(), 8);
    }
};

QTEST_GUILESS_MAIN(TstRefresher)
#include "tst_refresher.moc"
