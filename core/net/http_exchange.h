// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One request and its answer over a connection of its own: the one timer, the mapping of errors, and what was sent is
// wiped as soon as the connection has taken it. Settles exactly once, from the event loop or, at the latest, from its
// destructor. Thread: the client's.
#include "core/net/answer_reader.h"
#include "core/net/async.h"
#include "core/net/handover.h"
#include "core/net/http_client.h"
#include "core/net/http_wire.h"

#include <memory>
#include <QAbstractSocket>
#include <QObject>
#include <QTimer>

class QTcpSocket;

namespace keystead::net {

using HttpOutcome = OneShot<base::Result<HttpResponse>>;

class HttpExchange final : public QObject
{
public:
    HttpExchange(const base::Clock& clock, HttpOutcome outcome, QObject* parent);
    ~HttpExchange() override;

    void start(WireRequest wire, const HttpRequest& request);
    void fail(base::Error error) { settle(base::Result<HttpResponse>{std::move(error)}); }

private:
    void connectTo(const WireRequest& wire);
    void offerHandover();
    void onReady();
    void onWritten();
    void onReadyRead();
    void onError(QAbstractSocket::SocketError error);
    void onClosed();
    void answered();
    void setStage(Handover::Stage stage);
    void settle(base::Result<HttpResponse> result);
    void deliver();

    const base::Clock& m_clock;
    HttpOutcome m_outcome;
    Handover::Sink m_sink; // where the answer goes instead, once it was handed over
    std::shared_ptr<Handover> m_handover;
    std::optional<base::Result<HttpResponse>> m_result;
    std::unique_ptr<QTcpSocket> m_socket;
    QTimer m_timer;
    base::SteadyTime m_startedAt{};
    base::Secret m_unsent;
    std::size_t m_secretFrom = 0;
    std::unique_ptr<AnswerReader> m_reader;
    base::Secret m_chunk;
    std::string m_tlsProblem;
};

} // namespace keystead::net
