// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// At most N at a time a host, first come first served. A permit is given back with its object, also where the gate is
// gone by then. Thread: the core thread.
#include "core/net/async.h"

#include <deque>
#include <map>
#include <memory>
#include <qcoro/qcorotask.h>
#include <string>

namespace keystead::refresh {

class HostGate
{
    struct State;

public:
    class Permit
    {
    public:
        Permit() = default;
        Permit(std::shared_ptr<State> state, std::string host) : m_state(std::move(state)), m_host(std::move(host)) {}
        Permit(Permit&& other) noexcept
            : m_state(std::exchange(other.m_state, nullptr)), m_host(std::move(other.m_host))
        {
        }
        Permit& operator=(Permit&&) = delete;
        ~Permit();
        bool granted() const { return m_state != nullptr; }

    private:
        std::shared_ptr<State> m_state;
        std::string m_host;
    };

    explicit HostGate(int limit);
    void setLimit(int limit);
    // Waits for its turn; a permit that is not granted() says that the gate was closed.
    QCoro::Task<Permit> enter(std::string host);
    // Everybody who waits goes home.
    void close();

private:
    std::shared_ptr<State> m_state;
};

} // namespace keystead::refresh
