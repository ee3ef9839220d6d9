// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The trail as people and programs ask for it. Long reads run on a worker with a read-only connection of their own.
// Thread: the core thread.
#include "core/service/context.h"

namespace keystead::service {

TaskOf<std::vector<model::AuditRecord>> readAudit(ContextPtr context, model::AuditFilter filter);
TaskOf<std::int64_t> countAudit(ContextPtr context, model::AuditFilter filter);
TaskOf<model::ChainReport> verifyAudit(ContextPtr context, CoreService::Progress progress, base::CancelToken cancel);
TaskOf<ExportedReport> exportReport(ContextPtr context, ExportReport request, CoreService::Progress progress,
                                    base::CancelToken cancel, model::Actor actor);
TaskOf<void> recordEvent(ContextPtr context, model::AuditEvent event);
// settleRecord(), and then those who show the trail are told.
TaskOf<void> settleTrail(ContextPtr context, std::uint64_t commit);

} // namespace keystead::service
