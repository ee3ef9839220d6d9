// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/agent_connection.h"

#include "core/protocol/error_code.h"

#include <array>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <QSocketNotifier>
#include <sys/socket.h>
#include <unistd.h>

namespace keystead::access {

using base::ErrorCode;
using base::fail;
using base::Secret;

AgentConnection::AgentConnection(AgentServer& server, int fd, PeerIdentity peer)
    : m_server(server), m_fd(fd), m_peer(std::move(peer)), m_caller(callerFor(m_peer, *server.hashes())),
      m_actor(actorFor(m_peer, m_caller)), m_rate(server.options().ratePerConnection, server.steady()),
      m_readable(std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Read)),
      m_writable(std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Write))
{
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &AgentConnection::readPending);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &AgentConnection::flush);
}

AgentConnection::~AgentConnection()
{
    m_readable.reset();
    m_writable.reset();
    // Closed before its calls hear of it: what they still answer goes nowhere.
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
    forgetHalfSent();
    m_hungUp.cancel();
}

// Nothing where the connection has left: its server may have ended before the event loop came to delete it.
void AgentConnection::forgetHalfSent()
{
    if (m_counted > 0)
        m_server.countHalfSent(-static_cast<std::ptrdiff_t>(std::exchange(m_counted, 0)));
}

namespace {

// What the policy is asked about. A member of another type is none: the handler refuses it, and nlohmann's value()
// would throw.
std::string connectionNamed(const base::Json& params)
{
    const auto found = params.find("connection");
    return found != params.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

} // namespace

void AgentConnection::readPending()
{
    std::array<char, 64 * 1024> chunk{};
    const ssize_t received = ::recv(m_fd, chunk.data(), chunk.size(), 0);
    if (received < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (received <= 0) {
        hangUp();
        return;
    }
    const base::Status stored = m_input.append(std::string_view(chunk.data(), static_cast<std::size_t>(received)));
    base::wipe(chunk.data(), static_cast<std::size_t>(received));
    bool whole = false;
    while (const auto line = m_input.takeLine()) {
        whole = true;
        handleLine(*line);
        if (m_fd < 0)
            return;
    }
    if (!stored) {
        answer(protocol::writeError("null", stored.error()));
        hangUp();
        return;
    }
    noteHalfSent(whole);
}

void AgentConnection::noteHalfSent(bool anotherBegan)
{
    const std::size_t waiting = m_input.waiting();
    const std::size_t before = std::exchange(m_counted, waiting);
    if (waiting == 0 && before == 0)
        return;
    // A message's time runs from its first byte, however slowly the others follow.
    if (before == 0 || anotherBegan)
        m_begunAt = m_server.steady();
    const bool room =
        m_server.countHalfSent(static_cast<std::ptrdiff_t>(waiting) - static_cast<std::ptrdiff_t>(before));
    if (waiting > before && !room) {
        answer(protocol::writeError(
            "null", fail(ErrorCode::LimitExceeded, "too many messages are begun and not finished; try again")));
        hangUp();
    } else if (waiting > 0) {
        m_server.watchForStalls();
    }
}

void AgentConnection::dropIfStalled()
{
    const base::SteadyTime longAgo = m_server.steady() - m_server.options().stallLimit;
    if (!m_output.empty() && m_lastTakenAt <= longAgo) {
        ++m_server.count().dropped;
        hangUp(); // it asked and does not read
    } else if (m_counted > 0 && m_begunAt <= longAgo) {
        ++m_server.count().dropped;
        answer(protocol::writeError("null", fail(ErrorCode::TimedOut, "a message was begun and not finished in time")));
        hangUp();
    }
}

base::Status AgentConnection::withinRate()
{
    const base::SteadyTime now = m_server.steady();
    if (!m_rate.take(now))
        return fail(ErrorCode::RateLimited, "too many calls a second on one connection");
    // Scripts of one interpreter are programs of their own; what could not be identified counts as one.
    if (!m_server.programRates().take(m_caller.program.executable + '\n' + m_caller.program.script, now)) {
        m_rate.giveBack();
        return fail(ErrorCode::RateLimited, "too many calls a second of one program");
    }
    return base::ok();
}

void AgentConnection::handleLine(const Secret& line)
{
    if (line.empty())
        return;
    auto request = protocol::parseRequest(line.exposeText());
    ++m_server.count().calls;
    if (const base::Status rate = withinRate(); !rate) {
        ++m_server.count().refused;
        answer(protocol::writeError(request ? request->idText : request.error().idText, rate.error()));
        return;
    }
    if (!request) {
        answer(protocol::writeFault(request.error()));
        return;
    }
    const Method* method = m_server.find(request->method);
    if (!method) {
        answer(
            protocol::writeFault({protocol::methodNotFoundNumber, "there is no method of this name", request->idText}));
        return;
    }
    if (m_calls >= m_server.options().maxCallsPerConnection) {
        ++m_server.count().refused;
        answer(protocol::writeError(request->idText,
                                    fail(ErrorCode::LimitExceeded, "too many calls at once on one connection")));
        return;
    }
    const AccessQuery query{m_actor, method->wish, connectionNamed(*request->params)};
    if (m_server.policy().decide(query, m_server.now()) != Decision::Allow) {
        m_server.refused(query, request->method);
        answer(protocol::writeError(request->idText, fail(ErrorCode::Denied, "no grant allows this")));
        return;
    }
    ++m_calls;
    Call call{request->params,
              m_peer,
              m_caller,
              m_actor,
              m_hungUp.token(),
              [peer = m_peer, caller = m_caller, hashes = m_server.hashes()] {
                  return access::stillSame(peer, caller, *hashes);
              }};
    run(QPointer<AgentConnection>(this), method->handler, std::move(call), request->idText);
}

QCoro::Task<void> AgentConnection::run(QPointer<AgentConnection> self, Handler handler, Call call, std::string idText)
{
    const std::function<base::Status()> stillSame = call.stillSame;
    auto task = handler(std::move(call));
    base::Result<Reply> reply = co_await std::move(task);
    if (!self)
        co_return;
    --self->m_calls;
    if (!reply) {
        self->answer(protocol::writeError(idText, reply.error()));
        co_return;
    }
    if (!reply->secrets.empty()) {
        if (const base::Status same = stillSame(); !same) {
            self->answer(protocol::writeError(idText, same.error()));
            co_return;
        }
    }
    const base::Json result = reply->result ? *reply->result : base::Json::object();
    base::Secret line = protocol::writeResult(idText, result, reply->secrets);
    if (reply->upgrade)
        self->upgradeAfter(std::move(line), std::move(reply->upgrade));
    else
        self->answer(std::move(line));
}

void AgentConnection::upgradeAfter(Secret line, std::function<void(int, Secret)> upgrade)
{
    if (m_fd < 0)
        return;
    if (m_calls > 0 || !m_output.empty()) {
        answer(protocol::writeError(
            "null", fail(ErrorCode::IllegalState, "other calls are under way; use a connection of its own")));
        hangUp();
        return;
    }
    m_readable->setEnabled(false);
    m_upgrade = std::move(upgrade);
    answer(std::move(line));
}

void AgentConnection::answer(Secret line)
{
    if (m_fd < 0)
        return;
    if (m_output.empty())
        m_lastTakenAt = m_server.steady();
    m_outputWaiting += line.size();
    m_output.push_back(std::move(line));
    if (m_outputWaiting > maxWaitingBytes) {
        hangUp(); // it asks and does not read
        return;
    }
    flush();
}

void AgentConnection::flush()
{
    while (!m_output.empty()) {
        const auto bytes = m_output.front().exposeBytes().subspan(m_outputSent);
        const ssize_t sent = ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            m_writable->setEnabled(true);
            m_server.watchForStalls();
            return;
        }
        if (sent < 0) {
            hangUp();
            return;
        }
        m_outputSent += static_cast<std::size_t>(sent);
        if (m_writable->isEnabled())
            m_lastTakenAt = m_server.steady();
        if (m_outputSent == m_output.front().size()) {
            m_outputWaiting -= m_outputSent;
            m_outputSent = 0;
            m_output.pop_front();
        }
    }
    if (m_writable)
        m_writable->setEnabled(false);
    if (const auto upgrade = std::exchange(m_upgrade, nullptr)) {
        leave();
        upgrade(std::exchange(m_fd, -1), m_input.takeRest());
        m_server.drop(this);
    }
}

// This may run inside a notifier's own signal, so they go with the event loop.
void AgentConnection::leave()
{
    forgetHalfSent();
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
    m_readable.release()->deleteLater();
    m_writable.release()->deleteLater();
}

void AgentConnection::hangUp()
{
    if (m_fd < 0)
        return;
    leave();
    ::close(std::exchange(m_fd, -1));
    m_output.clear();
    m_hungUp.cancel();
    m_server.drop(this);
}

} // namespace keystead::access
