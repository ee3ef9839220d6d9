// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/async.h"

#include <QElapsedTimer>
#include <QTest>

using namespace keystead;

namespace {

QCoro::Task<int> readTwice(net::OneShot<int> value)
{
    const std::shared_ptr<int> first = co_await value;
    const std::shared_ptr<int> second = co_await value;
    co_return *first + *second;
}

} // namespace

class TestAsync : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wakesEveryWaiterWithTheFirstValue()
    {
        net::OneShot<int> value;
        int seen = 0;
        readTwice(value).then([&](int sum) { seen += sum; });
        readTwice(value).then([&](int sum) { seen += sum; });
        QCOMPARE(seen, 0);
        value.set(3);
        value.set(100);
        QCOMPARE(seen, 12);
    }
    void sleepEndsAfterItsTime()
    {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(QCoro::waitFor(net::sleepFor(std::chrono::milliseconds{20}, {})));
        QVERIFY(timer.elapsed() >= 20);
    }
    void sleepEndsAtCancellation()
    {
        base::CancelSource source;
        bool ended = false;
        bool elapsed = true;
        net::sleepFor(std::chrono::hours{1}, source.token()).then([&](bool whole) {
            ended = true;
            elapsed = whole;
        });
        QVERIFY(!ended);
        source.cancel();
        QVERIFY(ended);
        QVERIFY(!elapsed);
        QVERIFY(!QCoro::waitFor(net::sleepFor(std::chrono::hours{1}, source.token())));
    }
};

QTEST_GUILESS_MAIN(TestAsync)
#include "tst_async.moc"
