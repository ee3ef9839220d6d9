// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/cipher_check.h"
#include "tests/db/scratch_database.h"

#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <span>
#include <sqlite3.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using db::OpenMode;

namespace {

unsigned modeOf(const std::filesystem::path& file)
{
    struct stat info
    {
    };
    return ::stat(file.c_str(), &info) == 0 ? info.st_mode & 0777U : 0U;
}

std::string textOf(db::Connection& database, std::string_view sql)
{
    auto query = database.prepare(sql);
    return query && query->step().value_or(false) ? query->text(0) : std::string{"?"};
}

// How often `needle` (kept with every bit turned over, so that the search does not find itself) lies in this process's
// memory.
int copiesInMemory(const QByteArray& inverted)
{
    std::ifstream maps("/proc/self/maps");
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    int found = 0;
    for (std::string line; std::getline(maps, line);) {
        unsigned long from = 0, to = 0;
        char access[5] = {};
        if (std::sscanf(line.c_str(), "%lx-%lx %4s", &from, &to, access) != 3 || access[0] != 'r' || access[1] != 'w')
            continue;
        std::vector<unsigned char> bytes(to - from);
        const ssize_t got = ::pread(memory, bytes.data(), bytes.size(), static_cast<off_t>(from));
        for (ssize_t i = 0; i + inverted.size() <= got; ++i) {
            qsizetype same = 0;
            while (same < inverted.size() &&
                   bytes[static_cast<std::size_t>(i + same)] ==
                       static_cast<unsigned char>(~static_cast<unsigned char>(inverted[same])))
                ++same;
            found += same == inverted.size() ? 1 : 0;
        }
    }
    ::close(memory);
    return found;
}

// Both never hold the plain form, not even for a moment: it would stay behind in freed memory.
QByteArray invert(std::span<const std::uint8_t> bytes)
{
    QByteArray inverted;
    for (const std::uint8_t byte : bytes)
        inverted.append(static_cast<char>(~byte));
    return inverted;
}

QByteArray invertedHex(std::span<const std::uint8_t> bytes)
{
    static constexpr const char* digits = "0123456789abcdef";
    QByteArray inverted;
    for (const std::uint8_t byte : bytes) {
        inverted.append(static_cast<char>(~digits[byte >> 4U]));
        inverted.append(static_cast<char>(~digits[byte & 15U]));
    }
    return inverted;
}

} // namespace

class TestConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsFilesClosedToOthers()
    {
        // SECURITY 31
        const mode_t before = ::umask(0);
        ScratchDatabase scratch;
        const auto database = scratch.open(OpenMode::Create);
        ::umask(before);
        KS_VERIFY(database);
        KS_VERIFY((*database)->execute("CREATE TABLE t (a) "));
        QCOMPARE(modeOf(scratch.path()), 0600U);
        QCOMPARE(modeOf(scratch.path("vault.db-wal")), 0600U);
        QCOMPARE(modeOf(scratch.path("vault.db-shm")), 0600U);
    }

    void refusesToCreateOverAFile()
    {
        ScratchDatabase scratch;
        QVERIFY(scratch.make());
        const QByteArray before = hashOf(scratch.path());
        KS_FAILS(scratch.open(OpenMode::Create), ErrorCode::VaultExists);
        QCOMPARE(hashOf(scratch.path()), before);
    }

    void refusesToCreateBesideALogOfAnother()
    {
        ScratchDatabase scratch;
        QVERIFY(writeBytes(scratch.path("vault.db-wal"), "the last commits of some vault"));
        KS_FAILS(scratch.open(OpenMode::Create), ErrorCode::VaultExists);
        QCOMPARE(bytesOf(scratch.path("vault.db-wal")), QByteArray("the last commits of some vault"));
        QVERIFY(!std::filesystem::exists(scratch.path()));
    }

    void refusesAMissingFile()
    {
        ScratchDatabase scratch;
        KS_FAILS(scratch.open(OpenMode::ReadWrite), ErrorCode::VaultMissing);
        KS_FAILS(scratch.open(OpenMode::ReadOnly), ErrorCode::VaultMissing);
        QVERIFY(!std::filesystem::exists(scratch.path()));
        KS_FAILS(db::Connection::open(scratch.path("no/such/folder.db"), ScratchDatabase::key(), OpenMode::ReadWrite),
                 ErrorCode::VaultMissing);
    }

    void refusesAShortKey()
    {
        ScratchDatabase scratch;
        KS_FAILS(db::Connection::open(scratch.path(), base::Secret{}, OpenMode::Create), ErrorCode::InvalidArgument);
        KS_FAILS(db::Connection::open(scratch.path(), base::Secret(31), OpenMode::Create), ErrorCode::InvalidArgument);
        QVERIFY(!std::filesystem::exists(scratch.path()));
    }

    void opensWhatItWrote()
    {
        ScratchDatabase scratch;
        QVERIFY(scratch.make(7));
        for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
            const auto database = scratch.open(mode);
            KS_VERIFY(database);
            QCOMPARE(number(**database, "SELECT count(*) FROM t"), 7);
            KS_VERIFY((*database)->checkIntegrity());
        }
    }

    void refusesSymlinks()
    {
        // SECURITY 31
        ScratchDatabase scratch;
        QVERIFY(scratch.make());
        std::filesystem::create_symlink(scratch.path(), scratch.path("link.db"));
        KS_FAILS(db::Connection::open(scratch.path("link.db"), ScratchDatabase::key(), OpenMode::ReadWrite),
                 ErrorCode::StorageInsecure);
        QVERIFY(writeBytes(scratch.path("elsewhere"), ""));
        for (const char* companion : {"vault.db-wal", "vault.db-shm", "vault.db-journal"}) {
            std::filesystem::create_symlink(scratch.path("elsewhere"), scratch.path(companion));
            KS_FAILS(scratch.open(OpenMode::ReadWrite), ErrorCode::StorageInsecure);
            std::filesystem::remove(scratch.path(companion));
        }
        KS_VERIFY(scratch.open(OpenMode::ReadWrite));
    }

    void followsALinkedFolder()
    {
        ScratchDatabase scratch;
        std::filesystem::create_directory(scratch.path("real"));
        std::filesystem::create_directory_symlink(scratch.path("real"), scratch.path("linked"));
        const auto database =
            db::Connection::open(scratch.path("linked/vault.db"), ScratchDatabase::key(), OpenMode::Create);
        KS_VERIFY(database);
        QCOMPARE((*database)->file(), std::filesystem::canonical(scratch.path("real")) / "vault.db");
    }

    void refusesFilesOpenToOthers()
    {
        // SECURITY 31
        ScratchDatabase scratch;
        QVERIFY(scratch.make());
        ::chmod(scratch.path().c_str(), 0640);
        KS_FAILS(scratch.open(OpenMode::ReadWrite), ErrorCode::StorageInsecure);
        ::chmod(scratch.path().c_str(), 0600);
        KS_VERIFY(scratch.open(OpenMode::ReadWrite));
    }

    void refusesFilesOfOthers()
    {
        // SECURITY 31. Root gives a file away; anybody else meets one of root's.
        ScratchDatabase scratch;
        QVERIFY(scratch.make());
        std::filesystem::path foreign = "/etc/hostname";
        if (::geteuid() == 0) {
            foreign = scratch.path();
            QCOMPARE(::chown(foreign.c_str(), 65534, 65534), 0);
        }
        KS_FAILS(db::Connection::open(foreign, ScratchDatabase::key(), OpenMode::ReadWrite),
                 ErrorCode::StorageInsecure);
    }

    void refusesALibraryThatDoesNotEncrypt_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("provider");
        QTest::addColumn<bool>("good");
        QTest::newRow("plain SQLite") << ""
                                      << "" << false;
        QTest::newRow("Debian 12's own") << "3.4.1"
                                         << "openssl" << false;
        QTest::newRow("another provider") << "4.6.1 community"
                                          << "libtomcrypt" << false;
        QTest::newRow("not a version") << "community"
                                       << "openssl" << false;
        QTest::newRow("4.6") << "4.6.1 community"
                             << "openssl" << true;
    }
    void refusesALibraryThatDoesNotEncrypt()
    {
        // SECURITY 36
        QFETCH(QString, version);
        QFETCH(QString, provider);
        QFETCH(bool, good);
        const base::Status status = db::checkCipher(version.toStdString(), provider.toStdString());
        QCOMPARE(status.has_value(), good);
        if (!good)
            QCOMPARE(status.error().code, ErrorCode::Unsupported);
    }

    void refusesAPlainHeader()
    {
        // SECURITY 36
        const char* plain = "SQLite format 3"; // and its closing zero
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(plain);
        KS_FAILS(db::checkEncrypted({bytes, 16}), ErrorCode::Unsupported);
        ScratchDatabase scratch;
        QVERIFY(scratch.make());
        const QByteArray real = bytesOf(scratch.path());
        KS_VERIFY(db::checkEncrypted({reinterpret_cast<const std::uint8_t*>(real.constData()), 16}));
    }

    void refusesAnUnencryptedDatabase()
    {
        // SECURITY 36
        ScratchDatabase scratch;
        sqlite3* plain = nullptr;
        QCOMPARE(sqlite3_open(scratch.path().c_str(), &plain), SQLITE_OK);
        QCOMPARE(sqlite3_exec(plain, "CREATE TABLE t (a); INSERT INTO t VALUES (1)", nullptr, nullptr, nullptr),
                 SQLITE_OK);
        sqlite3_close(plain);
        ::chmod(scratch.path().c_str(), 0600);
        QVERIFY(bytesOf(scratch.path()).startsWith("SQLite format 3"));
        const QByteArray before = hashOf(scratch.path());
        KS_FAILS(scratch.open(OpenMode::ReadWrite), ErrorCode::WrongKey);
        QCOMPARE(hashOf(scratch.path()), before);
    }

    void writesNoPlainTextToTheDisk()
    {
        // SECURITY 25, 36
        ScratchDatabase scratch;
        const auto database = scratch.open(OpenMode::Create);
        KS_VERIFY(database);
        KS_VERIFY((*database)->execute(
            "CREATE TABLE marker_table (a TEXT); INSERT INTO marker_table VALUES ('marker-text-5711')"));
        const QByteArray wal = bytesOf(scratch.path("vault.db-wal"));
        QVERIFY(wal.size() > 4096);
        QVERIFY(!wal.contains("marker"));
        KS_VERIFY((*database)->checkpoint());
        QVERIFY(bytesOf(scratch.path()).size() > 4096);
        QVERIFY(!bytesOf(scratch.path()).contains("marker"));
        QVERIFY(!bytesOf(scratch.path("vault.db-shm")).contains("marker"));
    }

    void worksWithItsSettings_data()
    {
        QTest::addColumn<QString>("pragma");
        QTest::addColumn<QString>("value");
        const std::pair<const char*, const char*> rows[] = {
            {"journal_mode", "wal"},         {"synchronous", "1"},         {"foreign_keys", "1"},
            {"secure_delete", "1"},          {"temp_store", "2"},          {"trusted_schema", "0"},
            {"cell_size_check", "1"},        {"mmap_size", "0"},           {"cache_size", "-16384"},
            {"cipher_memory_security", "0"}, {"cipher_page_size", "4096"}, {"journal_size_limit", "8388608"}};
        for (const auto& [pragma, value] : rows)
            QTest::newRow(pragma) << QString::fromLatin1(pragma) << QString::fromLatin1(value);
    }
    void worksWithItsSettings()
    {
        QFETCH(QString, pragma);
        QFETCH(QString, value);
        ScratchDatabase scratch;
        const auto database = scratch.open(OpenMode::Create);
        KS_VERIFY(database);
        const std::string answer = textOf(**database, "PRAGMA " + pragma.toStdString());
        QCOMPARE(QString::fromStdString(answer == "?" ? "0" : answer), value);
    }

    void cannotTurnJournalsOff()
    {
        ScratchDatabase scratch;
        const auto database = scratch.open(OpenMode::Create);
        KS_VERIFY(database);
        [[maybe_unused]] const base::Status ignored =
            (*database)->execute("PRAGMA journal_mode = OFF; PRAGMA writable_schema = ON");
        QCOMPARE(QString::fromStdString(textOf(**database, "PRAGMA journal_mode")), QStringLiteral("wal"));
    }

    void readsBesideTheOwnerOnAnotherThread()
    {
        ScratchDatabase scratch;
        const auto owner = scratch.open(OpenMode::Create);
        KS_VERIFY(owner);
        KS_VERIFY((*owner)->execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)"));
        std::int64_t seen = 0;
        base::Status written = base::ok();
        std::thread reader([&] {
            const auto connection = scratch.open(OpenMode::ReadOnly);
            if (!connection)
                return;
            seen = number(**connection, "SELECT count(*) FROM t");
            written = (*connection)->execute("INSERT INTO t VALUES (2)");
        });
        reader.join();
        QCOMPARE(seen, 1);
        KS_FAILS(written, ErrorCode::StorageReadOnly);
        KS_VERIFY((*owner)->execute("INSERT INTO t VALUES (3)"));
        QCOMPARE(number(**owner, "SELECT count(*) FROM t"), 2);
    }

    void leavesAPendingLogAloneUntilAccepted()
    {
        ScratchDatabase scratch;
        {
            // A copy of the files of a running database is what a kill leaves.
            const auto database = scratch.open(OpenMode::Create);
            KS_VERIFY(database);
            KS_VERIFY((*database)->execute("CREATE TABLE t (a INTEGER)"));
            KS_VERIFY((*database)->checkpoint());
            KS_VERIFY((*database)->execute("INSERT INTO t VALUES (1)"));
            QVERIFY(writeBytes(scratch.path("copy.db"), bytesOf(scratch.path())));
            QVERIFY(writeBytes(scratch.path("copy.db-wal"), bytesOf(scratch.path("vault.db-wal"))));
        }
        const QByteArray before = hashOf(scratch.path("copy.db"));
        const QByteArray logBefore = hashOf(scratch.path("copy.db-wal"));
        {
            const auto database =
                db::Connection::open(scratch.path("copy.db"), ScratchDatabase::key(), OpenMode::ReadWrite);
            KS_VERIFY(database);
            QCOMPARE(number(**database, "SELECT count(*) FROM t"), 1);
        }
        QCOMPARE(hashOf(scratch.path("copy.db")), before);
        QCOMPARE(hashOf(scratch.path("copy.db-wal")), logBefore);
        {
            const auto database =
                db::Connection::open(scratch.path("copy.db"), ScratchDatabase::key(), OpenMode::ReadWrite);
            KS_VERIFY(database);
            (*database)->accept();
        }
        QVERIFY(hashOf(scratch.path("copy.db")) != before);
        QVERIFY(!std::filesystem::exists(scratch.path("copy.db-wal")));
    }

    void leavesNoPieceOfTheKeyInMemory()
    {
#ifdef KEYSTEAD_SANITIZED
        // The sanitizer maps terabytes of shadow memory and keeps freed blocks: there is nothing to scan that would say
        // anything.
        QSKIP("the memory scan means nothing under the sanitizers");
#endif
        // SECURITY 38: after closing, neither the raw key nor its hexadecimal form is there, whole or in pieces of 16
        // bytes.
        ScratchDatabase scratch;
        QByteArray inverted;
        QByteArray hex;
        {
            base::Secret key(32);
            QCOMPARE(::getrandom(key.exposeMutable().data(), key.size(), 0), static_cast<ssize_t>(key.size()));
            inverted = invert(key.exposeBytes());
            hex = invertedHex(key.exposeBytes());
            {
                const auto database = db::Connection::open(scratch.path(), key, OpenMode::Create);
                KS_VERIFY(database);
                KS_VERIFY((*database)->execute("CREATE TABLE t (a); INSERT INTO t VALUES (1)"));
            }
            QCOMPARE(copiesInMemory(inverted), 1); // the search works: our own
        }
        for (const qsizetype from : {0, 16})
            QCOMPARE(copiesInMemory(inverted.mid(from, 16)), 0);
        for (const qsizetype from : {0, 16, 32, 48})
            QCOMPARE(copiesInMemory(hex.mid(from, 16)), 0);
    }
};

QTEST_APPLESS_MAIN(TestConnection)
#include "tst_connection.moc"
