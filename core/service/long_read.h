// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a long read on a worker needs: the database's file and key, a flag that the core thread's cancellation sets, and
// progress that is told on the core thread, at most a few times a second.
#include "core/audit/verifier.h"
#include "core/service/context.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>

namespace keystead::service {

class LongRead
{
public:
    // On the core thread. `session`'s lock cancels as well.
    static base::Result<std::shared_ptr<LongRead>> start(Context& context, VaultSession& session,
                                                         CoreService::Progress progress, base::CancelToken cancel);
    ~LongRead() = default;

    // On the worker. False: stop.
    bool advance(std::int64_t done, std::int64_t total);
    base::Result<std::unique_ptr<db::Connection>> open() const
    {
        return db::Connection::open(m_file, m_key, db::OpenMode::ReadOnly);
    }

    audit::VerifyInput verify; // vault id, key, anchors; progress is this object's
    // The vault is an older copy and nobody has accepted that. The anchors follow the head, so that after opening they
    // no longer tell.
    std::optional<model::ChainReport::Finding> rollback;

    // On the core thread, when the result is there.
    void finish();

private:
    LongRead() = default;
    std::filesystem::path m_file;
    base::Secret m_key;
    QObject* m_receiver = nullptr;
    std::shared_ptr<CoreService::Progress> m_progress;
    std::atomic<bool> m_cancelled{false};
    std::chrono::steady_clock::time_point m_lastTold{};
    base::CancelRegistration m_onCancel;
    base::CancelRegistration m_onLock;
};

} // namespace keystead::service
