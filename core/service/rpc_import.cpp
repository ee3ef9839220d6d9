// SPDX-License-Identifier: GPL-3.0-or-later
// Moving in over the socket. Plans can be longer than a message, so that items are asked for in pages.
#include "core/base/encoding.h"
#include "core/service/import_desk.h"
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
using base::Json;
using RpcTask = QCoro::Task<base::Result<Reply>>;

namespace {

constexpr std::size_t maxProblems = 200;
constexpr std::size_t maxItems = 500;

Json countsJson(const transfer::ImportPlan& plan)
{
    using transfer::PlanAction;
    return {{"create", plan.count(PlanAction::Create)},
            {"merge", plan.count(PlanAction::Merge)},
            {"conflict", plan.count(PlanAction::Conflict)},
            {"skip", plan.count(PlanAction::Skip)}};
}

Json itemJson(const transfer::PlannedItem& item)
{
    Json json = {{"entry", item.entry},         {"action", std::string{toText(item.action)}},
                 {"place", item.place},         {"name", item.name},
                 {"provider", item.providerId}, {"kind", std::string{model::toText(item.kind)}},
                 {"fields", item.fields}};
    const auto add = [&json](const char* member, const std::string& text) {
        if (!text.empty())
            json[member] = text;
    };
    add("server", item.instance);
    add("account", item.account);
    add("reason", item.reason);
    if (item.existing)
        json["connection"] = item.existing->text;
    add("connection_name", item.existingName);
    if (!item.changes.empty())
        json["changes"] = item.changes;
    return json;
}

Json problemsJson(const std::vector<transfer::ImportProblem>& problems, std::size_t limit)
{
    Json list = Json::array();
    for (std::size_t i = 0; i < std::min(problems.size(), limit); ++i)
        list.push_back({{"place", problems[i].place}, {"reason", problems[i].reason}});
    return list;
}

Json runJson(const transfer::ImportRun& run)
{
    Json json = {{"import", run.id},
                 {"format", run.format},
                 {"done_at", base::toRfc3339(run.doneAt)},
                 {"created", run.created},
                 {"merged", run.merged},
                 {"conflicts", run.conflicts},
                 {"skipped", run.skipped},
                 {"source", std::string{toText(run.sourceState)}},
                 {"files", Json::array()}};
    for (std::size_t i = 0; i < std::min(run.sources.size(), maxProblems); ++i)
        json["files"].push_back(base::cleanForDisplay(run.sources[i].path, 4096));
    if (run.passedOver)
        json["passed_over"] = *run.passedOver;
    if (run.backup)
        json["backup"] = run.backup->text;
    if (run.undoneAt)
        json["undone_at"] = base::toRfc3339(*run.undoneAt);
    return json;
}

base::Result<std::int64_t> numberParam(const Call& call, std::string_view name, std::int64_t fallback)
{
    KS_ASSIGN(const auto number, base::optionalInt(*call.params, name, "params"));
    return number.value_or(fallback);
}

base::Result<transfer::ImportChoices> choicesOf(const Call& call)
{
    transfer::ImportChoices choices;
    const std::string onConflict = textParamOr(call, "on_conflict", "keep");
    const auto known = transfer::onConflictFromText(onConflict);
    if (!known)
        return base::fail(ErrorCode::InvalidArgument, "on_conflict: must be keep, replace or add");
    choices.onConflict = *known;
    choices.takeOverTokens = flagParam(call, "take_over");
    for (const std::string& text : listParam(call, "leave_out")) {
        std::size_t entry = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), entry);
        if (error != std::errc{} || end != text.data() + text.size())
            return base::fail(ErrorCode::InvalidArgument, "leave_out: must hold numbers of entries");
        choices.leaveOut.insert(entry);
    }
    return choices;
}

RpcTask formats(CoreService&, Call)
{
    Json list = Json::array();
    for (const transfer::ImportFormat& format : transfer::importFormats()) {
        const char* const key = format.key == transfer::KeyUse::None       ? "none"
                                : format.key == transfer::KeyUse::Optional ? "optional"
                                                                           : "required";
        list.push_back({{"id", std::string{format.id}},
                        {"title", std::string{format.title}},
                        {"about", std::string{format.about}},
                        {"key", key},
                        {"mapping", format.wantsMapping}});
    }
    co_return reply({{"formats", std::move(list)}});
}

RpcTask preview(CoreService& core, Call call)
{
    ImportRequest request;
    request.key = protocol::takeSecret(*call.params, "key");
    for (const auto& [provider, id] : mapParam(call, "clients"))
        request.clients[provider] = {id, protocol::takeSecret(*call.params, "client_secret." + provider)};
    KS_CO_ASSIGN(request.path, textParam(call, "file"));
    request.format = textParamOr(call, "format", {});
    request.profile = textParamOr(call, "profile", {});
    request.mapping = mapParam(call, "mapping");
    request.layout = mapParam(call, "layout");
    ImportDesk desk = core.imports();
    auto previewing = desk.preview(std::move(request));
    KS_CO_ASSIGN(const ImportPreview made, co_await previewing);
    Json files = Json::array();
    for (std::size_t i = 0; i < std::min(made.sources.size(), maxProblems); ++i)
        files.push_back({{"path", base::cleanForDisplay(made.sources[i].path, 4096)}, {"size", made.sources[i].size}});
    co_return reply({{"preview", made.id},
                     {"format", made.format},
                     {"title", made.title},
                     {"profile", made.profile},
                     {"counts", countsJson(made.plan)},
                     {"findings", made.findings},
                     {"problems", problemsJson(made.problems, maxProblems)},
                     {"problem_count", made.problems.size()},
                     {"files", std::move(files)}});
}

RpcTask items(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string id, textParam(call, "preview"));
    KS_CO_ASSIGN(const transfer::ImportChoices choices, choicesOf(call));
    KS_CO_ASSIGN(const std::int64_t from, numberParam(call, "from", 0));
    KS_CO_ASSIGN(const std::int64_t limit, numberParam(call, "limit", maxItems));
    ImportDesk desk = core.imports();
    auto planning = desk.plan(id, choices);
    KS_CO_ASSIGN(const transfer::ImportPlan plan, co_await planning);
    const auto total = static_cast<std::int64_t>(plan.items.size());
    const std::int64_t first = std::clamp<std::int64_t>(from, 0, total);
    const std::int64_t last = std::min(total, first + std::clamp<std::int64_t>(limit, 1, maxItems));
    Json list = Json::array();
    for (std::int64_t i = first; i < last; ++i)
        list.push_back(itemJson(plan.items[static_cast<std::size_t>(i)]));
    co_return reply({{"items", std::move(list)}, {"total", total}, {"counts", countsJson(plan)}});
}

RpcTask apply(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string id, textParam(call, "preview"));
    KS_CO_ASSIGN(transfer::ImportChoices choices, choicesOf(call));
    ImportDesk desk = core.imports();
    auto applying = desk.apply(id, std::move(choices), call.actor);
    KS_CO_ASSIGN(const ImportOutcome outcome, co_await applying);
    co_return reply(runJson(outcome.run));
}

RpcTask discard(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string id, textParam(call, "preview"));
    core.imports().discard(id);
    co_return Reply{};
}

RpcTask listImports(CoreService& core, Call)
{
    ImportDesk desk = core.imports();
    auto listing = desk.runs();
    KS_CO_ASSIGN(const std::vector<transfer::ImportRun> runs, co_await listing);
    Json array = Json::array();
    for (std::size_t i = 0; i < std::min(runs.size(), maxProblems); ++i)
        array.push_back(runJson(runs[i]));
    co_return reply({{"imports", std::move(array)}});
}

RpcTask undo(CoreService& core, Call call)
{
    ImportDesk desk = core.imports();
    auto undoing = desk.undo(textParamOr(call, "import", {}), flagParam(call, "force"), call.actor);
    KS_CO_ASSIGN(const transfer::ImportUndone undone, co_await undoing);
    co_return reply({{"import", undone.run.id},
                     {"removed", undone.removed.size()},
                     {"restored", undone.restored.size()},
                     {"kept", problemsJson(undone.kept, maxProblems)},
                     {"kept_count", undone.kept.size()}});
}

RpcTask deleteSource(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string id, textParam(call, "import"));
    ImportDesk desk = core.imports();
    auto deleting = desk.deleteSource(id, call.actor);
    KS_CO_ASSIGN(const std::vector<transfer::SourceRemoved> removed, co_await deleting);
    co_return reply({{"deleted", removed.size()}, {"caveat", removed.empty() ? "" : removed.front().caveat}});
}

RpcTask replaceSource(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string id, textParam(call, "import"));
    ImportDesk desk = core.imports();
    auto replacing = desk.replaceSource(id, call.actor);
    KS_CO_ASSIGN(const transfer::SourceRemoved replaced, co_await replacing);
    co_return reply({{"file", base::cleanForDisplay(replaced.path, 4096)}, {"caveat", replaced.caveat}});
}

RpcTask restoreSource(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string id, textParam(call, "import"));
    ImportDesk desk = core.imports();
    KS_CO_ASSIGN(Proof proof, proofParam(core, call));
    auto restoring = desk.restoreSource(id, std::move(proof), call.actor);
    KS_CO_TRY(co_await restoring);
    co_return Reply{};
}

RpcTask confirmImport(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const std::string id, textParam(call, "import"));
    ImportDesk desk = core.imports();
    auto confirming = desk.confirmSource(id, call.actor);
    KS_CO_TRY(co_await confirming);
    co_return Reply{};
}

RpcTask findSecrets(CoreService& core, Call call)
{
    ImportDesk desk = core.imports();
    auto searching = desk.findSecrets(call.cancel);
    KS_CO_ASSIGN(const transfer::SecretScan scan, co_await searching);
    Json found = Json::array();
    for (const transfer::FoundSecrets& file : scan.found) {
        Json json = {{"file", base::cleanForDisplay(file.path, 4096)},
                     {"kind", file.kind},
                     {"modified_at", base::toRfc3339(file.modifiedAt)},
                     {"open_to_others", file.openToOthers}};
        if (!file.format.empty())
            json["format"] = file.format;
        if (file.credentials > 0)
            json["credentials"] = file.credentials;
        found.push_back(std::move(json));
    }
    co_return reply({{"found", std::move(found)}, {"files_read", scan.filesRead}, {"complete", scan.complete}});
}

RpcTask exportVault(CoreService& core, Call call)
{
    ExportVault request;
    request.passphrase = protocol::takeSecret(*call.params, "file_passphrase");
    KS_CO_ASSIGN(request.proof, proofParam(core, call));
    KS_CO_ASSIGN(request.file, textParam(call, "out"));
    request.connections = listParam(call, "connections");
    ImportDesk desk = core.imports();
    auto exporting = desk.exportTo(std::move(request), call.actor);
    KS_CO_ASSIGN(const ExportedVault exported, co_await exporting);
    co_return reply({{"file", exported.file}, {"connections", exported.connections}});
}

} // namespace

void registerImportMethods(access::AgentServer& server, CoreService& core)
{
    const Members choices{{"on_conflict", MemberKind::Text},
                          {"leave_out", MemberKind::Texts},
                          {"take_over", MemberKind::Flag},
                          {"from", MemberKind::Number},
                          {"limit", MemberKind::Number}};
    addMethod(server, core, "import.formats", Wish::Read, formats);
    addMethod(server, core, "import.preview", Wish::Change, preview,
              {{"format", MemberKind::Text},
               {"profile", MemberKind::Text},
               {"key", MemberKind::Text},
               {"mapping", MemberKind::TextMap},
               {"layout", MemberKind::TextMap},
               {"clients", MemberKind::TextMap},
               {"client_secret.*", MemberKind::Text}});
    addMethod(server, core, "import.items", Wish::Change, items, choices);
    addMethod(server, core, "import.apply", Wish::Change, apply, choices);
    addMethod(server, core, "import.discard", Wish::Change, discard);
    addMethod(server, core, "import.list", Wish::Read, listImports);
    addMethod(server, core, "import.undo", Wish::Change, undo,
              {{"import", MemberKind::Text}, {"force", MemberKind::Flag}});
    addMethod(server, core, "import.delete_source", Wish::Change, deleteSource);
    addMethod(server, core, "import.replace_source", Wish::Change, replaceSource);
    addMethod(server, core, "import.restore_source", Wish::Administer, restoreSource, withProof({}));
    addMethod(server, core, "import.confirm", Wish::Change, confirmImport);
    addMethod(server, core, "secrets.find", Wish::Read, findSecrets);
    addMethod(server, core, "vault.export", Wish::Administer, exportVault,
              withProof({{"connections", MemberKind::Texts}, {"file_passphrase", MemberKind::Text}}));
}

} // namespace keystead::service
