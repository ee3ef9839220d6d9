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

RpcTask status(CoreService& core, Call)
{
    Json object = toJson(core.status());
    object["version"] = KEYSTEAD_VERSION;
    if (core.personPresent())
        object["person_present"] = true;
    co_return reply(std::move(object));
}

RpcTask create(CoreService& core, Call call)
{
    CreateVault request;
    request.keychain = flagParam(call, "keychain");
    request.together = flagParam(call, "together");
    request.allowWeak = flagParam(call, "allow_weak");
    if (base::Secret passphrase = protocol::takeSecret(*call.params, "passphrase"); !passphrase.empty())
        request.passphrase = std::move(passphrase);
    KS_CO_TRY(co_await core.createVault(std::move(request), call.actor));
    co_return reply(toJson(core.status()));
}

RpcTask check(CoreService& core, Call)
{
    KS_CO_ASSIGN(const std::vector<CheckItem> items, co_await core.check());
    Json list = Json::array();
    bool ok = true;
    for (const CheckItem& item : items) {
        list.push_back({{"what", item.what}, {"ok", item.ok}, {"detail", item.detail}});
        ok = ok && item.ok;
    }
    co_return reply({{"ok", ok}, {"items", std::move(list)}});
}

RpcTask profiles(CoreService& core, Call)
{
    KS_CO_ASSIGN(const std::vector<model::Profile> list, co_await core.profiles());
    Json array = Json::array();
    for (const model::Profile& profile : list)
        array.push_back(
            {{"id", profile.id.text}, {"name", profile.name}, {"created_at", base::toRfc3339(profile.createdAt)}});
    co_return reply({{"profiles", std::move(array)}});
}

RpcTask addProfile(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string name, textParam(call, "name"));
    KS_CO_ASSIGN(const model::Profile profile, co_await core.addProfile(name, call.actor));
    co_return reply({{"id", profile.id.text}, {"name", profile.name}});
}

} // namespace

void registerVaultMethods(access::AgentServer& server, CoreService& core)
{
    addMethod(server, core, "status", Wish::Read, status);
    addMethod(server, core, "vault.create", Wish::Change, create,
              {{"keychain", MemberKind::Flag},
               {"passphrase", MemberKind::Text},
               {"together", MemberKind::Flag},
               {"allow_weak", MemberKind::Flag}});
    addMethod(server, core, "vault.check", Wish::Read, check);
    addMethod(server, core, "profile.list", Wish::Read, profiles);
    addMethod(server, core, "profile.add", Wish::Change, addProfile);
}

} // namespace keystead::service
