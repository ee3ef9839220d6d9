// SPDX-License-Identifier: GPL-3.0-or-later
// Keys are replaced while the vault is in use.
#include "core/db/connection.h"
#include "core/keys/key_file.h"
#include "core/service/rotation_schedule.h"
#include "tests/service/service_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using Phase = service::RotationProgress::Phase;
namespace fs = std::filesystem;

namespace {

service::Proof passphraseProof()
{
    service::Proof proof;
    proof.passphrase = secretText(goodPassphrase);
    return proof;
}

service::RotateKeys everything()
{
    service::RotateKeys request;
    request.vaultKey = true;
    request.allProfiles = true;
    return request;
}

base::Secret vaultKeyOf(const ServiceFixture& f)
{
    const auto file = must(keys::KeyFile::load(f.folder() / "keys.json"));
    return must(file.openWithPassphrase(secretText(goodPassphrase)));
}

} // namespace

class TestRotation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replacesEveryKeyAndLosesNothing()
    {
        ServiceFixture f;
        must(f.create(true, true));
        std::vector<model::Connection> connections;
        for (int i = 0; i < 30; ++i)
            connections.push_back(f.addKey("key " + std::to_string(i), "secret-" + std::to_string(i)));
        const base::Secret before = vaultKeyOf(f);
        const std::string oldFile = readAll(f.folder() / "vault.db");
        QSignalSpy told(f.core.get(), &service::CoreService::rotationChanged);
        const auto report = must(await(f.core->rotateKeys(everything(), passphraseProof(), {}, service::person())));
        QVERIFY(report.vaultKey);
        QCOMPARE(report.profiles, 1);
        QCOMPARE(report.seals, 30);
        QVERIFY(told.count() >= 3);
        QVERIFY(f.core->rotationProgress().phase == Phase::Done);

        const base::Secret after = vaultKeyOf(f);
        QVERIFY(!after.equals(before));
        const auto file = must(keys::KeyFile::load(f.folder() / "keys.json"));
        QCOMPARE(file.generation(), 2U);
        QVERIFY(!file.rotating());
        QVERIFY(!fs::exists(f.folder() / "vault.db.next"));
        const base::Secret oldRaw = must(keys::databaseKey(before, file.vaultId()));
        QVERIFY(db::Connection::open(f.folder() / "vault.db", oldRaw, db::OpenMode::ReadOnly).error().code ==
                ErrorCode::WrongKey);
        QCOMPARE(f.records(model::AuditAction::KeyRotated), 2);
        QCOMPARE(f.lastRecord(model::AuditAction::KeyRotated).event.detail.at("seals"), std::string{"30"});
        // In use at once, and after opening again by either slot.
        f.addKey("after");
        for (const model::Connection& connection : connections)
            must(f.release(connection));
        QVERIFY(must(await(f.core->verifyAudit({}, {}))).ok);
        f.lock();
        must(f.unlock());
        f.lock();
        must(f.unlockByKeychain()); // the keychain's slot was wrapped anew through its public key
        QCOMPARE(must(f.release(connections[7])).value.exposeText(), std::string_view{"secret-7"});
        for (const service::CheckItem& item : must(await(f.core->check())))
            QVERIFY2(item.ok, (item.what + ": " + item.detail).c_str());
    }

    void isUsedMeanwhile()
    {
        ServiceFixture f;
        must(f.create(true, false));
        std::vector<model::Connection> connections;
        for (int i = 0; i < 300; ++i)
            connections.push_back(f.addKey("key " + std::to_string(i), "secret-" + std::to_string(i)));
        service::Proof proof;
        proof.confirmed = true;
        must(await(f.core->startRotation(everything(), std::move(proof), service::person())));
        QVERIFY(f.core->status().rotating);
        int reads = 0;
        int writes = 0;
        while (f.core->rotationProgress().running()) {
            const auto& connection = connections[static_cast<std::size_t>(reads * 7) % connections.size()];
            must(f.release(connection)); // a write too: its record
            ++reads;
            if (reads % 3 == 0) {
                f.addKey("meanwhile " + std::to_string(writes));
                ++writes;
            }
        }
        QVERIFY2(f.core->rotationProgress().phase == Phase::Done,
                 f.core->rotationProgress().error ? base::toString(*f.core->rotationProgress().error).c_str() : "");
        qInfo("%d reads and %d new connections during the rotation", reads, writes);
        QVERIFY(reads > 1);
        QCOMPARE(f.records(model::AuditAction::CredentialAccess), reads);
        QCOMPARE(must(await(f.core->connections())).size(), static_cast<std::size_t>(300 + writes));
        f.lock();
        must(f.unlockByKeychain());
        QCOMPARE(must(await(f.core->connections())).size(), static_cast<std::size_t>(300 + writes));
        QCOMPARE(f.records(model::AuditAction::CredentialAccess), reads);
        QVERIFY(must(await(f.core->verifyAudit({}, {}))).ok);
        for (const service::CheckItem& item : must(await(f.core->check())))
            QVERIFY2(item.ok, (item.what + ": " + item.detail).c_str());
    }

    void wantsTheProof()
    {
        ServiceFixture f;
        must(f.create(false, true));
        QVERIFY(await(f.core->rotateKeys(everything(), {}, {}, service::person())).error().code == ErrorCode::Denied);
        service::Proof wrong;
        wrong.passphrase = secretText("not the passphrase");
        QVERIFY(await(f.core->rotateKeys(everything(), std::move(wrong), {}, service::person())).error().code ==
                ErrorCode::WrongPassphrase);
        QCOMPARE(f.records(model::AuditAction::KeyRotated), 0);
        service::RotateKeys nothing;
        QVERIFY(await(f.core->rotateKeys(nothing, passphraseProof(), {}, service::person())).error().code ==
                ErrorCode::InvalidArgument);
    }

    void aCancelledOneLeavesEverythingAsItWas()
    {
        ServiceFixture f;
        must(f.create(true, false));
        for (int i = 0; i < 200; ++i)
            f.addKey("key " + std::to_string(i));
        const std::string keysBefore = readAll(f.folder() / "keys.json");
        service::Proof proof;
        proof.confirmed = true;
        service::RotateKeys request;
        request.vaultKey = true;
        must(await(f.core->startRotation(request, std::move(proof), service::person())));
        f.core->cancelRotation();
        QTRY_VERIFY(!f.core->rotationProgress().running());
        QVERIFY(f.core->rotationProgress().phase == Phase::Failed);
        QVERIFY(f.core->rotationProgress().error->code == ErrorCode::Cancelled);
        QCOMPARE(readAll(f.folder() / "keys.json"), keysBefore);
        QVERIFY(!fs::exists(f.folder() / "vault.db.next"));
        QCOMPARE(f.records(model::AuditAction::KeyRotated), 0);
        f.addKey("after");
    }

    void aLockEndsItAndItGoesOn()
    {
        ServiceFixture f;
        must(f.create(true, false));
        const model::Connection one = f.addKey("one", "secret-of-one");
        for (int i = 0; i < 600; ++i)
            f.addKey("key " + std::to_string(i));
        service::RotateKeys request;
        request.allProfiles = true;
        service::Proof proof;
        proof.confirmed = true;
        must(await(f.core->startRotation(request, std::move(proof), service::person())));
        f.lock();
        must(f.unlockByKeychain());
        QTRY_VERIFY(!f.core->rotationProgress().running());
        QCOMPARE(must(f.release(one)).value.exposeText(), std::string_view{"secret-of-one"});
        const auto overview = must(await(f.core->keyOverview()));
        QCOMPARE(overview.keys.size(), std::size_t{2});
        QVERIFY(overview.keys[1].rotating);
        proof = {};
        proof.confirmed = true;
        must(await(f.core->rotateKeys(request, std::move(proof), {}, service::person())));
        QVERIFY(!must(await(f.core->keyOverview())).keys[1].rotating);
        QCOMPARE(must(await(f.core->keyOverview())).keys[1].version, std::int64_t{2});
        QCOMPARE(must(f.release(one)).value.exposeText(), std::string_view{"secret-of-one"});
    }

    void aRemovedSlotReplacesEveryKey()
    {
        ServiceFixture f;
        must(f.create(true, true));
        const model::Connection one = f.addKey("one", "secret-of-one");
        const base::Secret before = vaultKeyOf(f);
        const auto slots = f.core->status().slots;
        const auto keychain =
            std::find_if(slots.begin(), slots.end(), [](const auto& s) { return s.kind == keys::SlotKind::Keychain; });
        must(await(f.core->removeSlot(keychain->id, passphraseProof(), service::person())));
        QTRY_VERIFY(f.core->rotationProgress().phase == Phase::Done);
        QVERIFY(!vaultKeyOf(f).equals(before));
        QCOMPARE(f.records(model::AuditAction::KeyRotated), 2);
        QCOMPARE(f.lastRecord(model::AuditAction::KeyRotated).event.detail.at("reason"), std::string{"slot_removed"});
        QCOMPARE(must(f.release(one)).value.exposeText(), std::string_view{"secret-of-one"});
    }

    void theScheduleReminds()
    {
        ServiceFixture f;
        must(f.create(true, false));
        auto overview = must(await(f.core->keyOverview()));
        QVERIFY(overview.schedule.mode == service::RotationMode::Reminder);
        QVERIFY(!overview.anyDue());
        QVERIFY(!f.core->status().keysDue);
        f.clock.advance(24h * 370);
        f.lock();
        must(f.unlockByKeychain());
        QVERIFY(f.core->status().keysDue);
        QVERIFY(must(await(f.core->keyOverview())).keys[0].due);
        must(await(f.core->setRotationSchedule({service::RotationMode::Off, 12}, service::person())));
        QVERIFY(!f.core->status().keysDue);
        QVERIFY(await(f.core->setRotationSchedule({service::RotationMode::Off, 0}, service::person())).error().code ==
                ErrorCode::InvalidArgument);
        // Automatic: at once where a key is due already.
        must(await(f.core->setRotationSchedule({service::RotationMode::Automatic, 6}, service::person())));
        QTRY_VERIFY(f.core->rotationProgress().phase == Phase::Done);
        QVERIFY(!f.core->status().keysDue);
        QCOMPARE(f.records(model::AuditAction::KeyRotated), 2);
        QCOMPARE(f.lastRecord(model::AuditAction::KeyRotated).event.detail.at("reason"), std::string{"schedule"});
        QVERIFY(!service::keyIsDue({service::RotationMode::Automatic, 1}, f.clock.now(), f.clock.now() - 24h * 400));
    }

    void afterACrashEitherGenerationOpens_data()
    {
        QTest::addColumn<int>("step");
        QTest::newRow("the copy is there, the key file does not know it") << 0;
        QTest::newRow("the key file holds both, the copy is whole") << 1;
        QTest::newRow("the old log is gone too") << 2;
        QTest::newRow("the new database has its place") << 3;
        QTest::newRow("the copy is lost") << 4;
        QTest::newRow("the copy is damaged") << 5;
    }
    void afterACrashEitherGenerationOpens()
    {
        QFETCH(int, step);
        ServiceFixture f;
        must(f.create(true, true));
        const model::Connection one = f.addKey("one", "secret-of-one");
        // The old pair as a kill would leave it: log and all.
        std::map<std::string, std::string> old;
        for (const char* name : {"vault.db", "vault.db-wal", "keys.json"})
            old[name] = readAll(f.folder() / name);
        const base::Secret oldKey = vaultKeyOf(f);
        service::RotateKeys request;
        request.vaultKey = true;
        must(await(f.core->rotateKeys(request, passphraseProof(), {}, service::person())));
        const base::Secret newKey = vaultKeyOf(f);
        f.core.reset();
        { // At that instant the database had not heard of the key file's new state yet.
            const auto id = must(keys::KeyFile::load(f.folder() / "keys.json")).vaultId();
            const auto database = must(db::Connection::open(
                f.folder() / "vault.db", must(keys::databaseKey(newKey, id)), db::OpenMode::ReadWrite));
            database->accept();
            must(database->execute("DELETE FROM setting WHERE key = 'vault.key_file'"));
            must(database->checkpoint());
        }
        const std::string copy = readAll(f.folder() / "vault.db");
        auto both = must(keys::KeyFile::parse(old["keys.json"]));
        must(both.beginRotation(oldKey, newKey));
        for (const auto& [name, bytes] : old)
            writeAll(f.folder() / name, bytes);
        fs::remove(f.folder() / "vault.db-shm");
        if (step > 0)
            must(both.save(f.folder() / "keys.json", oldKey, newKey));
        if (step <= 2)
            writeAll(f.folder() / "vault.db.next", copy);
        if (step == 2)
            fs::remove(f.folder() / "vault.db-wal");
        if (step == 3) {
            fs::remove(f.folder() / "vault.db-wal");
            writeAll(f.folder() / "vault.db", copy);
        }
        if (step == 5)
            writeAll(f.folder() / "vault.db.next", copy.substr(0, 5000));
        const bool carriedOut = step >= 1 && step <= 3;
        if (!carriedOut)
            f.anchors.heads.clear(); // they would remember the record of the rotation
        f.start();
        must(f.unlock());
        QCOMPARE(must(f.release(one)).value.exposeText(), std::string_view{"secret-of-one"});
        QVERIFY(vaultKeyOf(f).equals(carriedOut ? newKey : oldKey));
        QCOMPARE(f.records(model::AuditAction::KeyRotated), carriedOut ? 1 : 0);
        const auto file = must(keys::KeyFile::load(f.folder() / "keys.json"));
        QVERIFY(!file.rotating());
        QVERIFY(!fs::exists(f.folder() / "vault.db.next"));
        f.lock();
        must(f.unlockByKeychain());
        QCOMPARE(must(f.release(one)).value.exposeText(), std::string_view{"secret-of-one"});
        QVERIFY(must(await(f.core->verifyAudit({}, {}))).ok);
    }
};

QTEST_GUILESS_MAIN(TestRotation)
#include "tst_rotation.moc"
