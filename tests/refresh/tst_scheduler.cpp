// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/refresh/refresh_fixture.h"

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;

namespace {

class SchedulerFixture : public RefreshFixture
{
public:
    using RefreshFixture::RefreshFixture;
    void startAll()
    {
        start();
        scheduler = std::make_unique<refresh::Scheduler>(*refresher, vault.vault(), clock(), refresh::PolicySettings{},
                                                         [this] { return random; });
        scheduler->start();
    }
    std::chrono::milliseconds untilNext() { return *scheduler->nextDue() - clock().now(); }
    void settle()
    {
        QVERIFY(QTest::qWaitFor([this] { return idle(); }, 10'000));
        QTest::qWait(80); // the scheduler looks again in a moment
    }
    bool idle()
    {
        for (const auto& connection : must(vault->connections().all())) {
            if (refresher->inFlight(connection.id))
                return false;
        }
        return true;
    }
    std::unique_ptr<refresh::Scheduler> scheduler;
};

} // namespace

class TstScheduler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refreshesTenMinutesAhead()
    {
        SchedulerFixture f;
        const auto connection = f.connect("work", 1h);
        f.startAll();
        QCOMPARE(f.untilNext(), std::chrono::milliseconds{50min});
        f.clock().advance(49min);
        f.scheduler->runDue();
        QCOMPARE(f.server.tokenPosts(), 0);
        f.clock().advance(1min);
        f.scheduler->runDue();
        f.settle();
        QCOMPARE(f.server.tokenPosts(), 1);
        QVERIFY(f.untilNext() > 49min);
        QVERIFY(f.untilNext() <= 50min + 3s);
    }

    void takesTheEarliest()
    {
        SchedulerFixture f;
        (void)f.connect("late", 3h);
        (void)f.connect("early", 1h);
        f.startAll();
        QCOMPARE(f.untilNext(), std::chrono::milliseconds{50min});
    }

    void spreadsWhatIsOverdueAfterSleep()
    {
        SchedulerFixture f;
        for (int i = 0; i < 5; ++i)
            (void)f.connect("c" + std::to_string(i), 1h);
        f.startAll();
        f.clock().advance(8h); // suspended: steady time went on
        f.random = 0.5;
        f.scheduler->reconsider();
        f.scheduler->runDue();
        QCOMPARE(f.server.tokenPosts(), 0);
        QCOMPARE(f.untilNext(), std::chrono::milliseconds{15s});
        f.clock().advance(15s);
        f.scheduler->runDue();
        f.settle();
        QCOMPARE(f.server.tokenPosts(), 5);
    }

    void makesNoStormWhenTheClockJumps_data()
    {
        QTest::addColumn<qint64>("hours");
        QTest::newRow("an hour on") << qint64{1};
        QTest::newRow("an hour back") << qint64{-1};
        QTest::newRow("400 days on") << qint64{400 * 24};
        QTest::newRow("400 days back") << qint64{-400 * 24};
    }
    void makesNoStormWhenTheClockJumps()
    {
        QFETCH(const qint64, hours);
        SchedulerFixture f;
        std::vector<model::Connection> connections;
        for (int i = 0; i < 5; ++i)
            connections.push_back(f.connect("c" + std::to_string(i), 1h));
        f.startAll();
        f.clock().jumpWall(std::chrono::hours{hours});
        f.scheduler->reconsider();
        f.scheduler->runDue();
        QTest::qWait(50);
        QCOMPARE(f.server.tokenPosts(), 0);
        QCOMPARE(f.untilNext(), std::chrono::milliseconds{50min});
        for (const auto& connection : connections)
            QVERIFY(!f.secret(connection, model::field::refreshToken).empty());
        f.clock().advance(50min); // by steady time they are due now
        f.scheduler->runDue();
        f.settle();
        QCOMPARE(f.server.tokenPosts(), 5);
        // Expiry was learned anew, by the clock as it is.
        const auto life = *f.get(connections.front()).expiresAt - f.clock().now();
        QVERIFY2(std::chrono::abs(life - 1h) <= 3s, std::to_string(life.count()).c_str());
    }

    void leavesThePausedAndTheBrokenAlone()
    {
        SchedulerFixture f;
        auto paused = f.connect("paused", 1min);
        auto broken = f.connect("broken", 1min);
        must(model::moveTo(paused, model::ConnectionState::Paused, f.clock().now()));
        must(model::moveTo(broken, model::ConnectionState::AuthError, f.clock().now(),
                           model::StateProblem{base::ErrorCode::SignInNeeded, "x", {}}));
        db::Transaction transaction = must(f.vault->begin());
        must(f.vault->connections().save(transaction, paused));
        must(f.vault->connections().save(transaction, broken));
        must(transaction.commit());
        f.startAll();
        QVERIFY(!f.scheduler->nextDue().has_value());
    }

    void waitsOutTheBackoff()
    {
        SchedulerFixture f;
        (void)f.connect("work", 5min);
        f.startAll();
        QCOMPARE(f.untilNext(), std::chrono::milliseconds{4min}); // 80 % of its life
        f.server.http().once("/token", ServerReply::tooManyRequests("300"));
        f.clock().advance(4min);
        f.scheduler->runDue();
        f.settle();
        QCOMPARE(f.server.tokenPosts(), 1);
        QCOMPARE(f.untilNext(), std::chrono::milliseconds{300s});
        f.clock().advance(59s);
        f.scheduler->runDue();
        QCOMPARE(f.server.tokenPosts(), 1);
        f.clock().advance(241s);
        f.scheduler->runDue();
        f.settle();
        QCOMPARE(f.server.tokenPosts(), 2);
    }

    void triesAnUncertainConnectionSoonAfterTheStart()
    {
        SchedulerFixture f;
        const auto connection = f.connect("work", 20h);
        refresh::RefreshJournal journal(f.vault->database());
        db::Transaction transaction = must(f.vault->begin());
        must(journal.open(transaction, {connection.id, "0011223344556677", f.clock().now()}));
        must(transaction.commit());
        f.startAll();
        QVERIFY(f.untilNext() <= 30s);
        f.clock().advance(15s);
        f.scheduler->runDue();
        f.settle();
        QCOMPARE(f.server.tokenPosts(), 1);
        QVERIFY(!f.journalOpen(connection));
    }

    void stopsWhenStopped()
    {
        SchedulerFixture f;
        (void)f.connect("work", 10ms);
        f.startAll();
        f.scheduler->stop();
        f.scheduler->reconsiderSoon();
        QTest::qWait(120);
        QCOMPARE(f.server.tokenPosts(), 0);
    }

    void fetchesAheadWhatAMachineUses_data()
    {
        QTest::addColumn<qint64>("usedMinutesAgo"); // when the token is due; -1: never
        QTest::addColumn<int>("posts");
        QTest::newRow("used a while ago") << qint64{30} << 1;
        QTest::newRow("used within two lives") << qint64{120} << 1;
        QTest::newRow("used longer ago") << qint64{122} << 0;
        QTest::newRow("never used") << qint64{-1} << 0;
    }
    void fetchesAheadWhatAMachineUses()
    {
        QFETCH(const qint64, usedMinutesAgo);
        QFETCH(const int, posts);
        AuthorizationServerConfig config;
        config.clientSecret = "s3cret-of-the-client";
        SchedulerFixture f(config);
        auto machine = f.get(f.connectMachine("machine", 1h));
        if (usedMinutesAgo >= 0) {
            db::Transaction transaction = must(f.vault->begin());
            must(f.vault->connections().touchUsed(transaction, machine.id,
                                                  f.clock().now() + 50min - std::chrono::minutes{usedMinutesAgo}));
            must(transaction.commit());
        }
        f.startAll();
        f.clock().advance(50min);
        f.scheduler->reconsider();
        f.clock().advance(31s); // what is overdue after a sleep is spread
        f.scheduler->runDue();
        f.settle();
        QCOMPARE(f.server.tokenPosts(), posts);
        if (posts > 0)
            QVERIFY(f.get(machine).expiresAt > machine.expiresAt);
    }
};

QTEST_GUILESS_MAIN(TstScheduler)
#include "tst_scheduler.moc"
