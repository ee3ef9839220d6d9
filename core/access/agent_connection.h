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
    // Half a message, or an answer that is not taken.
    bool waitsOnCaller() const { return m_counted > 0 || !m_output.empty(); }
    // Ends the connection where it has waited longer than the server allows.
    void dropIfStalled();

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
    void noteHalfSent(bool anotherBegan);
    void forgetHalfSent();
    base::Status withinRate();

    static constexpr std::size_t maxWaitingBytes = 8 * 1024 * 1024;

    AgentServer& m_server;
    int m_fd;
    PeerIdentity m_peer;
    model::Caller m_caller; // from the start: later the process may be another program
    model::Actor m_actor;
    protocol::LineBuffer m_input;
    std::deque<base::Secret> m_output;
    std::size_t m_outputSent = 0; // of the first line
    std::size_t m_outputWaiting = 0;
    int m_calls = 0;
    TokenBucket m_rate;
    std::size_t m_counted = 0;                        // bytes of a message that is not whole
    base::SteadyTime m_begunAt{};                     // that message, or the first of several
    base::SteadyTime m_lastTakenAt{};                 // when the caller last took a byte of what waits for it
    std::function<void(int, base::Secret)> m_upgrade; // waits for the last answer to leave
    base::CancelSource m_hungUp;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
};

} // namespace keystead::access
