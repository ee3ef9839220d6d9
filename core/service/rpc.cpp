// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/rpc.h"

#include "core/service/rpc_json.h"

#include <nlohmann/json.hpp>

namespace keystead::service {

using access::Call;
using access::Reply;
using access::Wish;

void addMethod(access::AgentServer& server, CoreService& core, const char* name, Wish wish, RpcFunction function)
{
    server.add(name, wish, [&core, function](Call call) { return function(core, std::move(call)); });
}

namespace {

QCoro::Task<base::Result<Reply>> seen()
{
    co_return reply({{"version", KEYSTEAD_VERSION}});
}

QCoro::Task<base::Result<Reply>> leave(std::function<void()> handOver)
{
    if (!handOver)
        co_return base::fail(base::ErrorCode::Unsupported, "the window does not hand over");
    handOver();
    co_return Reply{};
}

QCoro::Task<base::Result<Reply>> methods(std::vector<std::string> names)
{
    co_return reply({{"methods", names}});
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
    // Answered means: the caller was looked at. It may close itself to readers now (PR_SET_DUMPABLE hides the
    // executable too).
    server.add("hello", Wish::Read, [](Call) { return seen(); });
    server.add("agent.handover", Wish::Administer, [handOver = std::move(handOver)](Call) { return leave(handOver); });
    server.add("rpc.methods", Wish::Read, [&server](Call) { return methods(server.methodNames()); });
}

} // namespace keystead::service
