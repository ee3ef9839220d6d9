// SPDX-License-Identifier: GPL-3.0-or-later
// Grants over the socket (docs/grants.md). A program cannot grant itself: who adds one brings what opens the vault, or
// the person is asked in the window. To take one away needs no proof. Questions are answered in the window alone.
#include "core/service/rpc.h"
#include "core/service/rpc_json.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace keystead::service {

using access::Call;
using access::Reply;
using access::Wish;
using base::ErrorCode;
using base::fail;
using base::Json;
using RpcTask = QCoro::Task<base::Result<Reply>>;

namespace {

void put(Json& object, const char* name, const std::string& text)
{
    if (!text.empty())
        object[name] = text;
}

void put(Json& object, const char* name, const std::optional<base::WallTime>& time)
{
    if (time)
        object[name] = base::toRfc3339(*time);
}

Json programJson(const model::ProgramIdentity& program)
{
    Json object = {{"executable", program.executable}, {"sha256", program.sha256}};
    put(object, "script", program.script);
    put(object, "script_sha256", program.scriptSha256);
    put(object, "package", program.package);
    put(object, "sandbox", program.sandbox);
    return object;
}

Json allowJson(const model::Grant& grant)
{
    Json allow = Json::array();
    if (grant.token)
        allow.push_back("token");
    if (grant.request)
        allow.push_back("request");
    for (const std::string& field : grant.fields)
        allow.push_back("field:" + field);
    return allow;
}

// What it allows, without whose and since when.
void putContent(Json& object, const model::Grant& grant)
{
    object["program"] = programJson(grant.program);
    object["allow"] = allowJson(grant);
    object["for"] = std::string{model::toText(grant.term)};
    if (grant.request) {
        object["hosts"] = grant.request->hosts;
        object["methods"] = grant.request->methods;
        object["paths"] = grant.request->pathPrefixes;
    }
    put(object, "reason", grant.reason);
    if (grant.rate)
        object["at_most"] = {{"uses", grant.rate->uses}, {"seconds", grant.rate->window.count()}};
}

Json grantJson(const model::Grant& grant, const std::string& connectionName)
{
    Json object = {{"id", grant.id.text},
                   {"connection", grant.connection.text},
                   {"connection_name", connectionName},
                   {"created_at", base::toRfc3339(grant.createdAt)},
                   {"granted_via", grant.grantedVia},
                   {"uses", grant.uses}};
    putContent(object, grant);
    put(object, "expires_at", grant.expiresAt);
    put(object, "last_used_at", grant.lastUsedAt);
    return object;
}

Json wantedJson(const model::WantedGrant& wanted)
{
    Json object = Json::object();
    putContent(object, wanted.grant);
    if (wanted.lifetime)
        object["seconds"] = wanted.lifetime->count();
    return object;
}

// Something that would prove who asks, right or wrong.
bool bringsProof(const Call& call)
{
    return call.params->contains("passphrase") || call.params->contains("recovery_key") ||
           call.params->contains("pin") || flagParam(call, "confirmed");
}

TaskOf<std::map<std::string, std::string>> connectionNames(CoreService& core)
{
    KS_CO_ASSIGN(const std::vector<model::Connection> connections, co_await core.connections());
    std::map<std::string, std::string> names;
    for (const model::Connection& connection : connections)
        names.emplace(connection.id.text, connection.name);
    co_return names;
}

std::string nameIn(const std::map<std::string, std::string>& names, const base::ConnectionId& id)
{
    const auto found = names.find(id.text);
    return found == names.end() ? std::string{} : found->second;
}

RpcTask listGrants(CoreService& core, Call)
{
    KS_CO_ASSIGN(const std::vector<model::Grant> grants, co_await core.grants());
    KS_CO_ASSIGN(const auto names, co_await connectionNames(core));
    Json array = Json::array();
    for (const model::Grant& grant : grants)
        array.push_back(grantJson(grant, nameIn(names, grant.connection)));
    co_return reply({{"grants", std::move(array)}});
}

base::Status readRights(const Call& call, AddGrant& request)
{
    bool wantsRequest = false;
    for (const std::string& right : listParam(call, "allow")) {
        if (right == "token")
            request.token = true;
        else if (right == "request")
            wantsRequest = true;
        else if (right.starts_with("field:"))
            request.fields.push_back(right.substr(6));
        else
            return fail(ErrorCode::InvalidArgument, "allow: there are token, request and field:NAME");
    }
    model::RequestLimits limits{listParam(call, "hosts"), listParam(call, "methods"), listParam(call, "paths")};
    if (wantsRequest)
        request.request = std::move(limits);
    else if (limits != model::RequestLimits{})
        return fail(ErrorCode::InvalidArgument,
                    "allow: hosts, methods and paths limit requests, which are not allowed");
    return base::ok();
}

base::Result<std::chrono::seconds> durationOf(const std::string& member, const std::string& text)
{
    const auto duration = base::parseDuration(text);
    if (!duration || *duration < std::chrono::seconds{1})
        return fail(ErrorCode::InvalidArgument, member + ": is no time like 8h, 30m or 7d");
    return std::chrono::duration_cast<std::chrono::seconds>(*duration);
}

base::Status readTerm(const Call& call, AddGrant& request)
{
    const std::string text = textParamOr(call, "for", "always");
    const auto named = model::grantTermFromText(text);
    if (named && *named != model::GrantTerm::Until) {
        request.term = *named;
        return base::ok();
    }
    auto lifetime = durationOf("for", text);
    if (!lifetime)
        return fail(ErrorCode::InvalidArgument, "for: must be once, login, always or a time like 8h");
    request.term = model::GrantTerm::Until;
    request.lifetime = *lifetime;
    return base::ok();
}

// "10/1h"
base::Status readRate(const Call& call, AddGrant& request)
{
    const std::string text = textParamOr(call, "at_most", {});
    if (text.empty())
        return base::ok();
    const std::size_t slash = text.find('/');
    model::RateLimit rate;
    const char* const end = text.data() + std::min(slash, text.size());
    const auto parsed = std::from_chars(text.data(), end, rate.uses);
    if (slash == std::string::npos || parsed.ec != std::errc{} || parsed.ptr != end || rate.uses < 1)
        return fail(ErrorCode::InvalidArgument, "at_most: must be like 10/1h");
    KS_ASSIGN(rate.window, durationOf("at_most", text.substr(slash + 1)));
    request.rate = rate;
    return base::ok();
}

RpcTask addGrantFor(CoreService& core, Call call)
{
    AddGrant request;
    KS_CO_ASSIGN(request.program, textParam(call, "program"));
    KS_CO_ASSIGN(request.connection, textParam(call, "connection"));
    request.script = textParamOr(call, "script", {});
    request.reason = textParamOr(call, "reason", {});
    KS_CO_TRY(readRights(call, request));
    KS_CO_TRY(readTerm(call, request));
    KS_CO_TRY(readRate(call, request));
    std::optional<base::Result<model::Grant>> made;
    if (core.personPresent() && !bringsProof(call)) {
        auto asking = core.askForGrant(std::move(request), call.caller, call.cancel);
        made = co_await asking;
    } else {
        KS_CO_ASSIGN(Proof proof, proofParam(core, call));
        auto adding = core.addGrant(std::move(request), std::move(proof), call.actor);
        made = co_await adding;
    }
    if (!*made)
        co_return made->error();
    const model::Grant grant = std::move(**made);
    KS_CO_ASSIGN(const auto names, co_await connectionNames(core));
    co_return reply({{"grant", grantJson(grant, nameIn(names, grant.connection))}});
}

RpcTask removeOne(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string id, textParam(call, "grant"));
    base::GrantId grant{id};
    KS_CO_TRY(co_await core.removeGrant(std::move(grant), call.actor));
    co_return Reply{};
}

RpcTask use(CoreService& core, Call call)
{
    int days = 90;
    if (const auto given = base::optionalInt(*call.params, "days", "params"); given && *given)
        days = static_cast<int>(std::clamp<std::int64_t>(**given, 0, 1000));
    KS_CO_ASSIGN(const std::vector<ProgramUse> uses, co_await core.programUse(days));
    Json array = Json::array();
    for (const ProgramUse& one : uses) {
        Json grants = Json::array();
        for (const model::Grant& grant : one.grants)
            grants.push_back(grant.id.text);
        Json object = {{"program", programJson(one.program)},
                       {"connection", one.connection.text},
                       {"connection_name", one.connectionName},
                       {"uses", one.uses},
                       {"denials", one.denials},
                       {"daily", one.daily},
                       {"grants", std::move(grants)}};
        put(object, "last_used_at", one.lastUsedAt);
        array.push_back(std::move(object));
    }
    co_return reply({{"programs", std::move(array)}});
}

RpcTask approvals(CoreService& core, Call)
{
    Json array = Json::array();
    for (const model::ApprovalPrompt& prompt : core.approvals()) {
        Json items = Json::array();
        for (const model::ApprovalItem& item : prompt.items) {
            Json want = {{"connection", item.want.connection.text},
                         {"connection_name", item.connectionName},
                         {"right", item.grant ? std::string{"grant"} : std::string{model::toText(item.want.right)}},
                         {"waiting", item.waiting}};
            if (item.grant)
                want["grant"] = wantedJson(*item.grant);
            put(want, "field", item.want.field);
            put(want, "host", item.want.host);
            put(want, "method", item.want.method);
            items.push_back(std::move(want));
        }
        array.push_back({{"program", programJson(prompt.caller.program)},
                         {"pid", prompt.caller.pid},
                         {"via", prompt.caller.via},
                         {"items", std::move(items)},
                         {"asked_at", base::toRfc3339(prompt.askedAt)},
                         {"expires_at", base::toRfc3339(prompt.expiresAt)}});
    }
    co_return reply({{"approvals", std::move(array)}});
}

} // namespace

void registerGrantMethods(access::AgentServer& server, CoreService& core)
{
    using enum MemberKind;
    addMethod(server, core, "grants.list", Wish::Read, listGrants);
    addMethod(server, core, "grants.add", Wish::Administer, addGrantFor,
              withProof({{"script", Text},
                         {"allow", Texts},
                         {"hosts", Texts},
                         {"methods", Texts},
                         {"paths", Texts},
                         {"for", Text},
                         {"at_most", Text},
                         {"reason", Text}}));
    addMethod(server, core, "grants.remove", Wish::Change, removeOne);
    addMethod(server, core, "programs.use", Wish::Read, use, {{"days", Number}});
    addMethod(server, core, "approvals.list", Wish::Read, approvals);
}

} // namespace keystead::service
