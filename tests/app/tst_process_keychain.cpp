// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/process_keychain.h"

#include "tests/app/keychain_wait.h"

#include <QTest>

using namespace keystead;

class TestProcessKeychain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsReplacesAndRemoves()
    {
        app::ProcessKeychain store;
        QCOMPARE(test::readBack(store, "a"), std::string{"keychain_item_missing"});
        QCOMPARE(test::written(store, "a", "one"), std::string{});
        QCOMPARE(test::written(store, "b", "two"), std::string{});
        QCOMPARE(test::written(store, "a", "three"), std::string{});
        QCOMPARE(test::readBack(store, "a"), std::string{"\"three\""});
        QCOMPARE(test::removed(store, "a"), std::string{});
        QCOMPARE(test::readBack(store, "a"), std::string{"keychain_item_missing"});
        QCOMPARE(test::removed(store, "a"), std::string{}); // gone is gone
        QCOMPARE(test::readBack(store, "b"), std::string{"\"two\""});
    }
    void answersLaterAndOnce()
    {
        app::ProcessKeychain store;
        test::ReadAnswer answer;
        store.read("a", answer.callback());
        QVERIFY(!answer.ready());
        QVERIFY(answer.wait());
        QCoreApplication::processEvents();
        QCOMPARE(answer.times(), 1);
    }
    void answersOnTheThreadThatAsked()
    {
        app::ProcessKeychain store;
        QThread thread;
        QObject there;
        there.moveToThread(&thread);
        thread.start();
        test::DoneAnswer answer;
        QMetaObject::invokeMethod(
            &there, [&] { store.write("a", base::Secret::fromText("x"), answer.callback()); },
            Qt::BlockingQueuedConnection);
        QVERIFY(answer.wait());
        QCOMPARE(answer.thread(), &thread);
        QCOMPARE(test::readBack(store, "a"), std::string{"\"x\""});
        thread.quit();
        QVERIFY(thread.wait());
    }
};

QTEST_GUILESS_MAIN(TestProcessKeychain)
#include "tst_process_keychain.moc"
