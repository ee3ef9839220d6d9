// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/group_commit.h"

#include "core/base/private_files.h"
#include "core/base/unique_fd.h"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace keystead::db {

namespace fs = std::filesystem;
using base::ErrorCode;

namespace {

base::Error syncError(int number)
{
    const bool full = number == ENOSPC || number == EDQUOT;
    return base::fail(full ? ErrorCode::StorageFull : ErrorCode::StorageIo,
                      std::string{"the write-ahead log could not be synced: "} + std::strerror(number));
}

// Signals belong to the program's own threads; fdatasync must not come back with EINTR.
void blockSignals()
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

int syncFolderOf(const fs::path& file)
{
    const base::UniqueFd folder{::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!folder.valid())
        return errno;
    return ::fsync(folder.get()) == 0 || errno == EINVAL ? 0 : errno;
}

// The log beside `database`, on the disk as it stands, and what syncs it from now on.
base::Result<GroupCommit::Sync> openLog(const fs::path& database)
{
    fs::path wal = database;
    wal += "-wal";
    // SQLite's locks are on the database and the -shm, so closing this descriptor later takes none of them away.
    auto fd = std::make_shared<base::UniqueFd>(::open(wal.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
    if (!fd->valid())
        return base::storageError(errno, "open", wal);
    // Once for the names and for what stood in the log before the first commit of ours.
    if (const int failed = syncFolderOf(fs::absolute(wal)); failed != 0)
        return base::storageError(failed, "sync", wal.parent_path());
    if (::fsync(fd->get()) != 0)
        return base::storageError(errno, "sync", wal);
    return GroupCommit::Sync{[fd] { return ::fdatasync(fd->get()) == 0 ? 0 : errno; }};
}

// The same, but the names are synced with the first commit, by whoever waits for that.
base::Result<GroupCommit::Sync> openLogUnsynced(const fs::path& database)
{
    fs::path wal = database;
    wal += "-wal";
    auto fd = std::make_shared<base::UniqueFd>(::open(wal.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
    if (!fd->valid())
        return base::storageError(errno, "open", wal);
    return GroupCommit::Sync{[fd, file = fs::absolute(wal), named = false]() mutable {
        if (!named) {
            if (const int failed = syncFolderOf(file); failed != 0)
                return failed;
            named = true;
        }
        return ::fdatasync(fd->get()) == 0 ? 0 : errno;
    }};
}

} // namespace

struct GroupCommit::Impl
{
    struct Waiter
    {
        std::uint64_t commit;
        Callback callback;
    };

    Impl(Sync s, Post p) : sync(std::move(s)), post(std::move(p)) {}

    Sync sync;
    Post post;
    // Held during a sync: the kernel reports an error of write-back once a descriptor, so two at once could share one
    // failure between them and one of them would take the other's success for its own.
    std::mutex syncing;
    std::mutex state; // guards what follows
    std::condition_variable wake;
    std::vector<Waiter> waiters;
    std::uint64_t durable = 0;
    std::optional<base::Error> poison;
    bool stopping = false;
    std::thread worker;

    // The answer for `commit` without a sync, where there is one.
    std::optional<base::Status> known(std::uint64_t commit) const
    {
        if (poison)
            return base::Status{*poison};
        if (commit <= durable)
            return base::ok();
        return std::nullopt;
    }

    base::Status syncUpTo(std::uint64_t commit)
    {
        const std::lock_guard oneAtATime(syncing);
        {
            const std::lock_guard lock(state);
            if (const auto answer = known(commit))
                return *answer;
        }
        const int failed = sync();
        const std::lock_guard lock(state);
        if (failed != 0) {
            poison = syncError(failed);
            return *poison;
        }
        durable = std::max(durable, commit);
        return base::ok();
    }

    void answer(std::vector<Waiter> batch, const base::Status& status)
    {
        if (batch.empty())
            return;
        post([batch = std::move(batch), status] {
            for (const Waiter& waiter : batch)
                waiter.callback(status);
        });
    }

    void run()
    {
        blockSignals();
        std::unique_lock lock(state);
        while (true) {
            wake.wait(lock, [this] { return stopping || !waiters.empty(); });
            if (stopping)
                return;
            // Whoever asks from here on may have committed after the sync began: the next round is theirs.
            std::vector<Waiter> batch = std::exchange(waiters, {});
            std::uint64_t upTo = 0;
            for (const Waiter& waiter : batch)
                upTo = std::max(upTo, waiter.commit);
            lock.unlock();
            const base::Status status = syncUpTo(upTo);
            answer(std::move(batch), status);
            lock.lock();
        }
    }
};

GroupCommit::GroupCommit(std::unique_ptr<Impl> impl) : m_impl(std::move(impl))
{
    m_impl->worker = std::thread([this] { m_impl->run(); });
}

base::Result<std::unique_ptr<GroupCommit>> GroupCommit::start(const fs::path& database, Post post)
{
    KS_ASSIGN(Sync sync, openLog(database));
    return startWith(std::move(sync), std::move(post));
}

std::unique_ptr<GroupCommit> GroupCommit::startWith(Sync sync, Post post)
{
    return std::unique_ptr<GroupCommit>{new GroupCommit(std::make_unique<Impl>(std::move(sync), std::move(post)))};
}

base::Status GroupCommit::goOnWith(const fs::path& database, std::uint64_t commit)
{
    KS_ASSIGN(Sync sync, openLogUnsynced(database));
    const std::lock_guard oneAtATime(m_impl->syncing);
    const std::lock_guard lock(m_impl->state);
    if (m_impl->poison)
        return base::fail(ErrorCode::IllegalState, "a sync has failed before: " + m_impl->poison->detail);
    m_impl->sync = std::move(sync);
    m_impl->durable = std::max(m_impl->durable, commit);
    return base::ok();
}

GroupCommit::~GroupCommit()
{
    {
        const std::lock_guard lock(m_impl->state);
        m_impl->stopping = true;
    }
    m_impl->wake.notify_all();
    m_impl->worker.join();
    m_impl->answer(std::exchange(m_impl->waiters, {}),
                   base::fail(ErrorCode::Cancelled, "the database is being closed"));
}

void GroupCommit::whenDurable(std::uint64_t commit, Callback callback)
{
    std::optional<base::Status> answer;
    {
        const std::lock_guard lock(m_impl->state);
        answer = m_impl->known(commit);
        if (!answer)
            m_impl->waiters.push_back({commit, std::move(callback)});
    }
    if (answer)
        m_impl->post([callback = std::move(callback), status = *std::move(answer)] { callback(status); });
    else
        m_impl->wake.notify_one();
}

base::Status GroupCommit::syncNow(std::uint64_t commit)
{
    {
        const std::lock_guard lock(m_impl->state);
        if (const auto answer = m_impl->known(commit))
            return *answer;
    }
    return m_impl->syncUpTo(commit);
}

} // namespace keystead::db
