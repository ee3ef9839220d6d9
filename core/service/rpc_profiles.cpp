// SPDX-License-Identifier: GPL-3.0-or-later
// Erasing and exporting a profile over the socket. Both want a proof that a person asks (docs/keys.md).
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

Json erasedJson(const ErasedProfile& erased)
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
    KS_CO_ASSIGN(Proof proof, proofParam(core, call));
    KS_CO_ASSIGN(request.profile, textParam(call, "name"));
    KS_CO_ASSIGN(request.typedName, textParam(call, "confirm"));
    request.certificate = textParamOr(call, "certificate", {});
    KS_CO_ASSIGN(const ErasedProfile erased,
                 co_await core.eraseProfile(std::move(request), std::move(proof), call.actor));
    co_return reply(erasedJson(erased));
}

RpcTask exportOne(CoreService& core, Call call)
{
    ExportProfile request;
    KS_CO_ASSIGN(Proof proof, proofParam(core, call));
    KS_CO_ASSIGN(request.profile, textParam(call, "name"));
    KS_CO_ASSIGN(request.file, textParam(call, "file"));
    request.replace = flagParam(call, "force");
    KS_CO_ASSIGN(const ExportedProfile exported,
                 co_await core.exportProfile(std::move(request), std::move(proof), call.actor));
    co_return reply({{"files", exported.files}, {"connections", exported.connections}, {"records", exported.records}});
}

} // namespace

void registerProfileMethods(access::AgentServer& server, CoreService& core)
{
    using enum MemberKind;
    addMethod(server, core, "profile.erase", Wish::Administer, erase,
              withProof({{"name", Text}, {"confirm", Text}, {"certificate", Text}}));
    addMethod(server, core, "profile.export", Wish::Administer, exportOne,
              withProof({{"name", Text}, {"file", Text}, {"force", Flag}}));
}

} // namespace keystead::service
