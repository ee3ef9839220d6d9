// SPDX-License-Identifier: GPL-3.0-or-later
// From a backup to a vault, what it would change, and the swap that leaves the old or the new.
#include "core/audit/verifier.h"
#include "core/backup/compare.h"
#include "core/backup/restore.h"
#include "core/backup/swap.h"
#include "tests/backup/backup_fixture.h"

#include <sys/wait.h>
#include <unistd.h>

using namespace keystead;
using namespace keystead::test;
using namespace keystead::backup;
using base::ErrorCode;
namespace fs = std::filesystem;

namespace {

vault::VaultKeys freshKeys(const base::VaultId& id)
{
    return {id, ScratchDatabase::key(40), ScratchDatabase::key(80)};
}

RestoreNote noteOf()
{
    RestoreNote note;
    note.event.action = model::AuditAction::VaultRestored;
    note.event.detail = {{"lost", "2"}};
    note.signingKeyName = signingKey;
    return note;
}

std::string text(const fs::path& file)
{
    return bytesOf(file).toStdString();
}

} // namespace

class TestRestore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesAVaultUnderNewKeys()
    {
        BackupFixture f;
        model::Connection oauth = f.vault.addConnection("signed in", "example", model::AuthKind::OAuth2);
        f.vault.putSecret(oauth, "refresh_token", "rt");
        oauth.hasRefreshToken = true;
        oauth.state = model::ConnectionState::Active;
        {
            db::Transaction transaction = must(f.vault->begin());
            must(f.vault->connections().save(transaction, oauth));
            (void)must(transaction.commit());
        }
        KS_VERIFY(writeBackup(f.source(), BackupFixture::phrase(), f.request(f.target()), {}));
        const fs::path file = f.vault.folder() / "restored.db";
        const base::VaultId id = f.vault->id();
        {
            const auto backup = must(BackupReader::open(f.target(), BackupFixture::phrase()));
            KS_VERIFY(buildVault(*backup, file, freshKeys(id), f.vault.clock().now(), {}));
        }
        const auto held = finishVault(file, freshKeys(id), f.vault.clock(), noteOf());
        KS_VERIFY(held);
        QCOMPARE(*held, 1);
        auto vault = vault::Vault::open(file, freshKeys(id), f.vault.clock());
        KS_VERIFY(vault);
        KS_VERIFY((*vault)->checkSeals());
        QCOMPARE(must((*vault)->connections().all()).size(), std::size_t{6});
        const model::Connection back = must((*vault)->connections().get(oauth.id));
        QVERIFY(back.problem && back.problem->code == ErrorCode::FamilyUnconfirmed);
        QVERIFY(back.state == model::ConnectionState::Active);
        const model::Connection key = must((*vault)->connections().find("connection 1"));
        QVERIFY(!key.problem);
        QCOMPARE(must((*vault)->credentials().get(key.id.text, "api_key")).exposeText(),
                 std::string_view("secret-of-1"));
        // The chain goes on under the same key.
        const base::Secret seed = must((*vault)->sealed().get(signingKey));
        audit::NullAnchorSink nowhere;
        const auto trail = must(audit::AuditLog::open(
            (*vault)->database(), id, must(crypto::PrivateKey::fromEd25519Seed(seed)), nowhere, f.vault.clock()));
        QCOMPARE(trail->head().sequence, 4);
        audit::VerifyInput input;
        input.vaultId = id.text;
        input.publicKey = trail->publicKeyBase64();
        QVERIFY(must(audit::verifyDatabase((*vault)->database(), input)).ok);
        QCOMPARE(number((*vault)->database(), "SELECT count(*) FROM sqlite_schema WHERE name = 'keystead_backup'"), 0);
    }

    void saysWhatWouldChange()
    {
        BackupFixture f;
        KS_VERIFY(writeBackup(f.source(), BackupFixture::phrase(), f.request(f.target()), {}));
        // Afterwards: one more, one gone, one edited, two records.
        f.vault.addConnection("later");
        {
            db::Transaction transaction = must(f.vault->begin());
            must(f.vault->connections().remove(transaction, must(f.vault->connections().find("connection 0")).id));
            model::Connection edited = must(f.vault->connections().find("connection 1"));
            edited.notes = "edited";
            must(f.vault->connections().save(transaction, edited));
            (void)must(transaction.commit());
        }
        f.record(2);
        const auto backup = must(BackupReader::open(f.target(), BackupFixture::phrase()));
        const auto comparison = compare(&f.vault->database(), backup->database());
        KS_VERIFY(comparison);
        using List = std::vector<std::string>;
        QCOMPARE(comparison->added, List{"Personal/connection 0"});
        QCOMPARE(comparison->removed, List{"Personal/later"});
        QCOMPARE(comparison->changed, List{"Personal/connection 1"});
        QCOMPARE(comparison->same, 3);
        QCOMPARE(comparison->commonRecords, 3);
        QCOMPARE(comparison->recordsLost, 2);
        QCOMPARE(comparison->recordsGained, 0);
        const auto alone = compare(nullptr, backup->database());
        KS_VERIFY(alone);
        QCOMPARE(alone->added.size(), std::size_t{5});
        QCOMPARE(alone->recordsGained, 3);
    }

    void findsWhereTwoTrailsPart()
    {
        BackupFixture f;
        KS_VERIFY(writeBackup(f.source(), BackupFixture::recovery(), f.request(f.target("old")), {}));
        const fs::path file = f.vault.folder() / "restored.db";
        {
            const auto backup = must(BackupReader::open(f.target("old"), BackupFixture::recovery()));
            KS_VERIFY(buildVault(*backup, file, freshKeys(f.vault->id()), f.vault.clock().now(), {}));
        }
        KS_VERIFY(finishVault(file, freshKeys(f.vault->id()), f.vault.clock(), noteOf()));
        f.record(4);
        const auto backup = must(db::Connection::open(file, ScratchDatabase::key(80), db::OpenMode::ReadOnly));
        const auto comparison = compare(&f.vault->database(), *backup);
        KS_VERIFY(comparison);
        QCOMPARE(comparison->commonRecords, 3);
        QCOMPARE(comparison->recordsLost, 4);
        QCOMPARE(comparison->recordsGained, 1);
    }

    void swapsAndKeepsTheOld()
    {
        QTemporaryDir dir;
        const fs::path folder = fs::path(dir.path().toStdString()) / "vault";
        fs::create_directory(folder);
        fs::permissions(folder, fs::perms::owner_all);
        for (const char* name : {"vault.db", "vault.db-wal", "keys.json"})
            QVERIFY(writeBytes(folder / name, QByteArray("old ") + name));
        const fs::path made = must(prepareSwap(folder));
        QVERIFY(writeBytes(made / "vault.db", "new vault.db"));
        const std::string aside = must(decideSwap(folder, "restore", base::fromMillis(1795348800000)));
        QCOMPARE(text(folder / "vault.db"), std::string("old vault.db"));
        QVERIFY(pendingSwap(folder));
        KS_VERIFY(completeSwap(folder));
        QCOMPARE(aside, std::string("before-restore-20261122T120000Z"));
        QCOMPARE(text(folder / "vault.db"), std::string("new vault.db"));
        QCOMPARE(text(folder / "keys.json"), std::string("old keys.json"));
        QVERIFY(!fs::exists(folder / "vault.db-wal"));
        for (const char* name : {"vault.db", "vault.db-wal", "keys.json"})
            QCOMPARE(text(folder / "backups" / aside / name), std::string("old ") + name);
        QVERIFY(!pendingSwap(folder));
        QVERIFY(!fs::exists(folder / "restore.new"));
    }

    // Every state that a kill can leave behind is one of these, and completeSwap finishes each.
    void finishesFromAnyPoint()
    {
        int states = 0;
        for (int moved = 0; moved <= 6; ++moved) {
            QTemporaryDir dir;
            const fs::path folder = fs::path(dir.path().toStdString()) / "vault";
            const fs::path ready = folder / "restore.ready-before-restore-20261122T120000Z";
            const fs::path aside = folder / "backups" / "before-restore-20261122T120000Z";
            fs::create_directories(ready);
            fs::create_directories(folder / "backups");
            for (const fs::path& path : {folder, ready, folder / "backups"})
                fs::permissions(path, fs::perms::owner_all);
            for (const char* name : {"vault.db", "vault.db-wal", "keys.json"})
                QVERIFY(writeBytes(folder / name, QByteArray("old ") + name));
            for (const char* name : {"vault.db", "keys.json"})
                QVERIFY(writeBytes(ready / name, QByteArray("new ") + name));
            const std::vector<std::pair<fs::path, fs::path>> moves{{folder / "keys.json", aside / "keys.json"},
                                                                   {ready / "keys.json", folder / "keys.json"},
                                                                   {folder / "vault.db", aside / "vault.db"},
                                                                   {folder / "vault.db-wal", aside / "vault.db-wal"},
                                                                   {ready / "vault.db", folder / "vault.db"}};
            if (moved > 0) {
                fs::create_directory(aside);
                fs::permissions(aside, fs::perms::owner_all);
            }
            for (int i = 0; i < moved - 1; ++i)
                fs::rename(moves[static_cast<std::size_t>(i)].first, moves[static_cast<std::size_t>(i)].second);
            QVERIFY(pendingSwap(folder));
            KS_VERIFY(completeSwap(folder));
            QVERIFY(!pendingSwap(folder));
            for (const char* name : {"vault.db", "keys.json"}) {
                QCOMPARE(text(folder / name), std::string("new ") + name);
                QCOMPARE(text(aside / name), std::string("old ") + name);
            }
            QCOMPARE(text(aside / "vault.db-wal"), std::string("old vault.db-wal"));
            QVERIFY(!fs::exists(folder / "vault.db-wal"));
            KS_VERIFY(completeSwap(folder)); // again: nothing to do
            ++states;
        }
        QCOMPARE(states, 7);
    }

    void putsAVaultWhereNoneWas()
    {
        QTemporaryDir dir;
        const fs::path folder = fs::path(dir.path().toStdString()) / "a" / "vault";
        const fs::path made = must(prepareSwap(folder));
        for (const char* name : {"vault.db", "keys.json"})
            QVERIFY(writeBytes(made / name, QByteArray("new ") + name));
        (void)must(decideSwap(folder, "restore", base::fromMillis(1795348800000)));
        KS_VERIFY(completeSwap(folder));
        QCOMPARE(text(folder / "keys.json"), std::string("new keys.json"));
        QVERIFY(fs::is_empty(folder / "backups"));
    }
};

QTEST_APPLESS_MAIN(TestRestore)
#include "tst_restore.moc"
