// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/request_exchange.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace keystead::cli {

using base::ErrorCode;
using base::fail;

namespace {

constexpr std::size_t pieceSize = 256 * 1024;
constexpr std::size_t maxHead = 256 * 1024;

base::Error brokenOff()
{
    return fail(ErrorCode::NetworkUnreachable, "the answer broke off");
}

std::string lowered(std::string_view text)
{
    std::string out{text};
    for (char& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

AnswerHead parseHead(std::string_view text)
{
    AnswerHead head;
    head.text = text;
    if (text.size() >= 12)
        std::from_chars(text.data() + 9, text.data() + 12, head.status);
    text.remove_prefix(std::min(text.find("\r\n") + 2, text.size()));
    while (!text.empty()) {
        const std::size_t end = std::min(text.find("\r\n"), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 2, text.size()));
        const std::size_t colon = line.find(": ");
        if (colon != std::string_view::npos)
            head.headers.emplace_back(lowered(line.substr(0, colon)), line.substr(colon + 2));
    }
    return head;
}

class Reader
{
public:
    explicit Reader(ExchangeParts& parts) : m_parts(parts) {}
    bool over() const { return m_state == State::Over; }

    base::Status feed(std::string_view bytes)
    {
        while (!bytes.empty() && m_state != State::Over)
            KS_TRY(step(bytes));
        return base::ok();
    }
    base::Status atEnd()
    {
        if (m_state == State::UntilClose)
            m_state = State::Over;
        return m_state == State::Over ? base::ok() : base::Status{brokenOff()};
    }

private:
    enum class State { Head, Length, UntilClose, ChunkSize, Chunk, ChunkEnd, Over };

    base::Status step(std::string_view& bytes)
    {
        if (m_state == State::Head)
            return takeHead(bytes);
        if (m_state == State::ChunkSize || m_state == State::ChunkEnd)
            return takeLine(bytes);
        const std::size_t size = m_state == State::UntilClose
                                     ? bytes.size()
                                     : static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size()));
        KS_TRY(m_parts.onBody(bytes.substr(0, size)));
        bytes.remove_prefix(size);
        if (m_state != State::UntilClose && (m_left -= size) == 0)
            m_state = m_state == State::Length ? State::Over : State::ChunkEnd;
        return base::ok();
    }
    base::Status takeHead(std::string_view& bytes)
    {
        const std::size_t before = m_text.size();
        m_text += bytes;
        const std::size_t end = m_text.find("\r\n\r\n", before < 3 ? 0 : before - 3);
        if (end == std::string::npos) {
            bytes = {};
            return m_text.size() > maxHead ? base::Status{brokenOff()} : base::ok();
        }
        bytes.remove_prefix(end + 4 - before);
        const AnswerHead head = parseHead(std::string_view{m_text}.substr(0, end + 2));
        m_text.clear();
        if (head.status < 200)
            return base::ok(); // interim
        KS_TRY(m_parts.onHead(head));
        m_state = State::UntilClose;
        const std::string length = head.header("content-length");
        if (m_parts.toHead || head.status == 204 || head.status == 304)
            m_state = State::Over;
        else if (head.header("transfer-encoding") == "chunked")
            m_state = State::ChunkSize;
        else if (!length.empty()) {
            std::from_chars(length.data(), length.data() + length.size(), m_left);
            m_state = m_left == 0 ? State::Over : State::Length;
        }
        return base::ok();
    }
    base::Status takeLine(std::string_view& bytes)
    {
        const std::size_t end = bytes.find('\n');
        m_text += bytes.substr(0, std::min(end, bytes.size()));
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        if (end == std::string_view::npos)
            return m_text.size() > 100 ? base::Status{brokenOff()} : base::ok();
        if (m_state == State::ChunkEnd) {
            m_state = m_last ? State::Over : State::ChunkSize;
        } else {
            m_left = 0;
            std::from_chars(m_text.data(), m_text.data() + m_text.size(), m_left, 16);
            m_last = m_left == 0;
            m_state = m_last ? State::ChunkEnd : State::Chunk;
        }
        m_text.clear();
        return base::ok();
    }

    ExchangeParts& m_parts;
    State m_state = State::Head;
    std::string m_text;
    std::uint64_t m_left = 0;
    bool m_last = false;
};

// What is to be sent, piece by piece: the head, then the body as it comes.
class Writer
{
public:
    explicit Writer(ExchangeParts& parts) : m_parts(parts), m_out(parts.head) { m_done = false; }
    bool done() const { return m_done && m_sent == m_out.size(); }
    bool wantsBody() const { return !m_done && m_sent == m_out.size() && m_parts.bodyFd >= 0; }
    bool wantsSocket() const { return m_sent < m_out.size(); }
    void giveUp()
    {
        m_done = true;
        m_out.clear();
        m_sent = 0;
    }

    base::Status fill()
    {
        m_piece.resize(pieceSize);
        const std::size_t most =
            m_parts.chunked ? pieceSize : static_cast<std::size_t>(std::min<std::uint64_t>(pieceSize, m_parts.length));
        const ssize_t got = most == 0 ? 0 : ::read(m_parts.bodyFd, m_piece.data(), most);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            return base::ok();
        if (got < 0)
            return fail(ErrorCode::StorageIo, std::string{"the body cannot be read: "} + std::strerror(errno));
        const std::string_view bytes{m_piece.data(), static_cast<std::size_t>(got)};
        m_sent = 0;
        m_out.clear();
        if (m_parts.chunked) {
            std::array<char, 20> size{};
            const char* end = std::to_chars(size.data(), size.data() + size.size(), bytes.size(), 16).ptr;
            m_out.append(size.data(), static_cast<std::size_t>(end - size.data()))
                .append("\r\n")
                .append(bytes)
                .append("\r\n");
        } else {
            m_out.append(bytes);
            if (got == 0 && m_parts.length > 0)
                return fail(ErrorCode::StorageIo, "the body is shorter than its file was");
            m_parts.length -= bytes.size();
        }
        m_done = got == 0 || (!m_parts.chunked && m_parts.length == 0);
        return base::ok();
    }
    base::Status send()
    {
        const ssize_t sent =
            ::send(m_parts.descriptor, m_out.data() + m_sent, m_out.size() - m_sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && (errno == EINTR || errno == EAGAIN))
            return base::ok();
        if (sent < 0) {
            giveUp(); // the answer may be there all the same
            return base::ok();
        }
        m_sent += static_cast<std::size_t>(sent);
        if (m_sent == m_out.size() && m_parts.bodyFd < 0)
            m_done = true;
        return base::ok();
    }

private:
    ExchangeParts& m_parts;
    std::string m_out;
    std::size_t m_sent = 0;
    std::string m_piece;
    bool m_done;
};

} // namespace

std::string AnswerHead::header(std::string_view lowerCaseName) const
{
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const auto& h) { return h.first == lowerCaseName; });
    return found == headers.end() ? std::string{} : found->second;
}

base::Status exchange(ExchangeParts parts)
{
    Reader reader(parts);
    Writer writer(parts);
    KS_TRY(reader.feed(parts.early.exposeText()));
    std::string piece(pieceSize, '\0');
    while (!reader.over()) {
        std::array<pollfd, 2> ready{{{parts.descriptor, POLLIN, 0}, {-1, POLLIN, 0}}};
        if (writer.wantsSocket())
            ready[0].events |= POLLOUT;
        if (writer.wantsBody())
            ready[1].fd = parts.bodyFd;
        if (::poll(ready.data(), ready.size(), -1) < 0) {
            if (errno == EINTR)
                continue;
            return fail(ErrorCode::Internal, std::string{"poll: "} + std::strerror(errno));
        }
        if (ready[1].revents != 0)
            KS_TRY(writer.fill());
        if ((ready[0].revents & POLLOUT) != 0)
            KS_TRY(writer.send());
        if ((ready[0].revents & (POLLIN | POLLHUP | POLLERR)) == 0)
            continue;
        const ssize_t got = ::recv(parts.descriptor, piece.data(), piece.size(), MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got <= 0)
            return reader.atEnd();
        KS_TRY(reader.feed({piece.data(), static_cast<std::size_t>(got)}));
    }
    return base::ok();
}

} // namespace keystead::cli
