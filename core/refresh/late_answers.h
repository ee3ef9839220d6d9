// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Requests whose answers are still to come when the vault is locked. It outlives the open vault and holds nothing
// secret: what comes is sealed to a public key, wiped, and written to the inbox before anything else. While one is on
// its way a shared lock on `inbox.lock` says so to whoever opens the vault meanwhile. Thread: the core thread.
#include "core/base/clock.h"
#include "core/base/encoding.h"
#include "core/net/handover.h"
#include "core/refresh/inbox.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <qcoro/qcorotask.h>

namespace keystead::refresh {

class LateAnswers
{
public:
    LateAnswers(const std::filesystem::path& vaultFolder, const base::Clock& clock);
    ~LateAnswers(); // what is on its way then is cut
    LateAnswers(const LateAnswers&) = delete;
    LateAnswers& operator=(const LateAnswers&) = delete;

    Inbox& inbox();
    // Takes over a request that was sent; who waits for it is answered with Cancelled at once.
    void takeOver(const std::shared_ptr<net::Handover>& request, LateNote note, base::Bytes publicKey,
                  base::VaultId vault);
    int outstanding() const;
    // A request of this process, or of another that had the vault open, is still on its way.
    bool busy() const;
    // Gives up what is on its way: its journal rows say "uncertain" at the next unlock.
    void cut();
    // Completes when nothing is on its way any more, at most after `limit`.
    QCoro::Task<void> settled(std::chrono::milliseconds limit);
    // Called after an answer was written, or what came was none.
    void whenArrived(std::function<void()> callback);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace keystead::refresh
