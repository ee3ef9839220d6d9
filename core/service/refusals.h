// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a program is refused: on record, on disk before it hears of it, counted, and slow for who is refused again and
// again. Thread: the core thread.
#include "core/access/proxy_exchange.h"
#include "core/base/cancel.h"
#include "core/service/context.h"

#include <memory>
#include <string>

namespace keystead::service {

// Before another refusal: who was denied often waits, others do not. Cancelled; LimitExceeded where too many of its
// calls wait already. `asker`: askerKey() (access_text.h).
TaskOf<void> slowDown(ContextPtr context, std::string asker, base::CancelToken cancel);

struct Refusal
{
    model::AuditEvent event;
    std::string asker;
    base::Error error;
    bool slows = true;  // false: no program's doing, such as a connection that the person has paused
    bool alerts = true; // false: a slip, such as a target that is none; on record and no more
};
// Gives the refusal's error, or why it could not be recorded. The fifth within ten minutes is an alert besides.
TaskOf<void> refuse(ContextPtr context, Refusal refusal);

// An errand that is refused so, slowly, and makes no request: for what is turned away before a program is known.
std::shared_ptr<access::ProxyErrand> refusedErrand(ContextPtr context, Refusal refusal, base::CancelToken cancel);

} // namespace keystead::service
