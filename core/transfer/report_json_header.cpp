// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/report_json_header.h"

#include "core/base/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::transfer {

namespace {

using Ordered = nlohmann::ordered_json;
using Finding = model::ChainReport::Finding;

std::string dump(const Ordered& value)
{
    return value.dump(-1, ' ', false, Ordered::error_handler_t::replace);
}

Ordered timeOrNull(const std::optional<base::WallTime>& time)
{
    return time ? Ordered(base::toRfc3339(*time)) : Ordered(nullptr);
}

Ordered filterToJson(const model::AuditFilter& filter)
{
    Ordered json;
    json["from"] = timeOrNull(filter.from);
    json["to"] = timeOrNull(filter.to);
    json["actions"] = Ordered::array();
    for (const model::AuditAction action : filter.actions)
        json["actions"].push_back(model::toText(action));
    json["connection_id"] = filter.connection ? Ordered(filter.connection->text) : Ordered(nullptr);
    json["program"] = filter.program;
    json["outcome"] = filter.outcome ? Ordered(model::toText(*filter.outcome)) : Ordered(nullptr);
    return json;
}

Ordered verificationToJson(const model::ChainReport& report)
{
    Ordered json;
    json["ok"] = report.ok;
    json["records"] = report.records;
    json["first_sequence"] = report.firstSequence;
    json["last_sequence"] = report.lastSequence;
    json["head_hash"] = report.headHash;
    json["finding"] = nullptr;
    if (report.finding)
        json["finding"] = {{"kind", model::toText(report.finding->kind)},
                           {"sequence", report.finding->sequence},
                           {"detail", report.finding->detail}};
    return json;
}

base::Error bad(std::string_view what)
{
    return base::fail(base::ErrorCode::ParseError, std::string{what});
}

base::Result<std::optional<base::WallTime>> readTime(const base::Json& json, std::string_view key)
{
    KS_ASSIGN(const std::optional<std::string> text, base::optionalString(json, key, "filter"));
    if (!text)
        return std::optional<base::WallTime>{};
    const auto time = base::fromRfc3339(*text);
    if (!time)
        return bad("filter: not a time");
    return time;
}

base::Status readFilter(model::AuditFilter& filter, const base::Json& json)
{
    KS_ASSIGN(filter.from, readTime(json, "from"));
    KS_ASSIGN(filter.to, readTime(json, "to"));
    const auto actions = json.find("actions");
    if (actions == json.end() || !actions->is_array())
        return bad("filter.actions: must be an array");
    for (const base::Json& item : *actions) {
        const auto action = item.is_string() ? model::auditActionFromText(item.get<std::string>()) : std::nullopt;
        if (!action)
            return bad("filter.actions: unknown action");
        filter.actions.push_back(*action);
    }
    KS_ASSIGN(const std::optional<std::string> connection, base::optionalString(json, "connection_id", "filter"));
    if (connection)
        filter.connection = base::ConnectionId{*connection};
    KS_ASSIGN(filter.program, base::requireString(json, "program", "filter"));
    KS_ASSIGN(const std::optional<std::string> outcome, base::optionalString(json, "outcome", "filter"));
    if (outcome)
        filter.outcome = model::auditOutcomeFromText(*outcome);
    return base::ok();
}

std::optional<Finding::Kind> findingKind(std::string_view text)
{
    for (const auto kind :
         {Finding::Kind::Edited, Finding::Kind::Removed, Finding::Kind::Reordered, Finding::Kind::Inserted,
          Finding::Kind::BadSignature, Finding::Kind::Truncated, Finding::Kind::RolledBack, Finding::Kind::Damaged}) {
        if (model::toText(kind) == text)
            return kind;
    }
    return std::nullopt;
}

base::Status readVerification(model::ChainReport& report, const base::Json& json)
{
    constexpr std::string_view what = "verification";
    KS_ASSIGN(const std::optional<bool> fine, base::optionalBool(json, "ok", what));
    KS_ASSIGN(report.records, base::requireInt(json, "records", what));
    KS_ASSIGN(report.firstSequence, base::requireInt(json, "first_sequence", what));
    KS_ASSIGN(report.lastSequence, base::requireInt(json, "last_sequence", what));
    KS_ASSIGN(report.headHash, base::requireString(json, "head_hash", what));
    report.ok = fine.value_or(false);
    const auto finding = json.find("finding");
    if (finding == json.end() || finding->is_null())
        return report.ok ? base::ok() : base::Status{bad("verification: not intact, but without a finding")};
    Finding found;
    KS_ASSIGN(const std::string kind, base::requireString(*finding, "kind", what));
    KS_ASSIGN(found.sequence, base::requireInt(*finding, "sequence", what));
    KS_ASSIGN(found.detail, base::requireString(*finding, "detail", what));
    const auto known = findingKind(kind);
    if (!known || report.ok)
        return bad("verification: unknown finding");
    found.kind = *known;
    report.finding = found;
    return base::ok();
}

} // namespace

std::string totalsToJson(const ReportTotals& totals)
{
    Ordered json;
    json["records"] = totals.records;
    json["first_sequence"] = totals.firstSequence;
    json["last_sequence"] = totals.lastSequence;
    json["first_time"] = timeOrNull(totals.firstTime);
    json["last_time"] = timeOrNull(totals.lastTime);
    json["by_action"] = Ordered::object();
    for (const auto& [action, count] : totals.byAction)
        json["by_action"][std::string{model::toText(action)}] = count;
    json["by_outcome"] = Ordered::object();
    for (const auto& [outcome, count] : totals.byOutcome)
        json["by_outcome"][std::string{model::toText(outcome)}] = count;
    json["by_connection"] = Ordered::array();
    for (const auto& [id, total] : totals.byConnection) {
        const Ordered shown = id.empty() ? Ordered(nullptr) : Ordered(id);
        json["by_connection"].push_back({{"id", shown}, {"name", total.name}, {"records", total.count}});
    }
    json["by_program"] = Ordered::array();
    for (const auto& [program, count] : totals.byProgram)
        json["by_program"].push_back({{"program", program}, {"records", count}});
    json["other_connections"] = totals.otherConnections;
    json["other_programs"] = totals.otherPrograms;
    return dump(json);
}

std::vector<std::string> headingValues(const ReportInput& input, const ReportTotals& totals)
{
    const Ordered vault{{"id", input.vaultId}, {"name", input.vaultName}, {"public_key", input.publicKey}};
    return {dump(std::string{reportFormatName}),
            "1",
            dump(ReportTexts{}.title),
            dump(input.generator),
            dump(base::toRfc3339(input.generatedAt)),
            dump(input.zoneLabel),
            dump(vault),
            dump(filterToJson(input.filter)),
            dump(verificationToJson(input.verification)),
            totalsToJson(totals)};
}

base::Status readHeadingMember(ReportHeading& heading, std::size_t index, std::string_view text)
{
    const std::string_view name = headingNames[index];
    if (name == "totals") {
        heading.totals = text;
        return base::ok();
    }
    KS_ASSIGN(const base::Json json, base::parseJson(text, {.maxBytes = 1024 * 1024, .maxDepth = 6}));
    if (name == "format")
        return json == reportFormatName ? base::ok() : base::Status{bad("not a Keystead audit report")};
    if (name == "version")
        return json == 1 ? base::ok() : base::Status{bad("a version that this program does not know")};
    if (name == "generated_at") {
        const auto time = json.is_string() ? base::fromRfc3339(json.get<std::string>()) : std::nullopt;
        if (!time)
            return bad("not a time");
        heading.generatedAt = *time;
    } else if (name == "vault") {
        KS_ASSIGN(heading.vaultId, base::requireString(json, "id", name));
        KS_ASSIGN(heading.publicKey, base::requireString(json, "public_key", name));
    } else if (name == "filter") {
        return readFilter(heading.filter, json);
    } else if (name == "verification") {
        return readVerification(heading.verification, json);
    }
    return base::ok();
}

bool matches(const model::AuditFilter& filter, const model::AuditEvent& event)
{
    return (!filter.from || event.time >= *filter.from) && (!filter.to || event.time < *filter.to) &&
           (filter.actions.empty() ||
            std::find(filter.actions.begin(), filter.actions.end(), event.action) != filter.actions.end()) &&
           (!filter.connection || event.connection == filter.connection) &&
           (filter.program.empty() || event.actor.program.find(filter.program) != std::string::npos) &&
           (!filter.outcome || event.outcome == *filter.outcome);
}

} // namespace keystead::transfer
