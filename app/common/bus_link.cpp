// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/bus_link.h"

#include <QFile>

namespace keystead::app {

namespace {

QString freshName()
{
    static int number = 0;
    return QStringLiteral("keystead-%1").arg(++number);
}

} // namespace

BusLink::BusLink(Bus bus, std::chrono::milliseconds retry, QObject* parent) : QObject(parent), m_bus(bus)
{
    m_retry.setInterval(retry);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &BusLink::attempt);
}

BusLink::~BusLink()
{
    stop();
}

void BusLink::start()
{
    if (!m_connected && !m_retry.isActive())
        attempt();
}

void BusLink::stop()
{
    m_retry.stop();
    if (m_connected)
        QDBusConnection::disconnectFromBus(m_name);
    m_connected = false;
}

// Without an address libdbus would start a session bus of its own.
bool BusLink::mayConnect() const
{
    if (m_bus == Bus::System || qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    return QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

void BusLink::attempt()
{
    if (!mayConnect()) {
        m_retry.start();
        return;
    }
    m_name = freshName();
    QDBusConnection bus = QDBusConnection::connectToBus(
        m_bus == Bus::Session ? QDBusConnection::SessionBus : QDBusConnection::SystemBus, m_name);
    if (!bus.isConnected()) {
        QDBusConnection::disconnectFromBus(m_name);
        m_retry.start();
        return;
    }
    m_connected = true;
    bus.connect(QString(), QStringLiteral("/org/freedesktop/DBus/Local"), QStringLiteral("org.freedesktop.DBus.Local"),
                QStringLiteral("Disconnected"), this, SLOT(onDisconnected()));
    Q_EMIT connected();
}

void BusLink::onDisconnected()
{
    if (!m_connected)
        return;
    m_connected = false;
    QDBusConnection::disconnectFromBus(m_name);
    Q_EMIT lost();
    m_retry.start();
}

} // namespace keystead::app
