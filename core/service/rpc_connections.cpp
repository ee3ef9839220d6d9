// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/request_desk.h"
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

// Members "secret.FIELD" into locked memory, wiped in the document.
std::map<std::string, base::Secret, std::less<>> takeSecrets(Json& params)
{
    constexpr std::string_view prefix = "secret.";
    std::vector<std::string> members;
    for (const auto& [name, value] : params.items()) {
        if (name.starts_with(prefix))
            members.push_back(name);
    }
    std::map<std::string, base::Secret, std::less<>> secrets;
    for (const std::string& member : members)
        secrets.emplace(member.substr(prefix.size()), protocol::takeSecret(params, member));
    return secrets;
}

Json problemsJson(const std::vector<model::Problem>& problems)
{
    Json list = Json::array();
    for (const model::Problem& problem : problems)
        list.push_back(toJson(problem));
    return list;
}

RpcTask answerAdded(CoreService& core, AddedConnection added)
{
    if (!added.connection)
        co_return reply({{"problems", problemsJson(added.problems)}});
    KS_CO_ASSIGN(Json object, co_await describe(core, *added.connection));
    co_return reply({{"connection", std::move(object)}});
}

base::Result<model::AuthKind> kindParam(const Call& call, const model::ProviderSpec& spec)
{
    const std::string text = textParamOr(call, "kind", {});
    if (text.empty() && !spec.methods.empty())
        return spec.methods.front().kind;
    const auto kind = model::authKindFromText(text);
    if (!kind || !spec.method(*kind))
        return base::fail(ErrorCode::InvalidArgument,
                          "kind: " + spec.displayName + " has no way to sign in called `" + text + "`");
    return *kind;
}

// Settings that are not parameters of the provider have names of their own.
base::Status applySet(model::ConnectionDraft& draft, const std::string& field, const std::string& value)
{
    const auto words = [&value] {
        std::vector<std::string> list;
        std::string word;
        for (const char c : value + ' ') {
            if (c != ' ' && c != ',')
                word += c;
            else if (!word.empty())
                list.push_back(std::exchange(word, {}));
        }
        return list;
    };
    if (field == "notes") {
        draft.notes = value;
    } else if (field == "account") {
        draft.account = value;
    } else if (field == "scopes") {
        draft.scopes = words();
    } else if (field == "tags") {
        draft.tags = words();
    } else if (field == "client_id") {
        draft.clientId = value;
        draft.parameters[field] = value;
    } else if (field == "expires_at") {
        const auto time = base::fromRfc3339(value.size() == 10 ? value + "T00:00:00Z" : value);
        if (!time)
            return base::fail(ErrorCode::InvalidArgument, "expires_at: is no RFC 3339 time like 2026-01-31T12:00:00Z");
        draft.expiresAt = *time;
    } else {
        draft.parameters[field] = value;
    }
    return base::ok();
}

RpcTask addConnection(CoreService& core, Call call)
{
    AddConnection request;
    request.credential.fields = takeSecrets(*call.params);
    KS_CO_ASSIGN(request.draft.providerId, textParam(call, "provider"));
    KS_CO_ASSIGN(const std::vector<model::ProviderSpec> specs, co_await core.providerSpecs());
    const auto spec =
        std::find_if(specs.begin(), specs.end(), [&](const auto& s) { return s.id == request.draft.providerId; });
    if (spec == specs.end())
        co_return base::fail(ErrorCode::NotFound, "there is no provider `" + request.draft.providerId + "`");
    KS_CO_ASSIGN(request.draft.kind, kindParam(call, *spec));
    request.credential.kind = request.draft.kind;
    request.draft.name = textParamOr(call, "name", {});
    request.draft.profile = textParamOr(call, "profile", {});
    if (spec->oauth)
        request.draft.scopes = spec->oauth->defaultScopes;
    for (const auto& [field, value] : mapParam(call, "set"))
        KS_CO_TRY(applySet(request.draft, field, value));
    KS_CO_ASSIGN(AddedConnection added, co_await core.add(std::move(request), call.actor));
    auto answered = answerAdded(core, std::move(added));
    co_return co_await std::move(answered);
}

// The person is being shown this name: it stays until the question is answered or its minute is over.
base::Status checkNobodyAsks(CoreService& core, const model::Connection& connection)
{
    for (const model::ApprovalPrompt& prompt : core.approvals()) {
        const bool about = std::any_of(prompt.items.begin(), prompt.items.end(), [&](const model::ApprovalItem& item) {
            return item.want.connection == connection.id && item.waiting > 0;
        });
        if (about)
            return base::fail(ErrorCode::IllegalState,
                              "a program's question about this connection is open: answer it first");
    }
    return base::ok();
}

// Whether the next token would be good for more than the last. No scopes at all means whatever the service gives.
bool widens(const model::Connection& connection, const std::vector<std::string>& scopes)
{
    const bool unattended =
        connection.kind == model::AuthKind::ClientCredentials || connection.kind == model::AuthKind::Jwt;
    const std::vector<std::string>& before = connection.scopesRequested;
    if (!unattended || before == scopes)
        return false;
    return scopes.empty() || std::any_of(scopes.begin(), scopes.end(), [&before](const std::string& scope) {
               return std::find(before.begin(), before.end(), scope) == before.end();
           });
}

RpcTask set(CoreService& core, Call call)
{
    auto secrets = takeSecrets(*call.params);
    KS_CO_ASSIGN(const model::Connection connection, co_await namedConnection(core, call));
    EditConnection request;
    request.id = connection.id;
    for (auto& [name, value] : secrets)
        request.secrets.emplace(name, std::make_shared<base::Secret>(std::move(value)));
    model::ConnectionDraft draft;
    auto fields = mapParam(call, "set");
    if (fields.contains("name") || fields.contains("profile"))
        KS_CO_TRY(checkNobodyAsks(core, connection));
    if (const auto wanted = fields.find("scopes"); wanted != fields.end()) {
        KS_CO_TRY(applySet(draft, wanted->first, wanted->second));
        if (widens(connection, draft.scopes)) {
            KS_CO_ASSIGN(Proof proof, proofParam(core, call));
            auto proving = core.requests().prove(std::move(proof), call.actor);
            const base::Status proven = co_await proving;
            if (!proven)
                co_return proven.error();
        }
    }
    if (const auto target = fields.find("profile"); target != fields.end()) {
        KS_CO_ASSIGN(model::Connection moved, co_await core.moveToProfile(request.id, target->second, call.actor));
        fields.erase(target);
        if (fields.empty() && request.secrets.empty()) {
            KS_CO_ASSIGN(Json object, co_await describe(core, std::move(moved)));
            co_return reply({{"connection", std::move(object)}});
        }
    }
    for (const auto& [field, value] : fields) {
        if (field == "name") {
            request.name = value;
            continue;
        }
        KS_CO_TRY(applySet(draft, field, value));
    }
    if (fields.contains("notes"))
        request.notes = draft.notes;
    if (fields.contains("tags"))
        request.tags = draft.tags;
    if (fields.contains("scopes"))
        request.scopes = draft.scopes;
    if (fields.contains("expires_at"))
        request.expiresAt = draft.expiresAt;
    request.parameters = draft.parameters;
    KS_CO_ASSIGN(AddedConnection edited, co_await core.edit(std::move(request), call.actor));
    auto answered = answerAdded(core, std::move(edited));
    co_return co_await std::move(answered);
}

RpcTask listConnections(CoreService& core, Call)
{
    KS_CO_ASSIGN(const std::vector<model::Connection> connections, co_await core.connections());
    KS_CO_ASSIGN(const auto names, co_await profileNames(core));
    Json array = Json::array();
    for (const model::Connection& connection : connections) {
        const auto name = names.find(connection.profile.text);
        array.push_back(toJson(connection, name == names.end() ? std::string{} : name->second));
    }
    co_return reply({{"connections", std::move(array)}});
}

RpcTask showConnection(CoreService& core, Call call)
{
    KS_CO_ASSIGN(model::Connection connection, co_await namedConnection(core, call));
    KS_CO_ASSIGN(const std::vector<std::string> fields, co_await core.secretFieldNames(connection.id));
    KS_CO_ASSIGN(Json object, co_await describe(core, std::move(connection)));
    object["secret_fields"] = fields;
    co_return reply({{"connection", std::move(object)}});
}

RpcTask remove(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const model::Connection connection, co_await namedConnection(core, call));
    RemoveConnection request;
    request.id = connection.id;
    request.revokeRemotely = !flagParam(call, "keep_remote");
    request.removeEvenIfRevocationFails = flagParam(call, "force");
    KS_CO_ASSIGN(const RemovedConnection removed, co_await core.remove(std::move(request), call.actor));
    co_return reply(toJson(removed));
}

RpcTask revoke(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const model::Connection connection, co_await namedConnection(core, call));
    KS_CO_ASSIGN(const RemovedConnection revoked, co_await core.revoke(connection.id, call.actor));
    co_return reply(toJson(revoked));
}

using Turn = TaskOf<model::Connection> (CoreService::*)(base::ConnectionId id, model::Actor actor);

RpcTask turn(CoreService& core, Call call, Turn what)
{
    KS_CO_ASSIGN(const model::Connection connection, co_await namedConnection(core, call));
    KS_CO_ASSIGN(model::Connection turned, co_await (core.*what)(connection.id, call.actor));
    KS_CO_ASSIGN(Json object, co_await describe(core, std::move(turned)));
    co_return reply({{"connection", std::move(object)}});
}

RpcTask pause(CoreService& core, Call call)
{
    return turn(core, std::move(call), &CoreService::pause);
}

RpcTask resume(CoreService& core, Call call)
{
    return turn(core, std::move(call), &CoreService::resume);
}

} // namespace

void registerConnectionMethods(access::AgentServer& server, CoreService& core)
{
    using enum MemberKind;
    addMethod(server, core, "connection.add", Wish::Change, addConnection,
              {{"kind", Text}, {"name", Text}, {"profile", Text}, {"set", TextMap}, {"secret.*", Text}});
    addMethod(server, core, "connection.set", Wish::Change, set, withProof({{"set", TextMap}, {"secret.*", Text}}));
    addMethod(server, core, "connection.list", Wish::Read, listConnections);
    addMethod(server, core, "connection.show", Wish::Read, showConnection);
    addMethod(server, core, "connection.remove", Wish::Change, remove, {{"keep_remote", Flag}, {"force", Flag}});
    addMethod(server, core, "connection.revoke", Wish::Change, revoke);
    addMethod(server, core, "connection.pause", Wish::Change, pause);
    addMethod(server, core, "connection.resume", Wish::Change, resume);
}

} // namespace keystead::service
