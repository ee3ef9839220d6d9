// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/rpc.h"

#include "core/service/rpc_json.h"

namespace keystead::service {

using access::Call;
using access::Reply;
using access::Wish;

void addMethod(access::AgentServer& server, CoreService& core, const char* name, Wish wish, RpcFunction function)
{
    server.add(name, wish, [&core, function](Call call) { return function(core, std::move(call)); });
}

namespace {

QCoro::Task<base::Result<Reply>> leave(std::function<void()> handOver)
{
    if (!handOver)
        co_return base::fail(base::ErrorCode::Unsupported, "the window does not hand over");
    handOver();
    co_return Reply{};
}

} // namespace

void registerMethods(access::AgentServer& server, CoreService& core, std::function<void()> handOver)
{
    registerVaultMethods(server, core);
    registerConnectionMethods(server, core);
    registerUseMethods(server, core);
    registerLoginMethods(server, core);
    registerProviderMethods(server, core);
    registerAuditMethods(server, core);
    server.add("agent.handover", Wish::Administer, [handOver = std::move(handOver)](Call) { return leave(handOver); });
}

} // namespace keystead::service
