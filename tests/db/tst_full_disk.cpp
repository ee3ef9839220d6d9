// SPDX-License-Identifier: GPL-3.0-or-later
// SECURITY, table of faults: a full or read-only disk stops the change and says so; reads go on; nothing is lost.
#include "core/db/database_file.h"
#include "core/db/snapshot.h"
#include "tests/db/scratch_database.h"
#include "tests/support/failing_calls.h"

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <functional>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using db::OpenMode;

namespace {

constexpr int noMounts = 77;

void write(const char* file, const std::string& text)
{
    const int fd = ::open(file, O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        [[maybe_unused]] const ssize_t written = ::write(fd, text.data(), text.size());
        ::close(fd);
    }
}

// A mount namespace of this process's own; as an ordinary user inside a user namespace.
bool enterOwnMounts()
{
    const uid_t uid = ::geteuid();
    const gid_t gid = ::getegid();
    if (::unshare(CLONE_NEWNS) != 0) {
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
            return false;
        write("/proc/self/setgroups", "deny");
        write("/proc/self/uid_map", "0 " + std::to_string(uid) + " 1");
        write("/proc/self/gid_map", "0 " + std::to_string(gid) + " 1");
    }
    return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

// Runs `body` in a child and returns what it returns: 0 or the line that failed. Its own process keeps limits and
// mounts away from the other tests.
int inChild(const std::function<int()>& body)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(body());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

// Adds 1 KiB rows, one a transaction, until it fails; the number that were committed.
int fill(db::Connection& database, base::Error& error)
{
    for (int count = 0;; ++count) {
        auto transaction = db::Transaction::begin(database);
        if (!transaction) {
            error = transaction.error();
            return count;
        }
        auto insert = database.prepare("INSERT INTO t (value) VALUES (?)");
        const base::Status inserted =
            insert ? insert->bind(std::string(1000, 'x')).run() : base::Status{insert.error()};
        const auto committed = inserted ? transaction->commit() : base::Result<std::uint64_t>{inserted.error()};
        if (!committed) {
            error = committed.error();
            return count;
        }
        if (count > 100000)
            return count;
    }
}

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            std::fprintf(stderr, "line %d: %s\n", __LINE__, #condition);                                               \
            return 1;                                                                                                  \
        }                                                                                                              \
    } while (false)

// The disk fills up below an open database; then there is room again.
int fillUp(const std::filesystem::path& file, const std::function<void()>& makeRoom)
{
    int before = 0;
    {
        auto database = db::Connection::open(file, ScratchDatabase::key(), OpenMode::ReadWrite);
        CHECK(database);
        base::Error error;
        before = fill(**database, error);
        std::fprintf(stderr, "%d rows, then %s\n", before, base::toString(error).c_str());
        CHECK(error.code == ErrorCode::StorageFull);
        CHECK(number(**database, "SELECT count(*) FROM t") == before); // reads go on, nothing is lost
        base::Error again;
        CHECK(fill(**database, again) == 0);
        CHECK(again.code == ErrorCode::StorageFull);
        makeRoom();
        auto insert = (*database)->prepare("INSERT INTO t (value) VALUES ('more')");
        CHECK(insert && insert->run());
        CHECK((*database)->checkIntegrity());
    }
    auto database = db::Connection::open(file, ScratchDatabase::key(), OpenMode::ReadWrite);
    CHECK(database);
    CHECK(number(**database, "SELECT count(*) FROM t") == before + 1);
    CHECK((*database)->checkIntegrity());
    return 0;
}

bool makeIn(const std::filesystem::path& file)
{
    auto database = db::Connection::open(file, ScratchDatabase::key(), OpenMode::Create);
    return database && (*database)->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, value TEXT)") &&
           (*database)->checkpoint();
}

} // namespace

class TestFullDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesATmpfsThatIsFull()
    {
        ScratchDatabase scratch;
        const int result = inChild([&scratch] {
            if (!enterOwnMounts() ||
                ::mount("tmpfs", scratch.folder.path().toStdString().c_str(), "tmpfs", 0, "size=512k,mode=700") != 0)
                return noMounts;
            CHECK(makeIn(scratch.path()));
            return fillUp(scratch.path(), [&scratch] {
                ::mount(nullptr, scratch.folder.path().toStdString().c_str(), nullptr, MS_REMOUNT, "size=4m");
            });
        });
        if (result == noMounts)
            QSKIP("this process may not mount; survivesAFileSizeLimit covers a full disk");
        QCOMPARE(result, 0);
    }

    void refusesToOpenForWritingOnAReadOnlyDisk()
    {
        ScratchDatabase scratch;
        const int result = inChild([&scratch] {
            const std::string folder = scratch.folder.path().toStdString();
            if (!enterOwnMounts() || ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=1m,mode=700") != 0)
                return noMounts;
            CHECK(makeIn(scratch.path()));
            CHECK(::mount(nullptr, folder.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0);
            const QByteArray before = hashOf(scratch.path());
            const auto database = scratch.open(OpenMode::ReadWrite);
            CHECK(!database);
            std::fprintf(stderr, "%s\n", base::toString(database.error()).c_str());
            CHECK(database.error().code == ErrorCode::StorageReadOnly);
            CHECK(hashOf(scratch.path()) == before);
            const auto created = db::Connection::open(scratch.path("new.db"), ScratchDatabase::key(), OpenMode::Create);
            CHECK(!created && created.error().code == ErrorCode::StorageReadOnly);
            return 0;
        });
        if (result == noMounts)
            QSKIP("this process may not mount");
        QCOMPARE(result, 0);
    }

    void survivesAFileSizeLimit()
    {
        ScratchDatabase scratch;
        QVERIFY(scratch.make(0));
        const int result = inChild([&scratch] {
            ::signal(SIGXFSZ, SIG_IGN);
            struct rlimit limit
            {
            };
            ::getrlimit(RLIMIT_FSIZE, &limit);
            limit.rlim_cur = 300 * 1024;
            ::setrlimit(RLIMIT_FSIZE, &limit);
            return fillUp(scratch.path(), [limit]() mutable {
                limit.rlim_cur = limit.rlim_max;
                ::setrlimit(RLIMIT_FSIZE, &limit);
            });
        });
        QCOMPARE(result, 0);
    }

    void leavesNothingBehindWhereCreationFails()
    {
        ScratchDatabase scratch;
        const int result = inChild([&scratch] {
            ::signal(SIGXFSZ, SIG_IGN);
            struct rlimit limit
            {
            };
            ::getrlimit(RLIMIT_FSIZE, &limit);
            limit.rlim_cur = 2048;
            ::setrlimit(RLIMIT_FSIZE, &limit);
            const auto database = scratch.open(OpenMode::Create);
            CHECK(!database);
            std::fprintf(stderr, "%s\n", base::toString(database.error()).c_str());
            CHECK(database.error().code == ErrorCode::StorageFull);
            CHECK(std::filesystem::is_empty(scratch.folder.path().toStdString()));
            return 0;
        });
        QCOMPARE(result, 0);
    }

    // The step to the write-ahead log is a change of its own, which is committed after SQLite has announced it.
    void tellsThatTheStepToTheLogDidNotReachTheDisk()
    {
        const ScratchDatabase scratch;
        {
            const auto single = scratch.open(OpenMode::CreateSingle);
            KS_VERIFY(single);
            KS_VERIFY((*single)->execute("CREATE TABLE t (id INTEGER)"));
        }
        {
            const FailingCall failing(FailingCall::Call::Sync, "vault.db-journal");
            KS_FAILS(scratch.open(OpenMode::ReadWrite), ErrorCode::StorageIo);
            QVERIFY(failing.happened());
        }
        const auto again = scratch.open(OpenMode::ReadWrite);
        KS_VERIFY(again);
        KS_VERIFY((*again)->execute("INSERT INTO t VALUES (1)"));
    }

    // A checkpoint beside the owner keeps nobody away, and its errors are told.
    void checkpointsBeside()
    {
        const ScratchDatabase scratch;
        QVERIFY(scratch.make(1));
        const auto owner = scratch.open(OpenMode::ReadWrite);
        KS_VERIFY(owner);
        int asked = 0;
        (*owner)->checkpointBy([&asked] { ++asked; });
        for (int i = 0; i < 40; ++i)
            KS_VERIFY((*owner)->execute("INSERT INTO t (value) SELECT printf('%.90000c', 'n')"));
        QVERIFY(!db::hasEmptyLog(scratch.path()));
        {
            const FailingCall failing(FailingCall::Call::Sync, "vault.db-wal");
            KS_FAILS(db::checkpointBeside(scratch.path(), ScratchDatabase::key(), db::CheckpointKind::Passive),
                     ErrorCode::StorageIo);
        }
        KS_VERIFY(db::checkpointBeside(scratch.path(), ScratchDatabase::key(), db::CheckpointKind::EmptyLog));
        QVERIFY(db::hasEmptyLog(scratch.path()));
        for (int i = 0; i < 60; ++i)
            KS_VERIFY((*owner)->execute("INSERT INTO t (value) SELECT printf('%.90000c', 'n')"));
        QVERIFY(asked > 0);
        KS_VERIFY((*owner)->checkIntegrity());
    }
};

QTEST_APPLESS_MAIN(TestFullDisk)
#include "tst_full_disk.moc"
