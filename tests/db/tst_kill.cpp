// SPDX-License-Identifier: GPL-3.0-or-later
// SECURITY, table of faults: kill -9 at any instant leaves the old or the new.
#include "core/db/migrator.h"
#include "tests/db/scratch_database.h"

#include <csignal>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

using namespace keystead;
using namespace keystead::test;
using db::OpenMode;

namespace {

// Moves both halves of a pair forward in one transaction for ever and says each committed number on `out`.
[[noreturn]] void writeForEver(const ScratchDatabase& scratch, int out)
{
    auto database = scratch.open(OpenMode::ReadWrite);
    if (!database)
        ::_exit(1);
    (*database)->accept();
    for (std::int64_t n = number(**database, "SELECT value FROM pair WHERE name = 'a'") + 1;; ++n) {
        auto transaction = db::Transaction::begin(**database);
        for (const char* name : {"a", "b"}) {
            auto update = (*database)->prepare("UPDATE pair SET value = ?, filler = ? WHERE name = ?");
            if (!transaction || !update ||
                !update->bind(n).bind(std::string(3000 + static_cast<std::size_t>(n % 7) * 2000, 'f')).bind(name).run())
                ::_exit(2);
        }
        if (!transaction->commit())
            ::_exit(3);
        if (::write(out, &n, sizeof n) != sizeof n)
            ::_exit(4);
        if (n % 40 == 0 && !(*database)->checkpoint()) // so that kills meet checkpoints too
            ::_exit(5);
    }
}

std::int64_t lastNumber(int in)
{
    std::int64_t last = -1;
    for (std::int64_t n = 0; ::read(in, &n, sizeof n) == sizeof n;)
        last = n;
    return last;
}

} // namespace

class TestKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesTheOldOrTheNew()
    {
        ScratchDatabase scratch;
        {
            auto database = scratch.open(OpenMode::Create);
            KS_VERIFY(database);
            KS_VERIFY((*database)->execute(
                "CREATE TABLE pair (name TEXT PRIMARY KEY, value INTEGER NOT NULL, filler TEXT) STRICT;"
                "INSERT INTO pair (name, value) VALUES ('a', 0), ('b', 0)"));
        }
        std::mt19937 random(20261122);
        std::int64_t commits = 0;
        for (int round = 0; round < 80; ++round) {
            int pipe[2];
            QCOMPARE(::pipe(pipe), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                ::close(pipe[0]);
                writeForEver(scratch, pipe[1]);
            }
            ::close(pipe[1]);
            std::int64_t first = -1;
            QCOMPARE(::read(pipe[0], &first, sizeof first), static_cast<ssize_t>(sizeof first)); // it writes
            ::usleep(static_cast<useconds_t>(random() % 12000)); // the instant of the kill, not a wait for something
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            const std::int64_t said = std::max(first, lastNumber(pipe[0]));
            ::close(pipe[0]);

            auto database = scratch.open(OpenMode::ReadWrite);
            KS_VERIFY(database);
            const std::int64_t a = number(**database, "SELECT value FROM pair WHERE name = 'a'");
            QCOMPARE(number(**database, "SELECT value FROM pair WHERE name = 'b'"), a);
            QVERIFY2(a == said || a == said + 1, qPrintable(QStringLiteral("said %1, found %2").arg(said).arg(a)));
            KS_VERIFY((*database)->checkIntegrity());
            commits = a;
        }
        qInfo("80 kills over %lld commits", static_cast<long long>(commits));
        QVERIFY(commits >= 80);
    }

    void leavesTheOldOrTheNewSchema()
    {
        std::mt19937 random(22);
        int migrated = 0;
        for (int round = 0; round < 30; ++round) {
            ScratchDatabase scratch;
            QVERIFY(scratch.make(3));
            int pipe[2];
            QCOMPARE(::pipe(pipe), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                auto database = scratch.open(OpenMode::ReadWrite);
                ::close(pipe[1]); // ready
                ::_exit(database && db::migrate(**database) ? 0 : 1);
            }
            ::close(pipe[1]);
            char nothing = 0;
            QCOMPARE(::read(pipe[0], &nothing, 1), static_cast<ssize_t>(0));
            ::close(pipe[0]);
            ::usleep(static_cast<useconds_t>(random() % 4000));
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            auto database = scratch.open(OpenMode::ReadWrite);
            KS_VERIFY(database);
            const auto version = db::schemaVersion(**database);
            KS_VERIFY(version);
            const std::int64_t tables = number(
                **database, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
            QVERIFY(*version == 0 ? tables == 1 : tables > 10);
            migrated += *version == 0 ? 0 : 1;
            KS_VERIFY(db::migrate(**database));
            QCOMPARE(number(**database, "SELECT count(*) FROM t"), 3);
        }
        qInfo("30 kills, %d of them after the migration", migrated);
    }
};

QTEST_APPLESS_MAIN(TestKill)
#include "tst_kill.moc"
