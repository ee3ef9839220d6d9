// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A request whose answer must not be lost although whoever sent it has to forget everything (a lock with a rotating
// token on its way). The sender makes it and hangs it to the request, the client keeps it up to date. Thread: the
// client's.
#include "core/base/result.h"

#include <functional>

namespace keystead::net {

struct HttpResponse;

struct Handover
{
    enum class Stage {
        Unsent,  // not a byte has been given to the connection
        Sending, // it may have reached the server in part
        Sent,    // the connection has taken all of it, and the client has wiped what it sent
        Over     // answered, failed or given up
    };
    using Sink = std::function<void(base::Result<HttpResponse>)>;

    Stage stage = Stage::Unsent;
    // From here on the answer, or what came instead, goes to the sink, once; who waits in send() is answered with
    // Cancelled now. Empty once it is over, and for clients that cannot.
    std::function<void(Sink)> passOn;
    // Gives the request up: send(), or the sink, ends with Cancelled.
    std::function<void()> cut;
};

} // namespace keystead::net
