// SPDX-License-Identifier: GPL-3.0-or-later
// Key slots over the socket. Who changes the locks brings what opens one: a program cannot let itself in. No recovery
// key leaves this way; it goes onto the emergency sheet.
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

std::optional<base::Secret> secretParam(Call& call, std::string_view name)
{
    base::Secret secret = protocol::takeSecret(*call.params, name);
    return secret.empty() ? std::nullopt : std::optional<base::Secret>{std::move(secret)};
}

std::optional<base::SlotId> slotParam(const Call& call, std::string_view name)
{
    const std::string id = textParamOr(call, name, {});
    return id.empty() ? std::nullopt : std::optional<base::SlotId>{base::SlotId{id}};
}

Reply statusWith(CoreService& core, const keys::SlotInfo* slot)
{
    Json object = toJson(core.status());
    if (slot)
        object["slot"] = slot->id.text;
    return reply(std::move(object));
}

RpcTask unlock(CoreService& core, Call call)
{
    UnlockVault request;
    request.passphrase = secretParam(call, "passphrase");
    request.recoveryKey = secretParam(call, "recovery_key");
    request.pin = secretParam(call, "pin");
    request.slot = slotParam(call, "slot");
    request.useFinalTry = flagParam(call, "final_try");
    request.acceptOldKeyFile = flagParam(call, "accept_old_key_file");
    if (!request.pin && flagParam(call, "pin_pad"))
        request.pin.emplace();
    KS_CO_TRY(co_await core.unlock(std::move(request), call.actor));
    co_return statusWith(core, nullptr);
}

RpcTask addSlot(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string kind, textParam(call, "kind"));
    AddSlot request;
    request.passphrase = secretParam(call, "new_passphrase");
    request.pin = secretParam(call, "token_pin");
    KS_CO_ASSIGN(Proof proof, proofParam(core, call));
    const auto wanted = keys::slotKindFromText(kind);
    if (!wanted)
        co_return base::fail(ErrorCode::InvalidArgument,
                             "kind: must be keychain, passphrase, recovery, pkcs11 or combined");
    request.kind = *wanted;
    request.label = textParamOr(call, "label", {});
    request.allowWeak = flagParam(call, "allow_weak");
    request.sheetFile = textParamOr(call, "sheet", {});
    request.token = textParamOr(call, "token", {});
    request.tokenKey = textParamOr(call, "token_key", {});
    request.useFinalTry = flagParam(call, "final_try");
    if (request.kind == keys::SlotKind::Recovery && request.sheetFile.empty())
        co_return base::fail(ErrorCode::InvalidArgument, "sheet: the recovery key is only ever written onto a sheet");
    KS_CO_ASSIGN(const AddedSlot added, co_await core.addSlot(std::move(request), std::move(proof), call.actor));
    co_return statusWith(core, &added.slot);
}

RpcTask confirmSlot(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string id, textParam(call, "slot"));
    std::optional<base::Secret> typed = secretParam(call, "recovery_key");
    if (!typed)
        co_return base::fail(ErrorCode::InvalidArgument, "recovery_key: is needed");
    const base::SlotId slot{id};
    KS_CO_TRY(co_await core.confirmRecoverySlot(slot, std::move(*typed), call.actor));
    co_return statusWith(core, nullptr);
}

RpcTask changePassphrase(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string id, textParam(call, "slot"));
    std::optional<base::Secret> fresh = secretParam(call, "new_passphrase");
    KS_CO_ASSIGN(Proof proof, proofParam(core, call));
    if (!fresh)
        co_return base::fail(ErrorCode::InvalidArgument, "new_passphrase: is needed");
    const base::SlotId slot{id};
    const bool allowWeak = flagParam(call, "allow_weak");
    KS_CO_ASSIGN(const AddedSlot changed,
                 co_await core.changePassphrase(slot, std::move(*fresh), allowWeak, std::move(proof), call.actor));
    co_return statusWith(core, &changed.slot);
}

RpcTask removeSlot(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string id, textParam(call, "slot"));
    KS_CO_ASSIGN(Proof proof, proofParam(core, call));
    const base::SlotId slot{id};
    KS_CO_TRY(co_await core.removeSlot(slot, std::move(proof), call.actor));
    co_return statusWith(core, nullptr);
}

RpcTask tokens(CoreService& core, Call)
{
    KS_CO_ASSIGN(const std::vector<keys::TokenInfo> list, co_await core.tokens());
    Json array = Json::array();
    for (const keys::TokenInfo& token : list)
        array.push_back({{"label", token.identity.label},
                         {"serial", token.identity.serial},
                         {"manufacturer", token.identity.manufacturer},
                         {"model", token.identity.model},
                         {"pin", std::string{keys::toText(token.pin)}},
                         {"pin_pad", token.pinPad}});
    co_return reply({{"tokens", std::move(array)}});
}

} // namespace

void registerSlotMethods(access::AgentServer& server, CoreService& core)
{
    using enum MemberKind;
    addMethod(server, core, "vault.unlock", Wish::Change, unlock,
              {{"passphrase", Text},
               {"recovery_key", Text},
               {"pin", Text},
               {"pin_pad", Flag},
               {"slot", Text},
               {"final_try", Flag},
               {"accept_old_key_file", Flag}});
    addMethod(server, core, "vault.add_slot", Wish::Administer, addSlot,
              withProof({{"new_passphrase", Text},
                         {"token_pin", Text},
                         {"label", Text},
                         {"allow_weak", Flag},
                         {"sheet", Text},
                         {"token", Text},
                         {"token_key", Text},
                         {"final_try", Flag}}));
    addMethod(server, core, "vault.confirm_slot", Wish::Administer, confirmSlot);
    addMethod(server, core, "vault.change_passphrase", Wish::Administer, changePassphrase,
              withProof({{"new_passphrase", Text}, {"allow_weak", Flag}}));
    addMethod(server, core, "vault.remove_slot", Wish::Administer, removeSlot, withProof({}));
    addMethod(server, core, "vault.tokens", Wish::Read, tokens);
}

} // namespace keystead::service
