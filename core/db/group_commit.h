// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Durability for many waiters with one fsync: the connection commits with synchronous NORMAL; a worker thread runs
// fdatasync on the WAL and tells everybody whose commit it covers. A failed fsync is never retried as success: from
// then on every wait fails until the database is opened anew. Thread: whenDurable and syncNow from the owner's thread;
// callbacks come through `post` onto the owner's thread.
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

namespace keystead::db {

class GroupCommit
{
public:
    using Post = std::function<void(std::function<void()>)>; // runs a function later on the owner's thread
    using Callback = std::function<void(base::Status)>;

    // `database`: the database file; the WAL stands beside it. Opens and syncs the folder once.
    static base::Result<std::unique_ptr<GroupCommit>> start(const std::filesystem::path& database, Post post);
    // With a sync of one's own, called on any thread, one call at a time: 0 or an errno. For tests of what a failing
    // disk does.
    using Sync = std::function<int()>;
    static std::unique_ptr<GroupCommit> startWith(Sync sync, Post post);
    ~GroupCommit(); // waits for the running fsync; pending callbacks get Cancelled (through post)
    GroupCommit(const GroupCommit&) = delete;
    GroupCommit& operator=(const GroupCommit&) = delete;

    // The database went on in another file, which holds every commit up to number `commit`, on the disk; whoever waits
    // for those hears so. Its names need not be there yet: they are synced with the first later commit. IllegalState
    // after a sync that failed. Blocks while a sync runs.
    base::Status goOnWith(const std::filesystem::path& database, std::uint64_t commit);

    // Calls back once commit number `commit` (Transaction::commit) is on disk; StorageIo or StorageFull where it is
    // not.
    void whenDurable(std::uint64_t commit, Callback callback);
    // The same at once, on the calling thread: for tools and tests.
    base::Status syncNow(std::uint64_t commit);

private:
    struct Impl;
    explicit GroupCommit(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace keystead::db
