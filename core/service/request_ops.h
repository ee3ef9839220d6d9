// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One request of a program, from its words to its record. Thread: the core thread.
#include "core/access/proxy_exchange.h"
#include "core/service/context.h"
#include "core/service/request_desk.h"

namespace keystead::service {

class RequestErrand final : public access::ProxyErrand
{
public:
    RequestErrand(ContextPtr context, RequestWish wish, RequestProgram program, base::CancelToken cancel);

    QCoro::Task<base::Result<access::ProxyErrandParts>> prepare() override;
    QCoro::Task<base::Result<access::ProxyErrandParts>> refreshed() override;
    QCoro::Task<base::Status> record(access::ProxyOutcome outcome) override;
    const access::CheckedRequest& checked() const override { return m_checked; }
    std::string location(const std::string& text) const override;
    bool repeatable() const override;
    base::CancelToken cancelled() const override { return m_closing; }

private:
    // The rules; InvalidArgument and the like before anybody is asked.
    base::Status look();
    TaskOf<access::ProxyErrandParts> obtain();
    base::Result<access::ProxyErrandParts> place(VaultSession& session, const refresh::FreshCredential& fresh);
    model::AuditEvent event(model::AuditOutcome outcome) const;

    ContextPtr m_context;
    RequestWish m_wish;
    RequestProgram m_program;
    base::CancelToken m_cancel;
    base::CancelToken m_closing;
    model::Connection m_connection;
    model::ProviderSpec m_spec;
    access::CheckedRequest m_checked;
    bool m_justRefreshed = false;
    base::SteadyTime m_began{};
};

} // namespace keystead::service
