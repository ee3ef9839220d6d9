// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// HTTP/1.1 with one program over one connected descriptor: requests are read strictly (proxy_head.h), made by Keystead
// (proxy_exchange.h) one after the other, and answered. What goes wrong on our side is an HTTP answer with the header
// Keystead-Error and a small JSON body. A program that sends its head slowly is cut off. Thread: the core thread.
#include "core/access/client_stream.h"
#include "core/access/proxy_exchange.h"
#include "core/access/proxy_head.h"

#include <chrono>
#include <functional>
#include <memory>

namespace keystead::access {

// What a request is turned into. `gone`: the program hung up. InvalidArgument, Denied... refuse it before anything else
// is done with it.
using ErrandMaker =
    std::function<base::Result<std::shared_ptr<ProxyErrand>>(const ProxyHead& head, base::CancelToken gone)>;

struct ProxySessionOptions
{
    std::chrono::milliseconds head{10'000};        // from its first byte to its end
    std::chrono::milliseconds betweenIdle{60'000}; // until the next request begins
    std::chrono::milliseconds body{120'000};       // a read or a write that does not move
};

// Runs until the program or the session is done; the descriptor is closed then. `cut`: ends it from outside (shutdown).
QCoro::Task<void> runProxySession(std::shared_ptr<ClientStream> client, ErrandMaker maker, ProxySessionOptions options,
                                  base::CancelToken cut);

// 400, 403, 502... for an error of ours.
int httpStatusFor(base::ErrorCode code);
// The whole answer: head and JSON body {"error":{"code","message","hint"}}.
std::string httpErrorAnswer(const base::Error& error, bool withBody = true);

} // namespace keystead::access
