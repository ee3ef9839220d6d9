// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Using a connection: lend its secret to a program, show it to the person, refresh it, test it. Nothing leaves before
// its record is durable (SECURITY 39). Thread: the core thread.
#include "core/service/context.h"

namespace keystead::service {

TaskOf<model::Connection> refreshConnection(ContextPtr context, base::ConnectionId id, model::Actor actor);
TaskOf<ReleasedSecret> releaseToken(ContextPtr context, TokenRequest request, model::Actor actor);
TaskOf<base::Secret> revealSecret(ContextPtr context, base::ConnectionId id, std::string field, Proof proof,
                                  model::Actor actor);
TaskOf<std::vector<std::string>> secretFields(ContextPtr context, base::ConnectionId id);

// connection_tester.cpp
TaskOf<model::TestReport> testConnection(ContextPtr context, base::ConnectionId id, model::Actor actor,
                                         base::CancelToken cancel);

} // namespace keystead::service
