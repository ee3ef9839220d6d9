// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/rotation_job.h"

#include "core/base/log.h"
#include "core/db/snapshot.h"
#include "core/net/async.h"
#include "core/service/vault_slots.h"
#include "core/vault/profile_store.h"
#include "core/vault/settings_store.h"

#include <algorithm>

namespace keystead::service {

using base::ErrorCode;
using Phase = RotationProgress::Phase;

namespace {

constexpr std::chrono::milliseconds tellEvery{100};
constexpr const char* wishKey = "keys.rotation_wanted";

struct Emptied
{
    base::Status status;
};

struct Plan
{
    bool vaultKey = false;
    std::vector<base::ProfileId> profiles;
    int steps() const { return (vaultKey ? 1 : 0) + static_cast<int>(profiles.size()); }
};

base::Result<Plan> planOf(VaultSession& session, const RotateKeys& request)
{
    Plan plan{request.vaultKey, request.profiles};
    KS_ASSIGN(const auto all, session.vault->profiles().all());
    if (request.allProfiles) {
        plan.profiles.clear();
        for (const model::Profile& profile : all)
            plan.profiles.push_back(profile.id);
    }
    for (const base::ProfileId& id : plan.profiles)
        KS_TRY(session.vault->profiles().get(id));
    if (plan.steps() == 0)
        return base::fail(ErrorCode::InvalidArgument, "no key to replace");
    return plan;
}

// A wish is fulfilled only by replacing everything.
base::Status forgetWish(VaultSession& session, const RotateKeys& request)
{
    if (!request.vaultKey || !request.allProfiles)
        return base::ok();
    KS_ASSIGN(const auto wish, session.vault->settings().value(wishKey));
    if (!wish || wish->empty())
        return base::ok();
    KS_TRY(session.apply([&](db::Transaction& t) { return session.vault->settings().setValue(t, wishKey, {}); }, {}));
    return base::ok();
}

TaskOf<RotationReport> runPlan(ContextPtr context, Plan plan, RotateKeys request, base::CancelToken cancel,
                               model::Actor actor)
{
    RotationReport report;
    if (plan.vaultKey) {
        context->rotation.nextStep();
        auto rotating = rotateVaultKey(context, request.reason, cancel, actor);
        const base::Status done = co_await rotating;
        if (!done)
            co_return done.error();
        report.vaultKey = true;
    }
    for (const base::ProfileId& profile : plan.profiles) {
        context->rotation.nextStep();
        auto rotating = rotateProfileKey(context, profile, request.reason, cancel, actor);
        KS_CO_ASSIGN(const std::int64_t seals, co_await rotating);
        report.seals += seals;
        ++report.profiles;
    }
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_TRY(forgetWish(*session, request));
    co_return report;
}

QCoro::Task<void> detachedRotation(ContextPtr context, RotateKeys request, model::Actor actor)
{
    auto rotating = rotateKeysUnasked(context, std::move(request), {}, std::move(actor));
    const base::Result<RotationReport> report = co_await rotating;
    if (!report)
        base::logWarning("vault", "the keys were not replaced: " + base::toString(report.error()));
}

} // namespace

void RotationJob::begin(int steps)
{
    const std::uint64_t change = m_progress.change;
    m_progress = {};
    m_progress.change = change;
    m_progress.steps = steps;
    m_cancel = {};
}

void RotationJob::phase(Context& context, Phase phase, std::string profile)
{
    m_progress.phase = phase;
    m_progress.profile = std::move(profile);
    m_progress.done = 0;
    m_progress.total = 0;
    tell(context);
}

void RotationJob::advance(Context& context, std::int64_t done, std::int64_t total)
{
    m_progress.done = done;
    m_progress.total = total;
    if (std::chrono::steady_clock::now() - m_told >= tellEvery)
        tell(context);
}

void RotationJob::end(Context& context, const base::Status& status)
{
    m_progress.phase = status ? Phase::Done : Phase::Failed;
    m_progress.profile.clear();
    if (!status)
        m_progress.error = status.error();
    tell(context);
}

void RotationJob::forget()
{
    const std::uint64_t change = m_progress.change;
    m_progress = {};
    m_progress.change = change + 1;
}

void RotationJob::tell(Context& context)
{
    m_told = std::chrono::steady_clock::now();
    ++m_progress.change;
    if (context.service)
        Q_EMIT context.service->rotationChanged(m_progress);
}

TaskOf<RotationReport> rotateKeysUnasked(ContextPtr context, RotateKeys request, base::CancelToken cancel,
                                         model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->openTrusted());
    if (context->rotation.running())
        co_return base::fail(ErrorCode::IllegalState, "keys are being replaced already");
    KS_CO_ASSIGN(Plan plan, planOf(*session, request));
    const auto began = std::chrono::steady_clock::now();
    context->rotation.begin(plan.steps());
    context->rotation.phase(*context, plan.vaultKey ? Phase::BackingUp : Phase::Sealing);
    const auto onCancel = cancel.onCancel([context] { context->rotation.cancel(); });
    const auto onLock = session->closing.token().onCancel([context] { context->rotation.cancel(); });
    auto running = runPlan(context, std::move(plan), request, context->rotation.cancelled(), actor);
    base::Result<RotationReport> report = co_await running;
    if (report)
        report->took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    context->rotation.end(*context, report ? base::ok() : base::Status{report.error()});
    if (context->session)
        (void)keyOverviewOf(*context, *context->session); // what is due now
    context->emitStatus();
    model::ChangeSet changes;
    changes.auditChanged = true;
    changes.profilesChanged = true;
    context->emitChanged(std::move(changes));
    co_return report;
}

TaskOf<RotationReport> rotateKeys(ContextPtr context, RotateKeys request, Proof proof, base::CancelToken cancel,
                                  model::Actor actor)
{
    auto checking = checkProof(context, std::move(proof), actor);
    const base::Status proven = co_await checking;
    if (!proven)
        co_return proven.error();
    auto rotating = rotateKeysUnasked(context, std::move(request), cancel, std::move(actor));
    base::Result<RotationReport> report = co_await rotating;
    co_return report;
}

TaskOf<void> startRotation(ContextPtr context, RotateKeys request, Proof proof, model::Actor actor)
{
    auto checking = checkProof(context, std::move(proof), actor);
    const base::Status proven = co_await checking;
    if (!proven)
        co_return proven.error();
    KS_CO_ASSIGN(VaultSession* const session, context->openTrusted());
    if (context->rotation.running())
        co_return base::fail(ErrorCode::IllegalState, "keys are being replaced already");
    KS_CO_ASSIGN(const Plan plan, planOf(*session, request));
    const auto detached = detachedRotation(context, std::move(request), std::move(actor));
    co_return base::ok();
}

TaskOf<void> waitForReaders(ContextPtr context, base::CancelToken cancel)
{
    constexpr std::chrono::milliseconds pause{5};
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes{1};
    while (context->worker.busy()) {
        if (cancel.cancelled())
            co_return base::fail(ErrorCode::Cancelled);
        if (std::chrono::steady_clock::now() > until)
            co_return base::fail(ErrorCode::TimedOut, "a long read of the vault does not end");
        auto sleeping = net::sleepFor(pause, cancel);
        co_await sleeping;
    }
    co_return base::ok();
}

TaskOf<void> truncateLog(ContextPtr context, base::CancelToken cancel)
{
    {
        KS_CO_ASSIGN(VaultSession* const session, context->open());
        KS_CO_ASSIGN(base::Secret key, session->databaseKey());
        const auto raw = std::make_shared<base::Secret>(std::move(key));
        std::function<Emptied()> work = [raw, file = context->databasePath()] {
            return Emptied{db::checkpointBeside(file, *raw, db::CheckpointKind::Passive)};
        };
        auto working = context->worker.run<Emptied>(std::move(work));
        const std::shared_ptr<Emptied> emptied = co_await working;
        if (!emptied->status)
            co_return emptied->status.error();
    }
    auto waiting = waitForReaders(context, cancel);
    const base::Status idle = co_await waiting;
    if (!idle)
        co_return idle.error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    co_return session->vault->database().checkpoint();
}

base::Status noteRotationWish(VaultSession& session, db::Transaction& transaction, std::string_view reason)
{
    return session.vault->settings().setValue(transaction, wishKey, std::string{reason});
}

void rotateAfterSlotRemoval(ContextPtr context, model::Actor actor)
{
    RotateKeys request;
    request.vaultKey = true;
    request.allProfiles = true;
    request.reason = vault::key_reason::slotRemoved;
    const auto detached = detachedRotation(std::move(context), std::move(request), std::move(actor));
}

} // namespace keystead::service
