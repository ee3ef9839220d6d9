// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a program sends to the proxy, read so that nobody after us can read it differently (request smuggling): one
// framing only, no folding, no bare line feeds, no white space where RFC 9112 has none. Pure.
#include "core/access/request_rules.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keystead::access {

inline constexpr std::size_t maxProxyHead = 48 * 1024;

struct ProxyHead
{
    std::string method;
    std::string target;
    bool http11 = true;
    HeaderList headers; // names as they came
    std::optional<std::uint64_t> length;
    bool chunked = false;
    bool keepAlive = true;
    bool expectContinue = false;

    bool hasBody() const { return chunked || length.value_or(0) > 0; }
    // First of this lower-case name; empty where absent.
    std::string header(std::string_view lowerCaseName) const;
};

struct ProxyHeadRead
{
    int refusal = 0;          // an HTTP status: 400, 431, 501, 505; the connection is of no use any more
    std::string why;          // for people
    std::size_t consumed = 0; // bytes of the head; 0: more must come
    ProxyHead head;
};
ProxyHeadRead readProxyHead(std::string_view bytes);

// Takes a chunked body apart (RFC 9112 section 7.1), strictly. Trailers are read and dropped.
class ChunkReader
{
public:
    // Takes from `bytes` what it can and gives the next piece of the body, which lies in `bytes`. Empty: more must
    // come, or it is over. ParseError where it is no chunked body.
    base::Result<std::string_view> next(std::string_view& bytes);
    bool over() const { return m_state == State::Over; }

private:
    enum class State { Size, Data, DataEnd, Trailer, Over };
    base::Status onLine(std::string_view line);

    State m_state = State::Size;
    std::uint64_t m_left = 0;
    std::string m_line;
    std::size_t m_trailer = 0;
};

} // namespace keystead::access
