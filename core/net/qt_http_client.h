// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// HttpClient over QSslSocket: each exchange has a connection of its own, and nothing of it stays behind. Qt's network
// manager is not used: it repeats requests, and keeps what was sent until the answer is there (docs/decisions/0004).
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
