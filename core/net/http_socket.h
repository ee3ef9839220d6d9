// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What every exchange does with its socket: making it, the words for what went wrong, and sending secrets so that the
// socket keeps none. Thread: the exchange's.
#include "core/net/http_wire.h"

#include <memory>
#include <QAbstractSocket>
#include <QList>
#include <QSslError>
#include <string>
#include <string_view>

class QTcpSocket;

namespace keystead::net {

// A QSslSocket where the request is encrypted. Plain ones go to loopback, past any proxy of the system.
std::unique_ptr<QTcpSocket> makeSocket(const WireRequest& wire);
void openSocket(QTcpSocket& socket, const WireRequest& wire);
// What a person can act on: "certificate expired", "host name does not match", "unknown authority".
std::string describeTls(const QList<QSslError>& errors);
base::Error socketError(QAbstractSocket::SocketError error, const std::string& tlsProblem);
// Qt copies what is written into a block that it keeps until the connection ends. Where the connection may outlive the
// open vault each piece of the secret part is encrypted, or given to the system, before the next takes its place at the
// start of that block: nothing of it is left there but the last piece.
void writeInPieces(QTcpSocket& socket, std::string_view text, std::size_t secretFrom);

} // namespace keystead::net
