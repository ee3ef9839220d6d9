// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/proxy_head.h"

#include "core/net/http_text.h"

#include <algorithm>

namespace keystead::access {

using base::ErrorCode;
using base::fail;
using net::lower;

namespace {

constexpr std::size_t maxFields = 100;
constexpr std::size_t maxChunkLine = 256;
constexpr std::size_t maxTrailer = 8 * 1024;

ProxyHeadRead refuse(int status, const char* why)
{
    ProxyHeadRead read;
    read.refusal = status;
    read.why = why;
    return read;
}

std::vector<std::string_view> valuesOf(const ProxyHead& head, std::string_view name)
{
    std::vector<std::string_view> values;
    for (const auto& [key, value] : head.headers) {
        if (lower(key) == name)
            values.push_back(value);
    }
    return values;
}

// Empty where it is fine.
const char* readRequestLine(std::string_view line, ProxyHead& head)
{
    const std::size_t first = line.find(' ');
    const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos || line.find(' ', second + 1) != std::string_view::npos)
        return "the request line is not METHOD TARGET VERSION";
    head.method = line.substr(0, first);
    head.target = line.substr(first + 1, second - first - 1);
    const std::string_view version = line.substr(second + 1);
    if (!net::isToken(head.method) || head.target.empty())
        return "the request line is not METHOD TARGET VERSION";
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return "only HTTP/1.1 and HTTP/1.0 are spoken here";
    head.http11 = version == "HTTP/1.1";
    return nullptr;
}

const char* readFields(std::string_view fields, ProxyHead& head)
{
    while (!fields.empty()) {
        const std::size_t end = fields.find("\r\n");
        const std::string_view line = fields.substr(0, end);
        fields.remove_prefix(end + 2);
        if (line.front() == ' ' || line.front() == '\t')
            return "a header is folded over two lines";
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !net::isToken(line.substr(0, colon)))
            return "a header's name is malformed";
        const std::string_view value = net::trimmed(line.substr(colon + 1));
        if (std::any_of(value.begin(), value.end(),
                        [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }))
            return "a header's value holds a control character";
        if (head.headers.size() >= maxFields)
            return "there are more than 100 headers";
        head.headers.emplace_back(line.substr(0, colon), value);
    }
    return nullptr;
}

// RFC 9112 section 6: one length, or chunked, never both and nothing twice.
const char* readFraming(ProxyHead& head)
{
    const auto lengths = valuesOf(head, "content-length");
    const auto codings = valuesOf(head, "transfer-encoding");
    if (!lengths.empty() && !codings.empty())
        return "Content-Length and Transfer-Encoding are both given";
    if (lengths.size() > 1)
        return "Content-Length is given twice";
    if (codings.size() > 1 || (!codings.empty() && (lower(codings.front()) != "chunked" || !head.http11)))
        return "only Transfer-Encoding: chunked is understood, with HTTP/1.1";
    head.chunked = !codings.empty();
    if (lengths.empty())
        return nullptr;
    head.length = net::number(lengths.front(), 10);
    return head.length ? nullptr : "Content-Length is no number";
}

const char* readConnection(ProxyHead& head)
{
    const auto hosts = valuesOf(head, "host");
    if (hosts.size() > 1 || (head.http11 && hosts.empty()))
        return "there must be one Host header";
    head.keepAlive = head.http11;
    for (const std::string& word : namedByConnection(head.headers)) {
        if (word == "close")
            head.keepAlive = false;
    }
    for (const std::string_view expect : valuesOf(head, "expect")) {
        if (lower(expect) != "100-continue")
            return "only Expect: 100-continue is understood";
        head.expectContinue = head.http11;
    }
    return nullptr;
}

} // namespace

std::string ProxyHead::header(std::string_view lowerCaseName) const
{
    const auto values = valuesOf(*this, lowerCaseName);
    return values.empty() ? std::string{} : std::string{values.front()};
}

ProxyHeadRead readProxyHead(std::string_view bytes)
{
    const std::size_t end = bytes.find("\r\n\r\n");
    const std::string_view head = bytes.substr(0, end);
    if (head.size() > maxProxyHead)
        return refuse(431, "the head is larger than 48 KiB");
    // Before the end is there: what can be no head is told at once.
    const bool hasNul = head.find('\0') != std::string_view::npos;
    for (std::size_t at = head.find('\n'); at != std::string_view::npos; at = head.find('\n', at + 1)) {
        if (at == 0 || head[at - 1] != '\r')
            return refuse(400, "a line does not end in CR LF");
    }
    for (std::size_t at = head.find('\r'); at != std::string_view::npos; at = head.find('\r', at + 1)) {
        if (at + 1 < head.size() && head[at + 1] != '\n')
            return refuse(400, "a carriage return stands alone");
    }
    if (hasNul || head.starts_with("\r\n"))
        return refuse(400, "the head holds a NUL, or begins with an empty line");
    if (end == std::string_view::npos)
        return {};
    ProxyHeadRead read;
    const std::size_t lineEnd = std::min(head.find("\r\n"), head.size());
    if (const char* why = readRequestLine(head.substr(0, lineEnd), read.head))
        return refuse(std::string_view{why}.starts_with("only") ? 505 : 400, why);
    const std::string_view fields = bytes.substr(lineEnd + 2, end - lineEnd);
    const char* why = readFields(lineEnd == head.size() ? std::string_view{} : fields, read.head);
    if (!why)
        why = readFraming(read.head);
    if (!why)
        why = readConnection(read.head);
    if (why)
        return refuse(std::string_view{why}.starts_with("only Expect") ? 417 : 400, why);
    read.consumed = end + 4;
    return read;
}

base::Result<std::string_view> ChunkReader::next(std::string_view& bytes)
{
    while (!bytes.empty() && m_state != State::Over) {
        if (m_state == State::Data) {
            const std::string_view piece =
                bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size())));
            bytes.remove_prefix(piece.size());
            m_left -= piece.size();
            if (m_left == 0)
                m_state = State::DataEnd;
            return piece;
        }
        const std::size_t end = bytes.find('\n');
        m_line += bytes.substr(0, std::min(end, bytes.size()));
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        if (m_line.size() > (m_state == State::Trailer ? maxTrailer : maxChunkLine))
            return fail(ErrorCode::ParseError, "the chunked body has a line that is too long");
        if (end == std::string_view::npos)
            break;
        if (!m_line.ends_with('\r'))
            return fail(ErrorCode::ParseError, "the chunked body has a line that does not end in CR LF");
        m_line.pop_back();
        const std::string line = std::exchange(m_line, {});
        KS_TRY(onLine(line));
    }
    return std::string_view{};
}

base::Status ChunkReader::onLine(std::string_view line)
{
    if (line.find('\r') != std::string_view::npos || line.find('\0') != std::string_view::npos)
        return fail(ErrorCode::ParseError, "the chunked body has a stray control character");
    if (m_state == State::DataEnd) {
        m_state = State::Size;
        return line.empty() ? base::ok() : base::Status{fail(ErrorCode::ParseError, "a chunk is longer than it says")};
    }
    if (m_state == State::Trailer) {
        m_trailer += line.size();
        if (m_trailer > maxTrailer)
            return fail(ErrorCode::ParseError, "the trailer is too long");
        if (line.empty())
            m_state = State::Over;
        return base::ok();
    }
    // An extension may follow; nothing else, no sign, no space.
    const auto size = net::number(line.substr(0, line.find(';')), 16);
    if (!size)
        return fail(ErrorCode::ParseError, "a chunk has no size");
    m_left = *size;
    m_state = m_left == 0 ? State::Trailer : State::Data;
    return base::ok();
}

} // namespace keystead::access
