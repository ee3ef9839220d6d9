// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// HTTP/1.1 as it goes over the wire (RFC 9112): a request as the bytes that are sent, answers are read
// by answer_reader.h. No connection is reused, nothing compressed is asked for. Pure, but for the system's
// certificates.
#include "core/net/http_client.h"

#include <cstdint>
#include <optional>
#include <QSslConfiguration>
#include <QString>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace keystead::net {

struct WireRequest
{
    QString host;
    quint16 port = 0;
    bool encrypted = true;
    QSslConfiguration tls;
    base::Secret bytes;         // head and body
    std::size_t secretFrom = 0; // where in them the first secret may stand: all before is public
};
// A body that is streamed after the head.
struct StreamedBody
{
    std::optional<std::uint64_t> length; // absent: chunked
};
// SECURITY 5, 6, 12, 24. Errors: InvalidArgument (URL, method, header, private authority). With `streamed` the
// request's own body is not looked at. User-Agent and Accept-Encoding of the request go before our own.
base::Result<WireRequest> toWire(const HttpRequest& request, const StreamedBody* streamed = nullptr);

} // namespace keystead::net
