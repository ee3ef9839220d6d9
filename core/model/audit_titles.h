// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The one table of words for what stands in the trail, in English: window, reports and command line take them from
// here (the window translates them by these words).
#include "core/model/audit_event.h"

#include <string_view>

namespace keystead::model {

// The action itself, whatever came of it: "Token refresh".
std::string_view actionName(AuditAction action);
// What happened, as one sentence without a full stop: "Token refreshed", "Token refresh failed", "Secret read denied".
std::string_view actionTitle(AuditAction action, AuditOutcome outcome);
// "Success", "Failed", "Denied"
std::string_view outcomeName(AuditOutcome outcome);

} // namespace keystead::model
