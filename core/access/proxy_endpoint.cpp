// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/proxy_endpoint.h"

#include "core/access/accept_pause.h"
#include "core/access/peer.h"
#include "core/access/proc_info.h"
#include "core/access/program_files.h"
#include "core/access/tcp_peer.h"
#include "core/base/encoding.h"
#include "core/net/form_encoding.h"
#include "core/net/http_text.h"
#include "core/net/loopback_socket.h"

#include <algorithm>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <QSocketNotifier>
#include <sys/socket.h>
#include <unistd.h>

namespace keystead::access {

using base::ErrorCode;
using base::fail;

namespace {

// A browser says where its request comes from; a program on this machine has no such place.
base::Status checkNoBrowser(const ProxyHead& head)
{
    for (const auto& [name, value] : head.headers) {
        const std::string key = net::lower(name);
        if (key == "origin" || key == "referer" || key.starts_with("sec-fetch-") ||
            key.starts_with("access-control-request-"))
            return fail(ErrorCode::Denied, "a web page may not use this endpoint");
    }
    return base::ok();
}

} // namespace

base::Result<std::string> keyIn(const ProxyHead& head)
{
    std::string key;
    int given = 0;
    for (const auto& [name, value] : head.headers) {
        const std::string lowered = net::lower(name);
        if (lowered == "x-keystead-key") {
            key = value;
            ++given;
        } else if (lowered == "authorization") {
            const bool bearer = net::lower(value.substr(0, 7)) == "bearer ";
            key = bearer ? std::string{net::trimmed(std::string_view{value}.substr(7))} : std::string{};
            ++given;
        }
    }
    if (given != 1 || key.empty())
        return fail(ErrorCode::Denied, "one key is needed, as `Authorization: Bearer KEY` or `X-Keystead-Key: KEY`; "
                                       "`keystead-cli proxy key` gives one");
    return key;
}

base::Result<EndpointAsk> splitEndpointPath(std::string_view target)
{
    const auto unknown = [] { return fail(ErrorCode::NotFound, "the path is /c/CONNECTION/PATH here"); };
    if (!target.starts_with("/c/"))
        return unknown();
    target.remove_prefix(3);
    const std::size_t end = std::min(target.find_first_of("/?"), target.size());
    EndpointAsk ask;
    // As a form's value, in which only "+" means something else.
    const auto decoded = net::parseForm("c=" + std::string{target.substr(0, end)});
    if (!decoded || decoded->size() != 1 || decoded->front().second.empty() ||
        target.substr(0, end).find('+') != std::string_view::npos)
        return unknown();
    ask.connection = decoded->front().second;
    ask.prefix = "/c/" + std::string{target.substr(0, end)};
    ask.target = target.substr(end);
    if (ask.target.empty() || ask.target.front() != '/')
        ask.target.insert(0, "/");
    return ask;
}

std::string endpointLocation(const CheckedRequest& request, const std::string& location, const std::string& prefix)
{
    const std::string& base = request.base;
    std::string url = location;
    const std::size_t pathAt = request.url.find('/', request.url.find("://") + 3);
    const std::string origin = request.url.substr(0, pathAt);
    if (url.starts_with('/'))
        url = origin + url;
    if (!url.starts_with(base + "/") && url != base)
        return location.starts_with('/') ? url : location; // outside of the API: nothing of ours leads there
    return prefix + url.substr(base.size());
}

ProxyEndpoint::ProxyEndpoint(EndpointErrand errand, QObject* parent) : QObject(parent), m_errand(std::move(errand)) {}

ProxyEndpoint::~ProxyEndpoint()
{
    close();
}

base::Status ProxyEndpoint::listen()
{
    if (m_descriptor >= 0)
        return base::ok();
    KS_ASSIGN(const net::ListeningSocket socket, net::listenOnLoopback(false, 0));
    m_descriptor = socket.descriptor;
    m_port = socket.port;
    m_cut = std::make_shared<base::CancelSource>();
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &ProxyEndpoint::acceptPending);
    return base::ok();
}

void ProxyEndpoint::close()
{
    m_notifier.reset();
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
    m_keys.clear();
    m_cut->cancel();
}

std::string ProxyEndpoint::url() const
{
    return "http://127.0.0.1:" + std::to_string(m_port);
}

void ProxyEndpoint::acceptPending()
{
    for (int i = 0; i < 64; ++i) {
        const int descriptor = ::accept4(m_descriptor, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (descriptor < 0)
            return pauseWhereFull(*m_notifier, errno);
        if (*m_running >= maxSessions) {
            ::close(descriptor);
            continue;
        }
        const int on = 1;
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const auto client = std::make_shared<ClientStream>(descriptor, std::string_view{});
        const ErrandMaker maker = [this, stream = std::weak_ptr<ClientStream>(client)](
                                      const ProxyHead& head,
                                      base::CancelToken gone) -> base::Result<std::shared_ptr<ProxyErrand>> {
            const auto alive = stream.lock();
            return alive ? serve(alive->descriptor(), head, std::move(gone))
                         : base::Result<std::shared_ptr<ProxyErrand>>{fail(ErrorCode::Cancelled)};
        };
        run(client, maker, {}, m_cut->token(), m_running);
    }
}

QCoro::Task<void> ProxyEndpoint::run(std::shared_ptr<ClientStream> client, ErrandMaker maker,
                                     ProxySessionOptions options, base::CancelToken cut, std::shared_ptr<int> running)
{
    ++*running;
    auto session = runProxySession(std::move(client), std::move(maker), std::move(options), std::move(cut));
    co_await session;
    --*running;
}

base::Result<std::shared_ptr<ProxyErrand>> ProxyEndpoint::serve(int descriptor, const ProxyHead& head,
                                                                base::CancelToken gone)
{
    base::Result<EndpointAsk> ask = askOf(descriptor, head);
    if (ask)
        return m_errand(std::move(*ask), head, std::move(gone));
    if (ask.error().code != ErrorCode::Denied || !m_refusal)
        return ask.error();
    return m_refusal(ask.error(), std::move(gone));
}

base::Result<EndpointAsk> ProxyEndpoint::askOf(int descriptor, const ProxyHead& head)
{
    // DNS rebinding: a page of a foreign name that was pointed at this address says that name here.
    if (net::lower(head.header("host")) != "127.0.0.1:" + std::to_string(m_port))
        return fail(ErrorCode::Denied, "the Host header must be 127.0.0.1 with the endpoint's port");
    KS_TRY(checkNoBrowser(head));
    KS_ASSIGN(EndpointAsk ask, splitEndpointPath(head.target));
    KS_ASSIGN(ProxyKeyHolder holder, holderOf(descriptor, head));
    ask.caller = std::move(holder.caller);
    ask.actor = std::move(holder.actor);
    return ask;
}

base::Result<ProxyKeyHolder> ProxyEndpoint::holderOf(int descriptor, const ProxyHead& head)
{
    KS_ASSIGN(std::string key, keyIn(head));
    ProxyKeyHolder* const holder = m_keys.find(key);
    base::wipe(key);
    if (!holder)
        return fail(ErrorCode::Denied,
                    "the key is not known; keys end with the agent, `keystead-cli proxy key` gives one");
    KS_ASSIGN(const TcpOwner owner, tcpOwner(descriptor));
    std::vector<pid_t> likely = holder->seen;
    likely.push_back(static_cast<pid_t>(holder->caller.pid));
    const pid_t pid = processWithSocket(owner.inode, likely);
    if (pid == 0)
        return fail(ErrorCode::Denied, "the calling program could not be identified");
    if (std::find(holder->seen.begin(), holder->seen.end(), pid) == holder->seen.end()) {
        holder->seen.insert(holder->seen.begin(), pid);
        holder->seen.resize(std::min<std::size_t>(holder->seen.size(), 8));
    }
    // The program itself, or one that it started.
    ProxyKeyHolder found{holder->caller, holder->actor, {}};
    pid_t at = pid;
    for (int i = 0; i < 8 && at > 1; ++i) {
        const model::ProgramIdentity program = identifyProgram(at, m_hashes);
        const bool sameFile =
            program.executable == holder->caller.program.executable && program.script == holder->caller.program.script;
        if (program.identified() && sameFile) {
            if (program.sha256 != holder->caller.program.sha256 ||
                program.scriptSha256 != holder->caller.program.scriptSha256)
                return fail(ErrorCode::Denied, "the program changed since it was given its key");
            if (const auto stat = readStat(at))
                found.caller.startTime = stat->startTime;
            found.caller.pid = at;
            found.caller.via = "proxy";
            found.actor.pid = at;
            found.actor.via = "proxy";
            return found;
        }
        const auto stat = readStat(at);
        if (!stat)
            break;
        at = stat->parent;
    }
    return fail(ErrorCode::Denied, "the key was given to another program");
}

} // namespace keystead::access
