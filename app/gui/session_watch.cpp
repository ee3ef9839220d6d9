// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/session_watch.h"

#include <QDBusConnection>

namespace keystead::app {

SessionWatch::SessionWatch(QObject* parent) : QObject(parent)
{
    // logind's signal carries no session of ours to compare with, but only the seat's session locks while it is in use.
    QDBusConnection system = QDBusConnection::systemBus();
    if (system.isConnected())
        system.connect(QStringLiteral("org.freedesktop.login1"), QString(),
                       QStringLiteral("org.freedesktop.login1.Session"), QStringLiteral("Lock"), this, SLOT(onLock()));
    QDBusConnection session = QDBusConnection::sessionBus();
    if (session.isConnected()) {
        for (const auto& name :
             {QStringLiteral("org.freedesktop.ScreenSaver"), QStringLiteral("org.gnome.ScreenSaver")})
            session.connect(QString(), QString(), name, QStringLiteral("ActiveChanged"), this,
                            SLOT(onScreenSaver(bool)));
    }
}

void SessionWatch::onScreenSaver(bool active)
{
    if (active)
        Q_EMIT sessionLocked();
}

} // namespace keystead::app
