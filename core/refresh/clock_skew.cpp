// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/refresh/clock_skew.h"

#include <utility>

namespace keystead::refresh {

QCoro::Task<base::Result<net::HttpResponse>> SkewProbe::send(net::HttpRequest request, base::CancelToken cancel)
{
    request.handover = std::exchange(m_handover, nullptr);
    auto sending = m_inner.send(std::move(request), cancel);
    base::Result<net::HttpResponse> answer = co_await sending;
    if (answer && answer->serverDate) {
        const std::chrono::milliseconds difference = *answer->serverDate - m_clock.now();
        m_skew = std::chrono::abs(difference) > std::chrono::seconds{2} ? difference : std::chrono::milliseconds{0};
    }
    co_return answer;
}

std::optional<base::WallTime> SkewProbe::toLocal(std::optional<base::WallTime> serverTime) const
{
    if (!serverTime)
        return std::nullopt;
    return *serverTime - m_skew;
}

} // namespace keystead::refresh
