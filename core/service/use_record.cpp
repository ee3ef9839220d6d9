// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/use_record.h"

#include "core/service/access_text.h"
#include "core/service/refusals.h"
#include "core/vault/connection_store.h"

namespace keystead::service {

using base::ErrorCode;
using model::AuditAction;
using model::AuditOutcome;

namespace {

constexpr std::chrono::milliseconds touchEvery{std::chrono::minutes{1}};

// last_used is told at most once a minute: it is a convenience, the trail is the proof.
base::Status touch(Context& context, VaultSession& session, db::Transaction& transaction, const base::ConnectionId& id,
                   bool& touched)
{
    const base::SteadyTime now = context.parts.clock.steady();
    const auto last = session.touched.find(id);
    if (last != session.touched.end() && now - last->second < touchEvery)
        return base::ok();
    KS_TRY(session.vault->connections().touchUsed(transaction, id, context.now()));
    touched = true;
    return base::ok();
}

} // namespace

model::AuditEvent accessEvent(const model::Connection& connection, const model::Actor& actor, const std::string& field,
                              AuditOutcome outcome)
{
    model::AuditEvent event = eventOf(connection, AuditAction::CredentialAccess, actor, outcome);
    event.detail["field"] = field;
    return event;
}

base::Result<std::uint64_t> recordAccess(Context& context, VaultSession& session, const model::Connection& connection,
                                         model::AuditEvent event, bool& touched)
{
    std::vector<model::AuditEvent> events;
    events.push_back(std::move(event));
    auto commit = session.apply(
        [&](db::Transaction& transaction) { return touch(context, session, transaction, connection.id, touched); },
        std::move(events));
    if (!commit)
        return refresh::notRecorded(commit.error());
    if (touched)
        session.touched.insert_or_assign(connection.id, context.parts.clock.steady());
    return commit;
}

void emitUse(Context& context, const base::ConnectionId& id, bool touched)
{
    model::ChangeSet changes;
    changes.auditChanged = true;
    if (touched && context.session) {
        if (auto connection = context.session->vault->connections().get(id))
            changes.updated.push_back(std::move(*connection));
    }
    if (context.service)
        Q_EMIT context.service->changed(changes);
}

TaskOf<void> recordRefusal(ContextPtr context, model::Connection connection, model::Actor actor, std::string field,
                           base::Error error)
{
    model::AuditEvent event = accessEvent(connection, actor, field, AuditOutcome::Failure);
    return recordRefusal(std::move(context), std::move(event), std::move(error));
}

TaskOf<void> recordRefusal(ContextPtr context, model::AuditEvent event, base::Error error)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    event.detail["error"] = std::string{base::errorName(error.code)};
    const bool denied = error.code == ErrorCode::Denied || error.code == ErrorCode::IllegalState ||
                        event.outcome == AuditOutcome::Denied;
    if (denied) {
        event.outcome = AuditOutcome::Denied;
        const std::string asker = askerKey(event.actor);
        const auto connection = event.connection ? session->vault->connections().get(*event.connection)
                                                 : base::Result<model::Connection>{base::fail(ErrorCode::NotFound)};
        const bool paused = connection && connection->state == model::ConnectionState::Paused;
        auto refusing = refuse(context, {std::move(event), asker, std::move(error), !paused});
        const base::Status refused = co_await refusing;
        co_return refused;
    }
    event.outcome = AuditOutcome::Failure;
    const auto commit = session->record(std::move(event));
    if (!commit)
        co_return refresh::notRecorded(commit.error());
    auto settling = settleRecord(context, *commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    co_return error;
}

} // namespace keystead::service
