// SPDX-License-Identifier: GPL-3.0-or-later
// The methods of git's and docker's helpers. Only public data goes out here; the secret itself is asked for with
// `token`, which the policy judges.
#include "core/service/login_desk.h"
#include "core/service/rpc.h"
#include "core/service/rpc_json.h"

#include <nlohmann/json.hpp>

namespace keystead::service {

using access::Call;
using access::Reply;
using access::Wish;
using base::ErrorCode;
using base::Json;
using RpcTask = QCoro::Task<base::Result<Reply>>;

namespace {

TaskOf<std::vector<ServedUrl>> failed(base::Error error)
{
    co_return error;
}

base::Result<AskedBy> askedByParam(const Call& call)
{
    const auto by = askedByFromText(textParamOr(call, "by", "git"));
    if (!by)
        return base::fail(ErrorCode::InvalidArgument, "by: is neither git nor docker");
    return *by;
}

base::Result<ServerQuery> queryParam(const Call& call)
{
    KS_ASSIGN(const std::string protocol, textParam(call, "protocol"));
    KS_ASSIGN(const std::string host, textParam(call, "host"));
    KS_ASSIGN(ServerQuery query,
              serverQuery(protocol, host, textParamOr(call, "path", {}), textParamOr(call, "username", {})));
    KS_ASSIGN(query.by, askedByParam(call));
    return query;
}

Json matchJson(const ServerMatch& match, const std::string& profileName)
{
    const model::Connection& connection = match.connection;
    Json object = {{"id", connection.id.text},
                   {"name", connection.name},
                   {"profile", profileName},
                   {"account", connection.account},
                   {"kind", std::string{toText(connection.kind)}},
                   {"username", match.username},
                   {"url", match.url}};
    if (!match.authType.empty())
        object["auth_type"] = match.authType;
    if (match.preferred)
        object["preferred"] = true;
    if (connection.expiresAt)
        object["expires_at"] = base::toRfc3339(*connection.expiresAt);
    return object;
}

RpcTask match(CoreService& core, Call call)
{
    KS_CO_ASSIGN(ServerQuery query, queryParam(call));
    LoginDesk desk = core.logins();
    KS_CO_ASSIGN(const ServerChoice choice, co_await desk.choose(std::move(query)));
    KS_CO_ASSIGN(const auto names, co_await profileNames(core));
    Json list = Json::array();
    for (const ServerMatch& found : choice.matches) {
        const auto name = names.find(found.connection.profile.text);
        list.push_back(matchJson(found, name == names.end() ? std::string{} : name->second));
    }
    Json result = {{"connections", std::move(list)}, {"known", choice.known}};
    if (choice.chosen)
        result["chosen"] = choice.matches.front().connection.id.text;
    else
        result["why"] = choice.why;
    co_return reply(std::move(result));
}

TaskOf<std::vector<ServedUrl>> servedRows(CoreService& core, const Call& call)
{
    LoginDesk desk = core.logins();
    if (textParamOr(call, "by", {}) == "api") {
        auto connection = textParam(call, "connection");
        if (!connection)
            return failed(connection.error());
        return desk.servedByApi(*std::move(connection));
    }
    const auto by = askedByParam(call);
    return by ? desk.served(*by, textParamOr(call, "connection", {})) : failed(by.error());
}

RpcTask served(CoreService& core, Call call)
{
    auto asking = servedRows(core, call);
    KS_CO_ASSIGN(const std::vector<ServedUrl> rows, co_await asking);
    Json list = Json::array();
    for (const ServedUrl& row : rows)
        list.push_back({{"url", row.url}, {"username", row.username}});
    co_return reply({{"servers", std::move(list)}});
}

// What was done, and with which connection.
template <class T> Json outcome(const char* how, const T& done)
{
    Json result = {{how, std::string{toText(done.how)}}};
    if (done.connection)
        result["connection"] = {{"id", done.connection->id.text}, {"name", done.connection->name}};
    return result;
}

RpcTask store(CoreService& core, Call call)
{
    StoreLogin request;
    request.password = protocol::takeSecret(*call.params, "password");
    KS_CO_ASSIGN(request.query, queryParam(call));
    if (const std::string text = textParamOr(call, "expires_at", {}); !text.empty()) {
        const auto time = base::fromRfc3339(text);
        if (!time)
            co_return base::fail(ErrorCode::InvalidArgument, "expires_at: is no RFC 3339 time");
        request.expiresAt = *time;
    }
    LoginDesk desk = core.logins();
    KS_CO_ASSIGN(const StoredLogin stored, co_await desk.store(std::move(request), call.actor));
    co_return reply(outcome("stored", stored));
}

RpcTask erase(CoreService& core, Call call)
{
    EraseLogin request;
    if (call.params->contains("password"))
        request.password = protocol::takeSecret(*call.params, "password");
    KS_CO_ASSIGN(request.query, queryParam(call));
    if (!request.password && request.query.by == AskedBy::Git) // docker does not say what was refused
        co_return base::fail(ErrorCode::InvalidArgument, "password: is missing");
    request.connection = textParamOr(call, "connection", {});
    LoginDesk desk = core.logins();
    KS_CO_ASSIGN(const ErasedLogin erased, co_await desk.erase(std::move(request), call.actor));
    co_return reply(outcome("erased", erased));
}

} // namespace

void registerMatchMethods(access::AgentServer& server, CoreService& core)
{
    using enum MemberKind;
    const Members members{{"path", Text}, {"username", Text}, {"by", Text}};
    const auto with = [&members](Members more) {
        more.insert(more.end(), members.begin(), members.end());
        return more;
    };
    addMethod(server, core, "credential.match", Wish::Read, match, members);
    addMethod(server, core, "credential.servers", Wish::Read, served, {{"by", Text}, {"connection", Text}});
    addMethod(server, core, "credential.store", Wish::Change, store, with({{"expires_at", Text}, {"password", Text}}));
    addMethod(server, core, "credential.erase", Wish::Change, erase, with({{"password", Text}, {"connection", Text}}));
}

} // namespace keystead::service
