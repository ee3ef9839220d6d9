// SPDX-License-Identifier: GPL-3.0-or-later
// A profile's key is replaced in transactions of a few milliseconds; between them everybody else has a turn.
#include "core/net/async.h"
#include "core/service/rotation_job.h"
#include "core/vault/profile_rotation.h"
#include "core/vault/profile_store.h"

namespace keystead::service {

using base::ErrorCode;
using vault::ProfileRotation;

namespace {

constexpr int sealsAtOnce = 256;
constexpr std::chrono::microseconds budget{4000}; // a read never waits longer than a step and what surrounds it

model::AuditEvent rotatedEvent(const base::ProfileId& profile, int version, std::int64_t seals,
                               const std::string& reason, model::Actor actor)
{
    model::AuditEvent event = eventOf(model::AuditAction::KeyRotated, std::move(actor));
    // The profile by its id: an erasure finds it, and the name may be a person's.
    event.detail = {{"what", "profile"},
                    {"profile", profile.text},
                    {"version", std::to_string(version)},
                    {"seals", std::to_string(seals)},
                    {"reason", reason}};
    return event;
}

base::Result<std::int64_t> begin(Context& context, VaultSession& session, const base::ProfileId& profile,
                                 const std::string& reason)
{
    KS_ASSIGN(db::Transaction transaction, session.vault->begin());
    ProfileRotation rotation(*session.vault, profile);
    KS_ASSIGN(const std::int64_t seals, rotation.begin(transaction, reason, context.now()));
    KS_TRY(transaction.commit());
    return seals;
}

base::Result<vault::RotationStep> step(VaultSession& session, const base::ProfileId& profile)
{
    KS_ASSIGN(db::Transaction transaction, session.vault->begin());
    ProfileRotation rotation(*session.vault, profile);
    KS_ASSIGN(const vault::RotationStep done, rotation.step(transaction, sealsAtOnce, budget));
    KS_TRY(transaction.commit());
    return done;
}

base::Result<std::uint64_t> finish(VaultSession& session, const base::ProfileId& profile, std::int64_t seals,
                                   const std::string& reason, const model::Actor& actor)
{
    KS_ASSIGN(refresh::AuditedChange change, session.change());
    ProfileRotation rotation(*session.vault, profile);
    KS_TRY(rotation.finish(change.transaction()));
    KS_ASSIGN(const auto state, session.vault->profiles().keyState(profile));
    KS_TRY(change.record(rotatedEvent(profile, state.version, seals, reason, actor)));
    return change.commit();
}

} // namespace

TaskOf<std::int64_t> rotateProfileKey(ContextPtr context, base::ProfileId profile, std::string reason,
                                      base::CancelToken cancel, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const model::Profile known, session->vault->profiles().get(profile));
    context->rotation.phase(*context, RotationProgress::Phase::Sealing, known.name);
    KS_CO_ASSIGN(const std::int64_t total, begin(*context, *session, profile, reason));
    std::int64_t moved = 0;
    for (bool more = true; more;) {
        if (cancel.cancelled())
            co_return base::fail(ErrorCode::Cancelled);
        KS_CO_ASSIGN(VaultSession* const still, context->open());
        KS_CO_ASSIGN(const vault::RotationStep done, step(*still, profile));
        moved += done.moved;
        more = done.more;
        context->rotation.advance(*context, moved, std::max(total, moved));
        auto pausing = net::sleepFor(std::chrono::milliseconds{0}, {});
        co_await pausing;
    }
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    KS_CO_ASSIGN(const std::uint64_t commit, finish(*still, profile, moved, reason, actor));
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    // Only now the wrapped old key is in no file any more.
    auto truncating = truncateLog(context, cancel);
    const base::Status truncated = co_await truncating;
    if (!truncated)
        co_return truncated.error();
    co_return moved;
}

} // namespace keystead::service
