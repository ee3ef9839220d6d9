// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/request_ops.h"

#include "core/access/proxy_endpoint.h"
#include "core/model/url_rules.h"
#include "core/service/access_text.h"
#include "core/service/audit_ops.h"
#include "core/service/connection_ops.h"
#include "core/service/credential_placement.h"
#include "core/service/refusals.h"
#include "core/service/use_record.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"

namespace keystead::service {

using base::ErrorCode;
using model::AuditOutcome;

namespace {

constexpr const char* field = "request";
// A program that goes on asking for what it may not have would refresh for ever.
constexpr std::chrono::milliseconds betweenRenewals{30'000};

void addEchoes(std::vector<base::Secret>& needles, const base::Secret& value)
{
    for (base::Secret& form : access::echoForms(value))
        needles.push_back(std::move(form));
}

// What is on the request, and what it was made of.
std::vector<base::Secret> needlesOf(const net::HttpRequest& request, const base::Secret& value)
{
    std::vector<base::Secret> needles;
    addEchoes(needles, value);
    for (const auto& [name, text] : request.secretHeaders) {
        const std::string_view whole = text.exposeText();
        const std::size_t space = whole.rfind(' ');
        addEchoes(needles, base::Secret::fromText(whole.substr(space == std::string_view::npos ? 0 : space + 1)));
    }
    return needles;
}

} // namespace

RequestErrand::RequestErrand(ContextPtr context, RequestWish wish, RequestProgram program, base::CancelToken cancel)
    : m_context(std::move(context)), m_wish(std::move(wish)), m_program(std::move(program)), m_cancel(std::move(cancel))
{
}

base::Status RequestErrand::look()
{
    m_began = m_context->parts.clock.steady();
    KS_ASSIGN(VaultSession* const session, m_context->openTrusted());
    m_closing = session->closing.token();
    KS_ASSIGN(m_connection, session->vault->connections().find(m_wish.connection));
    KS_ASSIGN(m_spec, specOf(*m_context, m_connection.providerId));
    KS_ASSIGN(const access::RequestRules rules, access::rulesFor(m_connection, m_spec));
    KS_ASSIGN(m_checked, access::checkRequest(rules, m_wish.method, m_wish.target, m_wish.headers, m_wish.forms));
    if (m_connection.state == model::ConnectionState::Paused)
        return base::fail(ErrorCode::Denied, "the connection is paused");
    return base::ok();
}

QCoro::Task<base::Result<access::ProxyErrandParts>> RequestErrand::prepare()
{
    const base::Status looked = look();
    const bool refusal =
        !looked && !m_connection.id.text.empty() &&
        (looked.error().code == ErrorCode::Denied || looked.error().code == ErrorCode::InvalidArgument);
    if (!looked && !refusal)
        co_return looked.error();
    // A target that is none is a slip, on record and no more.
    if (refusal && looked.error().code == ErrorCode::InvalidArgument) {
        Refusal slip{event(AuditOutcome::Denied), askerKey(m_program.actor), looked.error(), false, false};
        slip.event.detail["error"] = std::string{base::errorName(slip.error.code)};
        auto noting = refuse(m_context, std::move(slip));
        const base::Status noted = co_await noting;
        co_return noted ? looked.error() : noted.error();
    }
    if (refusal) { // another host, or paused
        auto slowing = slowDown(m_context, askerKey(m_program.actor), m_cancel);
        const base::Status slowed = co_await slowing;
        if (!slowed)
            co_return slowed.error();
        auto refusing = recordRefusal(m_context, event(AuditOutcome::Denied), looked.error());
        const base::Status refused = co_await refusing;
        co_return refused ? looked.error() : refused.error();
    }
    model::AccessWant want{m_connection.id,  model::Right::Request, {},
                           m_checked.method, m_checked.host,        m_checked.path};
    auto authorizing = m_program.authorize(std::move(want), m_program.caller, m_cancel);
    const base::Result<void> authorized = co_await authorizing;
    if (!authorized)
        co_return authorized.error(); // on record already
    auto obtaining = obtain();
    base::Result<access::ProxyErrandParts> parts = co_await obtaining;
    if (!parts) {
        auto refusing = recordRefusal(m_context, event(AuditOutcome::Failure), parts.error());
        const base::Status refused = co_await refusing;
        co_return refused ? parts.error() : refused.error();
    }
    co_return parts;
}

TaskOf<access::ProxyErrandParts> RequestErrand::obtain()
{
    if (m_cancel.cancelled())
        co_return base::fail(ErrorCode::Cancelled, "the program hung up");
    KS_CO_ASSIGN(VaultSession* const session, m_context->openTrusted());
    const std::chrono::milliseconds aMinute{std::chrono::minutes{1}};
    auto freshening =
        session->refresher->freshCredential(m_connection.id, aMinute, m_program.actor, session->closing.token());
    const base::Result<refresh::FreshCredential> fresh = co_await freshening;
    if (!fresh)
        co_return fresh.error();
    KS_CO_ASSIGN(VaultSession* const still, m_context->openTrusted());
    if (m_program.stillSame)
        KS_CO_TRY(m_program.stillSame());
    m_justRefreshed = fresh->refreshed;
    KS_CO_ASSIGN(access::ProxyErrandParts parts, place(*still, *fresh));
    co_return parts;
}

base::Result<access::ProxyErrandParts> RequestErrand::place(VaultSession& session,
                                                            const refresh::FreshCredential& fresh)
{
    access::ProxyErrandParts parts;
    net::HttpRequest& request = parts.request;
    request.method = m_checked.method;
    request.url = m_checked.url;
    request.headers = m_checked.headers;
    request.allowLoopbackHttp = model::loopbackHttpAllowed(m_spec, m_connection.parameters);
    if (const auto ca = m_connection.parameters.find("ca_pem"); ca != m_connection.parameters.end())
        request.caPem = ca->second;
    KS_ASSIGN(const auto fields, session.vault->credentials().getAll(m_connection.id.text));
    KS_TRY(placeCredential(request, Placement{m_spec, m_connection, m_connection.parameters, fresh.value, fields}));
    parts.needles = needlesOf(request, fresh.value);
    return parts;
}

std::string RequestErrand::location(const std::string& text) const
{
    return m_wish.locationPrefix.empty() ? text : access::endpointLocation(m_checked, text, m_wish.locationPrefix);
}

bool RequestErrand::repeatable() const
{
    const std::string& method = m_checked.method;
    return m_wish.repeatAlways || method == "GET" || method == "HEAD" || method == "OPTIONS";
}

QCoro::Task<base::Result<access::ProxyErrandParts>> RequestErrand::refreshed()
{
    const bool renewable = (m_connection.kind == model::AuthKind::OAuth2 && m_connection.hasRefreshToken) ||
                           m_connection.kind == model::AuthKind::ClientCredentials;
    if (!renewable || m_justRefreshed)
        co_return base::fail(ErrorCode::Unauthorized, "there is no other credential");
    KS_CO_ASSIGN(VaultSession* const session, m_context->openTrusted());
    const base::SteadyTime now = m_context->parts.clock.steady();
    const auto last = session->renewedFor401.find(m_connection.id);
    if (last != session->renewedFor401.end() && now - last->second < betweenRenewals)
        co_return base::fail(ErrorCode::Unauthorized, "a new credential was refused a moment ago");
    session->renewedFor401.insert_or_assign(m_connection.id, now);
    auto refreshing = session->refresher->refreshNow(m_connection.id, m_program.actor, session->closing.token());
    const base::Result<refresh::RefreshOutcome> outcome = co_await refreshing;
    if (!outcome)
        co_return outcome.error();
    auto obtaining = obtain();
    base::Result<access::ProxyErrandParts> parts = co_await obtaining;
    co_return parts;
}

model::AuditEvent RequestErrand::event(AuditOutcome outcome) const
{
    model::AuditEvent event = accessEvent(m_connection, m_program.actor, field, outcome);
    event.duration = m_context->parts.clock.steady() - m_began;
    if (!m_checked.host.empty()) {
        event.detail["method"] = m_checked.method;
        event.detail["host"] = m_checked.host;
        event.detail["path"] = m_checked.path;
    } else if (const auto url = model::splitUrl(m_wish.target)) { // refused for its host
        const bool usual = url->port == (url->scheme == "https" ? 443 : 80);
        event.detail["host"] = url->host + (usual ? "" : ":" + std::to_string(url->port));
    }
    return event;
}

QCoro::Task<base::Status> RequestErrand::record(access::ProxyOutcome outcome)
{
    model::AuditEvent record = event(outcome.error ? AuditOutcome::Failure : AuditOutcome::Success);
    if (outcome.status != 0)
        record.detail["status"] = std::to_string(outcome.status);
    if (outcome.refreshed)
        record.detail["refreshed"] = "yes";
    if (outcome.error)
        record.detail["error"] = std::string{base::errorName(outcome.error->code)};
    const auto opened = m_context->open();
    if (!opened) { // locked meanwhile: it was sent all the same
        auto noting = recordEvent(m_context, std::move(record));
        const base::Status noted = co_await noting;
        co_return noted ? opened.error() : noted.error();
    }
    bool touched = false;
    KS_CO_ASSIGN(const std::uint64_t commit,
                 recordAccess(*m_context, **opened, m_connection, std::move(record), touched));
    auto settling = settleRecord(m_context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    emitUse(*m_context, m_connection.id, touched);
    co_return base::ok();
}

} // namespace keystead::service
