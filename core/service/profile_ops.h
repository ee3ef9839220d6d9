// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Profiles: erasure, subject access, moving a connection from one to another. Internal to this room. Thread: the core
// thread.
#include "core/service/context.h"
#include "core/service/profile_requests.h"

namespace keystead::service {

// profile_erasure.cpp. The proof and the typed name first. The key is destroyed, the rows go and the trail is emptied
// of it in one transaction; then the pages and the automatic backups are rewritten. Cut off after the transaction,
// finishErasures at the next unlock does the rest. Waits for a rotation that runs. IllegalState where connections of
// other profiles use its OAuth clients.
TaskOf<ErasedProfile> eraseProfile(ContextPtr context, EraseProfile request, Proof proof, model::Actor actor);
// Pages and backups of erasures that were cut off.
TaskOf<void> finishErasures(ContextPtr context);

// profile_export.cpp. Recorded as report_exported.
TaskOf<ExportedProfile> exportProfile(ContextPtr context, ExportProfile request, Proof proof, model::Actor actor);

// profile_move.cpp. Seals the connection's secrets anew under the other profile's key; its OAuth client comes along, or
// a copy of it where others use it. AlreadyExists (the name), IllegalState (a refresh is on its way).
TaskOf<model::Connection> moveToProfile(ContextPtr context, base::ConnectionId id, std::string profile,
                                        model::Actor actor);

} // namespace keystead::service
