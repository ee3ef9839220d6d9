// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/lock_triggers.h"

#include "core/base/log.h"

#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <unistd.h>

namespace keystead::app {

namespace {

using namespace Qt::StringLiterals;
using service::LockCause;

// org.freedesktop.login1(5)
const QString login1 = u"org.freedesktop.login1"_s;
const QString managerPath = u"/org/freedesktop/login1"_s;
const QString managerInterface = u"org.freedesktop.login1.Manager"_s;
const QString sessionInterface = u"org.freedesktop.login1.Session"_s;

QDBusMessage managerCall(const QString& method)
{
    QDBusMessage call = QDBusMessage::createMethodCall(login1, managerPath, managerInterface, method);
    call.setAutoStartService(false);
    return call;
}

// ListSessions gives a(susso): id, uid, user name, seat, path.
QSet<QString> sessionsOf(uint user, const QDBusArgument& list)
{
    QSet<QString> paths;
    list.beginArray();
    while (!list.atEnd()) {
        QString id;
        QString name;
        QString seat;
        uint uid = 0;
        QDBusObjectPath path;
        list.beginStructure();
        list >> id >> uid >> name >> seat >> path;
        list.endStructure();
        if (uid == user)
            paths.insert(path.path());
    }
    list.endArray();
    return paths;
}

} // namespace

LockTriggers::LockTriggers(BusLink& session, BusLink& system, QObject* parent)
    : QObject(parent), m_session(session), m_system(system), m_watcher(new QDBusServiceWatcher(this))
{
    m_watcher->addWatchedService(login1);
    connect(m_watcher, &QDBusServiceWatcher::serviceRegistered, this, &LockTriggers::learnSessions);
    connect(m_watcher, &QDBusServiceWatcher::serviceUnregistered, this, &LockTriggers::forgetLogind);
    connect(&session, &BusLink::connected, this, &LockTriggers::listenToSession);
    connect(&session, &BusLink::lost, this, &LockTriggers::changed);
    connect(&system, &BusLink::connected, this, &LockTriggers::listenToSystem);
    connect(&system, &BusLink::lost, this, &LockTriggers::forgetLogind);
    if (session.isConnected())
        listenToSession();
    if (system.isConnected())
        listenToSystem();
}

void LockTriggers::listenToSession()
{
    QDBusConnection bus = m_session.connection();
    // From any sender: a screen saver may come later, and whoever is on this bus may lock the screen as well.
    for (const auto& name : {u"org.freedesktop.ScreenSaver"_s, u"org.gnome.ScreenSaver"_s,
                             u"org.cinnamon.ScreenSaver"_s, u"org.mate.ScreenSaver"_s, u"org.xfce.ScreenSaver"_s})
        bus.connect(QString(), QString(), name, u"ActiveChanged"_s, this, SLOT(onScreenSaver(bool)));
    Q_EMIT changed();
}

void LockTriggers::listenToSystem()
{
    QDBusConnection bus = m_system.connection();
    bus.connect(login1, QString(), sessionInterface, u"Lock"_s, this, SLOT(onLock(QDBusMessage)));
    bus.connect(login1, QString(), u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s, this,
                SLOT(onProperties(QString, QVariantMap, QStringList, QDBusMessage)));
    bus.connect(login1, managerPath, managerInterface, u"PrepareForSleep"_s, this, SLOT(onSleep(bool)));
    for (const auto& name : {u"SessionNew"_s, u"SessionRemoved"_s})
        bus.connect(login1, managerPath, managerInterface, name, this, SLOT(learnSessions()));
    m_watcher->setConnection(bus);
    m_watcher->setWatchedServices({login1});
    learnSessions();
}

void LockTriggers::forgetLogind()
{
    m_logind = false;
    m_sessionsKnown = false;
    m_sessions.clear();
    m_inhibitor = {};
    Q_EMIT changed();
}

void LockTriggers::learnSessions()
{
    if (!m_system.isConnected())
        return;
    auto* pending = new QDBusPendingCallWatcher(m_system.connection().asyncCall(managerCall(u"ListSessions"_s)), this);
    connect(pending, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* call) {
        call->deleteLater();
        if (call->isError() || call->reply().arguments().isEmpty()) {
            base::logInfo("auto-lock", "logind does not answer: sleep and switching users are not noticed");
            return;
        }
        m_sessions = sessionsOf(getuid(), call->reply().arguments().constFirst().value<QDBusArgument>());
        m_sessionsKnown = true;
        m_logind = true;
        takeInhibitor();
        Q_EMIT changed();
    });
}

// Before logind has named the sessions any of them counts: locking once too often is the smaller harm.
bool LockTriggers::isOurs(const QString& path) const
{
    return !m_sessionsKnown || m_sessions.contains(path);
}

void LockTriggers::onScreenSaver(bool active)
{
    if (active)
        Q_EMIT triggered(LockCause::SessionLocked);
}

void LockTriggers::onLock(const QDBusMessage& message)
{
    if (isOurs(message.path()))
        Q_EMIT triggered(LockCause::SessionLocked);
}

void LockTriggers::onProperties(const QString& interface, const QVariantMap& values, const QStringList&,
                                const QDBusMessage& message)
{
    if (interface != sessionInterface || !isOurs(message.path()))
        return;
    if (values.value(u"LockedHint"_s, false).toBool())
        Q_EMIT triggered(LockCause::SessionLocked);
    if (!values.value(u"Active"_s, true).toBool())
        Q_EMIT triggered(LockCause::UserSwitched);
}

void LockTriggers::onSleep(bool begins)
{
    if (begins)
        Q_EMIT triggered(LockCause::Suspend);
    else
        Q_EMIT awake();
}

void LockTriggers::delaySleep(bool wanted)
{
    m_sleepWanted = wanted;
    if (wanted) {
        takeInhibitor();
    } else if (m_inhibitor.isValid()) {
        m_inhibitor = {}; // closing the descriptor is the release
        Q_EMIT changed();
    }
}

void LockTriggers::takeInhibitor()
{
    if (!m_sleepWanted || m_inhibitor.isValid() || m_asking || !m_logind || !m_system.isConnected())
        return;
    QDBusMessage call = managerCall(u"Inhibit"_s);
    call.setArguments({u"sleep"_s, u"Keystead"_s, u"The vault is locked first"_s, u"delay"_s});
    m_asking = true;
    auto* pending = new QDBusPendingCallWatcher(m_system.connection().asyncCall(call), this);
    connect(pending, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* done) {
        done->deleteLater();
        m_asking = false;
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *done;
        if (reply.isError()) {
            base::logInfo("auto-lock", "logind gives no time before sleep: " + reply.error().name().toStdString());
            return;
        }
        if (m_sleepWanted && m_logind)
            m_inhibitor = reply.value();
        Q_EMIT changed();
    });
}

} // namespace keystead::app
