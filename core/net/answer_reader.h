// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Reads an HTTP/1.1 answer from bytes as they come (RFC 9112): into memory up to a limit, or on to a sink, whatever its
// size. Pure.
#include "core/net/http_client.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace keystead::net {

// Reads one answer. Errors: BadResponse (not HTTP, or compressed), TooLarge (head over 64 KiB, body over the limit).
class AnswerReader
{
public:
    using BodySink = std::function<void(std::string_view)>;

    AnswerReader(std::size_t limit, bool toHead) : m_limit(limit), m_toHead(toHead) {}
    // Of any size, and in whatever encoding: the body goes to `sink` as it comes, from within feed().
    AnswerReader(BodySink sink, bool toHead)
        : m_limit(std::numeric_limits<std::size_t>::max()), m_toHead(toHead), m_sink(std::move(sink))
    {
    }
    base::Status feed(std::string_view bytes);
    // The whole answer is there.
    bool complete() const { return m_state == State::Complete; }
    // The server has closed: an answer without a length ends there. NetworkUnreachable where something is missing.
    base::Status atClose();
    int status() const { return m_status; } // 0 before the head is there
    const std::vector<std::pair<std::string, std::string>>& headers() const { return m_headers; }
    // As the head announces it, also in an answer to HEAD; nullopt: none, or chunked.
    std::optional<std::uint64_t> length() const { return m_length; }
    // Once it is complete.
    HttpResponse take();

private:
    enum class State { Head, Length, UntilClose, ChunkSize, Chunk, ChunkEnd, Trailer, Complete };

    base::Status onHead(std::string_view head);
    base::Status readLength();
    base::Status chooseBody(bool chunked);
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
    std::optional<std::uint64_t> m_length;
    std::size_t m_received = 0;
    std::size_t m_trailer = 0;
    BodySink m_sink;
    base::SecretBuilder m_body;
};

} // namespace keystead::net
