// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Tells when the person's session is locked or the machine goes to sleep (logind, screen saver), so that the vault can
// be locked too where the person wants that.
#include <QObject>

namespace keystead::app {

class SessionWatch : public QObject
{
    Q_OBJECT
public:
    explicit SessionWatch(QObject* parent = nullptr);

Q_SIGNALS:
    void sessionLocked();

private Q_SLOTS:
    void onLock() { Q_EMIT sessionLocked(); }
    void onScreenSaver(bool active);
};

} // namespace keystead::app
