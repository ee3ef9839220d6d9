// SPDX-License-Identifier: GPL-3.0-or-later
// Replacing keys over the socket: begin, look how far it is, call it off, how old the keys are, how often they are to
// be replaced.
#include "core/net/async.h"
#include "core/service/rpc.h"
#include "core/service/rpc_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::service {

using access::Call;
using access::Reply;
using access::Wish;
using base::Json;
using RpcTask = QCoro::Task<base::Result<Reply>>;

namespace {

constexpr std::chrono::milliseconds longestWait{10'000};
constexpr std::chrono::milliseconds pause{25};

Json progressJson(const RotationProgress& progress)
{
    Json json{{"phase", toText(progress.phase)}, {"running", progress.running()}, {"step", progress.step},
              {"steps", progress.steps},         {"done", progress.done},         {"total", progress.total},
              {"change", progress.change}};
    if (!progress.profile.empty())
        json["profile"] = progress.profile;
    if (progress.error)
        json["error"] = {{"code", base::errorName(progress.error->code)}, {"message", progress.error->detail}};
    return json;
}

// Replacing a key gives nobody a right: where the vault has no passphrase nothing more is asked for.
Proof proofFrom(CoreService& core, Call& call)
{
    Proof proof;
    base::Secret passphrase = protocol::takeSecret(*call.params, "passphrase");
    if (!passphrase.empty())
        proof.passphrase = std::move(passphrase);
    const auto slots = core.status().slots;
    proof.confirmed = std::none_of(slots.begin(), slots.end(), [](const auto& slot) { return slot.wantsPassphrase(); });
    return proof;
}

TaskOf<RotateKeys> requestFrom(CoreService& core, Call call)
{
    RotateKeys request;
    request.allProfiles = flagParam(call, "all");
    const std::string name = textParamOr(call, "profile", {});
    request.vaultKey = request.allProfiles || name.empty();
    if (!name.empty()) {
        KS_CO_ASSIGN(const auto profiles, co_await core.profiles());
        const auto found =
            std::find_if(profiles.begin(), profiles.end(), [&](const auto& profile) { return profile.name == name; });
        if (found == profiles.end())
            co_return base::fail(base::ErrorCode::NotFound, "there is no profile " + base::cleanForDisplay(name));
        request.profiles.push_back(found->id);
    }
    co_return request;
}

RpcTask rotate(CoreService& core, Call call)
{
    Proof proof = proofFrom(core, call);
    KS_CO_ASSIGN(RotateKeys request, co_await requestFrom(core, call));
    if (!flagParam(call, "wait")) {
        KS_CO_TRY(co_await core.startRotation(std::move(request), std::move(proof), call.actor));
        co_return reply(progressJson(core.rotationProgress()));
    }
    while (core.rotationProgress().running() && !call.cancel.cancelled()) {
        auto sleeping = net::sleepFor(pause, call.cancel);
        co_await sleeping;
    }
    KS_CO_ASSIGN(const RotationReport report,
                 co_await core.rotateKeys(std::move(request), std::move(proof), call.cancel, call.actor));
    co_return reply({{"vault_key", report.vaultKey},
                     {"profiles", report.profiles},
                     {"seals", report.seals},
                     {"milliseconds", report.took.count()}});
}

// With `after`: as soon as something has changed since, or `wait_ms` later.
RpcTask progress(CoreService& core, Call call)
{
    const auto after = base::optionalInt(*call.params, "after", "params");
    const auto wait = base::optionalInt(*call.params, "wait_ms", "params");
    const auto limit =
        std::clamp(std::chrono::milliseconds{wait && *wait ? **wait : 0}, std::chrono::milliseconds{0}, longestWait);
    const auto until = std::chrono::steady_clock::now() + limit;
    while (after && *after && core.rotationProgress().change == static_cast<std::uint64_t>(**after) &&
           std::chrono::steady_clock::now() < until && !call.cancel.cancelled()) {
        auto sleeping = net::sleepFor(pause, call.cancel);
        co_await sleeping;
    }
    co_return reply(progressJson(core.rotationProgress()));
}

RpcTask cancelRotation(CoreService& core, Call)
{
    core.cancelRotation();
    co_return reply(progressJson(core.rotationProgress()));
}

RpcTask keysOf(CoreService& core, Call)
{
    KS_CO_ASSIGN(const KeyOverview overview, co_await core.keyOverview());
    Json keys = Json::array();
    for (const KeyAge& key : overview.keys) {
        Json json{{"what", key.profile ? "profile" : "vault"},
                  {"version", key.version},
                  {"created_at", base::toRfc3339(key.createdAt)},
                  {"seals", key.seals},
                  {"due", key.due},
                  {"rotating", key.rotating}};
        if (key.profile)
            json["profile"] = key.name;
        keys.push_back(std::move(json));
    }
    co_return reply({{"keys", std::move(keys)},
                     {"schedule", toText(overview.schedule.mode)},
                     {"months", overview.schedule.months},
                     {"due", overview.anyDue()}});
}

RpcTask schedule(CoreService& core, Call call)
{
    KS_CO_ASSIGN(const KeyOverview overview, co_await core.keyOverview());
    RotationSchedule wanted = overview.schedule;
    const std::string mode = textParamOr(call, "mode", std::string{toText(wanted.mode)});
    const auto parsed = rotationModeFromText(mode);
    if (!parsed)
        co_return base::fail(base::ErrorCode::InvalidArgument, "mode: must be off, reminder or automatic");
    wanted.mode = *parsed;
    if (const auto months = base::optionalInt(*call.params, "months", "params"); months && *months)
        wanted.months = static_cast<int>(std::clamp<std::int64_t>(**months, 0, 1000));
    KS_CO_TRY(co_await core.setRotationSchedule(wanted, call.actor));
    co_return co_await keysOf(core, std::move(call));
}

} // namespace

void registerRotationMethods(access::AgentServer& server, CoreService& core)
{
    using enum MemberKind;
    addMethod(server, core, "vault.rotate_key", Wish::Administer, rotate,
              {{"profile", Text}, {"all", Flag}, {"wait", Flag}, {"passphrase", Text}});
    addMethod(server, core, "vault.rotation", Wish::Read, progress, {{"after", Number}, {"wait_ms", Number}});
    addMethod(server, core, "vault.cancel_rotation", Wish::Change, cancelRotation);
    addMethod(server, core, "vault.keys", Wish::Read, keysOf);
    addMethod(server, core, "vault.schedule_rotation", Wish::Change, schedule, {{"mode", Text}, {"months", Number}});
}

} // namespace keystead::service
