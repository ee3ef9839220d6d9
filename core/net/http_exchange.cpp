// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/http_exchange.h"

#include "core/net/http_socket.h"

#include <QPointer>
#include <QSslSocket>
#include <QTcpSocket>

namespace keystead::net {

namespace {

constexpr std::size_t chunkSize = 16 * 1024;

} // namespace

HttpExchange::HttpExchange(const base::Clock& clock, HttpOutcome outcome, QObject* parent)
    : QObject(parent), m_clock(clock), m_outcome(std::move(outcome)), m_startedAt(clock.steady()), m_chunk(chunkSize)
{
}

HttpExchange::~HttpExchange()
{
    settle(base::fail(base::ErrorCode::Cancelled));
    deliver();
}

void HttpExchange::start(WireRequest wire, const HttpRequest& request)
{
    m_handover = request.handover;
    m_reader = std::make_unique<AnswerReader>(request.maxResponseBytes, request.method == "HEAD");
    m_unsent = std::move(wire.bytes);
    m_secretFrom = wire.secretFrom;
    offerHandover();
    connectTo(wire);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { fail(base::fail(base::ErrorCode::NetworkTimeout, "no complete answer in time")); });
    m_timer.start(request.timeout);
}

void HttpExchange::connectTo(const WireRequest& wire)
{
    m_socket = makeSocket(wire);
    if (wire.encrypted) {
        auto* const socket = static_cast<QSslSocket*>(m_socket.get());
        connect(socket, &QSslSocket::encrypted, this, &HttpExchange::onReady);
        connect(socket, &QSslSocket::sslErrors, this,
                [this](const QList<QSslError>& errors) { m_tlsProblem = describeTls(errors); });
    } else {
        connect(m_socket.get(), &QTcpSocket::connected, this, &HttpExchange::onReady);
    }
    m_socket->setReadBufferSize(static_cast<qint64>(4 * chunkSize));
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &HttpExchange::onWritten);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpExchange::onReadyRead);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &HttpExchange::onError);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &HttpExchange::onClosed);
    openSocket(*m_socket, wire);
}

void HttpExchange::offerHandover()
{
    if (!m_handover)
        return;
    const QPointer<HttpExchange> self = this;
    m_handover->cut = [self] {
        if (self)
            self->fail(base::fail(base::ErrorCode::Cancelled));
    };
    m_handover->passOn = [self](Handover::Sink sink) {
        if (!self || self->m_sink)
            return;
        self->m_sink = std::move(sink);
        HttpOutcome outcome = self->m_outcome;
        outcome.set(base::fail(base::ErrorCode::Cancelled, "the answer goes elsewhere"));
    };
}

void HttpExchange::onReady()
{
    setStage(Handover::Stage::Sending);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    if (m_handover)
        writeInPieces(*m_socket, m_unsent.exposeText(), m_secretFrom);
    else
        m_socket->write(m_unsent.exposeText().data(), static_cast<qint64>(m_unsent.size()));
    m_unsent.clear();
    onWritten(); // flushed already, most likely
}

void HttpExchange::onWritten()
{
    if (!m_result && m_unsent.empty() && m_socket->bytesToWrite() == 0)
        setStage(Handover::Stage::Sent);
}

void HttpExchange::onReadyRead()
{
    while (!m_result && !m_reader->complete()) {
        const qint64 size =
            m_socket->read(reinterpret_cast<char*>(m_chunk.exposeMutable().data()), static_cast<qint64>(chunkSize));
        if (size <= 0)
            return;
        if (const base::Status read = m_reader->feed(m_chunk.exposeText().substr(0, static_cast<std::size_t>(size)));
            !read)
            return fail(read.error());
    }
    answered();
}

void HttpExchange::answered()
{
    if (m_result)
        return;
    HttpResponse answer = m_reader->take();
    answer.took = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steady() - m_startedAt);
    settle(std::move(answer));
}

void HttpExchange::onClosed()
{
    onReadyRead();
    if (m_result)
        return;
    if (const base::Status whole = m_reader->atClose(); !whole)
        return fail(whole.error());
    answered();
}

void HttpExchange::onError(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::RemoteHostClosedError)
        return; // disconnected() follows, and what was read before still counts
    onReadyRead();
    if (!m_result)
        fail(socketError(error, m_tlsProblem));
}

void HttpExchange::setStage(Handover::Stage stage)
{
    if (m_handover && m_handover->stage != Handover::Stage::Over)
        m_handover->stage = stage;
}

void HttpExchange::settle(base::Result<HttpResponse> result)
{
    if (m_result)
        return;
    m_result.emplace(std::move(result));
    m_timer.stop();
    m_unsent.clear();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
    // Never from inside a signal: what waits may destroy the client.
    QMetaObject::invokeMethod(
        this,
        [this] {
            deleteLater();
            deliver();
        },
        Qt::QueuedConnection);
}

void HttpExchange::deliver()
{
    if (m_handover) {
        m_handover->passOn = nullptr;
        m_handover->cut = nullptr;
        if (m_result->has_value() || m_handover->stage != Handover::Stage::Unsent)
            m_handover->stage = Handover::Stage::Over;
        m_handover.reset();
    }
    if (const Handover::Sink sink = std::exchange(m_sink, nullptr))
        return sink(std::move(*m_result));
    if (m_outcome.ready())
        return;
    HttpOutcome outcome = m_outcome;
    outcome.set(std::move(*m_result));
}

} // namespace keystead::net
