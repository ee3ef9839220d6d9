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
    co_return reply(std::move(object));
}

RpcTask create(CoreService& core, Call call)
{
    CreateVault request;
    request.keychain = flagParam(call, "keychain");
    if (base::Secret passphrase = protocol::takeSecret(*call.params, "passphrase"); !passphrase.empty())
        request.passphrase = std::move(passphrase);
    KS_CO_TRY(co_await core.createVault(std::move(request), call.actor));
    co_return reply(toJson(core.status()));
}

RpcTask unlock(CoreService& core, Call call)
{
    base::Secret passphrase = protocol::takeSecret(*call.params, "passphrase");
    if (core.status().state == VaultState::Unlocked)
        co_return reply(toJson(core.status()));
    if (passphrase.empty())
        KS_CO_TRY(co_await core.unlockWithKeychain(call.actor));
    else
        KS_CO_TRY(co_await core.unlockWithPassphrase(std::move(passphrase), call.actor));
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

// Who changes the locks brings the passphrase: a program cannot let itself in.
base::Result<Proof> proofOf(Call& call)
{
    base::Secret passphrase = protocol::takeSecret(*call.params, "passphrase");
    if (passphrase.empty())
        return base::fail(base::ErrorCode::Denied,
                          "this wants --passphrase-fd N or the person's approval in the window");
    Proof proof;
    proof.passphrase = std::move(passphrase);
    return proof;
}

RpcTask addSlot(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string kind, textParam(call, "kind"));
    base::Secret fresh = protocol::takeSecret(*call.params, "new_passphrase");
    KS_CO_ASSIGN(Proof proof, proofOf(call));
    if (kind == "keychain")
        KS_CO_TRY(co_await core.addKeychainSlot(std::move(proof), call.actor));
    else if (kind == "passphrase" && !fresh.empty())
        KS_CO_TRY(co_await core.addPassphraseSlot(std::move(fresh), std::move(proof), call.actor));
    else
        co_return base::fail(base::ErrorCode::InvalidArgument,
                             "kind: must be keychain or passphrase (with a new passphrase)");
    co_return reply(toJson(core.status()));
}

RpcTask removeSlot(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string id, textParam(call, "slot"));
    KS_CO_ASSIGN(Proof proof, proofOf(call));
    const base::SlotId slot{id};
    KS_CO_TRY(co_await core.removeSlot(slot, std::move(proof), call.actor));
    co_return reply(toJson(core.status()));
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
              {{"keychain", MemberKind::Flag}, {"passphrase", MemberKind::Text}});
    addMethod(server, core, "vault.unlock", Wish::Change, unlock, {{"passphrase", MemberKind::Text}});
    addMethod(server, core, "vault.check", Wish::Read, check);
    addMethod(server, core, "vault.add_slot", Wish::Administer, addSlot,
              {{"new_passphrase", MemberKind::Text}, {"passphrase", MemberKind::Text}});
    addMethod(server, core, "vault.remove_slot", Wish::Administer, removeSlot, {{"passphrase", MemberKind::Text}});
    addMethod(server, core, "profile.list", Wish::Read, profiles);
    addMethod(server, core, "profile.add", Wish::Change, addProfile);
}

} // namespace keystead::service
