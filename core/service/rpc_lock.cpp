// SPDX-License-Identifier: GPL-3.0-or-later
// Locking over the socket: on request, at once, and what locks by itself.
#include "core/base/secret.h"
#include "core/service/rpc.h"
#include "core/service/rpc_json.h"

#include <nlohmann/json.hpp>

namespace keystead::service {

using access::Call;
using access::Reply;
using access::Wish;
using base::Json;
using RpcTask = QCoro::Task<base::Result<Reply>>;

namespace {

RpcTask lock(CoreService& core, Call call)
{
    LockRequest request;
    request.now = flagParam(call, "now");
    request.cause = request.now ? LockCause::Panic : LockCause::Request;
    KS_CO_TRY(co_await core.lock(call.actor, request));
    co_return reply(toJson(core.status()));
}

RpcTask autoLock(CoreService& core, Call)
{
    auto loading = core.settings();
    const base::Result<model::Settings> settings = co_await loading;
    const AutoLockReport report = core.autoLockReport();
    const base::LockedMemoryStats memory = base::lockedMemoryStats();
    Json answer = {{"idle_source", report.idleSource},
                   {"session_bus", report.sessionBus},
                   {"logind", report.logind},
                   {"sleep_delayed", report.sleepDelayed},
                   {"unused_seconds", core.sinceLastUse().count() / 1000},
                   {"memory_locked", memory.allLocked}};
    if (settings) {
        answer["locks_on"] = {{"idle_seconds", settings->autoLockAfter.count()},
                              {"session_lock", settings->lockOnSessionLock},
                              {"suspend", settings->lockOnSuspend},
                              {"switch_user", settings->lockOnSwitchUser},
                              {"token_removal", settings->lockOnTokenRemoval}};
    }
    co_return reply(std::move(answer));
}

} // namespace

void registerLockMethods(access::AgentServer& server, CoreService& core)
{
    addMethod(server, core, "vault.lock", Wish::Change, lock, {{"now", MemberKind::Flag}});
    addMethod(server, core, "vault.auto_lock", Wish::Read, autoLock);
}

} // namespace keystead::service
