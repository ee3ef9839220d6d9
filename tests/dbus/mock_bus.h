// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A private message bus of this test (it is given as session and system bus alike) and, on it, a logind and screen
// savers under the test's hand. Thread: the test's.
#include <array>
#include <fcntl.h>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QDBusVirtualObject>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QVariantMap>
#include <unistd.h>

namespace keystead::test {

// One row of ListSessions, a(susso).
struct MockSession
{
    QString id;
    uint uid = 0;
    QString user;
    QString seat;
    QDBusObjectPath path;
};

inline QDBusArgument& operator<<(QDBusArgument& argument, const MockSession& session)
{
    argument.beginStructure();
    argument << session.id << session.uid << session.user << session.seat << session.path;
    argument.endStructure();
    return argument;
}

inline const QDBusArgument& operator>>(const QDBusArgument& argument, MockSession& session)
{
    argument.beginStructure();
    argument >> session.id >> session.uid >> session.user >> session.seat >> session.path;
    argument.endStructure();
    return argument;
}

} // namespace keystead::test
Q_DECLARE_METATYPE(keystead::test::MockSession)

namespace keystead::test {

class MockBus
{
public:
    MockBus()
    {
        const QByteArray address = "unix:path=" + socket().toUtf8();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address);
    }
    ~MockBus() { stop(); }

    bool start()
    {
        QFile::remove(socket());
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1"),
                        QStringLiteral("--address=") + qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS")});
        while (m_daemon.waitForReadyRead(20'000)) {
            if (m_daemon.readAllStandardOutput().contains('\n'))
                return true;
        }
        return false;
    }
    void stop()
    {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

private:
    // One address for the life of the process: libdbus reads it from the environment once.
    static QString socket()
    {
        static const QTemporaryDir folder;
        return folder.filePath(QStringLiteral("bus"));
    }
    QProcess m_daemon;
};

// Whoever it is asked to be: owns names, answers methods from a table, sends signals.
class MockService : public QDBusVirtualObject
{
public:
    explicit MockService(const QString& name) : m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, name))
    {
        m_name = name;
        m_bus.registerVirtualObject(QStringLiteral("/"), this, QDBusConnection::SubPath);
    }
    ~MockService() override
    {
        m_bus.unregisterObject(QStringLiteral("/"), QDBusConnection::UnregisterTree);
        QDBusConnection::disconnectFromBus(m_name);
    }

    bool own(const QString& service) { return m_bus.registerService(service); }
    void release(const QString& service) { m_bus.unregisterService(service); }
    // What `method` answers; an error where it was never said.
    void answers(const QString& method, const QVariant& value) { m_answers[method] = value; }
    int asked(const QString& method) const { return m_asked.value(method); }
    void send(const QString& path, const QString& interface, const QString& name, const QVariantList& arguments)
    {
        QDBusMessage signal = QDBusMessage::createSignal(path, interface, name);
        signal.setArguments(arguments);
        m_bus.send(signal);
    }
    // PropertiesChanged of one property.
    void changed(const QString& path, const QString& interface, const QString& name, const QVariant& value)
    {
        send(path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("PropertiesChanged"),
             {interface, QVariantMap{{name, value}}, QStringList{}});
    }

    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override
    {
        ++m_asked[message.member()];
        if (message.member() == QLatin1String("Inhibit"))
            return connection.send(message.createReply(QVariant::fromValue(inhibitor())));
        if (!m_answers.contains(message.member()))
            return connection.send(message.createErrorReply(QDBusError::NotSupported, QStringLiteral("not here")));
        return connection.send(message.createReply(m_answers.value(message.member())));
    }

    // Whether somebody still holds the descriptor that Inhibit gave.
    bool inhibited() const
    {
        char byte = 0;
        return m_watch >= 0 && ::read(m_watch, &byte, 1) < 0; // EAGAIN; 0 once every writer is gone
    }

private:
    QDBusUnixFileDescriptor inhibitor()
    {
        if (m_watch >= 0)
            ::close(m_watch);
        std::array<int, 2> ends{-1, -1};
        if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
            return {};
        m_watch = ends[0];
        QDBusUnixFileDescriptor given(ends[1]); // a copy
        ::close(ends[1]);
        return given;
    }

    QString m_name;
    QDBusConnection m_bus;
    QMap<QString, QVariant> m_answers;
    QMap<QString, int> m_asked;
    int m_watch = -1;
};

} // namespace keystead::test
