// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Whether the desktop wants dark windows: org.freedesktop.appearance of the settings portal, now and when it changes.
#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>

namespace keystead::app {

class DesktopScheme : public QObject
{
    Q_OBJECT
public:
    explicit DesktopScheme(QDBusConnection bus = QDBusConnection::sessionBus(), QObject* parent = nullptr);

Q_SIGNALS:
    void darkWanted(bool dark); // not emitted where the desktop says nothing

private Q_SLOTS:
    void onChanged(const QString& space, const QString& key, const QDBusVariant& value);

private:
    void take(const QVariant& value);
};

} // namespace keystead::app
