// SPDX-License-Identifier: GPL-3.0-or-later
// proxy.status, proxy.switch, proxy.key: the loopback endpoint (docs/proxy.md), as the settings want it.
#include "core/access/program_files.h"
#include "core/access/proxy_endpoint.h"
#include "core/service/rpc.h"
#include "core/service/rpc_json.h"
#include "core/service/rpc_request.h"

#include <nlohmann/json.hpp>
#include <QPointer>

namespace keystead::service {

using access::Call;
using access::Reply;
using access::Wish;
using base::ErrorCode;
using base::Json;
using RpcTask = QCoro::Task<base::Result<Reply>>;

namespace {

class ProxyDoor final : public QObject
{
public:
    ProxyDoor(CoreService& core, QObject* parent)
        : QObject(parent), m_core(core),
          m_endpoint([this](access::EndpointAsk ask, const access::ProxyHead& head, base::CancelToken gone) {
              return errand(std::move(ask), head, std::move(gone));
          })
    {
        m_endpoint.onRefusal([this](base::Error error, base::CancelToken gone) {
            return m_core.requests().refusal(std::move(error), std::move(gone));
        });
        connect(&core, &CoreService::changed, this, [this](const model::ChangeSet& changes) {
            if (changes.settingsChanged)
                follow(this);
        });
    }

    // Listens where the settings want it; IllegalState where they do not.
    QCoro::Task<base::Status> open()
    {
        auto loading = m_core.settings();
        const base::Result<model::Settings> settings = co_await loading;
        if (!settings)
            co_return settings.error();
        if (!settings->proxyEnabled) {
            m_endpoint.close();
            co_return base::fail(ErrorCode::IllegalState,
                                 "the loopback endpoint is off; `keystead-cli proxy on` or the "
                                 "settings switch it on");
        }
        KS_CO_TRY(m_endpoint.listen());
        co_return base::ok();
    }
    access::ProxyEndpoint& endpoint() { return m_endpoint; }

private:
    base::Result<std::shared_ptr<access::ProxyErrand>> errand(access::EndpointAsk ask, const access::ProxyHead& head,
                                                              base::CancelToken gone)
    {
        m_core.noteUse();
        RequestWish wish{ask.connection, head.method, ask.target, head.headers, access::TargetForms::PathOnly,
                         ask.prefix,     false};
        const auto same = [caller = ask.caller, hashes = m_hashes] { return access::stillSame(caller, *hashes); };
        RequestProgram program = programFor(m_core, std::move(ask.actor), std::move(ask.caller), same);
        return m_core.requests().errand(std::move(wish), std::move(program), std::move(gone));
    }
    static QCoro::Task<void> follow(QPointer<ProxyDoor> self)
    {
        auto loading = self->m_core.settings();
        const base::Result<model::Settings> settings = co_await loading;
        if (self && settings && !settings->proxyEnabled)
            self->m_endpoint.close();
    }

    CoreService& m_core;
    std::shared_ptr<access::ExecutableHashes> m_hashes = std::make_shared<access::ExecutableHashes>();
    access::ProxyEndpoint m_endpoint;
};

Json describe(ProxyDoor& door)
{
    Json object = {{"enabled", door.endpoint().listening()}};
    if (door.endpoint().listening())
        object["url"] = door.endpoint().url();
    return object;
}

RpcTask status(ProxyDoor& door)
{
    auto opening = door.open();
    const base::Status open = co_await opening;
    if (!open && open.error().code != ErrorCode::IllegalState)
        co_return open.error();
    co_return reply(describe(door));
}

RpcTask change(CoreService& core, ProxyDoor& door, Call call)
{
    KS_CO_TRY(checkMembers(*call.params, withProof({{"enabled", MemberKind::Flag}})));
    if (!call.params->contains("enabled"))
        co_return base::fail(ErrorCode::InvalidArgument, "enabled: is missing");
    const bool enabled = flagParam(call, "enabled");
    KS_CO_ASSIGN(Proof proof, proofParam(core, call));
    auto proving = core.requests().prove(std::move(proof), call.actor);
    const base::Status proven = co_await proving;
    if (!proven)
        co_return proven.error();
    auto loading = core.settings();
    base::Result<model::Settings> settings = co_await loading;
    if (!settings)
        co_return settings.error();
    settings->proxyEnabled = enabled;
    auto saving = core.saveSettings(*settings, call.actor);
    const base::Status saved = co_await saving;
    if (!saved)
        co_return saved.error();
    auto answering = status(door);
    base::Result<Reply> answer = co_await answering;
    co_return answer;
}

RpcTask key(ProxyDoor& door, Call call)
{
    if (!call.caller.program.identified())
        co_return base::fail(ErrorCode::Denied,
                             "the calling program could not be identified, so that no key can be its own");
    auto opening = door.open();
    const base::Status open = co_await opening;
    if (!open)
        co_return open.error();
    Reply answer = reply({{"url", door.endpoint().url()}});
    answer.secrets.emplace_back("key", door.endpoint().keys().issue(call.caller, call.actor));
    co_return answer;
}

} // namespace

void registerProxyMethods(access::AgentServer& server, CoreService& core)
{
    auto* const door = new ProxyDoor(core, &server);
    server.add("proxy.status", Wish::Read, [door](Call) { return status(*door); });
    server.add("proxy.switch", Wish::Administer, [&core, door](Call call) {
        core.noteUse();
        return change(core, *door, std::move(call));
    });
    server.add("proxy.key", Wish::Use, [&core, door](Call call) {
        core.noteUse();
        return key(*door, std::move(call));
    });
}

} // namespace keystead::service
