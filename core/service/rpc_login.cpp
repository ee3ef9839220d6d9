// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/rpc.h"

#include "core/service/rpc_json.h"

#include <nlohmann/json.hpp>

namespace keystead::service {

using access::Call;
using access::Reply;
using access::Wish;
using base::Json;
using RpcTask = QCoro::Task<base::Result<Reply>>;

namespace {

RpcTask start(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const model::Connection connection, co_await namedConnection(core, call));
    SignInRequest request;
    request.connection = connection.id;
    request.caller = call.cancel;
    request.openBrowser = flagParam(call, "open_browser");
    KS_CO_ASSIGN(const SignInSession session, co_await core.startSignIn(std::move(request), call.actor));
    co_return reply({{"session", session.id},
                     {"url", session.url},
                     {"redirect_uri", session.redirectUri},
                     {"provider", session.providerName},
                     {"connection", session.connectionName},
                     {"account", session.accountHint},
                     {"ends_at", base::toRfc3339(session.expiresAt)}});
}

RpcTask await(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string session, textParam(call, "session"));
    // A caller that hangs up gives the sign-in up.
    const auto giveUp = call.cancel.onCancel([&core, session] { core.cancelSignIn(session); });
    KS_CO_ASSIGN(const SignInOutcome outcome, co_await core.awaitSignIn(session));
    KS_CO_ASSIGN(Json object, co_await describe(core, outcome.connection));
    co_return reply({{"connection", std::move(object)}, {"scopes_missing", outcome.scopesMissing}});
}

RpcTask paste(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string session, textParam(call, "session"));
    KS_CO_ASSIGN(const std::string address, textParam(call, "address"));
    KS_CO_TRY(co_await core.submitPastedAddress(session, address));
    co_return Reply{};
}

RpcTask cancel(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string session, textParam(call, "session"));
    core.cancelSignIn(session);
    co_return Reply{};
}

} // namespace

void registerLoginMethods(access::AgentServer& server, CoreService& core)
{
    addMethod(server, core, "login.start", Wish::Use, start, {{"open_browser", MemberKind::Flag}});
    addMethod(server, core, "login.await", Wish::Use, await);
    addMethod(server, core, "login.paste", Wish::Use, paste);
    addMethod(server, core, "login.cancel", Wish::Use, cancel);
}

} // namespace keystead::service
