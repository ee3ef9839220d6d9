// SPDX-License-Identifier: GPL-3.0-or-later
// Backups, and a restore over an open vault, as the window and the command line ask for them.
#include "core/service/backup_watch.h"
#include "tests/backup/machine.h"

#include <QTest>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
namespace fs = std::filesystem;

class TestServiceBackup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsABackupAndWhereItIs()
    {
        Machine m;
        m.standard();
        const auto made = m.backup();
        KS_VERIFY(made);
        QCOMPARE(made->info.connections, 2);
        const model::AuditRecord record = m.lastRecord(AuditAction::BackupMade);
        QCOMPARE(record.event.detail.at("backup"), made->info.id);
        QCOMPARE(record.event.detail.at("opens_by"), std::string("passphrase"));
        QVERIFY(made->bytes > 4096);
    }

    void wantsAProofWhereTheVaultHasAPassphrase()
    {
        Machine m;
        must(m.create(false, true));
        service::MakeBackup request;
        request.file = m.file().string();
        request.secret = phrase();
        const auto refused = await(m.core->makeBackup(std::move(request), {}, {}, ServiceFixture::program()));
        KS_FAILS(refused, ErrorCode::WrongPassphrase);
        QVERIFY(refused.error().detail.find("--vault-passphrase-fd") != std::string::npos);
        QVERIFY(!fs::exists(m.file()));
        // The vault's own passphrase is a proof of itself.
        service::MakeBackup own;
        own.file = m.file().string();
        own.secret = phrase(goodPassphrase);
        KS_VERIFY(await(m.core->makeBackup(std::move(own), {}, {}, ServiceFixture::program())));
    }

    void leavesNoFileWithoutItsRecord()
    {
        Machine m;
        must(m.create(true, false));
        service::MakeBackup request;
        request.file = m.file().string();
        request.secret = phrase();
        base::CancelSource cancel;
        cancel.cancel();
        KS_FAILS(await(m.core->makeBackup(std::move(request), {}, cancel.token(), service::person())),
                 ErrorCode::Cancelled);
        QVERIFY(!fs::exists(m.file()));
        QCOMPARE(m.records(AuditAction::BackupMade), 0);
    }

    void tellsItsProgress()
    {
        Machine m;
        m.standard();
        service::MakeBackup request;
        request.file = m.file("second").string();
        request.secret = phrase();
        request.proof.passphrase = secretText(goodPassphrase);
        std::int64_t last = 0;
        KS_VERIFY(await(m.core->makeBackup(
            std::move(request), [&last](std::int64_t done, std::int64_t total) { last = done == total ? done : last; },
            {}, service::person())));
        QTRY_VERIFY(last > 0);
    }

    void showsWhatWouldChangeAndChangesNothing()
    {
        Machine m;
        m.standard();
        m.addKey("later");
        const QByteArray before = hashOf(m.folder() / "vault.db");
        const auto preview = await(m.core->previewRestore(m.wish(false), {}, {}, service::person()));
        KS_VERIFY(preview);
        QCOMPARE(preview->changes.removed, std::vector<std::string>{"Personal/later"});
        QVERIFY(preview->changes.added.empty());
        QVERIFY(preview->changes.recordsLost > 0);
        QCOMPARE(preview->changes.families, std::vector<std::string>{"Personal/mail"});
        QVERIFY(preview->keysStay && preview->vaultThere && !preview->otherVault && !preview->vaultProblem);
        QCOMPARE(m.names(), (Names{"bank", "mail", "later"}));
        KS_FAILS(m.restore(m.wish(false)), ErrorCode::Denied);
        QCOMPARE(hashOf(m.folder() / "vault.db"), before);
    }

    void restoresOverAnOpenVault()
    {
        Machine m;
        m.standard();
        m.addKey("later");
        const std::int64_t before = must(await(m.core->auditCount({})));
        const auto done = m.restore(m.wish());
        KS_VERIFY(done);
        QVERIFY(m.core->status().state == service::VaultState::Unlocked);
        QVERIFY(!m.core->status().rolledBack);
        QCOMPARE(m.names(), (Names{"bank", "mail"}));
        QCOMPARE(done->held, 1);
        QVERIFY(fs::exists(m.folder() / "backups" / done->setAside / "vault.db"));
        QVERIFY(fs::exists(m.folder() / "backups" / done->setAside / "keys.json"));
        // The record states the gap.
        const model::AuditRecord record = m.lastRecord(AuditAction::VaultRestored);
        QCOMPARE(record.event.detail.at("backup"), done->preview.backup.id);
        QVERIFY(std::stoll(record.event.detail.at("records_lost")) > 0);
        QCOMPARE(record.event.detail.at("keys"), std::string("kept"));
        QVERIFY(record.sequence < before + 4);
        QVERIFY(m.verifies());
        // The same slots open it, and no rollback is named then: neither by the anchors of before nor by the new ones.
        m.lock();
        KS_VERIFY(m.unlock());
        QVERIFY(!m.core->status().rolledBack);
        QVERIFY(m.verifies());
        m.lock();
        KS_VERIFY(m.unlockByKeychain());
        const auto items = await(m.core->check());
        KS_VERIFY(items);
        for (const service::CheckItem& item : *items)
            QVERIFY2(item.ok, (item.what + ": " + item.detail).c_str());
    }

    void namesNoRollbackWhereTheAnchorsWereNotMovedYet()
    {
        Machine m;
        m.standard();
        m.addKey("later");
        m.lock();
        const auto old = m.anchors.heads;
        KS_VERIFY(m.unlock());
        // Remembered elsewhere (the keychain): the end just before the restore.
        KS_VERIFY(m.restore(m.wish()));
        m.core.reset();
        m.anchors.heads = old; // a kill before anything was written outside
        m.start();
        KS_VERIFY(m.unlock());
        QVERIFY(m.core->status().rolledBack); // that end was not the last: the person is asked
        // But the very end that was replaced names none.
        Machine n;
        n.standard();
        n.addKey("later");
        n.lock();
        const auto last = n.anchors.heads;
        KS_VERIFY(n.restore(n.wish()));
        n.core.reset();
        n.anchors.heads = last;
        n.start();
        KS_VERIFY(n.unlock());
        QVERIFY(!n.core->status().rolledBack);
    }

    // SECURITY: a restored family is not spent before the person has spoken.
    void sendsNoRefreshBeforeTheConfirmation()
    {
        AuthorizationServerConfig config;
        config.accessLifetime = 60s;
        Machine m(config);
        m.standard();
        const int before = m.server.tokenPosts();
        KS_VERIFY(m.restore(m.wish()));
        model::Connection held = m.get(m.oauth);
        QVERIFY(held.problem && held.problem->code == ErrorCode::FamilyUnconfirmed);
        QVERIFY(model::needsAttention(held));
        // What is still good is lent; nothing is sent for more.
        KS_VERIFY(m.release(held, 10s));
        m.clock.advance(55s);
        KS_FAILS(m.release(held, 30s), ErrorCode::FamilyUnconfirmed);
        KS_FAILS(await(m.core->refresh(held.id, service::person())), ErrorCode::FamilyUnconfirmed);
        m.clock.advance(24h);
        m.lock();
        KS_VERIFY(m.unlock()); // the timer starts anew
        (void)await(m.core->pause(held.id, service::person()));
        (void)await(m.core->resume(held.id, service::person()));
        held = m.get(m.oauth);
        QVERIFY(held.problem && held.problem->code == ErrorCode::FamilyUnconfirmed);
        (void)await(m.core->test(held.id, service::person()));
        KS_FAILS(m.release(held), ErrorCode::FamilyUnconfirmed);
        QCOMPARE(m.server.tokenPosts(), before);
        // Then it goes on.
        const auto confirmed = await(m.core->confirm(held.id, service::person()));
        KS_VERIFY(confirmed);
        QVERIFY(!confirmed->problem);
        KS_VERIFY(m.release(held, 30s));
        QCOMPARE(m.server.tokenPosts(), before + 1);
        KS_FAILS(await(m.core->confirm(held.id, service::person())), ErrorCode::IllegalState);
    }

    void aNewSignInNeedsNoConfirmation()
    {
        Machine m;
        m.standard();
        KS_VERIFY(m.restore(m.wish()));
        KS_VERIFY(m.signIn(m.oauth));
        QVERIFY(!m.get(m.oauth).problem);
        KS_VERIFY(await(m.core->refresh(m.oauth.id, service::person())));
    }

    void makesOneAutomaticBackupADay()
    {
        const base::WallTime now = base::fromMillis(1795348800000);
        QVERIFY(service::backupIsDue(std::nullopt, now));
        QVERIFY(!service::backupIsDue(now - 23h, now));
        QVERIFY(service::backupIsDue(now - 24h, now));
        QVERIFY(service::backupIsDue(now + 400 * 24h, now)); // a clock that was ahead
    }

    void restoresAnAutomaticBackup()
    {
        Machine m;
        m.standard();
        m.core.reset();
        m.start();
        KS_VERIFY(m.unlock());
        const auto daily = await(m.core->makeAutomaticBackup({}, {}, service::person()));
        KS_VERIFY(daily);
        m.addKey("later");
        const auto list = await(m.core->automaticBackups());
        KS_VERIFY(list);
        QCOMPARE(list->size(), std::size_t{1});
        service::RestoreVault request;
        request.file = list->front().name;
        request.confirmed = true;
        request.vaultPassphrase = secretText("not the passphrase");
        KS_FAILS(m.restore(std::move(request)), ErrorCode::WrongPassphrase);
        service::RestoreVault good;
        good.file = list->front().name;
        good.confirmed = true;
        good.vaultPassphrase = secretText(goodPassphrase);
        KS_VERIFY(m.restore(std::move(good)));
        QCOMPARE(m.names(), (Names{"bank", "mail"}));
        QCOMPARE(must(await(m.core->automaticBackups())).size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestServiceBackup)
#include "tst_service_backup.moc"
