// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/refusals.h"

#include "core/service/audit_ops.h"

namespace keystead::service {

using base::ErrorCode;
using model::AuditAction;
using model::AuditOutcome;

namespace {

constexpr int mostDelayed = 32; // calls of one program

class RefusedErrand final : public access::ProxyErrand
{
public:
    RefusedErrand(ContextPtr context, Refusal refusal, base::CancelToken cancel)
        : m_context(std::move(context)), m_refusal(std::move(refusal)), m_cancel(std::move(cancel))
    {
    }

    QCoro::Task<base::Result<access::ProxyErrandParts>> prepare() override
    {
        auto slowing = slowDown(m_context, m_refusal.asker, m_cancel);
        const base::Status slowed = co_await slowing;
        if (!slowed)
            co_return slowed.error();
        auto refusing = refuse(m_context, m_refusal);
        const base::Status refused = co_await refusing;
        co_return refused ? m_refusal.error : refused.error();
    }
    QCoro::Task<base::Result<access::ProxyErrandParts>> refreshed() override { co_return m_refusal.error; }
    QCoro::Task<base::Status> record(access::ProxyOutcome) override { co_return base::ok(); }
    const access::CheckedRequest& checked() const override { return m_nothing; }
    bool repeatable() const override { return false; }
    base::CancelToken cancelled() const override { return {}; }

private:
    ContextPtr m_context;
    Refusal m_refusal;
    base::CancelToken m_cancel;
    access::CheckedRequest m_nothing;
};

} // namespace

TaskOf<void> slowDown(ContextPtr context, std::string asker, base::CancelToken cancel)
{
    const auto delay = context->access.denials.delay(asker, context->parts.clock.steady());
    if (delay.count() == 0)
        co_return base::ok();
    int& waiting = context->access.delayed[asker];
    if (waiting >= mostDelayed)
        co_return base::fail(ErrorCode::LimitExceeded,
                             "this program was denied again and again, and too many of its calls wait already");
    ++waiting;
    auto sleeping = net::sleepFor(delay, cancel);
    const bool waited = co_await sleeping;
    if (--context->access.delayed[asker] <= 0)
        context->access.delayed.erase(asker);
    if (!waited)
        co_return base::fail(ErrorCode::Cancelled);
    co_return base::ok();
}

TaskOf<void> refuse(ContextPtr context, Refusal refusal)
{
    const base::SteadyTime now = context->parts.clock.steady();
    if (refusal.slows && refusal.event.actor.kind == model::Actor::Kind::Program)
        context->access.denials.denied(refusal.asker, now);
    if (!context->session || context->closing) {
        auto noting = recordEvent(context, refusal.event);
        const base::Status noted = co_await noting;
        co_return noted ? refusal.error : noted.error();
    }
    VaultSession& session = *context->session;
    std::vector<model::AuditEvent> events{refusal.event};
    const bool repeated = refusal.alerts && session.denials.denied(refusal.event.actor.kind, refusal.asker, now);
    if (repeated) {
        events.push_back(refusal.event);
        events.back().action = AuditAction::SecurityAlert;
        events.back().outcome = AuditOutcome::Denied;
        events.back().duration.reset();
        events.back().detail = {{"cause", "repeated_denials"}};
    }
    const auto commit = session.apply({}, std::move(events));
    if (!commit)
        co_return refresh::notRecorded(commit.error());
    if (repeated)
        context->notify({Notification::Kind::SecurityAlert, refusal.event.connection.value_or(base::ConnectionId{}),
                         refusal.event.connectionName, "repeated_denials"});
    auto settling = settleTrail(context, *commit);
    const base::Status settled = co_await settling;
    co_return settled ? refusal.error : settled.error();
}

std::shared_ptr<access::ProxyErrand> refusedErrand(ContextPtr context, Refusal refusal, base::CancelToken cancel)
{
    return std::make_shared<RefusedErrand>(std::move(context), std::move(refusal), std::move(cancel));
}

} // namespace keystead::service
