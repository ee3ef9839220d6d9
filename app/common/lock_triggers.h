// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the desktop and logind say that the vault should be locked for: the screen is locked
// (org.freedesktop.ScreenSaver, org.gnome.ScreenSaver and their kin; logind's Lock and LockedHint), another session
// comes to the front (Active), the machine goes to sleep (PrepareForSleep). Only sessions of this user count. Sleep can
// be delayed until the vault is locked. A bus or service that dies or comes later is picked up; losing one is no reason
// to lock. It decides nothing. Thread: the application's.
#include "app/common/bus_link.h"
#include "core/service/auto_lock.h"

#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusUnixFileDescriptor>
#include <QSet>
#include <QVariantMap>

class QDBusServiceWatcher;

namespace keystead::app {

class LockTriggers : public QObject
{
    Q_OBJECT
public:
    LockTriggers(BusLink& session, BusLink& system, QObject* parent = nullptr);

    // While wanted, logind is asked to wait with sleep (a delay inhibitor) whenever it can be reached.
    void delaySleep(bool wanted);
    bool sleepDelayed() const { return m_inhibitor.isValid(); }
    bool hearsLogind() const { return m_logind; }

Q_SIGNALS:
    void triggered(keystead::service::LockCause cause);
    void awake();   // sleep is over
    void changed(); // what can be heard

private Q_SLOTS:
    void onScreenSaver(bool active);
    void onLock(const QDBusMessage& message);
    void onProperties(const QString& interface, const QVariantMap& values, const QStringList& gone,
                      const QDBusMessage& message);
    void onSleep(bool begins);
    void learnSessions();

private:
    void listenToSession();
    void listenToSystem();
    void forgetLogind();
    bool isOurs(const QString& path) const;
    void takeInhibitor();

    BusLink& m_session;
    BusLink& m_system;
    QDBusServiceWatcher* m_watcher;
    QSet<QString> m_sessions; // paths of this user's
    bool m_sessionsKnown = false;
    bool m_logind = false;
    bool m_sleepWanted = false;
    bool m_asking = false;
    QDBusUnixFileDescriptor m_inhibitor;
};

} // namespace keystead::app
