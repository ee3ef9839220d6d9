// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One window a vault: a second start asks the first to come to the front and ends. The meeting point is a socket in the
// 0700 runtime folder beside the agent's.
#include <filesystem>
#include <QLocalServer>
#include <QObject>

namespace keystead::app {

class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const std::filesystem::path& socket, QObject* parent = nullptr);
    // True where another window answered and was raised.
    bool raiseOther();
    // From now on others find us.
    bool listen();

Q_SIGNALS:
    void raiseRequested();

private:
    QString m_socket;
    QLocalServer m_server;
};

} // namespace keystead::app
