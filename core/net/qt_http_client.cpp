// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/qt_http_client.h"

#include "core/net/http_exchange.h"

#include <QPointer>

namespace keystead::net {

struct QtHttpClient::Impl
{
    explicit Impl(const base::Clock& c) : clock(c) {}

    const base::Clock& clock;
    std::unique_ptr<QObject> exchanges = std::make_unique<QObject>();
    bool closing = false;
};

QtHttpClient::QtHttpClient(const base::Clock& clock) : m_impl(std::make_unique<Impl>(clock)) {}

QtHttpClient::~QtHttpClient()
{
    // Each exchange that still runs settles as cancelled and wakes its coroutine here.
    m_impl->closing = true;
    m_impl->exchanges.reset();
}

QCoro::Task<base::Result<HttpResponse>> QtHttpClient::send(HttpRequest request, base::CancelToken cancel)
{
    if (cancel.cancelled() || m_impl->closing)
        co_return base::fail(base::ErrorCode::Cancelled);
    base::Result<WireRequest> wire = toWire(request);
    if (!wire)
        co_return std::move(wire).error();

    HttpOutcome outcome;
    QPointer<HttpExchange> exchange = new HttpExchange(m_impl->clock, outcome, m_impl->exchanges.get());
    exchange->start(std::move(*wire), request);
    request = HttpRequest{}; // nothing of it waits here for the answer
    const auto registration = cancel.onCancel([exchange] {
        if (exchange)
            exchange->fail(base::fail(base::ErrorCode::Cancelled));
    });
    // From here on the client may be gone.
    const std::shared_ptr<base::Result<HttpResponse>> result = co_await outcome;
    co_return std::move(*result);
}

} // namespace keystead::net
