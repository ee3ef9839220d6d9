// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/rpc.h"

#include "core/service/rpc_json.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

namespace keystead::service {

using access::Call;
using access::Reply;
using access::Wish;
using base::Json;
using RpcTask = QCoro::Task<base::Result<Reply>>;

namespace {

bool containsIgnoringCase(const std::string& text, const std::string& part)
{
    const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

RpcTask listProviders(CoreService& core, Call call)
{
    const std::string query = textParamOr(call, "query", {});
    KS_CO_ASSIGN(const std::vector<model::ProviderSpec> specs, co_await core.providerSpecs());
    Json array = Json::array();
    for (const model::ProviderSpec& spec : specs) {
        if (query.empty() || containsIgnoringCase(spec.id, query) || containsIgnoringCase(spec.displayName, query) ||
            containsIgnoringCase(spec.category, query))
            array.push_back(toJson(spec, false));
    }
    co_return reply({{"providers", std::move(array)}});
}

RpcTask showProvider(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string id, textParam(call, "provider"));
    KS_CO_ASSIGN(const std::vector<model::ProviderSpec> specs, co_await core.providerSpecs());
    const auto spec = std::find_if(specs.begin(), specs.end(), [&](const auto& s) { return s.id == id; });
    if (spec == specs.end())
        co_return base::fail(base::ErrorCode::NotFound, "there is no provider `" + id + "`");
    co_return reply({{"provider", toJson(*spec, true)}});
}

RpcTask addProvider(CoreService& core, Call call)
{
    AddProvider request;
    KS_CO_ASSIGN(request.json, textParam(call, "descriptor"));
    request.replace = flagParam(call, "replace");
    if (request.replace) {
        KS_CO_ASSIGN(request.proof, proofParam(core, call));
    }
    KS_CO_TRY(co_await core.addUserProvider(std::move(request), call.actor));
    co_return Reply{};
}

} // namespace

void registerProviderMethods(access::AgentServer& server, CoreService& core)
{
    addMethod(server, core, "provider.list", Wish::Read, listProviders, {{"query", MemberKind::Text}});
    addMethod(server, core, "provider.show", Wish::Read, showProvider);
    addMethod(server, core, "provider.add", Wish::Change, addProvider, withProof({{"replace", MemberKind::Flag}}));
}

} // namespace keystead::service
