// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// HttpClient over QNetworkAccessManager. Each exchange has a manager and a connection of its own; nothing of it stays
// behind.
#include "core/net/http_client.h"

#include <memory>

namespace keystead::net {

class QtHttpClient final : public HttpClient
{
public:
    explicit QtHttpClient(const base::Clock& clock);
    ~QtHttpClient() override;
    QCoro::Task<base::Result<HttpResponse>> send(HttpRequest request, base::CancelToken cancel) override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace keystead::net
