// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How far the one rotation is that may run, and how it is called off. Internal to this room. Thread: the core thread.
#include "core/base/cancel.h"
#include "core/service/rotation.h"

#include <chrono>

namespace keystead::service {

struct Context;

// Lives in the context; outlives a lock of the vault, which ends what runs.
class RotationJob
{
public:
    const RotationProgress& progress() const { return m_progress; }
    bool running() const { return m_progress.running(); }
    base::CancelToken cancelled() const { return m_cancel.token(); }
    void cancel() { m_cancel.cancel(); }

    void begin(int steps);
    void phase(Context& context, RotationProgress::Phase phase, std::string profile = {});
    void nextStep() { ++m_progress.step; }
    void advance(Context& context, std::int64_t done, std::int64_t total);
    void end(Context& context, const base::Status& status);
    // What a lock leaves behind.
    void forget();

private:
    void tell(Context& context);
    RotationProgress m_progress;
    base::CancelSource m_cancel;
    std::chrono::steady_clock::time_point m_told{};
};

} // namespace keystead::service
