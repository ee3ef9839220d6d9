// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/answer_reader.h"

#include "core/net/http_text.h"

#include <algorithm>

namespace keystead::net {

namespace {

using base::ErrorCode;

constexpr std::size_t headLimit = 64 * 1024;

base::Error notHttp()
{
    return base::fail(ErrorCode::BadResponse, "the server's answer is not HTTP");
}

} // namespace

// Up to the line feed; false where it is not there yet. What was read is in m_line, without its end.
bool AnswerReader::readLine(std::string_view& bytes)
{
    const std::size_t end = bytes.find('\n');
    m_line += bytes.substr(0, std::min(end, bytes.size()));
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (end == std::string_view::npos)
        return false;
    if (!m_line.empty() && m_line.back() == '\r')
        m_line.pop_back();
    return true;
}

base::Status AnswerReader::feed(std::string_view bytes)
{
    while (!bytes.empty() && m_state != State::Complete) {
        if (m_state == State::Length || m_state == State::UntilClose || m_state == State::Chunk) {
            const std::size_t size = takeBody(bytes);
            KS_TRY(addBody(bytes.substr(0, size)));
            bytes.remove_prefix(size);
            continue;
        }
        if (m_state == State::Head) {
            const std::size_t before = m_line.size();
            m_line += bytes;
            if (m_line.size() >= 5 && m_line.compare(0, 5, "HTTP/") != 0)
                return notHttp();
            const std::size_t end = m_line.find("\r\n\r\n", before < 3 ? 0 : before - 3);
            if (end == std::string::npos) {
                if (m_line.size() > headLimit)
                    return base::fail(ErrorCode::TooLarge, "the answer's head is larger than 65536 bytes");
                return base::ok();
            }
            bytes.remove_prefix(end + 4 - before);
            const std::string head = std::exchange(m_line, {});
            KS_TRY(onHead(std::string_view{head}.substr(0, end + 2)));
            continue;
        }
        if (!readLine(bytes)) {
            if (m_line.size() > 4096)
                return notHttp();
            return base::ok();
        }
        const std::string line = std::exchange(m_line, {});
        KS_TRY(onChunkLine(line));
    }
    return base::ok();
}

// RFC 9112 section 4; interim answers (1xx) are passed over.
base::Status AnswerReader::onHead(std::string_view head)
{
    const std::size_t end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    if (line.size() < 12 || line.compare(0, 7, "HTTP/1.") != 0 || line[8] != ' ' ||
        (line.size() > 12 && line[12] != ' '))
        return notHttp();
    const auto status = number(line.substr(9, 3), 10);
    if (!status || *status < 100)
        return notHttp();
    if (*status < 200)
        return *status == 101 ? base::Status{notHttp()} : base::ok();
    m_status = static_cast<int>(*status);
    KS_TRY(onFields(head.substr(end + 2)));
    HttpResponse fields;
    fields.headers = m_headers;
    const std::string encoding = lower(fields.header("content-encoding"));
    if (!m_sink && !encoding.empty() && encoding != "identity")
        return base::fail(ErrorCode::BadResponse, "the answer is compressed, which was not asked for");
    const std::string transfer = lower(fields.header("transfer-encoding"));
    const bool chunked = !transfer.empty() && transfer != "identity";
    if (chunked && transfer != "chunked")
        return base::fail(ErrorCode::BadResponse, "the answer is in a transfer encoding that was not asked for");
    if (!chunked)
        KS_TRY(readLength());
    return chooseBody(chunked);
}

base::Status AnswerReader::readLength()
{
    for (const auto& [name, value] : m_headers) {
        if (name != "content-length")
            continue;
        const auto length = number(value, 10);
        if (!length || (m_length && m_length != length))
            return notHttp();
        m_length = length;
    }
    return base::ok();
}

// RFC 9112 section 6.3
base::Status AnswerReader::chooseBody(bool chunked)
{
    if (m_toHead || m_status == 204 || m_status == 304) {
        m_state = State::Complete;
        return base::ok();
    }
    if (chunked) {
        m_state = State::ChunkSize;
        return base::ok();
    }
    m_state = m_length ? State::Length : State::UntilClose;
    m_left = m_length.value_or(0);
    if (m_state == State::Length && m_left > m_limit)
        return base::fail(ErrorCode::TooLarge, "the answer is larger than " + std::to_string(m_limit) + " bytes");
    if (m_state == State::Length && m_left == 0)
        m_state = State::Complete;
    return base::ok();
}

base::Status AnswerReader::onFields(std::string_view fields)
{
    while (!fields.empty()) {
        const std::size_t end = std::min(fields.find('\n'), fields.size() - 1);
        std::string_view line = fields.substr(0, end);
        fields.remove_prefix(end + 1);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        if (line.empty())
            continue;
        if (line.front() == ' ' || line.front() == '\t') { // obsolete folding, RFC 9112 section 5.2
            if (m_headers.empty())
                return notHttp();
            m_headers.back().second.append(" ").append(trimmed(line));
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
            return notHttp();
        m_headers.emplace_back(lower(line.substr(0, colon)), std::string{trimmed(line.substr(colon + 1))});
    }
    return base::ok();
}

// RFC 9112 section 7.1: a size, the end of a chunk, or a trailer (passed over).
base::Status AnswerReader::onChunkLine(std::string_view line)
{
    if (m_state == State::ChunkEnd) {
        if (!line.empty())
            return notHttp();
        m_state = State::ChunkSize;
        return base::ok();
    }
    if (m_state == State::Trailer) {
        m_trailer += line.size();
        if (m_trailer > headLimit)
            return base::fail(ErrorCode::TooLarge, "the answer's trailer is too long");
        if (line.empty())
            m_state = State::Complete;
        return base::ok();
    }
    const auto size = number(trimmed(line.substr(0, line.find(';'))), 16);
    if (!size)
        return notHttp();
    m_left = *size;
    m_state = m_left == 0 ? State::Trailer : State::Chunk;
    return base::ok();
}

std::size_t AnswerReader::takeBody(std::string_view bytes)
{
    if (m_state == State::UntilClose)
        return bytes.size();
    return static_cast<std::size_t>(std::min<std::uint64_t>(m_left, bytes.size()));
}

base::Status AnswerReader::addBody(std::string_view bytes)
{
    m_received += bytes.size();
    if (m_received > m_limit)
        return base::fail(ErrorCode::TooLarge, "the answer is larger than " + std::to_string(m_limit) + " bytes");
    if (m_sink)
        m_sink(bytes);
    else
        m_body.append(bytes);
    if (m_state == State::UntilClose)
        return base::ok();
    m_left -= bytes.size();
    if (m_left == 0)
        m_state = m_state == State::Length ? State::Complete : State::ChunkEnd;
    return base::ok();
}

base::Status AnswerReader::atClose()
{
    if (m_state == State::UntilClose)
        m_state = State::Complete;
    if (m_state == State::Complete)
        return base::ok();
    return base::fail(ErrorCode::NetworkUnreachable,
                      m_status == 0 ? "the server closed the connection without a readable answer"
                                    : "the server closed the connection in the middle of its answer");
}

HttpResponse AnswerReader::take()
{
    HttpResponse answer;
    answer.status = m_status;
    answer.headers = std::move(m_headers);
    answer.serverDate = base::fromHttpDate(answer.header("date"));
    answer.body = std::move(m_body).build();
    return answer;
}

} // namespace keystead::net
