// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/rpc_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::service {

using base::ErrorCode;
using base::fail;
using base::Json;

access::Reply reply(Json result)
{
    return access::Reply{std::make_shared<Json>(std::move(result)), {}};
}

base::Result<std::string> textParam(const access::Call& call, std::string_view name)
{
    auto value = base::requireString(*call.params, name, "params");
    if (!value)
        return fail(ErrorCode::InvalidArgument, value.error().detail);
    return value;
}

std::string textParamOr(const access::Call& call, std::string_view name, std::string fallback)
{
    auto value = base::optionalString(*call.params, name, "params");
    return value && *value ? **std::move(value) : std::move(fallback);
}

std::vector<std::string> listParam(const access::Call& call, std::string_view name)
{
    std::vector<std::string> list;
    const auto found = call.params->find(name);
    if (found == call.params->end() || !found->is_array())
        return list;
    for (const Json& item : *found) {
        if (item.is_string())
            list.push_back(item.get<std::string>());
    }
    return list;
}

std::map<std::string, std::string> mapParam(const access::Call& call, std::string_view name)
{
    std::map<std::string, std::string> map;
    const auto found = call.params->find(name);
    if (found == call.params->end() || !found->is_object())
        return map;
    for (const auto& [key, value] : found->items()) {
        if (value.is_string())
            map.emplace(key, value.get<std::string>());
    }
    return map;
}

bool flagParam(const access::Call& call, std::string_view name)
{
    const auto value = base::optionalBool(*call.params, name, "params");
    return value && value->value_or(false);
}

namespace {

base::Result<std::optional<base::WallTime>> timeParam(const access::Call& call, std::string_view name)
{
    const std::string text = textParamOr(call, name, {});
    if (text.empty())
        return std::optional<base::WallTime>{};
    // A bare date is its first moment, UTC.
    const auto time = base::fromRfc3339(text.size() == 10 ? text + "T00:00:00Z" : text);
    if (!time)
        return fail(ErrorCode::InvalidArgument,
                    std::string{name} + ": is no RFC 3339 time like 2026-01-31 or 2026-01-31T12:00:00Z");
    return std::optional<base::WallTime>{*time};
}

} // namespace

base::Result<model::AuditFilter> auditFilterParam(const access::Call& call, CoreService&)
{
    model::AuditFilter filter;
    KS_ASSIGN(filter.from, timeParam(call, "from"));
    KS_ASSIGN(filter.to, timeParam(call, "to"));
    for (const std::string& name : listParam(call, "actions")) {
        const auto action = model::auditActionFromText(name);
        if (!action)
            return fail(ErrorCode::InvalidArgument, "action: there is no action `" + name + "`");
        filter.actions.push_back(*action);
    }
    filter.program = textParamOr(call, "program", {});
    if (const auto before = base::optionalInt(*call.params, "before_sequence", "params"); before && *before)
        filter.beforeSequence = **before;
    if (const auto limit = base::optionalInt(*call.params, "limit", "params"); limit && *limit)
        filter.limit = static_cast<int>(std::clamp<std::int64_t>(**limit, 1, 500));
    else
        filter.limit = 200;
    return filter;
}

namespace {

std::optional<base::Secret> secretParam(access::Call& call, std::string_view name)
{
    base::Secret secret = protocol::takeSecret(*call.params, name);
    return secret.empty() ? std::nullopt : std::optional<base::Secret>{std::move(secret)};
}

// Anybody who reaches the keychain is in: where it stands alone there is nothing that only the person could show.
bool takesNoSecret(const std::vector<keys::SlotInfo>& slots)
{
    return std::all_of(slots.begin(), slots.end(), [](const keys::SlotInfo& slot) {
        return slot.kind == keys::SlotKind::Keychain || (slot.kind == keys::SlotKind::Recovery && !slot.confirmed);
    });
}

} // namespace

base::Result<Proof> proofParam(const CoreService& core, access::Call& call)
{
    Proof proof;
    proof.passphrase = secretParam(call, "passphrase");
    proof.recoveryKey = secretParam(call, "recovery_key");
    proof.pin = secretParam(call, "pin");
    if (const std::string slot = textParamOr(call, "proof_slot", {}); !slot.empty())
        proof.slot = base::SlotId{slot};
    if (proof.passphrase || proof.recoveryKey || proof.pin)
        return proof;
    const VaultStatus status = core.status();
    if (status.state != VaultState::Unlocked)
        return fail(status.problem ? status.problem->code : ErrorCode::VaultLocked,
                    status.problem ? status.problem->detail : std::string{});
    if (!takesNoSecret(status.slots))
        return fail(ErrorCode::Denied, "this wants --passphrase-fd N, or the person in the window");
    KS_TRY(checkConfirmed(core, call));
    proof.confirmed = true;
    return proof;
}

base::Status checkConfirmed(const CoreService& core, const access::Call& call)
{
    const VaultStatus status = core.status();
    if (status.state != VaultState::Unlocked || !takesNoSecret(status.slots) || flagParam(call, "confirmed"))
        return base::ok();
    return fail(ErrorCode::Denied, "the vault opens by the keychain alone, so that there is nothing to prove it with: "
                                   "confirm with --yes, or do it in the window");
}

Members withProof(Members members)
{
    for (const char* const secret : {"passphrase", "recovery_key", "pin", "proof_slot"})
        members.push_back({secret, MemberKind::Text});
    members.push_back({"confirmed", MemberKind::Flag});
    return members;
}

TaskOf<model::Connection> namedConnection(CoreService& core, access::Call call)
{
    KS_CO_ASSIGN(const std::string name, textParam(call, "connection"));
    auto finding = core.find(name);
    base::Result<model::Connection> found = co_await finding;
    co_return found;
}

TaskOf<Json> describe(CoreService& core, model::Connection connection)
{
    KS_CO_ASSIGN(const auto names, co_await profileNames(core));
    const auto name = names.find(connection.profile.text);
    co_return toJson(connection, name == names.end() ? std::string{} : name->second);
}

TaskOf<std::map<std::string, std::string>> profileNames(CoreService& core)
{
    KS_CO_ASSIGN(const std::vector<model::Profile> profiles, co_await core.profiles());
    std::map<std::string, std::string> names;
    for (const model::Profile& profile : profiles)
        names.emplace(profile.id.text, profile.name);
    co_return names;
}

} // namespace keystead::service
