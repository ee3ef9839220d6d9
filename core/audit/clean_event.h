// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Makes an event fit for the trail: bounded, printable, without anything that looks like a secret. Pure. It never
// refuses: what does not fit is cut or left out, since a record that is missing is worse than one that is shortened.
#include "core/model/audit_event.h"

#include <cstddef>

namespace keystead::audit {

inline constexpr std::size_t maxDetailEntries = 16;
inline constexpr std::size_t maxDetailCharacters = 200;
inline constexpr std::size_t maxNameCharacters = 200;
inline constexpr std::size_t maxPathCharacters = 1024;

// detail: keys [a-z_]{1,40} (others are left out), values cleaned for display and redacted, the first 16 in byte order
// of their keys. The hash of a program that is not 64 hex digits is left out.
model::AuditEvent cleanEvent(model::AuditEvent event);

} // namespace keystead::audit
