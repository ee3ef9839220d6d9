// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/rate_limit.h"

#include <QTest>

using namespace keystead;
using access::CallRate;
using access::ProgramRates;
using access::TokenBucket;
using base::SteadyTime;

class TestRateLimit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesTheBurstAtOnceAndTheRateInTheLongRun()
    {
        TokenBucket bucket({100, 200}, SteadyTime{1000});
        int taken = 0;
        while (bucket.take(SteadyTime{1000}))
            ++taken;
        QCOMPARE(taken, 200);
        for (std::int64_t ms = 1001; ms <= 11'000; ++ms) {
            while (bucket.take(SteadyTime{ms}))
                ++taken;
        }
        QCOMPARE(taken, 200 + 1000);
    }

    void neverHoldsMoreThanTheBurst()
    {
        TokenBucket bucket({100, 5}, SteadyTime{0});
        int taken = 0;
        while (bucket.take(SteadyTime{3'600'000}))
            ++taken;
        QCOMPARE(taken, 5);
        QVERIFY(!bucket.full(SteadyTime{3'600'000}));
        QVERIFY(bucket.full(SteadyTime{3'600'050}));
    }

    void aClockThatGoesBackFillsNothing()
    {
        TokenBucket bucket({1000, 1}, SteadyTime{5000});
        QVERIFY(bucket.take(SteadyTime{5000}));
        QVERIFY(!bucket.take(SteadyTime{4000}));
        QVERIFY(!bucket.take(SteadyTime{5000}));
        QVERIFY(bucket.take(SteadyTime{5001}));
    }

    void noRateIsNoLimit()
    {
        TokenBucket bucket({0, 0}, SteadyTime{0});
        for (int i = 0; i < 100'000; ++i)
            QVERIFY(bucket.take(SteadyTime{0}));
    }

    void programsDoNotSpendOneAnothers()
    {
        ProgramRates rates({1, 2});
        QVERIFY(rates.take("/usr/bin/a", SteadyTime{0}));
        QVERIFY(rates.take("/usr/bin/a", SteadyTime{0}));
        QVERIFY(!rates.take("/usr/bin/a", SteadyTime{0}));
        QVERIFY(rates.take("/usr/bin/b", SteadyTime{0}));
    }

    void shortLivedProgramsLeaveNothingBehind()
    {
        ProgramRates rates({10, 10});
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(rates.take("/tmp/build-" + std::to_string(i), SteadyTime{i * 10}));
        QVERIFY2(rates.size() <= 512, std::to_string(rates.size()).c_str());
        // One that is busy is not forgotten with them.
        ProgramRates busy({1, 1});
        QVERIFY(busy.take("/usr/bin/wild", SteadyTime{0}));
        for (int i = 0; i < 1000; ++i)
            (void)busy.take("/tmp/other-" + std::to_string(i), SteadyTime{1});
        QVERIFY(!busy.take("/usr/bin/wild", SteadyTime{2}));
    }
};

QTEST_GUILESS_MAIN(TestRateLimit)
#include "tst_rate_limit.moc"
