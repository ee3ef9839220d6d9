// SPDX-License-Identifier: GPL-3.0-or-later
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

TaskOf<model::AuditFilter> filterOf(CoreService& core, Call call)
{
    KS_CO_ASSIGN(model::AuditFilter filter, auditFilterParam(call, core));
    const std::string name = textParamOr(call, "connection", {});
    if (base::ConnectionId::valid(name)) {
        filter.connection = base::ConnectionId{name}; // may be gone; its history is not
    } else if (!name.empty()) {
        KS_CO_ASSIGN(const model::Connection connection, co_await core.find(name));
        filter.connection = connection.id;
    }
    co_return filter;
}

RpcTask listRecords(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const model::AuditFilter filter, co_await filterOf(core, call));
    KS_CO_ASSIGN(const std::vector<model::AuditRecord> records, co_await core.auditRecords(filter));
    Json array = Json::array();
    for (const model::AuditRecord& record : records)
        array.push_back(toJson(record));
    co_return reply({{"records", std::move(array)}});
}

RpcTask verify(CoreService& core, Call call)
{
    const CoreService::Progress silent;
    KS_CO_ASSIGN(const model::ChainReport report, co_await core.verifyAudit(silent, call.cancel));
    co_return reply(toJson(report));
}

RpcTask exportTo(CoreService& core, Call call)
{
    ExportReport request;
    KS_CO_ASSIGN(const std::string format, textParam(call, "format"));
    const auto known = reportFormatFromText(format);
    if (!known)
        co_return base::fail(ErrorCode::InvalidArgument, "format: must be pdf, html, csv or json");
    request.format = *known;
    KS_CO_ASSIGN(request.file, textParam(call, "out"));
    if (!request.file.starts_with('/'))
        co_return base::fail(ErrorCode::InvalidArgument, "out: must be an absolute path");
    request.replace = flagParam(call, "force");
    KS_CO_ASSIGN(request.filter, co_await filterOf(core, call));
    request.filter.limit = 0;
    const CoreService::Progress silent;
    request.connectionLabel = textParamOr(call, "connection", {});
    KS_CO_ASSIGN(const ExportedReport exported,
                 co_await core.exportReport(std::move(request), silent, call.cancel, call.actor));
    co_return reply(
        {{"file", exported.file}, {"records", exported.records}, {"verification", toJson(exported.verification)}});
}

} // namespace

void registerAuditMethods(access::AgentServer& server, CoreService& core)
{
    using enum MemberKind;
    const Members filter{{"from", Text},    {"to", Text},      {"actions", Texts},         {"connection", Text},
                         {"program", Text}, {"limit", Number}, {"before_sequence", Number}};
    addMethod(server, core, "audit.list", Wish::Read, listRecords, filter);
    addMethod(server, core, "audit.verify", Wish::Read, verify);
    Members exporting = filter;
    exporting.push_back({"force", Flag});
    addMethod(server, core, "audit.export", Wish::Use, exportTo, exporting);
}

} // namespace keystead::service
