// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/group_commit.h"
#include "tests/db/scratch_database.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>
#include <thread>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using db::GroupCommit;
using db::OpenMode;

namespace {

// A sync that waits until it is let through and then answers as told.
class Disk
{
public:
    GroupCommit::Sync sync()
    {
        return [this] {
            std::unique_lock lock(m_mutex);
            ++m_begun;
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return m_allowed > 0; });
            --m_allowed;
            return m_answer;
        };
    }
    void waitForSync(int number)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this, number] { return m_begun >= number; });
    }
    void allow(int syncs, int answer = 0)
    {
        const std::lock_guard lock(m_mutex);
        m_allowed += syncs;
        m_answer = answer;
        m_changed.notify_all();
    }
    int begun()
    {
        const std::lock_guard lock(m_mutex);
        return m_begun;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_begun = 0;
    int m_allowed = 0;
    int m_answer = 0;
};

// Runs with a failing fdatasync underneath (see failsForGoodWhereTheDiskDoes): 0, or which expectation failed.
int runOnAFailingDisk(const std::filesystem::path& file)
{
    auto database = db::Connection::open(file, ScratchDatabase::key(), OpenMode::ReadWrite);
    if (!database)
        return 10;
    auto durability = GroupCommit::start((*database)->file(), [](std::function<void()> later) { later(); });
    if (!durability)
        return 11;
    base::Status last = base::ok();
    // SQLite itself syncs the first page of a fresh log; whichever of the two meets the fault says StorageIo.
    for (int i = 0; i < 3 && last; ++i) {
        auto transaction = db::Transaction::begin(**database);
        auto insert = (*database)->prepare("INSERT INTO t (value) VALUES ('x')");
        if (!transaction || !insert || !insert->run())
            return 12;
        const auto commit = transaction->commit();
        last = commit ? (*durability)->syncNow(*commit) : base::Status{commit.error()};
        if (commit && last)
            return 13;
    }
    if (last.error().code != ErrorCode::StorageIo)
        return 14;
    if (const base::Status again = (*durability)->syncNow((*database)->commitCount() + 1);
        again || again.error().code != ErrorCode::StorageIo)
        return 15;
    return number(**database, "SELECT count(*) FROM t") >= 3 ? 0 : 16; // reads go on
}

} // namespace

class TestGroupCommit : public QObject
{
    Q_OBJECT

private:
    // Onto this thread's event loop, as the core does it.
    GroupCommit::Post post()
    {
        return [this](std::function<void()> later) {
            QMetaObject::invokeMethod(this, std::move(later), Qt::QueuedConnection);
        };
    }

private Q_SLOTS:
    void servesManyWaitersWithOneSync()
    {
        Disk disk;
        const auto durability = GroupCommit::startWith(disk.sync(), post());
        std::vector<std::uint64_t> done;
        const auto wait = [&](std::uint64_t commit) {
            durability->whenDurable(commit, [&done, commit](const base::Status& status) {
                if (status)
                    done.push_back(commit);
            });
        };
        wait(1);
        disk.waitForSync(1);
        for (std::uint64_t commit = 2; commit <= 40; ++commit)
            wait(commit); // while the first sync runs: it does not cover these
        disk.allow(1);
        QTRY_COMPARE(done.size(), std::size_t{1});
        disk.waitForSync(2);
        QCOMPARE(done.size(), std::size_t{1});
        disk.allow(1);
        QTRY_COMPARE(done.size(), std::size_t{40});
        QCOMPARE(disk.begun(), 2);
        QVERIFY(std::ranges::is_sorted(done));
    }

    void answersForDurableCommitsWithoutASync()
    {
        Disk disk;
        const auto durability = GroupCommit::startWith(disk.sync(), post());
        disk.allow(1);
        KS_VERIFY(durability->syncNow(7));
        int answers = 0;
        for (const std::uint64_t commit : {0, 1, 7}) {
            durability->whenDurable(commit, [&answers](const base::Status& status) { answers += status ? 1 : 100; });
            KS_VERIFY(durability->syncNow(commit));
        }
        QCOMPARE(answers, 0); // through post, never inside the call
        QTRY_COMPARE(answers, 3);
        QCOMPARE(disk.begun(), 1);
    }

    void neverTakesAFailedSyncForASuccess_data()
    {
        QTest::addColumn<int>("answer");
        QTest::addColumn<int>("code");
        QTest::newRow("EIO") << EIO << static_cast<int>(ErrorCode::StorageIo);
        QTest::newRow("ENOSPC") << ENOSPC << static_cast<int>(ErrorCode::StorageFull);
        QTest::newRow("EDQUOT") << EDQUOT << static_cast<int>(ErrorCode::StorageFull);
        QTest::newRow("EINTR") << EINTR << static_cast<int>(ErrorCode::StorageIo);
    }
    void neverTakesAFailedSyncForASuccess()
    {
        // SECURITY, table of faults: fsync is never retried as success.
        QFETCH(int, answer);
        QFETCH(int, code);
        Disk disk;
        const auto durability = GroupCommit::startWith(disk.sync(), post());
        disk.allow(1);
        KS_VERIFY(durability->syncNow(1));
        std::vector<int> codes;
        const auto wait = [&](std::uint64_t commit) {
            durability->whenDurable(commit, [&codes](const base::Status& status) {
                codes.push_back(status ? 0 : static_cast<int>(status.error().code));
            });
        };
        wait(2);
        disk.waitForSync(2);
        wait(3);
        disk.allow(1, answer);
        QTRY_COMPARE(codes.size(), std::size_t{2});
        disk.allow(10, 0); // the disk recovers: too late
        wait(4);
        wait(1);
        QTRY_COMPARE(codes.size(), std::size_t{4});
        for (const int got : codes)
            QCOMPARE(got, code);
        KS_FAILS(durability->syncNow(5), static_cast<ErrorCode>(code));
        QCOMPARE(disk.begun(), 2);
    }

    void syncsOneAtATime()
    {
        std::atomic<int> inside = 0;
        std::atomic<int> most = 0;
        const auto durability = GroupCommit::startWith(
            [&] {
                most = std::max(most.load(), ++inside);
                std::this_thread::yield();
                --inside;
                return 0;
            },
            post());
        int done = 0;
        for (std::uint64_t commit = 1; commit <= 400; commit += 2) {
            durability->whenDurable(commit, [&done](const base::Status& status) { done += status ? 1 : 0; });
            KS_VERIFY(durability->syncNow(commit + 1));
        }
        QTRY_COMPARE(done, 200);
        QCOMPARE(most.load(), 1);
    }

    void cancelsWhoStillWaitsAtTheEnd()
    {
        // The running sync ends during the destruction, which waits for it. Who waits behind it is cancelled, or served
        // where the worker was quicker than the end; nobody is forgotten.
        int cancelled = 0;
        for (int round = 0; round < 50; ++round) {
            Disk disk;
            std::vector<ErrorCode> codes;
            std::thread later;
            {
                const auto durability = GroupCommit::startWith(disk.sync(), post());
                const auto keep = [&codes](const base::Status& status) {
                    codes.push_back(status ? ErrorCode::Ok : status.error().code);
                };
                durability->whenDurable(1, keep);
                disk.waitForSync(1);
                durability->whenDurable(2, keep);
                later = std::thread([&disk] { disk.allow(10); });
            }
            later.join();
            QTRY_COMPARE(codes.size(), std::size_t{2});
            QCOMPARE(codes[0], ErrorCode::Ok);
            QVERIFY(codes[1] == ErrorCode::Cancelled || codes[1] == ErrorCode::Ok);
            cancelled += codes[1] == ErrorCode::Cancelled ? 1 : 0;
        }
        QVERIFY(cancelled > 0);
    }

    void syncsTheLogOfADatabase()
    {
        ScratchDatabase scratch;
        QVERIFY(scratch.make());
        auto database = scratch.open(OpenMode::ReadWrite);
        KS_VERIFY(database);
        auto durability = GroupCommit::start((*database)->file(), post());
        KS_VERIFY(durability);
        for (int i = 0; i < 20; ++i) {
            auto transaction = db::Transaction::begin(**database);
            KS_VERIFY(transaction);
            KS_VERIFY((*database)->execute("INSERT INTO t (value) VALUES ('x')"));
            const auto commit = transaction->commit();
            KS_VERIFY(commit);
            if (i == 10)
                KS_VERIFY((*database)->checkpoint()); // the log starts again in the same file
            std::optional<base::Status> answer;
            (*durability)->whenDurable(*commit, [&answer](base::Status status) { answer = std::move(status); });
            QTRY_VERIFY(answer.has_value());
            KS_VERIFY(*answer);
        }
    }

    void refusesToStartWithoutALog()
    {
        ScratchDatabase scratch;
        QVERIFY(scratch.make());
        KS_FAILS(GroupCommit::start(scratch.path(), post()), ErrorCode::NotFound);
        QVERIFY(writeBytes(scratch.path("elsewhere"), "x"));
        std::filesystem::create_symlink(scratch.path("elsewhere"), scratch.path("vault.db-wal"));
        KS_FAILS(GroupCommit::start(scratch.path(), post()), ErrorCode::StorageInsecure);
    }

    void failsForGoodWhereTheDiskDoes_data()
    {
        QTest::addColumn<int>("firstFailure");
        QTest::newRow("the first sync fails") << 1;
        QTest::newRow("the second sync fails") << 2;
    }
    void failsForGoodWhereTheDiskDoes()
    {
        // SECURITY, table of faults: a failing fsync, for real.
        QFETCH(int, firstFailure);
        const QString strace = QStandardPaths::findExecutable(QStringLiteral("strace"));
        if (strace.isEmpty())
            QSKIP("strace is not installed; neverTakesAFailedSyncForASuccess covers the rule");
        ScratchDatabase scratch;
        QVERIFY(scratch.make(3));
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("ASAN_OPTIONS"),
                           QStringLiteral("detect_leaks=0")); // the leak sanitizer does not work under ptrace
        child.setProcessEnvironment(environment);
        child.start(strace,
                    {QStringLiteral("-f"), QStringLiteral("-o"), QString::fromStdString(scratch.path("trace").string()),
                     QStringLiteral("-e"), QStringLiteral("trace=fdatasync"), QStringLiteral("-e"),
                     QStringLiteral("inject=fdatasync:error=EIO:when=%1+").arg(firstFailure),
                     QCoreApplication::applicationFilePath(), QStringLiteral("--failing-disk"),
                     QString::fromStdString(scratch.path().string())});
        QVERIFY(child.waitForFinished());
        const QByteArray trace = bytesOf(scratch.path("trace"));
        if (trace.isEmpty())
            QSKIP("strace may not trace here");
        QVERIFY2(trace.contains("EIO"), trace.constData());
        QCOMPARE(child.exitCode(), 0);
    }
};

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && std::string_view{argv[1]} == "--failing-disk")
        return runOnAFailingDisk(argv[2]);
    TestGroupCommit test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_group_commit.moc"
