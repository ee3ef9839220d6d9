// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A listening TCP socket on 127.0.0.1 or [::1], made by hand: QTcpServer would share the address where we do not want
// it.
#include "core/base/result.h"

namespace keystead::net {

struct ListeningSocket
{
    int descriptor = -1; // the caller owns it
    int port = 0;
};
// `port` 0: any free one. A named port is taken even if closed connections of an earlier sign-in still linger on it
// (SO_REUSEADDR: on Linux two listeners are refused all the same); SO_REUSEPORT is never set. Errors: AlreadyExists
// (taken), Unsupported (no such address family here), NetworkUnreachable.
base::Result<ListeningSocket> listenOnLoopback(bool ipv6, int port);

} // namespace keystead::net
