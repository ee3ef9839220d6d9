// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/rpc.h"

#include "core/service/rpc_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::service {

using access::Call;
using access::Reply;
using access::Wish;
using base::ErrorCode;
using base::Json;
using RpcTask = QCoro::Task<base::Result<Reply>>;

namespace {

// The connection that may be released: by its id from here on, since the name may belong to another by the time the
// person has answered. A paused connection lends nothing whatever the grants say: the release itself tells why, and
// nobody is asked.
TaskOf<base::ConnectionId> authorized(CoreService& core, Call call, std::string field)
{
    KS_CO_ASSIGN(const model::Connection connection, co_await namedConnection(core, call));
    if (connection.state == model::ConnectionState::Paused)
        co_return connection.id;
    model::AccessWant want;
    want.connection = connection.id;
    if (!field.empty() && field != model::mainField(connection.kind)) {
        KS_CO_ASSIGN(const std::vector<std::string> names, co_await core.secretFieldNames(connection.id));
        if (field == model::field::refreshToken || std::find(names.begin(), names.end(), field) == names.end())
            co_return connection.id; // never lent, or not there: the release says so
        want.right = model::Right::Fields;
        want.field = std::move(field);
    }
    KS_CO_TRY(co_await core.authorize(std::move(want), call.caller, call.cancel));
    co_return connection.id;
}

RpcTask token(CoreService& core, Call call)
{
    TokenRequest request;
    KS_CO_ASSIGN(request.connection, textParam(call, "connection"));
    request.field = textParamOr(call, "field", {});
    if (const std::string text = textParamOr(call, "min_valid", {}); !text.empty()) {
        const auto duration = base::parseDuration(text);
        if (!duration)
            co_return base::fail(ErrorCode::InvalidArgument, "min_valid: is no duration like 10m, 90s or 8h");
        request.minValid = *duration;
    }
    KS_CO_ASSIGN(base::ConnectionId id, co_await authorized(core, call, request.field));
    request.id = std::move(id);
    request.stillSame = call.stillSame;
    KS_CO_ASSIGN(ReleasedSecret released, co_await core.releaseToken(std::move(request), call.actor));
    Json object = {{"connection", released.connection.text}, {"token_type", released.tokenType}};
    if (released.expiresAt)
        object["expires_at"] = base::toRfc3339(*released.expiresAt);
    Reply answer = reply(std::move(object));
    answer.secrets.emplace_back("token", std::move(released.value));
    co_return answer;
}

RpcTask test(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const model::Connection connection, co_await namedConnection(core, call));
    KS_CO_ASSIGN(const model::TestReport report, co_await core.test(connection.id, call.actor, call.cancel));
    co_return reply(toJson(report));
}

RpcTask refresh(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const model::Connection connection, co_await namedConnection(core, call));
    KS_CO_ASSIGN(model::Connection fresh, co_await core.refresh(connection.id, call.actor));
    KS_CO_ASSIGN(Json object, co_await describe(core, std::move(fresh)));
    co_return reply({{"connection", std::move(object)}});
}

} // namespace

void registerUseMethods(access::AgentServer& server, CoreService& core)
{
    addMethod(server, core, "token", Wish::ReleaseSecret, token,
              {{"field", MemberKind::Text}, {"min_valid", MemberKind::Text}});
    addMethod(server, core, "connection.test", Wish::Use, test);
    addMethod(server, core, "connection.refresh", Wish::Use, refresh);
}

} // namespace keystead::service
