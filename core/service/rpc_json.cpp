// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/rpc_json.h"

#include "core/model/validation.h"

#include <nlohmann/json.hpp>

namespace keystead::service {

using base::Json;

namespace {

void addTime(Json& object, const char* name, const std::optional<base::WallTime>& time)
{
    if (time)
        object[name] = base::toRfc3339(*time);
}

void addText(Json& object, const char* name, const std::string& text)
{
    if (!text.empty())
        object[name] = text;
}

Json toJson(const keys::SlotInfo& slot)
{
    Json object = {{"id", slot.id.text},
                   {"kind", std::string{keys::toText(slot.kind)}},
                   {"created_at", base::toRfc3339(slot.createdAt)}};
    addText(object, "label", slot.label);
    if (slot.wantsPassphrase()) {
        object["kdf"] = {{"name", "argon2id"},
                         {"memory_kib", slot.kdf.memoryKiB},
                         {"passes", slot.kdf.passes},
                         {"lanes", slot.kdf.lanes}};
        if (slot.kdfTime.count() > 0)
            object["kdf"]["measured_ms"] = slot.kdfTime.count();
    }
    if (slot.kind == keys::SlotKind::Recovery)
        object["confirmed"] = slot.confirmed;
    if (slot.token)
        object["token"] = {{"label", base::cleanForDisplay(slot.token->label)},
                           {"serial", base::cleanForDisplay(slot.token->serial)},
                           {"key_id", slot.token->keyId},
                           {"oaep", std::string{crypto::toText(slot.oaep)}}};
    return object;
}

Json toJson(const base::Error& error)
{
    return {{"code", std::string{base::errorName(error.code)}}, {"message", error.detail}};
}

} // namespace

Json toJson(const VaultStatus& status)
{
    Json object = {{"state", std::string{toText(status.state)}},
                   {"folder", status.folder.string()},
                   {"slots", Json::array()},
                   {"rolled_back", status.rolledBack},
                   {"practice", status.practice}};
    if (status.state == VaultState::Unlocked || status.state == VaultState::Locking) // else nobody knows
        object["connections"] = status.connectionCount;
    addText(object, "vault_id", status.vaultId);
    for (const keys::SlotInfo& slot : status.slots)
        object["slots"].push_back(toJson(slot));
    if (status.problem)
        object["problem"] = toJson(*status.problem);
    if (status.keysDue)
        object["keys_due"] = true;
    return object;
}

Json toJson(const model::Connection& connection, const std::string& profileName)
{
    Json object = {{"id", connection.id.text},
                   {"name", connection.name},
                   {"profile", profileName},
                   {"provider", connection.providerId},
                   {"kind", std::string{model::toText(connection.kind)}},
                   {"state", std::string{model::toText(connection.state)}},
                   {"account", connection.account},
                   {"parameters", connection.parameters},
                   {"scopes_requested", connection.scopesRequested},
                   {"scopes_granted", connection.scopesGranted},
                   {"tags", connection.tags},
                   {"created_at", base::toRfc3339(connection.createdAt)},
                   {"updated_at", base::toRfc3339(connection.updatedAt)},
                   {"refreshable", connection.hasRefreshToken}};
    addText(object, "notes", connection.notes);
    addText(object, "issuer", connection.issuer);
    addTime(object, "last_used_at", connection.lastUsedAt);
    addTime(object, "last_tested_at", connection.lastTestedAt);
    addTime(object, "last_refreshed_at", connection.lastRefreshedAt);
    addTime(object, "expires_at", connection.expiresAt);
    addTime(object, "refresh_expires_at", connection.refreshExpiresAt);
    if (connection.problem) {
        object["problem"] = {{"code", std::string{base::errorName(connection.problem->code)}},
                             {"message", connection.problem->detail},
                             {"since", base::toRfc3339(connection.problem->since)}};
    }
    return object;
}

Json toJson(const model::ProviderSpec& spec, bool whole)
{
    Json object = {{"id", spec.id},
                   {"name", spec.displayName},
                   {"category", spec.category},
                   {"user_defined", spec.userDefined},
                   {"kinds", Json::array()}};
    for (const model::AuthMethod& method : spec.methods)
        object["kinds"].push_back(std::string{model::toText(method.kind)});
    if (!whole)
        return object;
    addText(object, "docs_url", spec.docsUrl);
    addText(object, "api_base_url", spec.apiBaseUrl);
    object["notes"] = spec.notes;
    object["parameters"] = Json::array();
    for (const model::UrlParameter& parameter : spec.urlParameters)
        object["parameters"].push_back({{"name", parameter.name},
                                        {"label", parameter.label},
                                        {"help", parameter.help},
                                        {"example", parameter.example},
                                        {"default", parameter.defaultValue}});
    object["methods"] = Json::array();
    for (const model::AuthMethod& method : spec.methods) {
        Json fields = Json::array();
        for (const model::FieldSpec& field : method.fields)
            fields.push_back({{"name", field.name},
                              {"label", field.label},
                              {"help", field.help},
                              {"secret", field.secret},
                              {"required", field.required}});
        object["methods"].push_back({{"kind", std::string{model::toText(method.kind)}},
                                     {"label", method.label},
                                     {"help", method.help},
                                     {"setup_url", method.setupUrl},
                                     {"fields", std::move(fields)}});
    }
    if (spec.oauth)
        object["default_scopes"] = spec.oauth->defaultScopes;
    return object;
}

Json toJson(const model::TestReport& report)
{
    Json object = {{"verdict", std::string{model::toText(report.verdict)}},
                   {"works", report.verdict == model::TestReport::Verdict::Works},
                   {"account", report.account},
                   {"scopes_granted", report.scopesGranted},
                   {"scopes_missing", report.scopesMissing},
                   {"took_ms", report.took.count()},
                   {"tested_at", base::toRfc3339(report.testedAt)}};
    if (report.httpStatus)
        object["http_status"] = report.httpStatus;
    if (report.error)
        object["error"] = toJson(*report.error);
    if (report.rateLimit) {
        Json limit = Json::object();
        if (report.rateLimit->limit)
            limit["limit"] = *report.rateLimit->limit;
        if (report.rateLimit->remaining)
            limit["remaining"] = *report.rateLimit->remaining;
        addTime(limit, "resets_at", report.rateLimit->resetsAt);
        object["rate_limit"] = std::move(limit);
    }
    return object;
}

Json toJson(const model::AuditRecord& record)
{
    const model::AuditEvent& event = record.event;
    Json actor = {{"kind", std::string{model::toText(event.actor.kind)}}, {"via", event.actor.via}};
    addText(actor, "program", event.actor.program);
    addText(actor, "sha256", event.actor.programSha256);
    if (event.actor.pid)
        actor["pid"] = event.actor.pid;
    Json object = {{"sequence", record.sequence},
                   {"time", base::toRfc3339(event.time)},
                   {"actor", std::move(actor)},
                   {"action", std::string{model::toText(event.action)}},
                   {"outcome", std::string{model::toText(event.outcome)}},
                   {"detail", event.detail},
                   {"authenticated", event.authenticated},
                   {"hash", record.hash}};
    if (event.connection)
        object["connection"] = event.connection->text;
    addText(object, "connection_name", event.connectionName);
    addText(object, "provider", event.providerId);
    if (event.duration)
        object["duration_us"] = event.duration->count();
    return object;
}

Json toJson(const model::ChainReport& report)
{
    Json object = {{"ok", report.ok},
                   {"records", report.records},
                   {"first_sequence", report.firstSequence},
                   {"last_sequence", report.lastSequence},
                   {"head_hash", report.headHash},
                   {"public_key", report.publicKey}};
    if (report.finding)
        object["finding"] = {{"kind", std::string{model::toText(report.finding->kind)}},
                             {"sequence", report.finding->sequence},
                             {"detail", report.finding->detail}};
    return object;
}

Json toJson(const RemovedConnection& removed)
{
    Json object = {{"removed", removed.removed}, {"remote", std::string{toText(removed.remote)}}};
    if (removed.remoteError)
        object["remote_error"] = toJson(*removed.remoteError);
    addText(object, "manage_url", removed.manageUrl);
    return object;
}

Json toJson(const model::Problem& problem)
{
    return {{"field", problem.field}, {"message", problem.message}, {"fix", problem.fix}};
}

} // namespace keystead::service
