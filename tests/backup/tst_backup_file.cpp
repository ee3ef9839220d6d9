// SPDX-License-Identifier: GPL-3.0-or-later
// One file: made beside a vault in use, opened by its secret alone, whole or not there.
#include "tests/backup/backup_fixture.h"
#include "tests/support/full_disk.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace keystead;
using namespace keystead::test;
using namespace keystead::backup;
using base::ErrorCode;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> filesIn(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string openSecret(BackupReader& reader, const std::string& owner)
{
    vault::ProfileStore profiles(reader.database(), reader.info().vault, reader.vaultKey());
    vault::CredentialStore credentials(reader.database(), profiles, reader.info().vault);
    return std::string{must(credentials.get(owner, "api_key")).exposeText()};
}

} // namespace

class TestBackupFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensWithItsSecretAlone_data()
    {
        QTest::addColumn<bool>("recovery");
        QTest::newRow("passphrase") << false;
        QTest::newRow("recovery key") << true;
    }
    void opensWithItsSecretAlone()
    {
        QFETCH(bool, recovery);
        const BackupSecret secret = recovery ? BackupFixture::recovery() : BackupFixture::phrase();
        BackupFixture f;
        const auto info = writeBackup(f.source(), secret, f.request(f.target()), {});
        KS_VERIFY(info);
        QCOMPARE(info->connections, 5);
        QCOMPARE(info->credentials, 5);
        QCOMPARE(info->auditRecords, 3);
        QCOMPARE(info->headSequence, 3);
        QVERIFY(info->vault == f.vault->id());
        struct stat status
        {
        };
        QCOMPARE(::stat(f.target().c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
        QCOMPARE(filesIn(f.vault.folder()),
                 (std::vector<std::string>{"my.keystead-backup", "vault.db", "vault.db-shm", "vault.db-wal"}));
        const auto reader = BackupReader::open(f.target(), secret);
        KS_VERIFY(reader);
        QVERIFY((*reader)->info() == *info);
        KS_VERIFY((*reader)->verify());
        const std::string owner = must(f.vault->connections().find("connection 3")).id.text;
        QCOMPARE(openSecret(**reader, owner), std::string("secret-of-3"));
        // Neither of the vault's keys opens anything in it.
        KS_FAILS(db::Connection::open(f.target(), f.source().rawDatabaseKey, db::OpenMode::ReadOnly),
                 ErrorCode::WrongKey);
        const backup::Source source = f.source();
        vault::ProfileStore profiles((*reader)->database(), info->vault, source.vaultKey);
        KS_FAILS(profiles.key(must(f.vault->profiles().first()).id), ErrorCode::Tampered);
    }

    void tellsAWrongSecretFromAMissingFile()
    {
        BackupFixture f;
        KS_VERIFY(writeBackup(f.source(), BackupFixture::phrase(), f.request(f.target()), {}));
        const QByteArray before = hashOf(f.target());
        KS_FAILS(BackupReader::open(f.target(), BackupFixture::phrase("another passphrase")),
                 ErrorCode::WrongPassphrase);
        KS_FAILS(BackupReader::open(f.target(), BackupFixture::recovery()), ErrorCode::WrongKey);
        KS_FAILS(BackupReader::open(f.target("none"), BackupFixture::phrase()), ErrorCode::NotFound);
        QCOMPARE(hashOf(f.target()), before);
    }

    void refusesWhatIsNoBackup()
    {
        BackupFixture f;
        {
            KS_VERIFY(db::Connection::open(f.target(), BackupFixture::phrase().secret, db::OpenMode::CreateSingle,
                                           db::KeyKind::Passphrase)
                          .value()
                          ->execute("CREATE TABLE t (a)"));
        }
        KS_FAILS(BackupReader::open(f.target(), BackupFixture::phrase()), ErrorCode::ParseError);
    }

    void refusesALaterFormatAndALaterSchema_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("format") << QStringLiteral("UPDATE keystead_backup SET format = 2");
        QTest::newRow("schema") << QStringLiteral("PRAGMA user_version = 999");
    }
    void refusesALaterFormatAndALaterSchema()
    {
        QFETCH(QString, sql);
        BackupFixture f;
        KS_VERIFY(writeBackup(f.source(), BackupFixture::recovery(), f.request(f.target()), {}));
        {
            const PageKey page = must(pageKey(BackupFixture::recovery()));
            const auto database = must(db::Connection::open(f.target(), page.key, db::OpenMode::ReadWrite));
            KS_VERIFY(database->execute(sql.toStdString()));
            database->accept();
        }
        const QByteArray before = hashOf(f.target());
        KS_FAILS(BackupReader::open(f.target(), BackupFixture::recovery()), ErrorCode::TooNew);
        QCOMPARE(hashOf(f.target()), before);
    }

    // SECURITY 33
    void refusesAHugeKeyDerivation()
    {
        BackupFixture f;
        KS_VERIFY(writeBackup(f.source(), BackupFixture::phrase(), f.request(f.target()), {}));
        {
            const auto database = must(db::Connection::open(f.target(), BackupFixture::phrase().secret,
                                                            db::OpenMode::ReadWrite, db::KeyKind::Passphrase));
            KS_VERIFY(database->execute("UPDATE keystead_backup SET kdf_memory_kib = 1073741824"));
            database->accept();
        }
        KS_FAILS(BackupReader::open(f.target(), BackupFixture::phrase()), ErrorCode::LimitExceeded);
    }

    void writesOverNothingUnasked()
    {
        BackupFixture f;
        QVERIFY(writeBytes(f.target(), "precious"));
        KS_FAILS(writeBackup(f.source(), BackupFixture::phrase(), f.request(f.target()), {}), ErrorCode::AlreadyExists);
        QCOMPARE(bytesOf(f.target()), QByteArray("precious"));
        WriteRequest request = f.request(f.target());
        request.existing = Existing::Replace;
        KS_VERIFY(writeBackup(f.source(), BackupFixture::phrase(), request, {}));
        KS_VERIFY(BackupReader::open(f.target(), BackupFixture::phrase()));
    }

    // SECURITY 31
    void followsNoLink()
    {
        BackupFixture f;
        QVERIFY(writeBytes(f.target("precious"), "precious"));
        QCOMPARE(::symlink(f.target("precious").c_str(), f.target().c_str()), 0);
        WriteRequest request = f.request(f.target());
        request.existing = Existing::Replace;
        KS_FAILS(writeBackup(f.source(), BackupFixture::phrase(), request, {}), ErrorCode::StorageInsecure);
        QCOMPARE(bytesOf(f.target("precious")), QByteArray("precious"));
    }

    void leavesNothingHalf_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"full disk", "cancelled", "no folder", "short passphrase"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void leavesNothingHalf()
    {
        QFETCH(QString, what);
        BackupFixture f;
        const auto before = filesIn(f.vault.folder());
        base::Result<BackupInfo> made = base::fail(ErrorCode::Internal);
        if (what == u"full disk") {
            const FullDisk full;
            made = writeBackup(f.source(), BackupFixture::phrase(), f.request(f.target()), {});
        } else if (what == u"cancelled") {
            made = writeBackup(f.source(), BackupFixture::phrase(), f.request(f.target()),
                               [](auto, auto) { return false; });
        } else if (what == u"no folder") {
            made = writeBackup(f.source(), BackupFixture::phrase(), f.request(f.target("none") / "x"), {});
        } else {
            made = writeBackup(f.source(), BackupFixture::phrase("short"), f.request(f.target()), {});
        }
        const ErrorCode wanted = what == u"full disk"   ? ErrorCode::StorageFull
                                 : what == u"cancelled" ? ErrorCode::Cancelled
                                 : what == u"no folder" ? ErrorCode::NotFound
                                                        : ErrorCode::InvalidArgument;
        KS_FAILS(made, wanted);
        QCOMPARE(filesIn(f.vault.folder()), before);
    }

    void blessesNoDamagedSource()
    {
        BackupFixture f(200);
        f.vault.close();
        QByteArray bytes = bytesOf(f.vault.file());
        const int pages = static_cast<int>(bytes.size() / 4096);
        for (int page = 3; page < pages; page += pages / 6) {
            QByteArray damaged = bytes;
            damaged[page * 4096 + 100] = static_cast<char>(damaged[page * 4096 + 100] ^ 1);
            QVERIFY(writeBytes(f.vault.file(), damaged));
            const auto made = writeBackup(f.source(), BackupFixture::recovery(), f.request(f.target()), {});
            KS_FAILS(made, ErrorCode::Damaged);
            QVERIFY(!fs::exists(f.target()));
            QCOMPARE(bytesOf(f.vault.file()), damaged);
        }
    }

    void noticesEveryDamagedPage()
    {
        BackupFixture f(60);
        KS_VERIFY(writeBackup(f.source(), BackupFixture::recovery(), f.request(f.target()), {}));
        const QByteArray whole = bytesOf(f.target());
        const int pages = static_cast<int>(whole.size() / 4096);
        for (int page = 0; page < pages; ++page) {
            QByteArray damaged = whole;
            damaged[page * 4096 + 2000] = static_cast<char>(damaged[page * 4096 + 2000] ^ 1);
            QVERIFY(writeBytes(f.target(), damaged));
            const auto reader = BackupReader::open(f.target(), BackupFixture::recovery());
            const base::Status verified = reader ? (*reader)->verify() : base::Status{reader.error()};
            QVERIFY2(!verified, qPrintable(QStringLiteral("page %1").arg(page)));
            QCOMPARE(bytesOf(f.target()), damaged);
        }
        for (const qsizetype size :
             {qsizetype{0}, qsizetype{100}, qsizetype{4096}, whole.size() - 1, whole.size() - 4096}) {
            QVERIFY(writeBytes(f.target(), whole.left(size)));
            const auto reader = BackupReader::open(f.target(), BackupFixture::recovery());
            const base::Status verified = reader ? (*reader)->verify() : base::Status{reader.error()};
            QVERIFY2(!verified, qPrintable(QStringLiteral("cut to %1").arg(size)));
        }
        qInfo("%d pages, each damaged once", pages);
    }

    void takesAwayWhatAKillLeft()
    {
        BackupFixture f;
        QVERIFY(writeBytes(f.vault.folder() / ".my.keystead-backup.part", "half a backup"));
        KS_VERIFY(writeBackup(f.source(), BackupFixture::phrase(), f.request(f.target()), {}));
        QVERIFY(!fs::exists(f.vault.folder() / ".my.keystead-backup.part"));
    }
};

QTEST_APPLESS_MAIN(TestBackupFile)
#include "tst_backup_file.moc"
