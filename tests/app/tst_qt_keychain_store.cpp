// SPDX-License-Identifier: GPL-3.0-or-later
// Against a real gnome-keyring on a session bus of its own. Skipped, with the reason, where either is not installed.
#include "app/common/qt_keychain_store.h"
#include "tests/app/keychain_wait.h"

#include <csignal>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

using namespace keystead;

namespace {

constexpr auto service = "org.freedesktop.secrets";
constexpr auto collection = "/org/freedesktop/secrets/aliases/default";

QDBusMessage call(const char* path, const char* interface, const char* method, const QVariantList& arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(QLatin1String(service), QLatin1String(path),
                                                          QLatin1String(interface), QLatin1String(method));
    message.setArguments(arguments);
    return QDBusConnection::sessionBus().call(message, QDBus::Block, 5000);
}

bool isLocked(bool wanted)
{
    const QDBusMessage reply = call(collection, "org.freedesktop.DBus.Properties", "Get",
                                    {QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Locked")});
    return reply.type() == QDBusMessage::ReplyMessage &&
           reply.arguments().value(0).value<QDBusVariant>().variant().toBool() == wanted;
}

} // namespace

class TestQtKeychainStore : public QObject
{
    Q_OBJECT
    QProcess m_bus;
    QProcess m_keyring;

    void startBus()
    {
        m_bus.start(QStringLiteral("dbus-daemon"),
                    {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
        QVERIFY(m_bus.waitForStarted());
        QVERIFY(QTest::qWaitFor([this] { return m_bus.canReadLine(); }, 10'000));
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
    }
    void startKeyring()
    {
        m_keyring.start(
            QStringLiteral("gnome-keyring-daemon"),
            {QStringLiteral("--unlock"), QStringLiteral("--foreground"), QStringLiteral("--components=secrets")});
        QVERIFY(m_keyring.waitForStarted());
        m_keyring.write("keyring password\n");
        QVERIFY(m_keyring.waitForBytesWritten());
        m_keyring.closeWriteChannel();
        // Asked before it owns its name, the bus would start another one.
        QVERIFY(QTest::qWaitFor(
            [] { return QDBusConnection::sessionBus().interface()->isServiceRegistered(QLatin1String(service)); },
            20'000));
        // The daemon has no signal for "the login collection stands and is open".
        QVERIFY(QTest::qWaitFor([] { return isLocked(false); }, 20'000));
    }
    static std::string prefixed(const char* name) { return std::string{"vault/test/slot/"} + name; }

private Q_SLOTS:
    void initTestCase()
    {
        for (const char* const program : {"gnome-keyring-daemon", "dbus-daemon"}) {
            if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
                QSKIP(qPrintable(
                    QStringLiteral("%1 is not installed; ./dev test installs it").arg(QLatin1String(program))));
        }
        startBus();
        startKeyring();
    }
    void cleanupTestCase()
    {
        for (QProcess* const process : {&m_keyring, &m_bus}) {
            if (process->state() == QProcess::NotRunning)
                continue;
            ::kill(static_cast<pid_t>(process->processId()), SIGCONT);
            process->kill();
            process->waitForFinished();
        }
    }

    void keepsReplacesAndRemoves()
    {
        app::QtKeychainStore store(false);
        QCOMPARE(test::readBack(store, prefixed("a")), std::string{"keychain_item_missing"});
        QCOMPARE(test::written(store, prefixed("a"), "one"), std::string{});
        QCOMPARE(test::readBack(store, prefixed("a")), std::string{"\"one\""});
        QCOMPARE(test::written(store, prefixed("a"), "two"), std::string{});
        QCOMPARE(test::written(store, prefixed("b"), "other"), std::string{});
        QCOMPARE(test::readBack(store, prefixed("a")), std::string{"\"two\""});
        QCOMPARE(test::removed(store, prefixed("a")), std::string{});
        QCOMPARE(test::readBack(store, prefixed("a")), std::string{"keychain_item_missing"});
        QCOMPARE(test::readBack(store, prefixed("b")), std::string{"\"other\""});
    }
    void removingWhatIsNotThereIsDone()
    {
        app::QtKeychainStore store(false);
        QCOMPARE(test::removed(store, prefixed("never")), std::string{});
    }
    void keepsEveryByte()
    {
        std::string bytes;
        for (int i = 0; i < 256; ++i)
            bytes += static_cast<char>(i);
        app::QtKeychainStore store(false);
        QCOMPARE(test::written(store, prefixed("bytes"), bytes), std::string{});
        QCOMPARE(test::readBack(store, prefixed("bytes")), "\"" + bytes + "\"");
    }
    void servesManyAtOnceEachOnce()
    {
        app::QtKeychainStore store(false);
        QCOMPARE(test::written(store, prefixed("many"), "x"), std::string{});
        std::vector<test::ReadAnswer> answers(20);
        for (auto& answer : answers)
            store.read(prefixed("many"), answer.callback());
        for (auto& answer : answers) {
            QVERIFY(answer.wait());
            QVERIFY(answer.value());
            QCOMPARE(answer.times(), 1);
        }
    }
    void answersOnTheThreadThatAsked()
    {
        app::QtKeychainStore store(false);
        QThread thread;
        QObject there;
        there.moveToThread(&thread);
        thread.start();
        test::DoneAnswer wrote;
        test::ReadAnswer read;
        QMetaObject::invokeMethod(
            &there,
            [&] {
                store.write(prefixed("thread"), base::Secret::fromText("x"), wrote.callback());
                store.read(prefixed("never"), read.callback());
            },
            Qt::BlockingQueuedConnection);
        QVERIFY(wrote.wait());
        QVERIFY(read.wait());
        QCOMPARE(wrote.thread(), &thread);
        QCOMPARE(read.thread(), &thread);
        QVERIFY(wrote.value());
        QCOMPARE(read.value().error().code, base::ErrorCode::KeychainItemMissing);
        thread.quit();
        QVERIFY(thread.wait());
    }
    void theCallerMayBeGone()
    {
        app::QtKeychainStore store(false);
        QThread thread;
        QObject there;
        there.moveToThread(&thread);
        thread.start();
        test::ReadAnswer answer;
        QMetaObject::invokeMethod(
            &there, [&] { store.read(prefixed("b"), answer.callback()); }, Qt::BlockingQueuedConnection);
        thread.quit();
        QVERIFY(thread.wait());
        QCOMPARE(test::readBack(store, prefixed("b")), std::string{"\"other\""}); // later than the lost one, and alive
        QVERIFY(answer.times() <= 1);
    }
    // As on a machine under load.
    void aSlowKeychainIsWaitedFor()
    {
        app::QtKeychainStore store(false);
        QVERIFY(isLocked(false));
        QCOMPARE(test::written(store, prefixed("slow"), "x"), std::string{});
        const auto keyring = static_cast<pid_t>(m_keyring.processId());
        QCOMPARE(::kill(keyring, SIGSTOP), 0);
        QTimer::singleShot(4000, this, [keyring] { ::kill(keyring, SIGCONT); });
        QCOMPARE(test::readBack(store, prefixed("slow")), std::string{"\"x\""});
    }
    // A keychain without a person before it would prompt for ever.
    void aLockedCollectionIsAnsweredAtOnce()
    {
        app::QtKeychainStore store(false);
        const QDBusMessage locked =
            call("/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "Lock",
                 {QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(QLatin1String(collection))})});
        QCOMPARE(locked.type(), QDBusMessage::ReplyMessage);
        QVERIFY(isLocked(true));
        QElapsedTimer took;
        took.start();
        QCOMPARE(test::readBack(store, prefixed("b")), std::string{"keychain_locked"});
        QCOMPARE(test::written(store, prefixed("b"), "x"), std::string{"keychain_locked"});
        QCOMPARE(test::removed(store, prefixed("b")), std::string{"keychain_locked"});
        QVERIFY2(took.elapsed() < 1000, qPrintable(QString::number(took.elapsed())));
    }
    // Stopped, so that it neither answers nor goes away.
    void aKeychainThatHangsIsGivenUp()
    {
        app::QtKeychainStore store(false);
        QCOMPARE(::kill(static_cast<pid_t>(m_keyring.processId()), SIGSTOP), 0);
        QElapsedTimer took;
        took.start();
        QCOMPARE(test::readBack(store, prefixed("b")), std::string{"keychain_unavailable"});
        QVERIFY2(took.elapsed() < 9000, qPrintable(QString::number(took.elapsed())));
    }
    // Last: the process has one session bus for its whole life.
    void aBusThatDiesInTheMiddleIsAnErrorInTime()
    {
        app::QtKeychainStore store(false);
        app::QtKeychainStore patient(true);
        test::ReadAnswer first;
        test::ReadAnswer second;
        store.read(prefixed("b"), first.callback());
        patient.read(prefixed("b"), second.callback());
        QCoreApplication::processEvents();
        QVERIFY(!first.ready());
        QVERIFY(!second.ready());
        QElapsedTimer took;
        took.start();
        m_bus.kill();
        QVERIFY(m_bus.waitForFinished());
        QVERIFY(first.wait());
        QVERIFY(second.wait());
        QVERIFY(!first.value());
        QVERIFY(!second.value());
        QVERIFY2(took.elapsed() < 9000, qPrintable(QString::number(took.elapsed())));
        // And from now on at once; the program itself goes on.
        took.restart();
        QCOMPARE(test::readBack(store, prefixed("b")), std::string{"keychain_unavailable"});
        QVERIFY2(took.elapsed() < 1000, qPrintable(QString::number(took.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestQtKeychainStore)
#include "tst_qt_keychain_store.moc"
