// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How FaultServer puts a reply, sound or faulty, on the wire. Thread: the socket's.
#include "tests/support/fault_server.h"

class QSslSocket;

namespace keystead::test {

void sendReply(QSslSocket* socket, const ServerReply& reply);

} // namespace keystead::test
