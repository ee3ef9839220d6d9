// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The socket's methods (docs/protocol.md): each a thin coroutine over CoreService. Thread: the core thread.
#include "core/access/agent_server.h"
#include "core/service/core_service.h"
#include "core/service/rpc_members.h"

#include <functional>

namespace keystead::service {

// `core` outlives `server`'s use of the methods. `handOver` is what agent.handover runs (empty: refused): the agent
// drains and leaves.
void registerMethods(access::AgentServer& server, CoreService& core, std::function<void()> handOver);

// One file a subject.
using RpcFunction = QCoro::Task<base::Result<access::Reply>> (*)(CoreService& core, access::Call call);
// `optional`: the members that the method may be called without; they are looked at before it runs.
void addMethod(access::AgentServer& server, CoreService& core, const char* name, access::Wish wish,
               RpcFunction function, Members optional = {});
void registerVaultMethods(access::AgentServer& server, CoreService& core);
void registerLockMethods(access::AgentServer& server, CoreService& core);
void registerRotationMethods(access::AgentServer& server, CoreService& core);
void registerProfileMethods(access::AgentServer& server, CoreService& core);
void registerSlotMethods(access::AgentServer& server, CoreService& core);
void registerConnectionMethods(access::AgentServer& server, CoreService& core);
void registerGrantMethods(access::AgentServer& server, CoreService& core);
void registerUseMethods(access::AgentServer& server, CoreService& core);
void registerRequestMethods(access::AgentServer& server, CoreService& core);
void registerProxyMethods(access::AgentServer& server, CoreService& core);
void registerLoginMethods(access::AgentServer& server, CoreService& core);
void registerProviderMethods(access::AgentServer& server, CoreService& core);
void registerAuditMethods(access::AgentServer& server, CoreService& core);
void registerImportMethods(access::AgentServer& server, CoreService& core);
void registerMatchMethods(access::AgentServer& server, CoreService& core);
void registerBackupMethods(access::AgentServer& server, CoreService& core);
void registerMetricsMethods(access::AgentServer& server, CoreService& core);

} // namespace keystead::service
