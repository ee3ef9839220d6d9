// SPDX-License-Identifier: GPL-3.0-or-later
// Keys are replaced on a disk that fails: the old keys or the new ones, and the disk's own error.
#include "core/keys/key_file.h"
#include "tests/service/service_fixture.h"
#include "tests/support/failing_calls.h"

#include <algorithm>
#include <QTest>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using Call = FailingCall::Call;
using Phase = service::RotationProgress::Phase;
namespace fs = std::filesystem;

namespace {

service::Proof confirmed()
{
    service::Proof proof;
    proof.confirmed = true;
    return proof;
}

bool isDisk(ErrorCode code)
{
    return code == ErrorCode::StorageIo || code == ErrorCode::StorageFull || code == ErrorCode::AuditUnavailable;
}

void judge(ServiceFixture& f, const model::Connection& one, const base::Result<service::RotationReport>& report)
{
    if (!report)
        QVERIFY2(isDisk(report.error().code), base::toString(report.error()).c_str());
    if (f.core->status().state != service::VaultState::Unlocked) {
        QVERIFY(!report);
        QVERIFY(f.core->status().problem);
        QVERIFY2(isDisk(f.core->status().problem->code), base::toString(*f.core->status().problem).c_str());
        must(f.unlockByKeychain());
    }
    f.start(); // another process, without a lock before
    must(f.unlockByKeychain());
    QCOMPARE(must(f.release(one)).value.exposeText(), std::string_view{"secret-of-one"});
    QVERIFY(!f.core->status().rolledBack);
    QVERIFY(!fs::exists(f.folder() / "vault.db.next"));
    QVERIFY(!must(keys::KeyFile::load(f.folder() / "keys.json")).rotating());
    QVERIFY(must(await(f.core->verifyAudit({}, {}))).ok);
}

} // namespace

class TestFailingDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRotationWhoseDiskFails_data()
    {
        QTest::addColumn<bool>("sync");
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("full");
        QTest::newRow("sync of the key file") << true << "keys.json" << false;
        QTest::newRow("sync of the folder") << true << "/vault" << false;
        QTest::newRow("sync of the copy") << true << "vault.db.next" << false;
        QTest::newRow("sync of the log") << true << "vault.db-wal" << false;
        QTest::newRow("write of the database") << false << "vault.db" << false;
        QTest::newRow("write of the copy") << false << "vault.db.next" << false;
        QTest::newRow("full while the copy is written") << false << "vault.db.next" << true;
        QTest::newRow("full while the log is written") << false << "vault.db-wal" << true;
    }
    void aRotationWhoseDiskFails()
    {
        QFETCH(bool, sync);
        QFETCH(QString, file);
        QFETCH(bool, full);
        int failures = 0;
        for (int nth = 1;; nth = nth < 4 ? nth + 1 : nth * 3) {
            ServiceFixture f;
            must(f.create(true, false));
            const model::Connection one = f.addKey("one", "secret-of-one");
            for (int i = 0; i < 8; ++i)
                f.addKey("key " + std::to_string(i));
            bool happened = false;
            const auto report = [&] {
                const FailingCall failing(sync ? Call::Sync : Call::Write, file.toStdString(), nth, full ? ENOSPC : EIO,
                                          full ? FailingCall::Until::TheEnd : FailingCall::Until::Once);
                service::RotateKeys request;
                request.vaultKey = true;
                request.allProfiles = true;
                auto result = await(f.core->rotateKeys(request, confirmed(), {}, service::person()));
                happened = failing.happened();
                return result;
            }();
            judge(f, one, report);
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(QStringLiteral("at number %1").arg(nth)));
            if (!happened)
                break;
            ++failures;
        }
        QVERIFY(failures > 0 || file == u"keys.json"); // the sync is of its temporary file
    }

    // The key file lost the slot, and the process died before the database heard of it.
    void aSlotThatIsGoneWithoutARecordReplacesTheKeys()
    {
        ServiceFixture f;
        must(f.create(true, true));
        const model::Connection one = f.addKey("one", "secret-of-one");
        f.lock();
        auto file = must(keys::KeyFile::load(f.folder() / "keys.json"));
        const base::Secret before = must(file.openWithPassphrase(secretText(goodPassphrase)));
        const auto slots = file.slots();
        const auto keychain = std::find_if(slots.begin(), slots.end(),
                                           [](const auto& slot) { return slot.kind == keys::SlotKind::Keychain; });
        must(file.removeSlot(keychain->id));
        must(file.save(f.folder() / "keys.json", before));
        f.start();
        must(f.unlock());
        QCOMPARE(f.lastRecord(model::AuditAction::SecurityAlert).event.detail.at("interrupted"), std::string{"yes"});
        // The watch looks when the schedule is set, as it does two minutes after the unlock.
        must(await(f.core->setRotationSchedule({}, service::person())));
        QTRY_VERIFY(f.core->rotationProgress().phase == Phase::Done);
        QCOMPARE(f.lastRecord(model::AuditAction::KeyRotated).event.detail.at("reason"), std::string{"slot_removed"});
        QVERIFY(
            !must(must(keys::KeyFile::load(f.folder() / "keys.json")).openWithPassphrase(secretText(goodPassphrase)))
                 .equals(before));
        QCOMPARE(must(f.release(one)).value.exposeText(), std::string_view{"secret-of-one"});
    }
};

QTEST_GUILESS_MAIN(TestFailingDisk)
#include "tst_failing_disk.moc"
