// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// HTTP/1.1 as it goes over the wire (RFC 9112): a request as the bytes that are sent, an answer read from bytes as they
// come. No connection is reused, nothing compressed is asked for. Pure, but for the system's certificates.
#include "core/net/http_client.h"

#include <cstdint>
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
// SECURITY 5, 6, 12, 24. Errors: InvalidArgument (URL, method, header, private authority).
base::Result<WireRequest> toWire(const HttpRequest& request);

// Reads one answer. Errors: BadResponse (not HTTP, or compressed), TooLarge (head over 64 KiB, body over the limit).
class AnswerReader
{
public:
    AnswerReader(std::size_t limit, bool toHead) : m_limit(limit), m_toHead(toHead) {}
    base::Status feed(std::string_view bytes);
    // The whole answer is there.
    bool complete() const { return m_state == State::Complete; }
    // The server has closed: an answer without a length ends there. NetworkUnreachable where something is missing.
    base::Status atClose();
    int status() const { return m_status; } // 0 before the head is there
    // Once it is complete.
    HttpResponse take();

private:
    enum class State { Head, Length, UntilClose, ChunkSize, Chunk, ChunkEnd, Trailer, Complete };

    base::Status onHead(std::string_view head);
    base::Status onFields(std::string_view fields);
    base::Status onChunkLine(std::string_view line);
    base::Status addBody(std::string_view bytes);
    std::size_t takeBody(std::string_view bytes);
    bool readLine(std::string_view& bytes);

    std::size_t m_limit;
    bool m_toHead;
    State m_state = State::Head;
    std::string m_line; // the head or the line that is not whole yet
    int m_status = 0;
    std::vector<std::pair<std::string, std::string>> m_headers;
    std::uint64_t m_left = 0; // of the body, or of the chunk
    std::size_t m_received = 0;
    base::SecretBuilder m_body;
};

} // namespace keystead::net
