// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/single_instance.h"

#include <QLocalSocket>

namespace keystead::app {

namespace {

constexpr int answerWithinMs = 2000;
const QByteArray& raiseWord()
{
    static const QByteArray word = QByteArrayLiteral("raise\n");
    return word;
}

} // namespace

SingleInstance::SingleInstance(const std::filesystem::path& socket, QObject* parent)
    : QObject(parent), m_socket(QString::fromStdString(socket.string()))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* peer = m_server.nextPendingConnection()) {
            connect(peer, &QLocalSocket::disconnected, peer, &QObject::deleteLater);
            connect(peer, &QLocalSocket::readyRead, this, [this, peer] {
                if (peer->bytesAvailable() > 64) {
                    peer->abort();
                } else if (peer->canReadLine() && peer->readLine() == raiseWord()) {
                    peer->write("ok\n");
                    peer->flush();
                    Q_EMIT raiseRequested();
                }
            });
        }
    });
}

bool SingleInstance::raiseOther()
{
    QLocalSocket other;
    other.connectToServer(m_socket);
    if (!other.waitForConnected(answerWithinMs))
        return false;
    other.write(raiseWord());
    return other.waitForReadyRead(answerWithinMs) && other.readLine().startsWith("ok");
}

bool SingleInstance::listen()
{
    QLocalServer::removeServer(m_socket); // left by a killed process: raiseOther() found nobody there
    return m_server.listen(m_socket);
}

} // namespace keystead::app
