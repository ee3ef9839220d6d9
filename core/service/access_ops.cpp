// SPDX-License-Identifier: GPL-3.0-or-later
// May this program have this? By a grant without reading a row; else the person is asked; else it is denied, on record.
#include "core/service/access_ops.h"

#include "core/access/proc_info.h"
#include "core/access/program_files.h"
#include "core/protocol/error_code.h"
#include "core/service/access_text.h"
#include "core/service/refusals.h"
#include "core/vault/connection_store.h"
#include "core/vault/grant_store.h"
#include "core/vault/profile_store.h"

namespace keystead::service {

using access::Answered;
using access::Cause;
using access::Ruling;
using access::Verdict;
using base::ErrorCode;
using model::AuditAction;
using model::AuditOutcome;

namespace {

// One call on its way through the gate.
struct Asking
{
    model::AccessWant want;
    model::Caller caller;
    model::Connection connection;
    base::CancelToken cancel;
    std::string program;                        // key of the histories
    std::optional<model::WantedGrant> wanted{}; // not a use: this grant
};

Ruling ruleOn(Context& context, VaultSession& session, const model::AccessWant& want, const model::Caller& caller)
{
    return access::decide(want, caller, session.grants->of(want.connection), context.now(), session.grants->settings());
}

model::AuditEvent denialEvent(const Asking& asking, std::string_view cause)
{
    model::AuditEvent event =
        eventOf(asking.connection, AuditAction::AccessDenied, actorOf(asking.caller), AuditOutcome::Denied);
    if (asking.wanted) {
        event.detail = grantDetail(asking.wanted->grant);
        event.detail.erase("grant"); // there is none
        event.detail["cause"] = std::string{cause};
        return event;
    }
    event.detail["cause"] = std::string{cause};
    event.detail["right"] = std::string{model::toText(asking.want.right)};
    if (!asking.want.field.empty())
        event.detail["field"] = asking.want.field;
    if (asking.want.right == model::Right::Request) {
        event.detail["host"] = asking.want.host;
        event.detail["method"] = asking.want.method;
    }
    return event;
}

model::AuditEvent alertFor(const Asking& asking, std::string cause)
{
    model::AuditEvent event =
        eventOf(asking.connection, AuditAction::SecurityAlert, actorOf(asking.caller), AuditOutcome::Denied);
    event.detail["cause"] = std::move(cause);
    return event;
}

TaskOf<void> deny(ContextPtr context, const Asking& asking, std::string_view cause, std::string reason)
{
    return refuse(std::move(context),
                  {denialEvent(asking, cause), asking.program, base::fail(ErrorCode::Denied, std::move(reason))});
}

// A grant stood and the program behind it is another one: once for each new version (SECURITY 40).
base::Status reportChange(Context& context, VaultSession& session, const Asking& asking, const Ruling& ruling)
{
    const model::ProgramIdentity& now = asking.caller.program;
    if (!context.access.changedReported.insert(asking.program + now.sha256 + now.scriptSha256 + ruling.changedSince)
             .second)
        return base::ok();
    model::AuditEvent event = alertFor(asking, "changed_executable");
    event.detail["allowed_sha256"] = ruling.changedSince;
    if (const auto commit = session.record(std::move(event)); !commit)
        return refresh::notRecorded(commit.error());
    context.notify(
        {Notification::Kind::SecurityAlert, asking.connection.id, asking.connection.name, "changed_executable"});
    return base::ok();
}

// Of the file that runs: in a mount namespace of its own a program has any path it likes.
QCoro::Task<std::string> packageFor(ContextPtr context, model::Caller caller)
{
    const std::string executable = caller.program.executable;
    const auto file = access::identifyFile(executable);
    if (!file || !access::runsWhatLiesThere(static_cast<pid_t>(caller.pid), executable))
        co_return std::string{};
    auto& known = context->access.packages;
    if (const auto found = known.find(executable); found != known.end() && found->second.first == *file) {
        std::string name = found->second.second;
        co_return name;
    }
    auto looking = context->worker.run<std::string>([executable] { return access::packageOf(executable); });
    const std::shared_ptr<std::string> package = co_await looking;
    context->access.packages.insert_or_assign(executable, std::pair{*file, *package});
    std::string name = *package;
    co_return name;
}

// The grant follows the update, so that the next use is cheap again.
base::Status followUpdate(VaultSession& session, const Asking& asking, const base::GrantId& id)
{
    model::AuditEvent event = eventOf(asking.connection, AuditAction::GrantAdded, actorOf(asking.caller));
    event.detail = {{"cause", "package_update"}, {"package", asking.caller.program.package}, {"grant", id.text}};
    std::vector<model::AuditEvent> events;
    events.push_back(std::move(event));
    const auto commit = session.apply(
        [&](db::Transaction& transaction) {
            return session.vault->grants().follow(transaction, id, asking.caller.program);
        },
        std::move(events));
    if (!commit)
        return refresh::notRecorded(commit.error());
    session.grants->followed(id, asking.caller.program.sha256);
    return base::ok();
}

TaskOf<void> spend(ContextPtr context, base::GrantId id)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const GrantBook::Used used, session->grants->use(id));
    if (used.commit) {
        auto settling = settleRecord(context, *used.commit);
        const base::Status onDisk = co_await settling;
        if (!onDisk)
            co_return onDisk.error();
    }
    if (used.gone) {
        model::ChangeSet changes;
        changes.grantsChanged = true;
        context->emitChanged(std::move(changes));
    }
    co_return base::ok();
}

base::Result<model::ApprovalItem> itemFor(Context& context, VaultSession& session, const Asking& asking,
                                          const Ruling& ruling)
{
    model::ApprovalItem item;
    item.want = asking.want;
    item.connectionName = asking.connection.name;
    item.account = asking.connection.account;
    item.changedSince = ruling.changedSince;
    item.grant = asking.wanted;
    KS_ASSIGN(const model::Profile profile, session.vault->profiles().get(asking.connection.profile));
    item.profileName = profile.name;
    const model::ProviderSpec* const provider = context.parts.providers.find(asking.connection.providerId);
    item.providerName = provider ? provider->displayName : asking.connection.providerId;
    return item;
}

TaskOf<void> heedAnswer(ContextPtr context, Asking asking, Answered answered)
{
    using Kind = Answered::Kind;
    if (answered.kind == Kind::HungUp)
        co_return base::fail(ErrorCode::Cancelled, "the caller hung up");
    if (answered.kind == Kind::Failed)
        co_return answered.error;
    KS_CO_TRY(context->open());
    if (answered.kind == Kind::Refused || answered.kind == Kind::NoAnswer) {
        const bool said = answered.kind == Kind::Refused;
        auto denying = deny(context, asking, said ? "person" : "no_answer",
                            said ? "the person said no" : "the person gave no answer in time");
        const base::Status denied = co_await denying;
        co_return denied;
    }
    if (asking.wanted) // it stands, for the very file that the person was shown; who asked gets nothing by it
        co_return base::ok();
    // The question may have stood for a minute: is it still the program that the person was shown?
    if (const base::Status same = access::stillSame(asking.caller, context->access.hashes); !same) {
        auto denying = deny(context, asking, access::toText(Cause::Changed), same.error().detail);
        const base::Status denied = co_await denying;
        co_return denied;
    }
    context->access.denials.forgive(asking.program);
    if (answered.grant) {
        auto spending = spend(context, *answered.grant);
        const base::Status spent = co_await spending;
        co_return spent;
    }
    co_return base::ok();
}

TaskOf<Answered> askPerson(ContextPtr context, Asking asking, Ruling ruling)
{
    if (asking.caller.program.package.empty()) {
        auto packing = packageFor(context, asking.caller);
        asking.caller.program.package = co_await packing;
    }
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    model::Caller shown = asking.caller;
    shown.parents = access::parentsOf(static_cast<pid_t>(asking.caller.pid));
    KS_CO_ASSIGN(model::ApprovalItem item, itemFor(*context, *session, asking, ruling));
    const int lately = context->access.denials.lately(asking.program, context->parts.clock.steady());
    auto waiting = context->access.gate.ask(std::move(shown), std::move(item), lately, asking.cancel);
    base::Result<Answered> answered = co_await waiting;
    if (!answered)
        co_return answered.error();
    auto heeding = heedAnswer(context, std::move(asking), *answered);
    const base::Status heeded = co_await heeding;
    if (!heeded)
        co_return heeded.error();
    co_return answered;
}

// Where the grants cannot be read none stands; whoever asks is told of the damage, not that there is no grant.
base::Status grantsReadable(const ContextPtr& context)
{
    KS_ASSIGN(VaultSession* const session, context->open());
    KS_TRY(session->vault->grants().all());
    return base::ok();
}

// What no grant allowed at the first look.
TaskOf<void> withoutGrant(ContextPtr context, Asking asking, Ruling ruling)
{
    if (ruling.packageMatters) {
        auto packing = packageFor(context, asking.caller);
        asking.caller.program.package = co_await packing;
        KS_CO_ASSIGN(VaultSession* const updated, context->open());
        ruling = ruleOn(*context, *updated, asking.want, asking.caller);
        if (ruling.verdict == Verdict::Allow && ruling.grant) {
            if (ruling.followsPackage)
                KS_CO_TRY(followUpdate(*updated, asking, *ruling.grant));
            auto spending = spend(context, *ruling.grant);
            const base::Status spent = co_await spending;
            co_return spent;
        }
    }
    KS_CO_TRY(grantsReadable(context));
    auto slowing = slowDown(context, asking.program, asking.cancel);
    const base::Status slowed = co_await slowing;
    if (!slowed)
        co_return slowed.error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    if (ruling.cause == Cause::Changed)
        KS_CO_TRY(reportChange(*context, *session, asking, ruling));
    if (ruling.verdict == Verdict::Ask && context->access.personPresent) {
        auto asked = askPerson(context, std::move(asking), std::move(ruling));
        const base::Result<Answered> answered = co_await asked;
        if (!answered)
            co_return answered.error();
        co_return base::ok();
    }
    std::string reason = denialReason(asking.caller, asking.connection, ruling);
    if (ruling.verdict == Verdict::Ask)
        reason += std::string{protocol::grantCommand} +
                  grantCommandFor(*context, asking.caller.program, asking.connection, asking.want);
    auto denying = deny(context, asking, access::toText(ruling.cause), std::move(reason));
    const base::Status denied = co_await denying;
    co_return denied;
}

} // namespace

TaskOf<void> authorizeCaller(ContextPtr context, model::AccessWant want, model::Caller caller, base::CancelToken cancel)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    const Ruling ruling = ruleOn(*context, *session, want, caller);
    if (ruling.verdict == Verdict::Allow && !ruling.grant)
        co_return base::ok();
    if (ruling.verdict == Verdict::Allow) {
        auto spending = spend(context, *ruling.grant);
        const base::Status spent = co_await spending;
        co_return spent;
    }
    Asking asking{std::move(want), std::move(caller), {}, std::move(cancel), {}};
    asking.program = askerKey(asking.caller.program);
    KS_CO_ASSIGN(asking.connection, session->vault->connections().get(asking.want.connection));
    auto asked = withoutGrant(context, std::move(asking), ruling);
    const base::Status answered = co_await asked;
    co_return answered;
}

TaskOf<base::GrantId> askForGrant(ContextPtr context, model::WantedGrant wanted, model::Caller caller,
                                  base::CancelToken cancel)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    Asking asking{{}, std::move(caller), {}, std::move(cancel), {}, std::move(wanted)};
    asking.want.connection = asking.wanted->grant.connection;
    asking.program = askerKey(asking.caller.program);
    KS_CO_ASSIGN(asking.connection, session->vault->connections().get(asking.want.connection));
    auto slowing = slowDown(context, asking.program, asking.cancel);
    const base::Status slowed = co_await slowing;
    if (!slowed)
        co_return slowed.error();
    if (!asking.caller.program.identified()) {
        std::string reason{access::reasonOf(Cause::Unidentified)};
        reason += whyNobody(asking.caller);
        reason += protocol::nobodyToShow;
        auto denying = deny(context, asking, access::toText(Cause::Unidentified), std::move(reason));
        const base::Status denied = co_await denying;
        co_return denied.error();
    }
    if (!context->access.personPresent)
        co_return base::fail(ErrorCode::Denied, std::string{grantWantsProof});
    auto asked = askPerson(context, std::move(asking), Ruling{});
    const base::Result<Answered> answered = co_await asked;
    if (!answered)
        co_return answered.error();
    if (!answered->grant)
        co_return base::fail(ErrorCode::Internal, "a grant was allowed and none was made");
    co_return *answered->grant;
}

void setPersonPresent(Context& context, bool present)
{
    context.access.personPresent = present;
    if (!present)
        context.access.gate.closeAll({Answered::Kind::NoAnswer});
}

std::vector<model::ApprovalPrompt> openApprovals(const Context& context)
{
    return context.access.gate.prompts();
}

} // namespace keystead::service
