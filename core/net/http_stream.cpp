// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_stream.h"

#include "core/net/http_socket.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <QSslSocket>
#include <QTcpSocket>

namespace keystead::net {

namespace {

using base::ErrorCode;

constexpr std::size_t chunkSize = 64 * 1024;
constexpr std::size_t readAhead = 256 * 1024;  // what the socket may hold that nobody has taken
constexpr std::size_t writeAhead = 256 * 1024; // what may wait to leave

} // namespace

HttpStream::HttpStream() : HttpStream(Limits{}) {}

HttpStream::HttpStream(Limits limits) : m_limits(limits)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HttpStream::onTimer);
}

// This may run inside a signal of the socket, which an abort() would pull the TLS state away from under: the connection
// ends with the socket, in the event loop.
HttpStream::~HttpStream()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket.release()->deleteLater();
}

QCoro::Task<base::Status> HttpStream::open(HttpRequest request, std::optional<StreamedBody> body)
{
    const auto self = shared_from_this();
    if (m_error)
        co_return *m_error;
    base::Result<WireRequest> wire = toWire(request, body ? &*body : nullptr);
    if (!wire)
        co_return std::move(wire).error();
    m_chunked = body && !body->length;
    m_reader = std::make_unique<AnswerReader>(
        [this](std::string_view bytes) {
            if (m_into.size() - m_filled < bytes.size()) {
                m_early.append(bytes);
                return;
            }
            std::memcpy(m_into.data() + m_filled, bytes.data(), bytes.size());
            m_filled += bytes.size();
        },
        request.method == "HEAD");
    request = HttpRequest{}; // nothing of it waits here
    m_unsent = std::move(wire->bytes);
    m_secretFrom = wire->secretFrom;
    m_socket = makeSocket(*wire);
    wireUp(wire->encrypted);
    m_timer.start(m_limits.connect);
    openSocket(*m_socket, *wire);
    while (!m_ready && !m_error) {
        const Wake wake = m_writeWake.emplace();
        co_await wake;
    }
    if (m_error)
        co_return *m_error;
    co_return base::ok();
}

void HttpStream::wireUp(bool encrypted)
{
    if (encrypted) {
        auto* const socket = static_cast<QSslSocket*>(m_socket.get());
        connect(socket, &QSslSocket::encrypted, this, &HttpStream::onReady);
        connect(socket, &QSslSocket::sslErrors, this,
                [this](const QList<QSslError>& errors) { m_tlsProblem = describeTls(errors); });
        connect(socket, &QSslSocket::encryptedBytesWritten, this, &HttpStream::wakeAll);
    } else {
        connect(m_socket.get(), &QTcpSocket::connected, this, &HttpStream::onReady);
    }
    m_socket->setReadBufferSize(static_cast<qint64>(readAhead));
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &HttpStream::wakeAll);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpStream::wakeAll);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, [this] {
        m_closed = true;
        wakeAll();
    });
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error == QAbstractSocket::RemoteHostClosedError && m_ready)
            return; // disconnected() follows, and what was read before still counts
        if (m_ready && m_reader->status() == 0 && m_socket->bytesAvailable() > 0)
            return; // as above: a server that refuses a body resets after its answer
        stop(socketError(error, m_tlsProblem));
    });
}

void HttpStream::onReady()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    writeInPieces(*m_socket, m_unsent.exposeText(), m_secretFrom);
    m_unsent.clear();
    m_ready = true;
    m_timer.start(m_limits.idle);
    wakeAll();
}

void HttpStream::stop(base::Error error)
{
    if (!m_error)
        m_error = std::move(error);
    m_unsent.clear();
    m_timer.stop();
    wakeAll();
}

// Only what somebody waits for counts as silence: a caller that is slow itself is no fault of the server.
void HttpStream::onTimer()
{
    if (!m_ready)
        return stop(base::fail(ErrorCode::NetworkTimeout, "no connection in time"));
    const auto still = m_limits.idle - std::chrono::milliseconds{m_moved.elapsed()};
    if ((m_readWake || m_writeWake) && still.count() <= 0)
        return stop(base::fail(ErrorCode::NetworkTimeout, "the server fell silent"));
    m_timer.start(std::max(still, std::chrono::milliseconds{50}));
}

void HttpStream::wakeAll()
{
    m_moved.start();
    const auto self = weak_from_this().lock();
    if (auto wake = std::exchange(m_writeWake, std::nullopt))
        wake->set(true);
    if (auto wake = std::exchange(m_readWake, std::nullopt))
        wake->set(true);
}

std::size_t HttpStream::waitingToLeave() const
{
    const qint64 plain = m_socket->bytesToWrite();
    const auto* const secure = qobject_cast<const QSslSocket*>(m_socket.get());
    return static_cast<std::size_t>(plain + (secure ? secure->encryptedBytesToWrite() : 0));
}

base::Status HttpStream::put(std::string_view bytes)
{
    if (m_error)
        return *m_error;
    if (m_closed ||
        m_socket->write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size()))
        return base::fail(ErrorCode::NetworkUnreachable, "the server closed the connection");
    return base::ok();
}

QCoro::Task<base::Status> HttpStream::drained()
{
    const auto self = shared_from_this();
    while (!m_error && !m_closed && waitingToLeave() > writeAhead) {
        if (!m_readWake)
            m_moved.start();
        const Wake wake = m_writeWake.emplace();
        co_await wake;
    }
    if (m_error)
        co_return *m_error;
    co_return base::ok();
}

QCoro::Task<base::Status> HttpStream::write(std::string_view bytes)
{
    const auto self = shared_from_this();
    if (bytes.empty())
        co_return base::ok();
    if (m_chunked) {
        std::array<char, 24> size{};
        char* const end = std::to_chars(size.data(), size.data() + 20, bytes.size(), 16).ptr;
        KS_CO_TRY(put({size.data(), static_cast<std::size_t>(end - size.data())}));
        KS_CO_TRY(put("\r\n"));
    }
    KS_CO_TRY(put(bytes));
    if (m_chunked)
        KS_CO_TRY(put("\r\n"));
    auto draining = drained();
    const base::Status room = co_await draining;
    if (!room)
        co_return room.error();
    co_return base::ok();
}

QCoro::Task<base::Status> HttpStream::finish()
{
    const auto self = shared_from_this();
    if (m_chunked)
        KS_CO_TRY(put("0\r\n\r\n"));
    co_return base::ok();
}

base::Result<std::size_t> HttpStream::feedSome(std::size_t most)
{
    if (m_chunk.empty())
        m_chunk = base::Secret{chunkSize};
    const qint64 size = m_socket->read(reinterpret_cast<char*>(m_chunk.exposeMutable().data()),
                                       static_cast<qint64>(std::min(most, chunkSize)));
    if (size > 0) {
        KS_TRY(m_reader->feed(m_chunk.exposeText().substr(0, static_cast<std::size_t>(size))));
        return static_cast<std::size_t>(size);
    }
    if (m_closed)
        KS_TRY(m_reader->atClose());
    return std::size_t{0};
}

QCoro::Task<base::Status> HttpStream::moreToRead()
{
    const auto self = shared_from_this();
    if (m_error)
        co_return *m_error;
    if (!m_writeWake)
        m_moved.start();
    const Wake wake = m_readWake.emplace();
    co_await wake;
    if (m_error)
        co_return *m_error;
    co_return base::ok();
}

QCoro::Task<base::Result<StreamHead>> HttpStream::head()
{
    const auto self = shared_from_this();
    while (m_reader->status() == 0) {
        if (m_error)
            co_return *m_error;
        KS_CO_ASSIGN(const std::size_t fed, feedSome(chunkSize));
        if (fed > 0)
            continue;
        auto waiting = moreToRead();
        const base::Status more = co_await waiting;
        if (!more)
            co_return more.error();
    }
    m_earlyRest = std::move(m_early).build();
    m_headGiven = true;
    co_return StreamHead{m_reader->status(), m_reader->headers(), m_reader->length()};
}

QCoro::Task<base::Result<std::size_t>> HttpStream::read(std::span<char> into)
{
    const auto self = shared_from_this();
    if (m_earlyTaken < m_earlyRest.size()) {
        const std::string_view rest = m_earlyRest.exposeText().substr(m_earlyTaken, into.size());
        std::copy(rest.begin(), rest.end(), into.begin());
        m_earlyTaken += rest.size();
        if (m_earlyTaken == m_earlyRest.size())
            m_earlyRest.clear();
        co_return rest.size();
    }
    m_earlyTaken = 0;
    m_filled = 0;
    while (m_filled == 0 && !m_reader->complete()) {
        if (m_error)
            co_return *m_error;
        m_into = into;
        const base::Result<std::size_t> fed = feedSome(into.size());
        m_into = {};
        if (!fed)
            co_return fed.error();
        if (*fed > 0 || m_reader->complete())
            continue;
        auto waiting = moreToRead();
        const base::Status more = co_await waiting;
        if (!more)
            co_return more.error();
    }
    co_return std::exchange(m_filled, 0);
}

} // namespace keystead::net
