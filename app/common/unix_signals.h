// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// SIGTERM, SIGINT and SIGHUP as a Qt signal: the handler writes a byte, the event loop reads it. Whoever keeps the
// event loop waiting makes the process deaf to them: it exists only while the loop runs.
#include <QObject>

class QSocketNotifier;

namespace keystead::app {

class UnixSignals : public QObject
{
    Q_OBJECT
public:
    explicit UnixSignals(QObject* parent = nullptr);
    ~UnixSignals() override;

Q_SIGNALS:
    void terminate();

private:
    QSocketNotifier* m_notifier = nullptr;
};

} // namespace keystead::app
