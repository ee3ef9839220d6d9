// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/automatic.h"
#include "core/backup/keyring.h"
#include "core/backup/leave_out.h"
#include "tests/backup/backup_fixture.h"

using namespace keystead;
using namespace keystead::test;
using namespace keystead::backup;
using namespace std::chrono_literals;
using base::ErrorCode;
namespace fs = std::filesystem;

namespace {

AutomaticBackups backupsOf(BackupFixture& f)
{
    return {f.vault.folder(), f.vault->id()};
}

base::WallTime day(int n)
{
    return base::fromMillis(1795348800000) + n * 24h;
}

std::unique_ptr<BackupReader> reader(const AutomaticBackups& backups, const std::string& name, const base::Secret& key)
{
    return must(BackupReader::open(backups.folder() / name, must(backups.secretOf(name, key))));
}

} // namespace

class TestAutomatic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesAndPrunes()
    {
        BackupFixture f;
        AutomaticBackups backups = backupsOf(f);
        QVERIFY(backups.list().empty());
        for (int n = 0; n < 12; ++n)
            KS_VERIFY(backups.make(f.source(), Reason::Daily, day(n), "test", {}));
        const auto files = backups.list();
        QVERIFY2(files.size() >= 7 && files.size() <= 9, qPrintable(QString::number(files.size())));
        const Keyring ring = must(Keyring::load(backups.folder(), f.vault->id()));
        QVERIFY(ring.knows(rollingName({day(0), Reason::Daily})));  // a Sunday: of its week
        QVERIFY(!ring.knows(rollingName({day(1), Reason::Daily}))); // its key is gone with it
        for (const AutomaticFile& file : files) {
            const auto opened = reader(backups, file.name, f.source().vaultKey);
            KS_VERIFY(opened->verify());
            QCOMPARE(opened->info().connections, 5);
            // The vault key of its time is inside, so that the seals are untouched.
            QVERIFY(opened->vaultKey().equals(f.source().vaultKey));
        }
    }

    void opensUnderTheVaultKeyAlone()
    {
        BackupFixture f;
        AutomaticBackups backups = backupsOf(f);
        KS_VERIFY(backups.make(f.source(), Reason::Daily, day(0), "test", {}));
        KS_FAILS(backups.secretOf(backups.list().front().name, ScratchDatabase::key(50)), ErrorCode::NotFound);
    }

    void outlivesARotationOfTheVaultKey()
    {
        BackupFixture f;
        AutomaticBackups backups = backupsOf(f);
        KS_VERIFY(backups.make(f.source(), Reason::Rotation, day(0), "test", {}));
        const std::string name = backups.list().front().name;
        const base::Secret next = ScratchDatabase::key(50);
        KS_VERIFY(backups.beginRotation(f.source().vaultKey, next));
        KS_VERIFY(reader(backups, name, f.source().vaultKey)->verify()); // a kill here: either opens
        KS_VERIFY(reader(backups, name, next)->verify());
        KS_VERIFY(backups.finishRotation(next));
        KS_VERIFY(reader(backups, name, next)->verify());
        KS_FAILS(backups.secretOf(name, f.source().vaultKey), ErrorCode::NotFound);
    }

    void isRewrittenWithoutAProfile()
    {
        BackupFixture f;
        (void)f.addProfile("Client X");
        const model::Connection other = f.vault.addConnection("client", "example", model::AuthKind::ApiKey, "Client X");
        f.vault.putSecret(other, "api_key", "marker-of-the-client");
        AutomaticBackups backups = backupsOf(f);
        KS_VERIFY(backups.make(f.source(), Reason::Daily, day(0), "test", {}));
        KS_VERIFY(backups.make(f.source(), Reason::Daily, day(1), "test", {}));
        const std::string name = backups.list().front().name;
        const BackupSecret old = must(backups.secretOf(name, f.source().vaultKey));
        const auto rewritten = backups.rewrite(
            f.source().vaultKey, f.source().rawDatabaseKey,
            [&](db::Transaction& transaction) { return leaveOut(transaction, other.profile); }, day(2), "test", {});
        KS_VERIFY(rewritten);
        QCOMPARE(rewritten->names.size(), std::size_t{2});
        QVERIFY(rewritten->notReached.empty());
        for (const AutomaticFile& file : backups.list()) {
            const auto opened = reader(backups, file.name, f.source().vaultKey);
            KS_VERIFY(opened->verify());
            QCOMPARE(opened->info().connections, 5);
            QCOMPARE(number(opened->database(), "SELECT count(*) FROM profile"), 1);
            QCOMPARE(number(opened->database(), "SELECT count(*) FROM profile_key"), 1);
            QCOMPARE(number(opened->database(), "SELECT count(*) FROM credential"), 5);
            QCOMPARE(number(opened->database(), "PRAGMA freelist_count"), 0);
        }
        // The key under which the old bytes lay is nowhere any more.
        KS_FAILS(BackupReader::open(backups.folder() / name, old), ErrorCode::WrongKey);
        const Keyring ring = must(Keyring::load(backups.folder(), f.vault->id()));
        QCOMPARE(ring.keys(name, f.source().vaultKey).size(), std::size_t{1});
    }

    void goesOnWhereARewriteWasCutOff()
    {
        BackupFixture f;
        AutomaticBackups backups = backupsOf(f);
        KS_VERIFY(backups.make(f.source(), Reason::Daily, day(0), "test", {}));
        const std::string name = backups.list().front().name;
        // The new key is in the ring, the file is still the old one.
        Keyring ring = must(Keyring::load(backups.folder(), f.vault->id()));
        KS_VERIFY(ring.add(name, ScratchDatabase::key(90), f.source().vaultKey));
        KS_VERIFY(ring.save(backups.folder()));
        KS_VERIFY(reader(backups, name, f.source().vaultKey)->verify());
        int edits = 0;
        KS_VERIFY(backups.rewrite(f.source().vaultKey, f.source().rawDatabaseKey,
                                  [&](db::Transaction&) {
                                      ++edits;
                                      return base::ok();
                                  },
                                  day(1), "test", {}));
        QCOMPARE(edits, 1);
        KS_VERIFY(reader(backups, name, f.source().vaultKey)->verify());
    }

    void reachesVaultsThatWereSetAside()
    {
        BackupFixture f;
        (void)f.addProfile("Client X");
        const model::Connection other = f.vault.addConnection("client", "example", model::AuthKind::ApiKey, "Client X");
        must(f.vault->database().checkpoint());
        const fs::path aside = f.vault.folder() / "backups" / "before-restore-20261122T070045Z";
        const fs::path foreign = f.vault.folder() / "backups" / "before-restore-20261122T080045Z";
        for (const fs::path& folder : {aside, foreign}) {
            fs::create_directories(folder);
            fs::copy_file(f.vault.file(), folder / "vault.db");
        }
        fs::permissions(f.vault.folder() / "backups", fs::perms::owner_all);
        QVERIFY(writeBytes(foreign / "vault.db", QByteArray(8192, 'x')));
        AutomaticBackups backups = backupsOf(f);
        const auto rewritten = backups.rewrite(
            f.source().vaultKey, f.source().rawDatabaseKey,
            [&](db::Transaction& transaction) { return leaveOut(transaction, other.profile); }, day(2), "test", {});
        KS_VERIFY(rewritten);
        QCOMPARE(rewritten->names, std::vector<std::string>{"before-restore-20261122T070045Z"});
        QCOMPARE(rewritten->notReached.size(), std::size_t{1});
        QCOMPARE(rewritten->notReached.front().first, std::string("before-restore-20261122T080045Z"));
        const auto database =
            must(db::Connection::open(aside / "vault.db", f.source().rawDatabaseKey, db::OpenMode::ReadOnly));
        QCOMPARE(number(*database, "SELECT count(*) FROM connection"), 5);
    }

    void noticesDamageToItsKeys()
    {
        BackupFixture f;
        AutomaticBackups backups = backupsOf(f);
        KS_VERIFY(backups.make(f.source(), Reason::Daily, day(0), "test", {}));
        QByteArray text = bytesOf(backups.folder() / "keys.json");
        text.replace("\"format\":1", "\"format\":2");
        QVERIFY(writeBytes(backups.folder() / "keys.json", text));
        KS_FAILS(backups.make(f.source(), Reason::Daily, day(1), "test", {}), ErrorCode::TooNew);
        QVERIFY(writeBytes(backups.folder() / "keys.json", text.left(50)));
        KS_FAILS(backups.make(f.source(), Reason::Daily, day(1), "test", {}), ErrorCode::Damaged);
        QCOMPARE(bytesOf(backups.folder() / "keys.json"), text.left(50));
        QCOMPARE(backups.list().size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TestAutomatic)
#include "tst_automatic.moc"
