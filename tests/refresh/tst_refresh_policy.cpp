// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/refresh/host_gate.h"
#include "core/refresh/refresh_policy.h"
#include "core/refresh/token_lives.h"
#include "tests/support/fake_clock.h"

#include <QTest>

using namespace keystead;
using namespace keystead::refresh;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

class TstRefreshPolicy : public QObject
{
    Q_OBJECT

private:
    const base::WallTime m_start = *base::fromRfc3339("2026-11-22T12:00:00Z");

private Q_SLOTS:
    void refreshesAheadOfExpiry_data()
    {
        QTest::addColumn<qint64>("lifeSeconds");
        QTest::addColumn<qint64>("dueAfterSeconds");
        QTest::newRow("an hour: ten minutes ahead") << qint64{3600} << qint64{3000};
        QTest::newRow("just above ten minutes") << qint64{601} << qint64{1};
        QTest::newRow("ten minutes: at 80 percent") << qint64{600} << qint64{480};
        QTest::newRow("a minute: at 80 percent") << qint64{60} << qint64{48};
        QTest::newRow("five seconds: at 80 percent") << qint64{5} << qint64{4};
        QTest::newRow("no life at all: at once") << qint64{0} << qint64{0};
    }
    void refreshesAheadOfExpiry()
    {
        QFETCH(const qint64, lifeSeconds);
        QFETCH(const qint64, dueAfterSeconds);
        const auto due = refreshAt(m_start, m_start + std::chrono::seconds{lifeSeconds}, {});
        QVERIFY(due.has_value());
        QCOMPARE((*due - m_start).count(), dueAfterSeconds * 1000);
    }

    void neverRefreshesWhatDoesNotExpire() { QVERIFY(!refreshAt(m_start, std::nullopt, {}).has_value()); }

    void saysWhenACallerMustWait_data()
    {
        QTest::addColumn<qint64>("left"); // seconds; -1000: no expiry
        QTest::addColumn<qint64>("life"); // -1000: unknown
        QTest::addColumn<qint64>("minValid");
        QTest::addColumn<bool>("must");
        const auto row = [](const char* name, qint64 left, qint64 life, qint64 minValid, bool must) {
            QTest::newRow(name) << left << life << minValid << must;
        };
        row("enough", 300, 3600, 60, false);
        row("just not enough", 60, 3600, 60, true);
        row("past", -60, 3600, 0, true);
        row("no expiry", -1000, -1000, 3600, false);
        row("a negative wish is none", 1, 3600, -300, false);
        row("unknown life", 300, -1000, 600, true);
        row("more than its life, obtained now", 3600, 3600, 7200, false);
        row("more than its life, 29 s old", 3571, 3600, 7200, false);
        row("more than its life, 30 s old", 3570, 3600, 7200, true);
        row("all of its life, 10 min old", 3000, 3600, 3600, true);
        row("a minute's token, 11 s old", 49, 60, 60, false);
        row("a minute's token, 12 s old", 48, 60, 60, true);
        row("five seconds' token, a second old", 4, 5, 60, true);
        row("more than its life, past", 0, 10, 60, true);
    }
    void saysWhenACallerMustWait()
    {
        QFETCH(const qint64, left);
        QFETCH(const qint64, life);
        QFETCH(const qint64, minValid);
        const auto known = [](qint64 seconds) {
            return seconds == -1000 ? std::nullopt : std::optional<milliseconds>{std::chrono::seconds{seconds}};
        };
        QTEST(wantsRefresh(known(left), known(life), std::chrono::seconds{minValid}), "must");
    }

    void backsOffWithFullJitter_data()
    {
        QTest::addColumn<int>("attempt");
        QTest::addColumn<double>("random");
        QTest::addColumn<qint64>("expected");
        QTest::newRow("first, none") << 0 << 0.0 << qint64{0};
        QTest::newRow("first, half") << 0 << 0.5 << qint64{1000};
        QTest::newRow("third, half") << 2 << 0.5 << qint64{4000};
        QTest::newRow("far, capped") << 40 << 0.5 << qint64{450'000};
    }
    void backsOffWithFullJitter()
    {
        QFETCH(const int, attempt);
        QFETCH(const double, random);
        QFETCH(const qint64, expected);
        QCOMPARE(backoff(attempt, std::nullopt, random, {}).count(), expected);
    }

    void neverComesBeforeRetryAfter()
    {
        QCOMPARE(backoff(0, 90s, 0.5, {}), milliseconds{90s});
        QCOMPARE(backoff(0, 100ms, 0.5, {}), milliseconds{1s});
    }

    void onlyInvalidGrantIsFinal()
    {
        QVERIFY(isFinal(base::ErrorCode::OAuthInvalidGrant));
        for (const auto code :
             {base::ErrorCode::OAuthInvalidClient, base::ErrorCode::ServerError, base::ErrorCode::NetworkTimeout,
              base::ErrorCode::BadResponse, base::ErrorCode::TooManyRequests, base::ErrorCode::Unauthorized,
              base::ErrorCode::RedirectRefused, base::ErrorCode::TlsFailure})
            QVERIFY(!isFinal(code));
    }

    void judgesLifeBySteadyTime() // SECURITY fault table: clock jumps
    {
        test::FakeClock clock;
        TokenLives lives(clock);
        model::Connection connection;
        connection.id = base::ConnectionId::create();
        connection.expiresAt = clock.now() + 1h;
        clock.jumpWall(24h * 400);
        QCOMPARE(*lives.remaining(connection), milliseconds{1h});
        QVERIFY(lives.remainingStrict(connection)->count() < 0); // from before this session: who asks gets a fresh one
        lives.learned(connection.id, milliseconds{30min}, clock.steady());
        clock.jumpWall(-24h * 800);
        clock.advance(10min);
        QCOMPARE(*lives.remaining(connection), milliseconds{20min});
        QCOMPARE(*lives.remainingStrict(connection), milliseconds{20min});
        lives.learned(connection.id, std::nullopt, clock.steady());
        QVERIFY(!lives.remaining(connection).has_value());
    }

    void letsOnlySoManyInAtOnce()
    {
        HostGate gate(2);
        std::vector<std::unique_ptr<HostGate::Permit>> inside;
        const auto enter = [](HostGate& where, std::string host,
                              std::vector<std::unique_ptr<HostGate::Permit>>& list) -> QCoro::Task<void> {
            auto entering = where.enter(std::move(host));
            HostGate::Permit permit = co_await entering;
            if (permit.granted())
                list.push_back(std::make_unique<HostGate::Permit>(std::move(permit)));
        };
        for (int i = 0; i < 4; ++i)
            const auto detached = enter(gate, "https://a:443", inside);
        QCOMPARE(inside.size(), std::size_t{2});
        std::vector<std::unique_ptr<HostGate::Permit>> elsewhere;
        const auto detached = enter(gate, "https://b:443", elsewhere);
        QCOMPARE(elsewhere.size(), std::size_t{1});
        auto leaving = std::move(inside.front());
        inside.erase(inside.begin());
        leaving.reset();
        QCOMPARE(inside.size(), std::size_t{2}); // the third came in as the first left
        gate.close();
        leaving = std::move(inside.front());
        inside.erase(inside.begin());
        leaving.reset();
        QCOMPARE(inside.size(), std::size_t{1}); // the fourth had gone home
    }
};

QTEST_GUILESS_MAIN(TstRefreshPolicy)
#include "tst_refresh_policy.moc"
