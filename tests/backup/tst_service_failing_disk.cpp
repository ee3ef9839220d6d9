// SPDX-License-Identifier: GPL-3.0-or-later
// Restore on a disk that fails: before the moment that decides the old vault goes on, after it nobody opens the old one
// any more, and the next unlock carries it out.
#include "core/backup/swap.h"
#include "core/keys/recovery_text.h"
#include "tests/backup/machine.h"
#include "tests/support/failing_calls.h"

#include <QTest>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using Call = FailingCall::Call;
namespace fs = std::filesystem;

namespace {

// The standard one without a passphrase: nothing is stretched.
class QuickMachine : public Machine
{
public:
    QuickMachine()
    {
        must(create(true, false));
        addKey("bank");
        oauth = addOAuth("mail");
        (void)must(signIn(oauth));
        service::MakeBackup request;
        request.file = file().string();
        request.secret = secret();
        request.proof.confirmed = true;
        (void)must(await(core->makeBackup(std::move(request), {}, {}, service::person())));
        addKey("later");
    }
    static service::BackupSecretInput secret()
    {
        return {std::nullopt, must(keys::recoveryText(ScratchDatabase::key(7)))};
    }
    base::Result<service::RestoreDone> restoreIt()
    {
        service::RestoreVault request = wish();
        request.secret = secret();
        return restore(std::move(request));
    }
};

// The old or the new, by an unlock at the latest; nothing is called rolled back or damaged.
void judge(QuickMachine& m, const base::Result<service::RestoreDone>& done)
{
    const Names oldNames{"bank", "mail", "later"};
    const Names newNames{"bank", "mail"};
    if (m.core->status().state != service::VaultState::Unlocked) {
        QVERIFY(!done);
        QVERIFY(m.core->status().state == service::VaultState::Locked);
        QVERIFY(m.core->status().problem && m.core->status().problem->code == ErrorCode::StorageIo);
        KS_VERIFY(m.unlockByKeychain());
    }
    if (done)
        QCOMPARE(m.names(), newNames);
    else
        QVERIFY(done.error().code == ErrorCode::StorageIo || done.error().code == ErrorCode::AuditUnavailable);
    const Names found = m.names();
    QVERIFY(found == oldNames || found == newNames);
    if (found == oldNames) // it goes on
        m.addKey("afterwards");
    m.lock();
    m.start(); // another process
    KS_VERIFY(m.unlockByKeychain());
    QCOMPARE(m.names().size(), found == oldNames ? std::size_t{4} : std::size_t{2});
    QVERIFY(!m.core->status().rolledBack);
    for (const service::CheckItem& item : must(await(m.core->check())))
        QVERIFY2(item.ok, (item.what + ": " + item.detail).c_str());
    QVERIFY(!fs::exists(m.folder() / "restore.new"));
    QVERIFY(!backup::pendingSwap(m.folder()));
}

} // namespace

class TestFailingDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFailingSyncOfARestore_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file : {"/vault", "/backups", ""})
            QTest::newRow(file[0] ? file : "any") << QString::fromLatin1(file);
    }
    void aFailingSyncOfARestore()
    {
        QFETCH(QString, file);
        int failures = 0;
        // "any": every third, so that it stays short; the others one by one.
        for (int nth = 1;; nth += file.isEmpty() ? 3 : 1) {
            QuickMachine m;
            bool happened = false;
            const auto done = [&] {
                const FailingCall failing(Call::Sync, file.toStdString(), nth);
                auto result = m.restoreIt();
                happened = failing.happened();
                return result;
            }();
            judge(m, done);
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(QStringLiteral("at number %1").arg(nth)));
            if (!happened)
                break;
            ++failures;
        }
        QVERIFY(failures > 0);
    }

    void tellsThatARestoreIsNotFinished()
    {
        QuickMachine m;
        m.lock();
        m.core.reset();
        // What a kill right after the decision leaves.
        const fs::path made = must(backup::prepareSwap(m.folder()));
        fs::copy_file(m.folder() / "vault.db", made / "vault.db");
        (void)must(backup::decideSwap(m.folder(), "restore", m.clock.now()));
        fs::rename(m.folder() / "vault.db", m.folder() / "vault.db.gone");
        const FailingCall failing(Call::Sync, "/vault", 1, EIO, FailingCall::Until::TheEnd);
        m.start();
        QVERIFY(failing.happened());
        QVERIFY(m.core->status().state == service::VaultState::Locked);
        QVERIFY(m.core->status().problem->code == ErrorCode::StorageIo);
        QCOMPARE(m.core->status().slots.size(), std::size_t{1});
        KS_FAILS(m.unlockByKeychain(), ErrorCode::StorageIo);
        KS_FAILS(m.restoreIt(), ErrorCode::StorageIo);
        QVERIFY(backup::pendingSwap(m.folder()));
    }
};

QTEST_GUILESS_MAIN(TestFailingDisk)
#include "tst_service_failing_disk.moc"
