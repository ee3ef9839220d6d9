// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One request and its answer over a QNetworkReply: the cap while reading, the one timer, the mapping of errors. Settles
// exactly once, from the event loop or, at the latest, from its destructor. Thread: the client's.
#include "core/net/async.h"
#include "core/net/http_client.h"

#include <memory>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QObject>
#include <QPointer>
#include <QSslError>
#include <QTimer>

class QNetworkAccessManager;

namespace keystead::net {

using HttpOutcome = OneShot<base::Result<HttpResponse>>;

// Builds Qt's request: every switch of SECURITY 5, 6 and 24 is here. Errors: InvalidArgument (URL, header).
base::Result<QNetworkRequest> toQtRequest(const HttpRequest& request);

class HttpExchange final : public QObject
{
public:
    // `keepAlive` lives as long as the exchange (the manager's owner).
    HttpExchange(std::shared_ptr<void> keepAlive, const base::Clock& clock, HttpOutcome outcome, QObject* parent);
    ~HttpExchange() override;

    void start(QNetworkAccessManager& manager, const QNetworkRequest& qtRequest, HttpRequest request);
    void fail(base::Error error) { settle(base::Result<HttpResponse>{std::move(error)}); }

private:
    void onMetaData();
    void onReadyRead();
    void onFinished();
    bool drain(); // false: over the cap, settled
    base::Error networkError(QNetworkReply::NetworkError error, int status) const;
    void settle(base::Result<HttpResponse> result);
    void deliver();

    std::shared_ptr<void> m_keepAlive;
    const base::Clock& m_clock;
    HttpOutcome m_outcome;
    std::optional<base::Result<HttpResponse>> m_result;
    QPointer<QNetworkReply> m_reply;
    QTimer m_timer;
    base::SteadyTime m_startedAt{};
    std::size_t m_limit = 0;
    std::size_t m_received = 0;
    base::Secret m_chunk;
    base::SecretBuilder m_body;
    std::string m_tlsProblem;
};

} // namespace keystead::net
