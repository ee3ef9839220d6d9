// SPDX-License-Identifier: GPL-3.0-or-later
// Erasing and exporting a profile over the socket. Both want the passphrase: a program cannot erase or take away what
// it was not given.
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

base::Result<Proof> proofFrom(Call& call)
{
    base::Secret passphrase = protocol::takeSecret(*call.params, "passphrase");
    if (passphrase.empty())
        return base::fail(base::ErrorCode::Denied,
                          "this wants --passphrase-fd N or the person's approval in the window");
    Proof proof;
    proof.passphrase = std::move(passphrase);
    return proof;
}

Json toJson(const ErasedProfile& erased)
{
    Json notReached = Json::array();
    for (const auto& [name, why] : erased.notReached)
        notReached.push_back({{"backup", name}, {"reason", why}});
    Json exported = Json::array();
    for (const auto& [file, madeAt] : erased.exported)
        exported.push_back({{"file", file}, {"made_at", base::toRfc3339(madeAt)}});
    return {{"connections", erased.connections},
            {"oauth_clients", erased.clients},
            {"sealed_fields", erased.seals},
            {"trail_records", erased.records},
            {"pages_rewritten", erased.pagesRewritten},
            {"backups_rewritten", erased.backupsRewritten},
            {"backups_not_reached", std::move(notReached)},
            {"exported_backups_not_reached", std::move(exported)},
            {"trail_sequence", erased.sequence},
            {"certificates", erased.certificates}};
}

RpcTask erase(CoreService& core, Call call)
{
    EraseProfile request;
    KS_CO_ASSIGN(Proof proof, proofFrom(call));
    KS_CO_ASSIGN(request.profile, textParam(call, "name"));
    KS_CO_ASSIGN(request.typedName, textParam(call, "confirm"));
    request.certificate = textParamOr(call, "certificate", {});
    KS_CO_ASSIGN(const ErasedProfile erased,
                 co_await core.eraseProfile(std::move(request), std::move(proof), call.actor));
    co_return reply(toJson(erased));
}

RpcTask exportOne(CoreService& core, Call call)
{
    ExportProfile request;
    KS_CO_ASSIGN(Proof proof, proofFrom(call));
    KS_CO_ASSIGN(request.profile, textParam(call, "name"));
    KS_CO_ASSIGN(request.file, textParam(call, "file"));
    KS_CO_ASSIGN(const ExportedProfile exported,
                 co_await core.exportProfile(std::move(request), std::move(proof), call.actor));
    co_return reply({{"files", exported.files}, {"connections", exported.connections}, {"records", exported.records}});
}

} // namespace

void registerProfileMethods(access::AgentServer& server, CoreService& core)
{
    using enum MemberKind;
    addMethod(server, core, "profile.erase", Wish::Administer, erase,
              {{"name", Text}, {"confirm", Text}, {"certificate", Text}, {"passphrase", Text}});
    addMethod(server, core, "profile.export", Wish::Administer, exportOne,
              {{"name", Text}, {"file", Text}, {"passphrase", Text}});
}

} // namespace keystead::service
