// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/record_json.h"

#include "core/audit/chain.h"
#include "core/base/json.h"

#include <nlohmann/json.hpp>

namespace keystead::transfer {

namespace {

using Ordered = nlohmann::ordered_json;

base::Error unknownWord(std::string_view member)
{
    return base::fail(base::ErrorCode::ParseError, std::string{member} + " is not a word of the trail");
}

} // namespace

std::string recordToJson(const model::AuditRecord& record)
{
    const model::AuditEvent& event = record.event;
    Ordered line;
    line["sequence"] = record.sequence;
    line["time"] = base::toRfc3339(event.time);
    line["actor_kind"] = model::toText(event.actor.kind);
    line["program"] = event.actor.program;
    line["program_sha256"] = event.actor.programSha256;
    line["pid"] = event.actor.pid;
    line["via"] = event.actor.via;
    line["action"] = model::toText(event.action);
    line["connection_id"] = event.connection ? Ordered(event.connection->text) : Ordered(nullptr);
    line["connection_name"] = event.connectionName;
    line["provider_id"] = event.providerId;
    line["outcome"] = model::toText(event.outcome);
    line["duration_us"] = event.duration ? Ordered(event.duration->count()) : Ordered(nullptr);
    line["detail"] = Ordered::object();
    for (const auto& [key, value] : event.detail)
        line["detail"][key] = value;
    line["authenticated"] = event.authenticated;
    line["previous_hash"] = record.previousHash;
    line["hash"] = record.hash;
    line["signature"] = record.signature;
    if (record.erasedBy)
        line["erased_by"] = *record.erasedBy;
    return line.dump(-1, ' ', false, Ordered::error_handler_t::replace);
}

base::Result<model::AuditRecord> recordFromJson(std::string_view text, std::int64_t& sequence)
{
    constexpr std::string_view what = "record";
    KS_ASSIGN(const base::Json line, base::parseJson(text, {.maxBytes = 1024 * 1024, .maxDepth = 3}));
    model::AuditRecord record;
    model::AuditEvent& event = record.event;
    KS_ASSIGN(record.sequence, base::requireInt(line, "sequence", what));
    sequence = record.sequence;
    KS_ASSIGN(const std::string time, base::requireString(line, "time", what));
    const auto wallTime = base::fromRfc3339(time);
    const auto member = [&](std::string_view key) { return base::requireString(line, key, what); };
    KS_ASSIGN(const std::string kindText, member("actor_kind"));
    KS_ASSIGN(event.actor.program, member("program"));
    KS_ASSIGN(event.actor.programSha256, member("program_sha256"));
    KS_ASSIGN(event.actor.pid, base::requireInt(line, "pid", what));
    KS_ASSIGN(event.actor.via, member("via"));
    KS_ASSIGN(const std::string actionText, member("action"));
    KS_ASSIGN(const std::optional<std::string> connection, base::optionalString(line, "connection_id", what));
    KS_ASSIGN(event.connectionName, member("connection_name"));
    KS_ASSIGN(event.providerId, member("provider_id"));
    KS_ASSIGN(const std::string outcomeText, member("outcome"));
    KS_ASSIGN(const std::optional<std::int64_t> duration, base::optionalInt(line, "duration_us", what));
    KS_ASSIGN(const std::optional<bool> authenticated, base::optionalBool(line, "authenticated", what));
    KS_ASSIGN(record.previousHash, member("previous_hash"));
    KS_ASSIGN(record.hash, member("hash"));
    KS_ASSIGN(record.signature, member("signature"));
    KS_ASSIGN(record.erasedBy, base::optionalInt(line, "erased_by", what));
    const auto detail = line.find("detail");
    if (detail == line.end())
        return base::fail(base::ErrorCode::ParseError, "record.detail: is missing");
    KS_ASSIGN(event.detail, audit::detailFromText(base::toJsonText(*detail)));

    const auto kind = model::actorKindFromText(kindText);
    const auto action = model::auditActionFromText(actionText);
    const auto outcome = model::auditOutcomeFromText(outcomeText);
    if (!kind || !action || !outcome || !wallTime || !authenticated)
        return unknownWord(!kind       ? "actor_kind"
                           : !action   ? "action"
                           : !outcome  ? "outcome"
                           : !wallTime ? "time"
                                       : "authenticated");
    event.time = *wallTime;
    event.actor.kind = *kind;
    event.action = *action;
    event.outcome = *outcome;
    event.authenticated = *authenticated;
    if (connection)
        event.connection = base::ConnectionId{*connection};
    if (duration)
        event.duration = std::chrono::microseconds{*duration};
    if (recordToJson(record) != text)
        return base::fail(base::ErrorCode::ParseError, "not as Keystead wrote it");
    return record;
}

} // namespace keystead::transfer
