// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One D-Bus connection of our own that comes back: a bus that is not there yet, or dies, is tried again for as long as
// this lives. Qt's shared connections never do that. It refuses to start a bus (no autolaunch) or a service. Thread:
// the application's.
#include <chrono>
#include <QDBusConnection>
#include <QObject>
#include <QTimer>

namespace keystead::app {

class BusLink : public QObject
{
    Q_OBJECT
public:
    enum class Bus { Session, System };
    // `retry`: between attempts.
    explicit BusLink(Bus bus, std::chrono::milliseconds retry = std::chrono::seconds{5}, QObject* parent = nullptr);
    ~BusLink() override;

    // Begins; `connected` comes from inside where the bus is there. Blocks for one exchange with the bus.
    void start();
    // Closes the connection and stops trying.
    void stop();
    bool isConnected() const { return m_connected; }
    QDBusConnection connection() const { return QDBusConnection(m_name); }

Q_SIGNALS:
    void connected();
    void lost();

private Q_SLOTS:
    void onDisconnected();

private:
    void attempt();
    bool mayConnect() const;

    Bus m_bus;
    QString m_name;
    QTimer m_retry;
    bool m_connected = false;
};

} // namespace keystead::app
