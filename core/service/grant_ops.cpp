// SPDX-License-Identifier: GPL-3.0-or-later
// Grants made by hand and by answers, and taken away: each with its record in the same transaction.
#include "core/access/peer.h"
#include "core/access/program_files.h"
#include "core/service/access_ops.h"
#include "core/service/access_text.h"
#include "core/service/vault_slots.h"
#include "core/vault/connection_store.h"
#include "core/vault/grant_store.h"

#include <algorithm>
#include <span>

namespace keystead::service {

using access::Answered;
using access::ApprovalGate;
using base::ErrorCode;
using model::AuditAction;
using model::Grant;
using model::GrantTerm;

namespace {

void emitGrants(Context& context)
{
    model::ChangeSet changes;
    changes.grantsChanged = true;
    changes.auditChanged = true;
    context.emitChanged(std::move(changes));
}

model::AuditEvent grantEvent(VaultSession& session, const Grant& grant, AuditAction action, const model::Actor& actor)
{
    model::AuditEvent event = eventOf(action, actor);
    event.connection = grant.connection;
    if (const auto connection = session.vault->connections().get(grant.connection)) {
        event.connectionName = connection->name;
        event.providerId = connection->providerId;
    }
    event.detail = grantDetail(grant);
    return event;
}

// Hashing and looking for the package take long enough for a worker.
base::Result<model::ProgramIdentity> readProgram(const std::string& path, const std::string& script)
{
    access::ExecutableHashes hashes;
    KS_ASSIGN(model::ProgramIdentity program, access::programAt(path, script, hashes));
    if (access::isOwnProgram(program.executable, std::filesystem::path{program.executable}.parent_path()))
        return base::fail(ErrorCode::InvalidArgument,
                          "program: give the program that starts Keystead's command line, not the command line itself");
    program.package = access::packageOf(program.executable);
    return program;
}

void setTerm(Grant& grant, GrantTerm term, std::optional<std::chrono::seconds> lifetime, const Context& context)
{
    grant.term = term;
    if (term == GrantTerm::Until && lifetime)
        grant.expiresAt = context.now() + *lifetime;
    if (term == GrantTerm::Login)
        grant.loginSession = context.session->grants->settings().loginSession;
}

// Both give the same right to the same program for ever.
bool sameForEver(const Grant& one, const Grant& other)
{
    return one.connection == other.connection && one.program == other.program && one.token == other.token &&
           one.fields == other.fields && one.request == other.request && one.term == other.term &&
           one.term == GrantTerm::Always && one.rate == other.rate;
}

// The grant that gives this right already: one of the vault, or one of `made`, which are about to be stored.
std::optional<base::GrantId> standing(const VaultSession& session, const Grant& grant, std::span<const Grant> made = {})
{
    for (const Grant& other : made) {
        if (sameForEver(other, grant))
            return other.id;
    }
    for (const vault::HeldGrant& held : session.grants->of(grant.connection)) {
        if (sameForEver(held.grant, grant))
            return held.grant.id;
    }
    return std::nullopt;
}

base::Result<std::uint64_t> store(VaultSession& session, const std::vector<Grant>& grants,
                                  std::vector<model::AuditEvent> events)
{
    auto commit = session.apply(
        [&](db::Transaction& transaction) -> base::Status {
            for (const Grant& grant : grants)
                KS_TRY(session.vault->grants().add(transaction, {grant, {}, 0}));
            return base::ok();
        },
        std::move(events));
    if (commit) {
        for (const Grant& grant : grants)
            session.grants->added({grant, {}, 0});
    }
    return commit;
}

// What an item asks for, as a grant.
void widen(Grant& grant, const model::AccessWant& want, bool wholeHost)
{
    if (want.right == model::Right::Token)
        grant.token = true;
    if (want.right == model::Right::Fields)
        grant.fields.push_back(want.field);
    if (want.right != model::Right::Request)
        return;
    if (!grant.request)
        grant.request.emplace();
    if (wholeHost)
        return;
    grant.request->hosts.push_back(want.host);
    grant.request->methods.push_back(want.method);
    // As it was shown; one with codes allows itself alone (isBeneath).
    grant.request->pathPrefixes.push_back(want.path.empty() ? "/" : want.path);
}

Grant freshGrant(const Context& context, const model::Caller& caller, const model::ApprovalAnswer& answer,
                 const model::Actor& actor)
{
    Grant grant;
    grant.id = base::GrantId::create();
    grant.program = caller.program;
    setTerm(grant, answer.term, answer.lifetime, context);
    grant.reason = answer.reason;
    grant.grantedVia = actor.via;
    grant.createdAt = context.now();
    return grant;
}

// The grant that the person was shown, from now on.
Grant asShown(const Context& context, const model::WantedGrant& wanted, const model::Actor& actor)
{
    Grant grant = wanted.grant;
    grant.id = base::GrantId::create();
    setTerm(grant, grant.term, wanted.lifetime, context);
    grant.grantedVia = actor.via;
    grant.createdAt = context.now();
    return grant;
}

struct Approved
{
    std::size_t whole = 0;                                            // the first so many were asked for as grants
    std::vector<Grant> grants;                                        // then one a connection
    std::vector<std::pair<ApprovalGate::ItemPtr, std::size_t>> items; // with the place of their grant
};

Approved approve(const Context& context, const ApprovalGate::Decided& decided, const model::ApprovalAnswer& answer,
                 const model::Actor& actor)
{
    Approved approved;
    for (const ApprovalGate::ItemPtr& item : decided.allowed) {
        if (const auto& wanted = ApprovalGate::shown(item).grant) {
            approved.grants.push_back(asShown(context, *wanted, actor));
            approved.items.emplace_back(item, approved.whole++);
        }
    }
    const auto whole = static_cast<std::ptrdiff_t>(approved.whole);
    for (const ApprovalGate::ItemPtr& item : decided.allowed) {
        if (ApprovalGate::shown(item).grant)
            continue;
        const model::AccessWant& want = ApprovalGate::shown(item).want;
        // Requests that are limited each to their own are not thrown together: one's host with the other's path.
        const bool apart = want.right == model::Right::Request && !answer.wholeHost;
        auto found = std::find_if(approved.grants.begin() + whole, approved.grants.end(), [&](const Grant& grant) {
            return !apart && grant.connection == want.connection &&
                   !(grant.request && want.right == model::Right::Request && !grant.request->hosts.empty());
        });
        if (found == approved.grants.end()) {
            approved.grants.push_back(freshGrant(context, decided.caller, answer, actor));
            found = approved.grants.end() - 1;
            found->connection = want.connection;
        }
        widen(*found, want, answer.wholeHost);
        approved.items.emplace_back(item, static_cast<std::size_t>(found - approved.grants.begin()));
    }
    return approved;
}

// All of them on record, the first `kept` stored. One that stands by now, since the same was asked for twice, is not
// made again: its id is put in place of the new one.
TaskOf<void> storeApproved(ContextPtr context, std::shared_ptr<Approved> approved, std::size_t kept, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    std::vector<model::AuditEvent> events;
    std::vector<Grant> stored; // the others are for the calls that wait now, and no others
    for (std::size_t i = 0; i < approved->grants.size(); ++i) {
        Grant& grant = approved->grants[i];
        KS_CO_TRY(model::checkGrant(grant, context->now()));
        const bool keeps = i < kept;
        const auto there = keeps ? standing(*session, grant, stored) : std::nullopt;
        if (there)
            grant.id = *there;
        events.push_back(grantEvent(*session, grant, AuditAction::GrantAdded, actor));
        if (there)
            events.back().detail["cause"] = "stands_already";
        else if (keeps)
            stored.push_back(grant);
    }
    KS_CO_ASSIGN(const std::uint64_t commit, store(*session, stored, std::move(events)));
    auto settling = settleRecord(context, commit);
    const base::Status onDisk = co_await settling;
    co_return onDisk;
}

} // namespace

TaskOf<std::vector<Grant>> listGrants(ContextPtr context)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    co_return session->grants->all();
}

namespace {

// The program's file is read, the connection found, the whole checked; nothing is made yet.
TaskOf<Grant> readGrant(ContextPtr context, AddGrant request)
{
    auto reading = context->worker.run<base::Result<model::ProgramIdentity>>(
        [path = request.program, script = request.script] { return readProgram(path, script); });
    const std::shared_ptr<base::Result<model::ProgramIdentity>> program = co_await reading;
    if (!*program)
        co_return program->error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const model::Connection connection, session->vault->connections().find(request.connection));
    Grant grant;
    grant.program = **program;
    grant.connection = connection.id;
    grant.token = request.token;
    grant.fields = request.fields;
    grant.request = request.request;
    setTerm(grant, request.term, request.lifetime, *context);
    grant.rate = request.rate;
    grant.reason = request.reason;
    KS_CO_TRY(model::checkGrant(grant, context->now()));
    if (standing(*session, grant))
        co_return base::fail(ErrorCode::AlreadyExists, "this grant stands already");
    co_return grant;
}

} // namespace

TaskOf<Grant> addGrant(ContextPtr context, AddGrant request, Proof proof, model::Actor actor)
{
    KS_CO_TRY(context->open());
    auto checking = checkProof(context, std::move(proof), actor);
    const base::Status proven = co_await checking;
    if (!proven)
        co_return proven.error();
    auto reading = readGrant(context, std::move(request));
    base::Result<Grant> read = co_await reading;
    if (!read)
        co_return read.error();
    Grant grant = std::move(*read);
    grant.id = base::GrantId::create();
    grant.grantedVia = actor.via;
    grant.createdAt = context->now();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    std::vector<model::AuditEvent> events;
    events.push_back(grantEvent(*session, grant, AuditAction::GrantAdded, actor));
    const std::vector<Grant> one{grant};
    KS_CO_ASSIGN(const std::uint64_t commit, store(*session, one, std::move(events)));
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    context->access.denials.forgive(askerKey(grant.program)); // as for a yes in the window
    emitGrants(*context);
    co_return grant;
}

TaskOf<Grant> askForGrant(ContextPtr context, AddGrant request, model::Caller caller, base::CancelToken cancel)
{
    KS_CO_TRY(context->open());
    if (!context->access.personPresent)
        co_return base::fail(ErrorCode::Denied, std::string{grantWantsProof});
    model::WantedGrant wanted;
    wanted.lifetime = request.lifetime;
    auto reading = readGrant(context, std::move(request));
    base::Result<Grant> read = co_await reading;
    if (!read)
        co_return read.error();
    wanted.grant = std::move(*read);
    // When it ends is counted from the answer; two questions for the same are one.
    wanted.grant.expiresAt.reset();
    wanted.grant.loginSession.clear();
    auto asking = askForGrant(context, std::move(wanted), std::move(caller), std::move(cancel));
    const base::Result<base::GrantId> made = co_await asking;
    if (!made)
        co_return made.error();
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const vault::HeldGrant held, session->vault->grants().get(*made));
    context->access.denials.forgive(askerKey(held.grant.program));
    co_return held.grant;
}

TaskOf<void> removeGrant(ContextPtr context, base::GrantId id, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_ASSIGN(const vault::HeldGrant held, session->vault->grants().get(id));
    std::vector<model::AuditEvent> events;
    events.push_back(grantEvent(*session, held.grant, AuditAction::GrantRemoved, actor));
    KS_CO_ASSIGN(
        const std::uint64_t commit,
        session->apply([&](db::Transaction& transaction) { return session->vault->grants().remove(transaction, id); },
                       std::move(events)));
    session->grants->removed(id);
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    emitGrants(*context);
    co_return base::ok();
}

TaskOf<void> answerApproval(ContextPtr context, model::ApprovalAnswer answer, model::Actor actor)
{
    KS_CO_TRY(context->open());
    if (answer.allow && answer.term == GrantTerm::Until && (!answer.lifetime || answer.lifetime->count() <= 0))
        co_return base::fail(ErrorCode::InvalidArgument, "for: how long is missing");
    KS_CO_ASSIGN(const ApprovalGate::Decided decided, context->access.gate.take(answer));
    for (const ApprovalGate::ItemPtr& item : decided.refused)
        ApprovalGate::resolve(item, {Answered::Kind::Refused});
    if (decided.allowed.empty())
        co_return base::ok();
    const auto approved = std::make_shared<Approved>(approve(*context, decided, answer, actor));
    const std::size_t kept = answer.term != GrantTerm::Once ? approved->grants.size() : approved->whole;
    auto storing = storeApproved(context, approved, kept, actor);
    const base::Status stored = co_await storing;
    for (const auto& [item, place] : approved->items) {
        Answered heard{stored ? Answered::Kind::Allowed : Answered::Kind::Failed};
        if (stored && place < kept)
            heard.grant = approved->grants[place].id;
        if (!stored)
            heard.error = stored.error();
        ApprovalGate::resolve(item, heard);
    }
    if (!stored)
        co_return stored.error();
    emitGrants(*context);
    co_return base::ok();
}

} // namespace keystead::service
