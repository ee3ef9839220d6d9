// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Cancellation for flows: the owner keeps the source, the flow polls or registers on the token. Not thread-safe: one
// thread, as everything in a flow.
#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace keystead::base {

namespace detail {
struct CancelState
{
    bool cancelled = false;
    int next = 0;
    std::map<int, std::function<void()>> callbacks;
};
} // namespace detail

// Unregisters its callback when destroyed.
class CancelRegistration
{
public:
    CancelRegistration() = default;
    CancelRegistration(std::weak_ptr<detail::CancelState> state, int id) : m_state(std::move(state)), m_id(id) {}
    CancelRegistration(CancelRegistration&& other) noexcept
        : m_state(std::exchange(other.m_state, {})), m_id(other.m_id)
    {
    }
    CancelRegistration& operator=(CancelRegistration&& other) noexcept
    {
        reset();
        m_state = std::exchange(other.m_state, {});
        m_id = other.m_id;
        return *this;
    }
    ~CancelRegistration() { reset(); }
    void reset()
    {
        if (const auto state = m_state.lock())
            state->callbacks.erase(m_id);
        m_state.reset();
    }

private:
    std::weak_ptr<detail::CancelState> m_state;
    int m_id = 0;
};

class CancelToken
{
public:
    CancelToken() = default; // never cancelled
    explicit CancelToken(std::shared_ptr<detail::CancelState> state) : m_state(std::move(state)) {}

    bool cancelled() const { return m_state && m_state->cancelled; }
    // Runs `callback` once at cancellation (at once if it has happened), unless the registration is gone by then.
    [[nodiscard]] CancelRegistration onCancel(std::function<void()> callback) const
    {
        if (!m_state)
            return {};
        if (m_state->cancelled) {
            callback();
            return {};
        }
        const int id = m_state->next++;
        m_state->callbacks.emplace(id, std::move(callback));
        return {m_state, id};
    }

private:
    std::shared_ptr<detail::CancelState> m_state;
};

class CancelSource
{
public:
    CancelToken token() const { return CancelToken{m_state}; }
    bool cancelled() const { return m_state->cancelled; }
    void cancel()
    {
        if (std::exchange(m_state->cancelled, true))
            return;
        // One at a time: a callback may drop registrations that have not run, or this source with its flow.
        const auto state = m_state;
        while (!state->callbacks.empty()) {
            const auto next = state->callbacks.extract(state->callbacks.begin());
            next.mapped()();
        }
    }

private:
    std::shared_ptr<detail::CancelState> m_state = std::make_shared<detail::CancelState>();
};

} // namespace keystead::base
