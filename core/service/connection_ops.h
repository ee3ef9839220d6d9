// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Connections: add, edit, pause, remove and undo. Each change with its record in one transaction, answered when
// durable. Thread: the core thread.
#include "core/service/context.h"

namespace keystead::service {

TaskOf<std::vector<model::Connection>> listConnections(ContextPtr context);
TaskOf<model::Connection> findConnection(ContextPtr context, std::string idOrName);
TaskOf<AddedConnection> addConnection(ContextPtr context, AddConnection request, model::Actor actor);
// connection_edit.cpp
TaskOf<AddedConnection> editConnection(ContextPtr context, EditConnection request, model::Actor actor);
TaskOf<model::Connection> pauseConnection(ContextPtr context, base::ConnectionId id, model::Actor actor);
TaskOf<model::Connection> resumeConnection(ContextPtr context, base::ConnectionId id, model::Actor actor);

// Waits, tells the models, gives the connection back.
TaskOf<model::Connection> settleUpdate(ContextPtr context, model::Connection connection, std::uint64_t commit);

// connection_removal.cpp
TaskOf<RemovedConnection> removeConnection(ContextPtr context, RemoveConnection request, model::Actor actor);
TaskOf<model::Connection> undoRemoval(ContextPtr context, base::ConnectionId id, model::Actor actor);
TaskOf<RemovedConnection> revokeConnection(ContextPtr context, base::ConnectionId id, model::Actor actor);

// connection_problems.cpp: what the model's validation cannot see, since it knows no vault. Problems are appended.
base::Result<model::ProviderSpec> specOf(const Context& context, const std::string& providerId);
base::Status checkNameFree(VaultSession& session, const model::ConnectionDraft& draft, const model::Profile& profile,
                           const std::optional<base::ConnectionId>& self, std::vector<model::Problem>& problems);
base::Result<std::optional<model::Profile>> profileOf(VaultSession& session, const std::string& name,
                                                      std::vector<model::Problem>& problems);
// A secret stays with the address it was given for (SECURITY 12): where that address changes it has to be given again.
// `stored`: the names of the connection's secret fields.
void checkDestination(const model::Connection& before, const model::ProviderSpec& spec, const EditConnection& request,
                      const std::vector<std::string>& stored, std::vector<model::Problem>& problems);
// Tokens that Keystead makes or fetches for itself are not a caller's to give: secret fields by their names.
void checkNoMadeTokens(model::AuthKind kind, const std::vector<std::string>& given,
                       std::vector<model::Problem>& problems);
base::Result<oauth::ClientIdentity> clientIdentity(vault::Vault& vault, const model::Connection& connection);

} // namespace keystead::service
