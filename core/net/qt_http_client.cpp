// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/qt_http_client.h"

#include "core/net/http_exchange.h"

#include <map>
#include <QNetworkAccessManager>
#include <vector>

namespace keystead::net {

struct QtHttpClient::Impl
{
    explicit Impl(const base::Clock& c) : clock(c) {}

    // One manager for each set of trusted authorities: Qt keeps the TLS context with its connection pool, by host.
    std::shared_ptr<QNetworkAccessManager> managerFor(const std::string& caPem)
    {
        purge();
        auto& slot = managers[caPem];
        if (!slot)
            slot = std::make_shared<QNetworkAccessManager>();
        return slot;
    }
    // Managers that clear() put aside go when their last exchange has gone; never from inside their own signals.
    void purge()
    {
        std::erase_if(retired, [](const auto& manager) { return manager.use_count() == 1; });
    }
    void retire()
    {
        for (auto& [ca, manager] : managers)
            retired.push_back(std::move(manager));
        managers.clear();
        purge();
    }

    const base::Clock& clock;
    std::map<std::string, std::shared_ptr<QNetworkAccessManager>> managers;
    std::vector<std::shared_ptr<QNetworkAccessManager>> retired;
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

void QtHttpClient::clear()
{
    m_impl->retire();
}

QCoro::Task<base::Result<HttpResponse>> QtHttpClient::send(HttpRequest request, base::CancelToken cancel)
{
    if (cancel.cancelled() || m_impl->closing)
        co_return base::fail(base::ErrorCode::Cancelled);
    base::Result<QNetworkRequest> qtRequest = toQtRequest(request);
    if (!qtRequest)
        co_return std::move(qtRequest).error();

    HttpOutcome outcome;
    const std::shared_ptr<QNetworkAccessManager> manager = m_impl->managerFor(request.caPem);
    QPointer<HttpExchange> exchange = new HttpExchange(manager, m_impl->clock, outcome, m_impl->exchanges.get());
    exchange->start(*manager, *qtRequest, std::move(request));
    *qtRequest = QNetworkRequest{};
    const auto registration = cancel.onCancel([exchange] {
        if (exchange)
            exchange->fail(base::fail(base::ErrorCode::Cancelled));
    });
    // From here on the client may be gone.
    const std::shared_ptr<base::Result<HttpResponse>> result = co_await outcome;
    co_return std::move(*result);
}

} // namespace keystead::net
