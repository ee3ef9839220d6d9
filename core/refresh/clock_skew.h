// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How far the servers' clock is from ours, learned from the Date of their answers: an HttpClient that passes everything
// through and remembers. The token rooms reckon expiry in the server's time; toLocal() turns it into ours, so that a
// wrong clock here does no harm.
#include "core/base/clock.h"
#include "core/net/handover.h"
#include "core/net/http_client.h"

#include <chrono>
#include <memory>
#include <optional>

namespace keystead::refresh {

class SkewProbe final : public net::HttpClient
{
public:
    SkewProbe(net::HttpClient& inner, const base::Clock& clock) : m_inner(inner), m_clock(clock) {}
    SkewProbe(const SkewProbe&) = delete;
    SkewProbe& operator=(const SkewProbe&) = delete;
    QCoro::Task<base::Result<net::HttpResponse>> send(net::HttpRequest request, base::CancelToken cancel) override;

    // The request that goes through here next may outlive its sender (core/net/handover.h).
    void offerHandover(std::shared_ptr<net::Handover> handover) { m_handover = std::move(handover); }
    // Server minus local; zero while unknown or within the two seconds that Date and the way of the answer blur.
    std::chrono::milliseconds skew() const { return m_skew; }
    std::optional<base::WallTime> toLocal(std::optional<base::WallTime> serverTime) const;
    base::WallTime serverNow() const { return m_clock.now() + m_skew; }
    // The servers' time as a clock, for flows that compare times of theirs (id_token). Lives as long as this object.
    const base::Clock& serverClock() const { return m_serverClock; }

private:
    class ServerClock final : public base::Clock
    {
    public:
        explicit ServerClock(const SkewProbe& probe) : m_probe(probe) {}
        base::WallTime now() const override { return m_probe.serverNow(); }
        base::SteadyTime steady() const override { return m_probe.m_clock.steady(); }

    private:
        const SkewProbe& m_probe;
    };
    net::HttpClient& m_inner;
    const base::Clock& m_clock;
    std::chrono::milliseconds m_skew{0};
    std::shared_ptr<net::Handover> m_handover;
    ServerClock m_serverClock{*this};
};

} // namespace keystead::refresh
