// SPDX-License-Identifier: GPL-3.0-or-later
// A refresh that is torn off at each of its waits: the token is the old one or the new one, never neither, and never
// two POSTs without a start between.
#include "tests/refresh/refresh_fixture.h"
#include "tests/support/full_disk.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif
#include <QDeadlineTimer>
#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;

class TstRefreshCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A crash frees nothing: what the abandoned flows held is no leak of the program.
    void init()
    {
#ifdef __SANITIZE_ADDRESS__
        __lsan_disable();
#endif
    }
    void cleanup()
    {
#ifdef __SANITIZE_ADDRESS__
        __lsan_enable();
#endif
    }

    void survivesBeingTornOffAtEveryTurnOfTheLoop()
    {
        // Each round lets the event loop turn 0.3 ms longer before the refresher goes, so that every wait is hit:
        // discovery, the gate, the journal's fsync, the POST, the storing fsync.
        int posted = 0;
        int before = 0;
        for (int turns = 0; turns < 40; ++turns) {
            RefreshFixture f;
            const auto connection = f.connect("work", -1s);
            const std::string old = f.secret(connection, model::field::refreshToken);
            f.start();
            Pending<base::Result<refresh::FreshCredential>> caller(
                f.refresher->freshCredential(connection.id, 1min, timerActor(), {}));
            const QDeadlineTimer deadline(std::chrono::microseconds{300} * turns);
            while (!deadline.hasExpired() && !caller.ready())
                QCoreApplication::processEvents();
            f.crash();
            (void)caller.take(); // nobody is left waiting
            const std::string now = f.secret(connection, model::field::refreshToken);
            const bool rotated = now != old;
            if (rotated) {
                QVERIFY(!f.journalOpen(connection));
                QVERIFY(f.server.isLive(f.secret(connection, model::field::accessToken)));
            } else if (f.server.refreshes() > 0) {
                QVERIFY2(f.journalOpen(connection), "a spent token without a note of it");
            }
            posted += f.server.tokenPosts() > 0 ? 1 : 0;
            before += f.server.tokenPosts() == 0 ? 1 : 0;
            QVERIFY(f.server.tokenPosts() <= 1);
        }
        QVERIFY(posted > 0);
        QVERIFY(before > 0);
    }

    void triesAnUncertainTokenOnceAndGoesOn()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.start();
        ServerReply held = ServerReply::failing(Fault::CloseWithoutAnswer); // the server never saw it through
        held.hold = true;
        f.server.http().once("/token", held);
        Pending<base::Result<refresh::FreshCredential>> caller(
            f.refresher->freshCredential(connection.id, 1min, timerActor(), {}));
        QTRY_COMPARE(f.server.http().held(), 1);
        f.crash();
        QCOMPARE(caller.take().error().code, ErrorCode::Cancelled);
        f.server.http().release();
        QVERIFY(f.journalOpen(connection));
        f.start();
        QVERIFY(f.fresh(connection).has_value());
        QVERIFY(!f.journalOpen(connection));
        QCOMPARE(f.server.tokenPosts(), 2);
    }

    void asksForANewSignInWhereTheAnswerWasLost()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.start();
        ServerReply held = tokenReply("at-lost", "rt-lost"); // rotated there, never read here
        held.hold = true;
        f.server.http().once("/token", held);
        Pending<base::Result<refresh::FreshCredential>> caller(
            f.refresher->freshCredential(connection.id, 1min, timerActor(), {}));
        QTRY_COMPARE(f.server.http().held(), 1);
        f.crash();
        (void)caller.take();
        f.server.http().release();
        f.server.http().once(
            "/token", ServerReply::json("{\"error\":\"invalid_grant\",\"error_description\":\"token reuse\"}", 400));
        f.start();
        QSignalSpy signIn(f.refresher.get(), &refresh::Refresher::signInNeeded);
        QCOMPARE(f.fresh(connection).error().code, ErrorCode::SignInNeeded);
        QCOMPARE(signIn.count(), 1);
        const auto problem = f.get(connection).problem;
        QVERIFY(problem.has_value());
        QVERIFY2(problem->detail.find("interrupted") != std::string::npos, problem->detail.c_str());
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{0}); // our own doing, not a thief's
    }

    void keepsTheAnswerInMemoryWhileTheDiskIsFull()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.random = 0;
        f.start();
        ServerReply held = tokenReply("at-full", "rt-full");
        held.hold = true;
        f.server.http().once("/token", held);
        Pending<base::Result<refresh::FreshCredential>> caller(
            f.refresher->freshCredential(connection.id, 1min, timerActor(), {}));
        QTRY_COMPARE(f.server.http().held(), 1);
        FullDisk disk;
        f.server.http().release();
        const auto failed = caller.take();
        QVERIFY(!failed.has_value());
        QVERIFY(f.fresh(connection).error().code != ErrorCode::SignInNeeded);
        QCOMPARE(f.server.tokenPosts(), 1); // the spent token is not sent again
        disk.free();
        QTRY_VERIFY_WITH_TIMEOUT(!f.refresher->inFlight(connection.id), 10'000);
        QCOMPARE(f.secret(connection, model::field::refreshToken), std::string{"rt-full"});
        const auto fresh = f.fresh(connection);
        QVERIFY2(fresh.has_value(), fresh ? "" : base::toString(fresh.error()).c_str());
        QCOMPARE(std::string{fresh->value.exposeText()}, std::string{"at-full"});
        QCOMPARE(f.server.tokenPosts(), 1);
    }

    void sendsNothingWhereTheNoteCannotBeWritten()
    {
        RefreshFixture f;
        const auto connection = f.connect("work", -1s);
        f.start();
        base::Result<refresh::FreshCredential> fresh = base::fail(ErrorCode::Internal);
        {
            FullDisk disk;
            fresh = f.fresh(connection);
        }
        QVERIFY(!fresh.has_value());
        QCOMPARE(f.server.tokenPosts(), 0);
        QVERIFY(f.fresh(connection).has_value());
    }
};

QTEST_GUILESS_MAIN(TstRefreshCrash)
#include "tst_refresh_crash.moc"
