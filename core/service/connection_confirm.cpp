// SPDX-License-Identifier: GPL-3.0-or-later
// A connection out of a backup waits for the person to say that no other machine uses its sign-in: two machines that
// refresh one family end it for both.
#include "core/service/connection_ops.h"
#include "core/service/restore_ops.h"
#include "core/vault/connection_store.h"

namespace keystead::service {

TaskOf<model::Connection> confirmConnection(ContextPtr context, base::ConnectionId id, model::Actor actor)
{
    using base::ErrorCode;
    KS_CO_ASSIGN(VaultSession* const session, context->openTrusted());
    KS_CO_ASSIGN(model::Connection connection, session->vault->connections().get(id));
    if (!connection.problem || connection.problem->code != ErrorCode::FamilyUnconfirmed)
        co_return base::fail(ErrorCode::IllegalState, "there is nothing to confirm");
    connection.problem.reset();
    connection.updatedAt = context->now();
    model::AuditEvent event = eventOf(connection, model::AuditAction::SettingsChanged, std::move(actor));
    event.detail["changed"] = "family_confirmed";
    std::vector<model::AuditEvent> events;
    events.push_back(std::move(event));
    vault::ConnectionStore& store = session->vault->connections();
    KS_CO_ASSIGN(const std::uint64_t commit,
                 session->apply([&](db::Transaction& transaction) { return store.save(transaction, connection); },
                                std::move(events)));
    auto updating = settleUpdate(context, connection, commit);
    base::Result<model::Connection> updated = co_await updating;
    co_return updated;
}

} // namespace keystead::service
