// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/private_files.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <QTemporaryDir>
#include <QTest>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keystead::base;
namespace fs = std::filesystem;

namespace {

mode_t modeOf(const fs::path& path)
{
    struct stat info
    {
    };
    return lstat(path.c_str(), &info) == 0 ? info.st_mode & 07777U : 0;
}

void put(const fs::path& file, const std::string& text, mode_t mode = 0600)
{
    std::ofstream(file) << text;
    ::chmod(file.c_str(), mode);
}

std::size_t entries(const fs::path& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
}

} // namespace

class TestPrivateFiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
        m_root = m_dir->path().toStdString();
    }

    void removesWhatAKilledReplacementLeftAndNothingElse()
    {
        put(m_root / ".keys.json.tmp_0123456789abcdefghjkmnpq", "half");
        put(m_root / ".keys.json.tmp_short", "not ours");
        put(m_root / "keys.json.tmp_0123456789abcdefghjkmnpq", "not ours");
        put(m_root / "keys.json", "whole");
        fs::create_directory(m_root / "backups");
        put(m_root / "backups" / ".keys.json.tmp_0123456789abcdefghjkmnpq", "half");
        for (const char* name : {".auto-1.db.part", ".auto-1.db.part-wal", ".auto-1.db.part-shm"})
            put(m_root / "backups" / name, "half");
        removeLeftovers(m_root);
        QCOMPARE(entries(m_root), std::size_t{4});
        QCOMPARE(entries(m_root / "backups"), std::size_t{0});
        QVERIFY(!fs::exists(m_root / ".keys.json.tmp_0123456789abcdefghjkmnpq"));
        removeLeftovers(m_root / "missing");
    }

    // SECURITY 29
    void createsMissingFoldersForTheOwnerOnly()
    {
        const mode_t old = umask(0);
        const Status status = ensurePrivateFolder(m_root / "a" / "b" / "c");
        umask(old);
        QVERIFY(status);
        QCOMPARE(modeOf(m_root / "a"), mode_t{0700});
        QCOMPARE(modeOf(m_root / "a" / "b" / "c"), mode_t{0700});
        QVERIFY(ensurePrivateFolder(m_root / "a" / "b" / "c"));
        QVERIFY(ensurePrivateFolder((m_root / "a" / "b").string() + "/"));
    }

    // SECURITY 29
    void refusesAFolderOpenToOthersAndNamesTheFix()
    {
        fs::create_directory(m_root / "open");
        ::chmod((m_root / "open").c_str(), 0750);
        const Status status = ensurePrivateFolder(m_root / "open");
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::StorageInsecure);
        QVERIFY(status.error().detail.find("chmod 700") != std::string::npos);
        QCOMPARE(modeOf(m_root / "open"), mode_t{0750});
    }

    // SECURITY 29
    void refusesASymlinkedFolder()
    {
        fs::create_directory(m_root / "real");
        ::chmod((m_root / "real").c_str(), 0700);
        fs::create_directory_symlink(m_root / "real", m_root / "link");
        QCOMPARE(ensurePrivateFolder(m_root / "link").error().code, ErrorCode::StorageInsecure);
        QCOMPARE(ensurePrivateFolder((m_root / "link").string() + "/").error().code, ErrorCode::StorageInsecure);
    }

    // SECURITY 29: root makes the foreign folder itself, others find one that is root's.
    void refusesAFolderOfAnotherUser()
    {
        fs::path foreign = "/usr";
        if (geteuid() == 0) {
            foreign = m_root / "foreign";
            fs::create_directory(foreign);
            ::chmod(foreign.c_str(), 0700);
            QCOMPARE(::chown(foreign.c_str(), 65534, 65534), 0);
        }
        const Status status = ensurePrivateFolder(foreign);
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::StorageInsecure);
        QVERIFY(status.error().detail.find("another user") != std::string::npos);
    }

    // SECURITY 31
    void refusesAFileOfAnotherUser()
    {
        fs::path foreign = "/etc/passwd";
        if (geteuid() == 0) {
            foreign = m_root / "foreign";
            put(foreign, "x");
            QCOMPARE(::chown(foreign.c_str(), 65534, 65534), 0);
        }
        QCOMPARE(checkPrivateFile(foreign).error().code, ErrorCode::StorageInsecure);
        QCOMPARE(readPrivateFile(foreign, 1024 * 1024).error().code, ErrorCode::StorageInsecure);
        if (geteuid() == 0) {
            QCOMPARE(replaceFile(foreign, "y").error().code, ErrorCode::StorageInsecure);
        }
    }

    void aFileWhereAFolderShouldBeIsNamed()
    {
        put(m_root / "file", "x");
        QCOMPARE(ensurePrivateFolder(m_root / "file").error().code, ErrorCode::StorageInsecure);
        QVERIFY(!ensurePrivateFolder(m_root / "file" / "below"));
    }

    // SECURITY 31
    void readsOnlyPrivateRegularFiles()
    {
        put(m_root / "good", "contents");
        QCOMPARE(*readPrivateFile(m_root / "good", 8), std::string("contents"));
        put(m_root / "readonly", "r", 0400);
        QVERIFY(checkPrivateFile(m_root / "readonly"));
        for (const mode_t mode : {mode_t{0640}, mode_t{0604}, mode_t{0620}, mode_t{0660}}) {
            ::chmod((m_root / "good").c_str(), mode);
            const auto read = readPrivateFile(m_root / "good", 100);
            QVERIFY(!read);
            QCOMPARE(read.error().code, ErrorCode::StorageInsecure);
            QVERIFY(read.error().detail.find("chmod 600") != std::string::npos);
        }
        put(m_root / "target", "t");
        fs::create_symlink(m_root / "target", m_root / "link");
        QCOMPARE(readPrivateFile(m_root / "link", 100).error().code, ErrorCode::StorageInsecure);
        QCOMPARE(mkfifo((m_root / "fifo").c_str(), 0600), 0);
        QCOMPARE(readPrivateFile(m_root / "fifo", 100).error().code, ErrorCode::StorageInsecure);
        QCOMPARE(readPrivateFile(m_root, 100).error().code, ErrorCode::StorageInsecure);
        QCOMPARE(readPrivateFile(m_root / "missing", 100).error().code, ErrorCode::NotFound);
    }

    void readsUpToTheCapAndNoFurther()
    {
        put(m_root / "f", std::string(100, 'x'));
        QCOMPARE(readPrivateFile(m_root / "f", 100)->size(), std::size_t{100});
        QCOMPARE(readPrivateFile(m_root / "f", 99).error().code, ErrorCode::LimitExceeded);
        put(m_root / "empty", "");
        QCOMPARE(*readPrivateFile(m_root / "empty", 10), std::string());
    }

    void replacesAtomicallyAndLeavesNothingBeside()
    {
        const fs::path file = m_root / "f";
        QVERIFY(replaceFile(file, "one"));
        QCOMPARE(modeOf(file), mode_t{0600});
        ::chmod(file.c_str(), 0644);
        QVERIFY(replaceFile(file, "two"));
        QCOMPARE(modeOf(file), mode_t{0600});
        QCOMPARE(*readPrivateFile(file, 10), std::string("two"));
        QCOMPARE(entries(m_root), std::size_t{1});
    }

    void anOpenReaderKeepsTheOldContents()
    {
        const fs::path file = m_root / "f";
        QVERIFY(replaceFile(file, "old"));
        std::ifstream reader(file);
        QVERIFY(replaceFile(file, "newer"));
        std::string seen;
        reader >> seen;
        QCOMPARE(seen, std::string("old"));
    }

    // SECURITY 31
    void neverWritesThroughASymlink()
    {
        put(m_root / "target", "untouched");
        fs::create_symlink(m_root / "target", m_root / "link");
        QCOMPARE(replaceFile(m_root / "link", "x").error().code, ErrorCode::StorageInsecure);
        QCOMPARE(appendFile(m_root / "link", "x").error().code, ErrorCode::StorageInsecure);
        const auto lock = OwnerLock::acquire(m_root / "link");
        QCOMPARE(lock.error().code, ErrorCode::StorageInsecure);
        fs::create_symlink(m_root / "nowhere", m_root / "dangling");
        QVERIFY(!appendFile(m_root / "dangling", "x"));
        QVERIFY(!fs::exists(m_root / "nowhere"));
        QCOMPARE(*readPrivateFile(m_root / "target", 100), std::string("untouched"));
    }

    void appendsAndCreatesPrivately()
    {
        const fs::path file = m_root / "log";
        const mode_t old = umask(0);
        QVERIFY(appendFile(file, "a\n"));
        umask(old);
        QVERIFY(appendFile(file, "b\n"));
        QCOMPARE(modeOf(file), mode_t{0600});
        QCOMPARE(*readPrivateFile(file, 100), std::string("a\nb\n"));
        ::chmod(file.c_str(), 0644);
        QCOMPARE(appendFile(file, "c\n").error().code, ErrorCode::StorageInsecure);
    }

    // A file size limit makes write() fail part of the way, as a full disk does.
    void aFullDiskLeavesTheOldContents()
    {
        const fs::path file = m_root / "f";
        const fs::path log = m_root / "log";
        QVERIFY(replaceFile(file, "old"));
        QVERIFY(appendFile(log, "one\n"));
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        rlimit small = before;
        small.rlim_cur = 64;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const Status replaced = replaceFile(file, std::string(100, 'n'));
        const Status appended = appendFile(log, std::string(100, 'n'));
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
        QCOMPARE(replaced.error().code, ErrorCode::StorageFull);
        QCOMPARE(appended.error().code, ErrorCode::StorageFull);
        QCOMPARE(*readPrivateFile(file, 200), std::string("old"));
        QCOMPARE(*readPrivateFile(log, 200), std::string("one\n"));
        QCOMPARE(entries(m_root), std::size_t{2});
    }

    void aReadOnlyFolderIsSaidPlainly()
    {
        // Root may write anywhere, so that only an unprivileged run can see this fault.
        if (geteuid() == 0)
            QSKIP("runs as an unprivileged user only");
        QVERIFY(replaceFile(m_root / "f", "old"));
        ::chmod(m_root.c_str(), 0500);
        const Status status = replaceFile(m_root / "f", "new");
        ::chmod(m_root.c_str(), 0700);
        QCOMPARE(status.error().code, ErrorCode::StorageReadOnly);
        QCOMPARE(*readPrivateFile(m_root / "f", 10), std::string("old"));
    }

    void mapsErrnoToStorageCodes_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("doing");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, int number, const char* doing, ErrorCode code) {
            QTest::newRow(name) << number << QString::fromLatin1(doing) << static_cast<int>(code);
        };
        row("disk full", ENOSPC, "write", ErrorCode::StorageFull);
        row("quota", EDQUOT, "sync", ErrorCode::StorageFull);
        row("read-only file system", EROFS, "create", ErrorCode::StorageReadOnly);
        row("no permission to write", EACCES, "create", ErrorCode::StorageReadOnly);
        row("no permission to read", EACCES, "read", ErrorCode::StorageIo);
        row("I/O error", EIO, "sync", ErrorCode::StorageIo);
        row("missing", ENOENT, "open", ErrorCode::NotFound);
        row("symlink", ELOOP, "open", ErrorCode::StorageInsecure);
    }
    void mapsErrnoToStorageCodes()
    {
        QFETCH(int, number);
        QFETCH(QString, doing);
        QFETCH(int, code);
        const Error error = storageError(number, doing.toStdString(), "/place/file");
        QCOMPARE(static_cast<int>(error.code), code);
        QVERIFY(error.detail.find("/place/file") != std::string::npos);
    }

    void oneOwnerAtATime()
    {
        const fs::path file = m_root / "owner.lock";
        {
            const auto lock = OwnerLock::acquire(file);
            QVERIFY(lock);
            QCOMPARE(modeOf(file), mode_t{0600});
            const auto second = OwnerLock::acquire(file);
            QVERIFY(!second);
            QCOMPARE(second.error().code, ErrorCode::VaultBusy);
            QCOMPARE(second.error().detail, "pid " + std::to_string(getpid()));
        }
        QVERIFY(OwnerLock::acquire(file));
    }

    void aMovedLockIsHeldOnce()
    {
        const fs::path file = m_root / "owner.lock";
        auto lock = OwnerLock::acquire(file);
        QVERIFY(lock);
        {
            const OwnerLock moved = std::move(*lock);
            QVERIFY(!OwnerLock::acquire(file));
        }
        QVERIFY(OwnerLock::acquire(file));
    }

    // "a lock left by kill -9 does not block"
    void aLockOfAKilledProcessDoesNotBlock()
    {
        const fs::path file = m_root / "owner.lock";
        int channel[2];
        QCOMPARE(pipe(channel), 0);
        const pid_t child = fork();
        if (child == 0) {
            const auto lock = OwnerLock::acquire(file);
            const char answer = lock ? 'y' : 'n';
            [[maybe_unused]] const ssize_t sent = write(channel[1], &answer, 1);
            pause();
            _exit(0);
        }
        char answer = 0;
        QCOMPARE(read(channel[0], &answer, 1), ssize_t{1});
        QCOMPARE(answer, 'y');
        const auto busy = OwnerLock::acquire(file);
        QVERIFY(!busy);
        QCOMPARE(busy.error().detail, "pid " + std::to_string(child));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        QVERIFY(OwnerLock::acquire(file));
        close(channel[0]);
        close(channel[1]);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_root;
};

QTEST_GUILESS_MAIN(TestPrivateFiles)
#include "tst_private_files.moc"
