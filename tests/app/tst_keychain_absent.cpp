// SPDX-License-Identifier: GPL-3.0-or-later
// A machine without a D-Bus session (a server, SSH, a container): a plain answer at once.
#include "app/common/qt_keychain_store.h"
#include "tests/app/keychain_wait.h"

#include <QElapsedTimer>
#include <QTest>

using namespace keystead;

class TestKeychainAbsent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysSoQuickly_data()
    {
        QTest::addColumn<bool>("mayPrompt");
        QTest::newRow("agent") << false;
        QTest::newRow("window") << true;
    }
    void saysSoQuickly()
    {
        QFETCH(bool, mayPrompt);
        app::QtKeychainStore store(mayPrompt);
        QElapsedTimer took;
        took.start();
        QCOMPARE(test::readBack(store, "vault/x/slot/y"), std::string{"keychain_unavailable"});
        QCOMPARE(test::written(store, "vault/x/slot/y", "key"), std::string{"keychain_unavailable"});
        QCOMPARE(test::removed(store, "vault/x/slot/y"), std::string{"keychain_unavailable"});
        QVERIFY2(took.elapsed() < 1000, qPrintable(QString::number(took.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestKeychainAbsent)
#include "tst_keychain_absent.moc"
