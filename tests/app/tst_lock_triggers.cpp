// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/idle_time.h"
#include "app/common/lock_triggers.h"
#include "tests/dbus/mock_bus.h"

#include <array>
#include <fcntl.h>
#include <QDBusMetaType>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <unistd.h>

using namespace keystead;
using namespace keystead::app;
using namespace Qt::StringLiterals;
using service::LockCause;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds retry{50};
const QString login1 = u"org.freedesktop.login1"_s;
const QString manager = u"org.freedesktop.login1.Manager"_s;
const QString managerPath = u"/org/freedesktop/login1"_s;
const QString sessionInterface = u"org.freedesktop.login1.Session"_s;
const QString mine = u"/org/freedesktop/login1/session/_32"_s;
const QString theirs = u"/org/freedesktop/login1/session/_33"_s;

// A logind with one session of this user and one of another.
struct Logind : test::MockService
{
    explicit Logind(const QString& name) : test::MockService(name)
    {
        const QList<test::MockSession> sessions{{u"2"_s, getuid(), u"me"_s, u"seat0"_s, QDBusObjectPath(mine)},
                                                {u"3"_s, getuid() + 1, u"you"_s, u"seat0"_s, QDBusObjectPath(theirs)}};
        answers(u"ListSessions"_s, QVariant::fromValue(sessions));
        own(login1);
    }
    void sleeps(bool begins) { send(managerPath, manager, u"PrepareForSleep"_s, {begins}); }
};

} // namespace

class TstLockTriggers final : public QObject
{
    Q_OBJECT

    struct Watch
    {
        BusLink session{BusLink::Bus::Session, retry};
        BusLink system{BusLink::Bus::System, retry};
        LockTriggers triggers{session, system};
        QSignalSpy seen{&triggers, &LockTriggers::triggered};
        Watch()
        {
            session.start();
            system.start();
        }
        std::optional<LockCause> last() const
        {
            return seen.isEmpty() ? std::nullopt : std::optional{seen.last().first().value<LockCause>()};
        }
    };

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
            QSKIP("dbus-daemon is not installed; ./dev test installs it");
        qDBusRegisterMetaType<test::MockSession>();
        qDBusRegisterMetaType<QList<test::MockSession>>();
        qRegisterMetaType<LockCause>();
    }

    void hearsTheScreenLock_data()
    {
        QTest::addColumn<QString>("interface");
        for (const char* name : {"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.mate.ScreenSaver"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void hearsTheScreenLock()
    {
        QFETCH(QString, interface);
        test::MockBus bus;
        QVERIFY(bus.start());
        Watch watch;
        test::MockService saver(u"saver"_s);
        saver.send(u"/ScreenSaver"_s, interface, u"ActiveChanged"_s, {false});
        saver.send(u"/ScreenSaver"_s, interface, u"ActiveChanged"_s, {true});
        QElapsedTimer time;
        time.start();
        QTRY_COMPARE_WITH_TIMEOUT(watch.seen.count(), 1, 1000);
        QCOMPARE(watch.last(), LockCause::SessionLocked);
        QVERIFY(time.elapsed() < 1000);
    }

    void hearsLogind()
    {
        test::MockBus bus;
        QVERIFY(bus.start());
        Logind logind(u"logind"_s);
        Watch watch;
        QTRY_VERIFY(watch.triggers.hearsLogind());
        logind.send(mine, sessionInterface, u"Lock"_s, {});
        QTRY_COMPARE_WITH_TIMEOUT(watch.last(), LockCause::SessionLocked, 1000);
        watch.seen.clear();
        logind.changed(mine, sessionInterface, u"LockedHint"_s, true);
        QTRY_COMPARE_WITH_TIMEOUT(watch.last(), LockCause::SessionLocked, 1000);
        watch.seen.clear();
        logind.changed(mine, sessionInterface, u"Active"_s, false);
        QTRY_COMPARE_WITH_TIMEOUT(watch.last(), LockCause::UserSwitched, 1000);
        watch.seen.clear();
        logind.sleeps(true);
        QTRY_COMPARE_WITH_TIMEOUT(watch.last(), LockCause::Suspend, 1000);
    }

    void otherPeoplesSessionsAreTheirs()
    {
        test::MockBus bus;
        QVERIFY(bus.start());
        Logind logind(u"logind"_s);
        Watch watch;
        QTRY_VERIFY(watch.triggers.hearsLogind());
        logind.send(theirs, sessionInterface, u"Lock"_s, {});
        logind.changed(theirs, sessionInterface, u"LockedHint"_s, true);
        logind.changed(theirs, sessionInterface, u"Active"_s, false);
        logind.changed(mine, sessionInterface, u"LockedHint"_s, false);
        logind.changed(mine, sessionInterface, u"Active"_s, true);
        logind.changed(mine, u"org.example.Other"_s, u"LockedHint"_s, true);
        logind.sleeps(true); // comes after the others
        QTRY_COMPARE(watch.seen.count(), 1);
        QCOMPARE(watch.last(), LockCause::Suspend);
    }

    // Only logind itself may say so on the system bus, where everybody can send.
    void anotherSenderIsNotLogind()
    {
        test::MockBus bus;
        QVERIFY(bus.start());
        Logind logind(u"logind"_s);
        Watch watch;
        QTRY_VERIFY(watch.triggers.hearsLogind());
        test::MockService other(u"other"_s);
        other.send(mine, sessionInterface, u"Lock"_s, {});
        other.send(managerPath, manager, u"PrepareForSleep"_s, {true});
        other.send(u"/ScreenSaver"_s, u"org.gnome.ScreenSaver"_s, u"ActiveChanged"_s, {true}); // comes after them
        QTRY_COMPARE(watch.seen.count(), 1);
        QCOMPARE(watch.last(), LockCause::SessionLocked);
    }

    void delaysSleepWhileWanted()
    {
        test::MockBus bus;
        QVERIFY(bus.start());
        Logind logind(u"logind"_s);
        Watch watch;
        watch.triggers.delaySleep(true);
        QTRY_VERIFY(watch.triggers.sleepDelayed());
        QVERIFY(logind.inhibited());
        QSignalSpy awake(&watch.triggers, &LockTriggers::awake);
        logind.sleeps(true);
        QTRY_COMPARE(watch.seen.count(), 1);
        QVERIFY2(logind.inhibited(), "sleep waits until the vault is locked");
        watch.triggers.delaySleep(false);
        QTRY_VERIFY(!logind.inhibited());
        logind.sleeps(false);
        QTRY_COMPARE(awake.count(), 1);
    }

    void aBusThatComesLaterIsHeard()
    {
        test::MockBus bus;
        Watch watch;
        QVERIFY(!watch.session.isConnected());
        QVERIFY(bus.start());
        QTRY_VERIFY(watch.session.isConnected() && watch.system.isConnected());
        test::MockService saver(u"saver"_s);
        saver.send(u"/ScreenSaver"_s, u"org.freedesktop.ScreenSaver"_s, u"ActiveChanged"_s, {true});
        QTRY_COMPARE(watch.seen.count(), 1);
    }

    void logindThatComesLaterIsHeard()
    {
        test::MockBus bus;
        QVERIFY(bus.start());
        Watch watch;
        watch.triggers.delaySleep(true);
        QVERIFY(watch.system.isConnected());
        QVERIFY(!watch.triggers.hearsLogind());
        {
            Logind logind(u"logind"_s);
            QTRY_VERIFY(watch.triggers.sleepDelayed());
            logind.send(mine, sessionInterface, u"Lock"_s, {});
            QTRY_COMPARE(watch.seen.count(), 1);
        }
        QTRY_VERIFY2(!watch.triggers.hearsLogind(), "it went");
        QVERIFY(!watch.triggers.sleepDelayed());
        Logind again(u"logind again"_s);
        QTRY_VERIFY(watch.triggers.sleepDelayed());
        again.sleeps(true);
        QTRY_COMPARE(watch.seen.count(), 2);
    }

    void aBusThatDiesLocksNothingAndComesBack()
    {
        test::MockBus bus;
        QVERIFY(bus.start());
        {
            Logind logind(u"logind"_s);
            Watch watch;
            QTRY_VERIFY(watch.triggers.hearsLogind());
        }
        Watch watch;
        QVERIFY(watch.session.isConnected());
        bus.stop();
        QTRY_VERIFY(!watch.session.isConnected() && !watch.system.isConnected());
        QVERIFY(!watch.triggers.hearsLogind());
        QCOMPARE(watch.seen.count(), 0);
        QVERIFY(bus.start());
        QTRY_VERIFY(watch.session.isConnected() && watch.system.isConnected());
        Logind logind(u"logind after"_s);
        QTRY_VERIFY(watch.triggers.hearsLogind());
        logind.send(mine, sessionInterface, u"Lock"_s, {});
        QTRY_COMPARE(watch.seen.count(), 1);
    }

    void asksForTheIdleTimeInOrder()
    {
        test::MockBus bus;
        QVERIFY(bus.start());
        BusLink link(BusLink::Bus::Session, retry);
        link.start();
        IdleTime idle(link);
        QList<IdleAnswer> answers;
        connect(&idle, &IdleTime::answered, this, [&answers](const IdleAnswer& answer) { answers.append(answer); });

        idle.ask();
        QTRY_COMPARE(answers.size(), 1);
        QCOMPARE(answers.last().source, std::string{}); // nobody tells; no X server in the tests

        test::MockService saver(u"saver"_s);
        saver.answers(u"GetSessionIdleTime"_s, QVariant::fromValue(uint{4000}));
        QVERIFY(saver.own(u"org.freedesktop.ScreenSaver"_s));
        idle.ask();
        QTRY_COMPARE(answers.size(), 2);
        QCOMPARE(answers.last().source, std::string{"org.freedesktop.ScreenSaver"});
        QCOMPARE(answers.last().idle, milliseconds{4000});

        test::MockService mutter(u"mutter"_s);
        mutter.answers(u"GetIdletime"_s, QVariant::fromValue(qulonglong{7000}));
        QVERIFY(mutter.own(u"org.gnome.Mutter.IdleMonitor"_s));
        idle.ask();
        QTRY_COMPARE(answers.size(), 3);
        QCOMPARE(answers.last().source, std::string{"org.gnome.Mutter.IdleMonitor"});
        QCOMPARE(answers.last().idle, milliseconds{7000});

        bus.stop();
        QTRY_VERIFY(!link.isConnected());
        idle.ask();
        QTRY_COMPARE(answers.size(), 4);
        QCOMPARE(answers.last().source, std::string{});
    }

    // The specification says seconds, KDE answers in milliseconds.
    void tellsSecondsFromMilliseconds()
    {
        IdleUnit seconds;
        QCOMPARE(seconds.read(100, milliseconds{0}), milliseconds{100});
        QVERIFY(!seconds.known());
        QCOMPARE(seconds.read(110, milliseconds{10'000}), milliseconds{110'000});
        QVERIFY(seconds.known());
        QCOMPARE(seconds.read(0, milliseconds{20'000}), milliseconds{0});

        IdleUnit millis;
        QCOMPARE(millis.read(5000, milliseconds{0}), milliseconds{5000});
        QCOMPARE(millis.read(15'020, milliseconds{10'000}), milliseconds{15'020});
        QVERIFY(millis.known());

        IdleUnit busy; // somebody types between the looks
        (void)busy.read(5000, milliseconds{0});
        (void)busy.read(3, milliseconds{10'000});
        QVERIFY(!busy.known());
        QCOMPARE(busy.read(13, milliseconds{20'000}), milliseconds{13'000});
    }
};

QTEST_GUILESS_MAIN(TstLockTriggers)
#include "tst_lock_triggers.moc"
