// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/proxy_pipes.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace keystead::access {

using base::ErrorCode;
using base::fail;

ClientBody::ClientBody(std::shared_ptr<ClientStream> client, const ProxyHead& head, std::chrono::milliseconds limit)
    : m_client(std::move(client)), m_limit(limit), m_any(head.chunked || head.length.has_value()),
      m_chunked(head.chunked), m_expects(head.expectContinue), m_length(head.length.value_or(0)), m_left(m_length)
{
}

std::optional<net::StreamedBody> ClientBody::announced() const
{
    if (!m_any)
        return std::nullopt;
    return net::StreamedBody{m_chunked ? std::nullopt : std::optional<std::uint64_t>{m_length}};
}

QCoro::Task<base::Status> ClientBody::begin()
{
    if (m_expects && !whole()) {
        auto writing = m_client->write("HTTP/1.1 100 Continue\r\n\r\n", m_limit);
        const base::Status written = co_await writing;
        if (!written)
            co_return written.error();
    }
    co_return base::ok();
}

QCoro::Task<base::Result<std::size_t>> ClientBody::read(std::span<char> into)
{
    if (m_chunked) {
        auto reading = readChunked(into);
        const base::Result<std::size_t> got = co_await reading;
        if (!got)
            co_return got.error();
        co_return *got;
    }
    if (m_left == 0)
        co_return std::size_t{0};
    auto reading =
        m_client->read(into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), m_left))), m_limit);
    const base::Result<std::size_t> got = co_await reading;
    if (!got)
        co_return got.error();
    if (*got == 0)
        co_return fail(ErrorCode::Cancelled, "the program hung up in the middle of its body");
    m_left -= *got;
    co_return *got;
}

// Reads into `into`, and moves the pieces of the body to its front. What came behind the body goes back.
QCoro::Task<base::Result<std::size_t>> ClientBody::readChunked(std::span<char> into)
{
    while (!m_chunks.over()) {
        auto reading = m_client->read(into, m_limit);
        const base::Result<std::size_t> got = co_await reading;
        if (!got)
            co_return got.error();
        if (*got == 0)
            co_return fail(ErrorCode::Cancelled, "the program hung up in the middle of its body");
        std::string_view rest{into.data(), *got};
        std::size_t filled = 0;
        while (!rest.empty() && !m_chunks.over()) {
            KS_CO_ASSIGN(const std::string_view piece, m_chunks.next(rest));
            std::copy(piece.begin(), piece.end(),
                      into.begin() + static_cast<std::ptrdiff_t>(filled)); // forwards: they may overlap
            filled += piece.size();
        }
        m_client->putBack(rest);
        if (filled > 0)
            co_return filled;
    }
    co_return std::size_t{0};
}

ClientAnswer::ClientAnswer(std::shared_ptr<ClientStream> client, const ProxyHead& head,
                           std::shared_ptr<ProxyErrand> errand, const ProxySessionOptions& options)
    : m_client(std::move(client)), m_errand(std::move(errand)), m_limit(options.body), m_http11(head.http11),
      m_keepAlive(head.keepAlive), m_toHead(head.method == "HEAD")
{
}

QCoro::Task<base::Status> ClientAnswer::head(net::StreamHead head)
{
    m_noBody = m_toHead || head.status == 204 || head.status == 304;
    std::string text = "HTTP/1.1 " + std::to_string(head.status) + " Answer\r\n";
    for (const auto& [name, value] : head.headers) {
        const bool location = name == "location";
        text += name + ": " + (location ? m_errand->location(value) : value) + "\r\n";
    }
    if (head.length && head.status != 204)
        text += "Content-Length: " + std::to_string(*head.length) + "\r\n";
    else if (!m_noBody && m_http11) {
        m_chunked = true;
        text += "Transfer-Encoding: chunked\r\n";
    } else if (!m_noBody) {
        m_keepAlive = false; // it ends with the connection
    }
    text += m_keepAlive ? "\r\n" : "Connection: close\r\n\r\n";
    auto writing = m_client->write(text, m_limit);
    const base::Status written = co_await writing;
    if (!written)
        co_return written.error();
    co_return base::ok();
}

QCoro::Task<base::Status> ClientAnswer::body(std::string_view bytes)
{
    if (bytes.empty() || m_noBody)
        co_return base::ok();
    if (m_chunked) {
        std::array<char, 24> size{};
        char* end = std::to_chars(size.data(), size.data() + 20, bytes.size(), 16).ptr;
        *end++ = '\r';
        *end++ = '\n';
        auto sizing = m_client->write({size.data(), static_cast<std::size_t>(end - size.data())}, m_limit);
        const base::Status sized = co_await sizing;
        if (!sized)
            co_return sized.error();
    }
    auto writing = m_client->write(bytes, m_limit);
    const base::Status written = co_await writing;
    if (!written)
        co_return written.error();
    if (m_chunked) {
        auto closing = m_client->write("\r\n", m_limit);
        const base::Status closed = co_await closing;
        if (!closed)
            co_return closed.error();
    }
    co_return base::ok();
}

QCoro::Task<base::Status> ClientAnswer::end()
{
    if (m_chunked) {
        auto writing = m_client->write("0\r\n\r\n", m_limit);
        const base::Status written = co_await writing;
        if (!written)
            co_return written.error();
    }
    co_return base::ok();
}

} // namespace keystead::access
