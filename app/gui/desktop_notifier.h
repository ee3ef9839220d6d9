// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Desktop notifications over org.freedesktop.Notifications: one for each connection that needs the person, replaced
// instead of piled up. Names only, never a secret; text is escaped for servers that read markup.
#include "core/service/requests.h"

#include <QDBusConnection>
#include <QHash>
#include <QObject>
#include <QSet>

namespace keystead::app {

class DesktopNotifier : public QObject
{
    Q_OBJECT
public:
    explicit DesktopNotifier(QDBusConnection bus = QDBusConnection::sessionBus(), QObject* parent = nullptr);
    void setEnabled(bool enabled) { m_enabled = enabled; }
    void show(const service::Notification& notification);
    // A program waits for an answer. Replaces what was said of the same question.
    void showQuestion(const QString& prompt, const QString& program, const QString& what);
    void withdrawQuestion(const QString& prompt);
    // The connection needs nothing any more.
    void withdraw(const QString& connectionId);

Q_SIGNALS:
    void signInRequested(const QString& connectionId);
    void openRequested(const QString& connectionId); // may be empty
    void questionRequested();                        // the person wants to answer

private Q_SLOTS:
    void onAction(uint id, const QString& action);
    void onClosed(uint id, uint reason);

private:
    void send(const QString& key, const QString& summary, const QString& body, const QStringList& actions, bool urgent,
              int timeout);
    void close(const QString& key);
    QDBusConnection m_bus;
    bool m_enabled = true;
    QHash<QString, uint> m_shown; // key -> the server's id
    QHash<uint, QString> m_keys;
    QSet<QString> m_over; // withdrawn before the server had named them
};

} // namespace keystead::app
