// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The records of uses: each on disk before what it tells of leaves. Thread: the core thread.
#include "core/service/context.h"

namespace keystead::service {

// credential_access with the detail `field`.
model::AuditEvent accessEvent(const model::Connection& connection, const model::Actor& actor, const std::string& field,
                              model::AuditOutcome outcome);
// The commit's number, for settleRecord(). `touched`: last_used moved.
base::Result<std::uint64_t> recordAccess(Context& context, VaultSession& session, const model::Connection& connection,
                                         model::AuditEvent event, bool& touched);
// Not through emitChanged: a use changes nothing that the scheduler would have to look at.
void emitUse(Context& context, const base::ConnectionId& id, bool touched);
// A refusal is on record too; where even that fails the error says so, else it is `error`.
TaskOf<void> recordRefusal(ContextPtr context, model::Connection connection, model::Actor actor, std::string field,
                           base::Error error);
// With more details than the field; the error is filled in. Whatever is denied, by the event's outcome or the error's
// code, is counted as a refusal (refusals.h); the rest is a failure.
TaskOf<void> recordRefusal(ContextPtr context, model::AuditEvent event, base::Error error);

} // namespace keystead::service
