// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/request_desk.h"

#include "core/service/refusals.h"
#include "core/service/request_ops.h"
#include "core/service/vault_slots.h"
#include "core/vault/connection_store.h"

#include <algorithm>

namespace keystead::service {

using base::ErrorCode;

namespace {

class SmallBody final : public access::BodyIn
{
public:
    explicit SmallBody(std::optional<base::Secret> body) : m_any(body.has_value())
    {
        if (body)
            m_body = std::move(*body);
    }
    std::optional<net::StreamedBody> announced() const override
    {
        return m_any ? std::optional<net::StreamedBody>{net::StreamedBody{m_body.size()}} : std::nullopt;
    }
    QCoro::Task<base::Status> begin() override { co_return base::ok(); }
    QCoro::Task<base::Result<std::size_t>> read(std::span<char> into) override
    {
        const std::string_view piece = m_body.exposeText().substr(m_taken, into.size());
        std::copy(piece.begin(), piece.end(), into.begin());
        m_taken += piece.size();
        co_return piece.size();
    }
    void stop() override {}

private:
    bool m_any;
    base::Secret m_body;
    std::size_t m_taken = 0;
};

class SmallOut final : public access::AnswerOut
{
public:
    QCoro::Task<base::Status> head(net::StreamHead head) override
    {
        answer.status = head.status;
        answer.headers = std::move(head.headers);
        co_return base::ok();
    }
    QCoro::Task<base::Status> body(std::string_view bytes) override
    {
        m_size += bytes.size();
        if (m_size > smallAnswerBody)
            co_return base::fail(ErrorCode::TooLarge, "the answer is larger than " + std::to_string(smallAnswerBody) +
                                                          " bytes; request.stream has no limit");
        m_body.append(bytes);
        co_return base::ok();
    }
    QCoro::Task<base::Status> end() override
    {
        answer.body = std::move(m_body).build();
        co_return base::ok();
    }

    SmallAnswer answer;

private:
    base::SecretBuilder m_body;
    std::size_t m_size = 0;
};

} // namespace

QCoro::Task<base::Result<SmallAnswer>> RequestDesk::request(RequestWish wish, std::optional<base::Secret> body,
                                                            RequestProgram program, base::CancelToken cancel)
{
    const auto made = errand(std::move(wish), std::move(program), cancel);
    const auto in = std::make_shared<SmallBody>(std::move(body));
    const auto out = std::make_shared<SmallOut>();
    auto running = access::runProxyExchange(made, in, out, cancel, std::make_shared<access::ProxyDone>());
    const base::Status done = co_await running;
    if (!done)
        co_return done.error();
    co_return std::move(out->answer);
}

std::shared_ptr<access::ProxyErrand> RequestDesk::errand(RequestWish wish, RequestProgram program,
                                                         base::CancelToken cancel)
{
    return std::make_shared<RequestErrand>(m_context, std::move(wish), std::move(program), std::move(cancel));
}

std::shared_ptr<access::ProxyErrand> RequestDesk::refusal(base::Error error, base::CancelToken cancel)
{
    model::Actor actor; // who it is nobody knows: all such count as one
    actor.kind = model::Actor::Kind::Program;
    actor.via = "proxy";
    model::AuditEvent event = eventOf(model::AuditAction::AccessDenied, actor, model::AuditOutcome::Denied);
    event.detail = {{"method", "proxy"}, {"reason", error.detail}};
    return refusedErrand(m_context, {std::move(event), "the endpoint", std::move(error)}, std::move(cancel));
}

QCoro::Task<base::Status> RequestDesk::prove(Proof proof, model::Actor actor)
{
    auto checking = checkProof(m_context, std::move(proof), std::move(actor));
    const base::Status proven = co_await checking;
    if (!proven)
        co_return proven.error();
    co_return base::ok();
}

base::Result<model::Connection> RequestDesk::find(const std::string& connection) const
{
    KS_ASSIGN(VaultSession* const session, m_context->openTrusted());
    return session->vault->connections().find(connection);
}

} // namespace keystead::service
