// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/refresh/late_answers.h"

#include "core/base/log.h"
#include "core/base/unique_fd.h"
#include "core/net/async.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <utility>
#include <vector>

namespace keystead::refresh {

struct LateAnswers::State
{
    State(const std::filesystem::path& vaultFolder, const base::Clock& givenClock)
        : inbox(vaultFolder), lockFile(vaultFolder / "inbox.lock"), clock(givenClock)
    {
    }

    Inbox inbox;
    std::filesystem::path lockFile;
    const base::Clock& clock;
    std::vector<std::shared_ptr<net::Handover>> requests;
    base::UniqueFd mark; // holds the shared lock while something is on its way
    std::vector<net::OneShot<bool>> waiters;
    std::function<void()> arrived;
};

namespace {

// flock without waiting; false where it is held otherwise.
bool lockFor(int fd, int operation)
{
    int result = 0;
    do {
        result = flock(fd, operation | LOCK_NB);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

} // namespace

LateAnswers::LateAnswers(const std::filesystem::path& vaultFolder, const base::Clock& clock)
    : m_state(std::make_shared<State>(vaultFolder, clock))
{
}

LateAnswers::~LateAnswers()
{
    m_state->arrived = nullptr;
    cut();
}

Inbox& LateAnswers::inbox()
{
    return m_state->inbox;
}

void LateAnswers::takeOver(const std::shared_ptr<net::Handover>& request, LateNote note, base::Bytes publicKey,
                           base::VaultId vault)
{
    State& state = *m_state;
    if (!state.mark.valid()) {
        state.mark.reset(::open(state.lockFile.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600));
        // Only somebody who looks whether we are here holds it otherwise, for an instant.
        bool marked = false;
        for (int attempt = 0; attempt < 100 && state.mark.valid() && !marked; ++attempt)
            marked = lockFor(state.mark.get(), LOCK_SH);
        if (!marked)
            base::logWarning("refresh", "another process will not see that an answer is still on its way");
    }
    state.requests.push_back(request);
    const std::weak_ptr<State> weak = m_state;
    const auto shared = std::make_shared<LateNote>(std::move(note));
    const auto passOn = request->passOn; // a copy: it is emptied when it is over
    passOn([weak, request = std::weak_ptr<net::Handover>{request}, shared, key = std::move(publicKey),
            vault = std::move(vault)](base::Result<net::HttpResponse> answer) {
        const std::shared_ptr<State> here = weak.lock();
        if (!here)
            return;
        if (answer) {
            LateAnswer late{std::move(*shared), here->clock.now(), std::move(*answer)};
            const std::string connection = late.note.attempt.connection.text;
            if (const base::Status kept = here->inbox.put(key, vault, late); !kept)
                base::logError("refresh", "a late answer for " + connection +
                                              " cannot be kept: " + std::string{base::errorName(kept.error().code)});
        }
        std::erase(here->requests, request.lock());
        if (here->requests.empty()) {
            here->mark.reset();
            for (auto& waiter : std::exchange(here->waiters, {}))
                waiter.set(true);
        }
        if (here->arrived)
            here->arrived();
    });
}

int LateAnswers::outstanding() const
{
    return static_cast<int>(m_state->requests.size());
}

bool LateAnswers::busy() const
{
    if (!m_state->requests.empty())
        return true;
    const base::UniqueFd probe{::open(m_state->lockFile.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)};
    return probe.valid() && !lockFor(probe.get(), LOCK_EX) && errno == EWOULDBLOCK;
}

void LateAnswers::cut()
{
    const auto requests = m_state->requests;
    for (const auto& request : requests) {
        if (request->cut)
            request->cut();
    }
}

QCoro::Task<void> LateAnswers::settled(std::chrono::milliseconds limit)
{
    if (m_state->requests.empty())
        co_return;
    const std::shared_ptr<State> state = m_state;
    net::OneShot<bool> idle;
    state->waiters.push_back(idle);
    base::CancelSource over;
    const auto detached = [](std::chrono::milliseconds delay, net::OneShot<bool> done,
                             base::CancelToken cancel) -> QCoro::Task<void> {
        auto sleeping = net::sleepFor(delay, cancel);
        co_await sleeping;
        done.set(false);
    }(limit, idle, over.token());
    co_await idle;
    over.cancel();
}

void LateAnswers::whenArrived(std::function<void()> callback)
{
    m_state->arrived = std::move(callback);
}

} // namespace keystead::refresh
