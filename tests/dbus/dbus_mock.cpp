// SPDX-License-Identifier: GPL-3.0-or-later
// For tests: a logind and a screen saver under orders, on the session bus of the environment. One order a line on
// stdin, one line of answer on stdout:
//   logind UID | logind-gone          owns org.freedesktop.login1, with one session of UID, or lets it go
//   lock | locked-hint | switch       that session is locked, says that it is, is no longer in front
//   sleep | wake                      PrepareForSleep
//   inhibited                         yes or no: whether somebody delays sleep
//   screen-saver BOOL                 org.freedesktop.ScreenSaver says ActiveChanged
//   idle MILLISECONDS                 owns org.gnome.Mutter.IdleMonitor, with this idle time
//   asked METHOD                      how often
#include "tests/dbus/mock_bus.h"

#include <cstdio>
#include <iostream>
#include <memory>
#include <QCoreApplication>
#include <QDBusMetaType>
#include <QSocketNotifier>

using namespace keystead;
using namespace Qt::StringLiterals;

namespace {

const QString path = u"/org/freedesktop/login1/session/_32"_s;
const QString session = u"org.freedesktop.login1.Session"_s;

QString obey(test::MockService& mock, const QStringList& words)
{
    const QString order = words.value(0);
    const QString login1 = u"org.freedesktop.login1"_s;
    if (order == u"logind") {
        const QList<test::MockSession> list{
            {u"2"_s, words.value(1).toUInt(), u"me"_s, u"seat0"_s, QDBusObjectPath(path)}};
        mock.answers(u"ListSessions"_s, QVariant::fromValue(list));
        return mock.own(login1) ? u"ok"_s : u"failed"_s;
    }
    if (order == u"logind-gone")
        mock.release(login1);
    else if (order == u"lock")
        mock.send(path, session, u"Lock"_s, {});
    else if (order == u"locked-hint")
        mock.changed(path, session, u"LockedHint"_s, true);
    else if (order == u"switch")
        mock.changed(path, session, u"Active"_s, false);
    else if (order == u"sleep" || order == u"wake")
        mock.send(u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s,
                  {order == u"sleep"});
    else if (order == u"inhibited")
        return mock.inhibited() ? u"yes"_s : u"no"_s;
    else if (order == u"screen-saver")
        mock.send(u"/org/freedesktop/ScreenSaver"_s, u"org.freedesktop.ScreenSaver"_s, u"ActiveChanged"_s,
                  {words.value(1) == u"true"});
    else if (order == u"idle") {
        mock.answers(u"GetIdletime"_s, QVariant::fromValue(words.value(1).toULongLong()));
        mock.own(u"org.gnome.Mutter.IdleMonitor"_s);
    } else if (order == u"asked")
        return QString::number(mock.asked(words.value(1)));
    else
        return u"failed"_s;
    return u"ok"_s;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    qDBusRegisterMetaType<test::MockSession>();
    qDBusRegisterMetaType<QList<test::MockSession>>();
    test::MockService mock(u"mock"_s);
    const QSocketNotifier input(0, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, [&mock] {
        std::string line;
        if (!std::getline(std::cin, line)) {
            QCoreApplication::exit(0);
            return;
        }
        std::puts(qPrintable(obey(mock, QString::fromStdString(line).split(u' '))));
        std::fflush(stdout);
    });
    return QCoreApplication::exec();
}
