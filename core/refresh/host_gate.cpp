// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/refresh/host_gate.h"

#include <algorithm>

namespace keystead::refresh {

struct HostGate::State
{
    struct Host
    {
        int inside = 0;
        std::deque<net::OneShot<bool>> waiting;
    };
    int limit = 1;
    bool closed = false;
    std::map<std::string, Host> hosts;

    void leave(const std::string& name)
    {
        const auto found = hosts.find(name);
        if (found == hosts.end())
            return;
        Host& host = found->second;
        if (host.waiting.empty() || host.inside > limit) {
            if (--host.inside == 0 && host.waiting.empty())
                hosts.erase(found);
            return;
        }
        // The place goes to the next one: `inside` stays.
        net::OneShot<bool> next = host.waiting.front();
        host.waiting.pop_front();
        next.set(true);
    }
};

HostGate::Permit::~Permit()
{
    if (m_state)
        m_state->leave(m_host);
}

HostGate::HostGate(int limit) : m_state(std::make_shared<State>())
{
    setLimit(limit);
}

void HostGate::setLimit(int limit)
{
    m_state->limit = std::max(limit, 1);
}

QCoro::Task<HostGate::Permit> HostGate::enter(std::string host)
{
    const std::shared_ptr<State> state = m_state;
    if (state->closed)
        co_return Permit{};
    State::Host& place = state->hosts[host];
    if (place.inside < state->limit) {
        ++place.inside;
        co_return Permit{state, std::move(host)};
    }
    net::OneShot<bool> turn;
    place.waiting.push_back(turn);
    const std::shared_ptr<bool> granted = co_await turn;
    if (!*granted)
        co_return Permit{};
    co_return Permit{state, std::move(host)};
}

void HostGate::close()
{
    const std::shared_ptr<State> state = m_state;
    state->closed = true;
    std::deque<net::OneShot<bool>> waiting;
    for (auto& [name, host] : state->hosts) {
        waiting.insert(waiting.end(), host.waiting.begin(), host.waiting.end());
        host.waiting.clear();
    }
    for (net::OneShot<bool>& turn : waiting)
        turn.set(false);
}

} // namespace keystead::refresh
