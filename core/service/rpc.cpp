// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/rpc.h"

#include "core/service/rpc_json.h"

#include <nlohmann/json.hpp>

namespace keystead::service {

using access::Call;
using access::Reply;
using access::Wish;

namespace {

QCoro::Task<base::Result<Reply>> refuse(base::Error error)
{
    co_return error;
}

} // namespace

void addMethod(access::AgentServer& server, CoreService& core, const char* name, Wish wish, RpcFunction function,
               Members optional)
{
    // Looking at the state is no use of the vault: a tray or a prompt that polls must not keep it open.
    const std::string_view method{name};
    const bool counts = method != "status" && method != "vault.auto_lock";
    server.add(name, wish, [&core, function, counts, optional = std::move(optional)](Call call) {
        if (counts)
            core.noteUse();
        if (const base::Status members = checkMembers(*call.params, optional); !members)
            return refuse(members.error());
        return function(core, std::move(call));
    });
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
    registerLockMethods(server, core);
    registerRotationMethods(server, core);
    registerProfileMethods(server, core);
    registerSlotMethods(server, core);
    registerConnectionMethods(server, core);
    registerUseMethods(server, core);
    registerRequestMethods(server, core);
    registerProxyMethods(server, core);
    registerGrantMethods(server, core);
    registerLoginMethods(server, core);
    registerProviderMethods(server, core);
    registerAuditMethods(server, core);
    registerImportMethods(server, core);
    registerMatchMethods(server, core);
    registerBackupMethods(server, core);
    registerMetricsMethods(server, core);
    // Answered means: the caller was looked at. It may close itself to readers now (PR_SET_DUMPABLE hides the
    // executable too).
    server.add("hello", Wish::Read, [](Call) { return seen(); });
    server.add("agent.handover", Wish::Administer, [handOver = std::move(handOver)](Call) { return leave(handOver); });
    server.add("rpc.methods", Wish::Read, [&server](Call) { return methods(server.methodNames()); });
}

} // namespace keystead::service
