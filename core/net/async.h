// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Bridges to coroutines: one-shot callbacks, timers and cancellation. Thread: whichever the awaiting coroutine runs on.
#include "core/base/cancel.h"
#include "core/base/result.h"

#include <chrono>
#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <qcoro/qcorotask.h>
#include <utility>
#include <vector>

namespace keystead::net {

// A value that is set once and awaited by any number of coroutines on the same thread; copies share it.
template <class T> class OneShot
{
public:
    bool ready() const { return m_state->value.has_value(); }
    // The first value wins; later ones are dropped. Resumes the waiters at once.
    void set(T value)
    {
        if (m_state->value)
            return;
        const auto state = m_state;
        state->value = std::make_shared<T>(std::move(value));
        const auto waiters = std::exchange(state->waiters, {});
        for (const auto handle : waiters)
            handle.resume();
    }
    auto operator co_await() const
    {
        struct Awaiter
        {
            std::shared_ptr<State> state;
            bool await_ready() const { return state->value.has_value(); }
            void await_suspend(std::coroutine_handle<> handle) { state->waiters.push_back(handle); }
            // The value is shared by the waiters.
            std::shared_ptr<T> await_resume() const { return *state->value; }
        };
        return Awaiter{m_state};
    }

private:
    struct State
    {
        std::optional<std::shared_ptr<T>> value;
        std::vector<std::coroutine_handle<>> waiters;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

// Completes after `delay` or at cancellation (then false).
QCoro::Task<bool> sleepFor(std::chrono::milliseconds delay, base::CancelToken cancel);

} // namespace keystead::net
