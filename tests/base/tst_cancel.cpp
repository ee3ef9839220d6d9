// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cancel.h"

#include <QTest>

using namespace keystead::base;

class TestCancel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDefaultTokenIsNeverCancelled()
    {
        const CancelToken token;
        int calls = 0;
        const auto registration = token.onCancel([&] { ++calls; });
        QVERIFY(!token.cancelled());
        QCOMPARE(calls, 0);
    }

    void callbacksRunOnceInOrder()
    {
        CancelSource source;
        std::string order;
        const auto first = source.token().onCancel([&] { order += 'a'; });
        const auto second = source.token().onCancel([&] { order += 'b'; });
        source.cancel();
        source.cancel();
        QCOMPARE(order, std::string("ab"));
        QVERIFY(source.token().cancelled());
    }

    void aLateRegistrationRunsAtOnce()
    {
        CancelSource source;
        source.cancel();
        int calls = 0;
        const auto registration = source.token().onCancel([&] { ++calls; });
        QCOMPARE(calls, 1);
    }

    void aGoneRegistrationStaysSilent()
    {
        CancelSource source;
        int calls = 0;
        {
            const auto registration = source.token().onCancel([&] { ++calls; });
        }
        auto kept = source.token().onCancel([&] { calls += 10; });
        auto moved = std::move(kept);
        moved.reset();
        source.cancel();
        QCOMPARE(calls, 0);
    }

    void aRegistrationDroppedByAnEarlierCallbackStaysSilent()
    {
        CancelSource source;
        int calls = 0;
        CancelRegistration second;
        const auto first = source.token().onCancel([&] { second.reset(); });
        second = source.token().onCancel([&] { ++calls; });
        source.cancel();
        QCOMPARE(calls, 0);
    }

    void assigningDropsTheOldRegistration()
    {
        CancelSource source;
        int calls = 0;
        auto registration = source.token().onCancel([&] { calls += 10; });
        registration = source.token().onCancel([&] { ++calls; });
        source.cancel();
        QCOMPARE(calls, 1);
    }

    void tokensOutliveTheirSource()
    {
        CancelToken token;
        CancelRegistration registration;
        {
            const CancelSource source;
            token = source.token();
            registration = token.onCancel([] {});
        }
        QVERIFY(!token.cancelled());
    }
};

QTEST_GUILESS_MAIN(TestCancel)
#include "tst_cancel.moc"
