// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One caller: reads lines, runs their handlers, writes answers. Owned by AgentServer. Thread: the core thread.
#include "core/access/agent_server.h"
#include "core/base/cancel.h"
#include "core/protocol/line_buffer.h"

#include <deque>
#include <memory>
#include <QObject>
#include <QPointer>

class QSocketNotifier;

namespace keystead::access {

class AgentConnection : public QObject
{
    Q_OBJECT
public:
    AgentConnection(AgentServer& server, int fd, PeerIdentity peer);
    ~AgentConnection() override;

private:
    void readPending();
    void handleLine(const base::Secret& line);
    // Static, with what it needs by value: it may outlive the connection and looks before it touches it.
    static QCoro::Task<void> run(QPointer<AgentConnection> self, Handler handler, Call call, std::string idText);
    void answer(base::Secret line);
    void upgradeAfter(base::Secret line, std::function<void(int, base::Secret)> upgrade);
    void leave();
    void flush();
    void hangUp();

    static constexpr std::size_t maxWaitingBytes = 8 * 1024 * 1024;

    AgentServer& m_server;
    int m_fd;
    PeerIdentity m_peer;
    model::Caller m_caller;
    model::Actor m_actor;
    bool m_actorKnown = false;
    protocol::LineBuffer m_input;
    std::deque<base::Secret> m_output;
    std::size_t m_outputSent = 0; // of the first line
    std::size_t m_outputWaiting = 0;
    int m_calls = 0;
    std::function<void(int, base::Secret)> m_upgrade; // waits for the last answer to leave
    base::CancelSource m_hungUp;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
};

} // namespace keystead::access
