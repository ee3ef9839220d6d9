// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/desktop_notifier.h"

#include "core/base/encoding.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace keystead::app {

namespace {

const QString& service_()
{
    static const QString name = QStringLiteral("org.freedesktop.Notifications");
    return name;
}

QString path()
{
    return QStringLiteral("/org/freedesktop/Notifications");
}

QString questionKey()
{
    return QStringLiteral("question/");
}

struct Words
{
    QString summary;
    QString body;
    QString action; // empty: none
};

Words wordsFor(const service::Notification& n)
{
    using Kind = service::Notification::Kind;
    const QString name = QString::fromStdString(base::cleanForDisplay(n.connectionName, 100));
    switch (n.kind) {
    case Kind::SignInNeeded:
        return {DesktopNotifier::tr("“%1” needs you").arg(name),
                DesktopNotifier::tr("The service has ended the sign-in. Name, access and history stay."),
                DesktopNotifier::tr("Sign in again")};
    case Kind::RefreshFailing:
        return {DesktopNotifier::tr("“%1” cannot be refreshed").arg(name),
                DesktopNotifier::tr("Keystead keeps trying; nothing is lost."),
                {}};
    case Kind::ExpiringSoon:
        return {DesktopNotifier::tr("“%1” expires soon").arg(name), DesktopNotifier::tr("Replace it in time."), {}};
    case Kind::SecurityAlert:
        return {DesktopNotifier::tr("Security alert"),
                name.isEmpty() ? DesktopNotifier::tr("Look at the audit trail.")
                               : DesktopNotifier::tr("It concerns “%1”. Look at the audit trail.").arg(name),
                {}};
    }
    return {};
}

} // namespace

DesktopNotifier::DesktopNotifier(QDBusConnection bus, QObject* parent) : QObject(parent), m_bus(std::move(bus))
{
    if (!m_bus.isConnected())
        return;
    m_bus.connect(service_(), path(), service_(), QStringLiteral("ActionInvoked"), this, SLOT(onAction(uint, QString)));
    m_bus.connect(service_(), path(), service_(), QStringLiteral("NotificationClosed"), this,
                  SLOT(onClosed(uint, uint)));
}

void DesktopNotifier::show(const service::Notification& notification)
{
    if (!m_enabled || !m_bus.isConnected())
        return;
    const QString connection =
        notification.connection ? QString::fromStdString(notification.connection->text) : QString();
    const QString key = QString::number(static_cast<int>(notification.kind)) + QLatin1Char('/') + connection;
    const Words words = wordsFor(notification);
    QStringList actions{QStringLiteral("default"), tr("Show")};
    if (!words.action.isEmpty())
        actions << QStringLiteral("sign-in") << words.action;
    send(key, words.summary, words.body, actions, notification.kind == service::Notification::Kind::SecurityAlert, -1);
}

void DesktopNotifier::send(const QString& key, const QString& summary, const QString& body, const QStringList& actions,
                           bool urgent, int timeout)
{
    QVariantMap hints{{QStringLiteral("desktop-entry"), QStringLiteral("keystead")},
                      {QStringLiteral("category"), QStringLiteral("presence")}};
    if (urgent)
        hints.insert(QStringLiteral("urgency"), QVariant::fromValue<uchar>(2));
    QDBusMessage call = QDBusMessage::createMethodCall(service_(), path(), service_(), QStringLiteral("Notify"));
    call << QStringLiteral("Keystead") << m_shown.value(key, 0U) << QStringLiteral("dialog-password") << summary
         << body.toHtmlEscaped() << actions << hints << timeout;
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, key](QDBusPendingCallWatcher* done) {
        const QDBusPendingReply<uint> reply = *done;
        done->deleteLater();
        if (reply.isError())
            return; // no notification server: the tray and the window say it too
        m_shown.insert(key, reply.value());
        m_keys.insert(reply.value(), key);
        if (m_over.remove(key))
            close(key);
    });
}

// Only says that there is a question: it is answered in Keystead's own window, which tells who asks for what.
void DesktopNotifier::showQuestion(const QString& prompt, const QString& program, const QString& what)
{
    if (!m_enabled || !m_bus.isConnected())
        return;
    send(questionKey() + prompt, tr("“%1” waits for your answer").arg(program),
         tr("It %1. Without an answer it is denied.").arg(what), {QStringLiteral("default"), tr("Answer…")}, true,
         60000);
}

void DesktopNotifier::withdrawQuestion(const QString& prompt)
{
    const QString key = questionKey() + prompt;
    if (m_shown.contains(key))
        close(key);
    else if (m_enabled && m_bus.isConnected())
        m_over.insert(key); // the server has not answered yet
}

void DesktopNotifier::close(const QString& key)
{
    const uint id = m_shown.take(key);
    if (id == 0)
        return;
    QDBusMessage call =
        QDBusMessage::createMethodCall(service_(), path(), service_(), QStringLiteral("CloseNotification"));
    call << id;
    m_bus.asyncCall(call);
}

void DesktopNotifier::withdraw(const QString& connectionId)
{
    for (const auto kind : {service::Notification::Kind::SignInNeeded, service::Notification::Kind::RefreshFailing})
        close(QString::number(static_cast<int>(kind)) + QLatin1Char('/') + connectionId);
}

void DesktopNotifier::onAction(uint id, const QString& action)
{
    const QString key = m_keys.value(id);
    if (key.isEmpty())
        return;
    if (key.startsWith(questionKey())) {
        Q_EMIT questionRequested();
        return;
    }
    const QString connection = key.section(QLatin1Char('/'), 1);
    if (action == QLatin1String("sign-in"))
        Q_EMIT signInRequested(connection);
    else
        Q_EMIT openRequested(connection);
}

void DesktopNotifier::onClosed(uint id, uint)
{
    m_shown.remove(m_keys.take(id));
}

} // namespace keystead::app
