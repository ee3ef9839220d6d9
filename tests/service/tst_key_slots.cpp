// SPDX-License-Identifier: GPL-3.0-or-later
// Kinds of slot through the service: adding, opening, confirming, changing, removing; an old key file put back.
#include "tests/service/slots_fixture.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using keys::SlotKind;
using model::AuditAction;
using service::VaultState;
namespace fs = std::filesystem;

class TstKeySlots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRecoveryKeyComesWithItsSheet()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        service::AddSlot request = adding(SlotKind::Recovery);
        request.sheetFile = sheetIn(f).string();
        QCOMPARE(codeOf(add(f, adding(SlotKind::Recovery), {})), ErrorCode::Denied); // no proof
        const auto added = add(f, std::move(request));
        QVERIFY2(added.has_value(), added ? "" : added.error().detail.c_str());
        QCOMPARE(added->recoveryText.size(), std::size_t{71});
        QVERIFY(fs::file_size(sheetIn(f)) > 5000);
        QCOMPARE(int(fs::status(sheetIn(f)).permissions()), 0600);
        QVERIFY(!f.core->status().slots.back().confirmed);
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1}); // SECURITY 40

        // A slip of the pen names its group and is nobody's guess.
        std::string wrong{added->recoveryText.exposeText()};
        wrong[20] = wrong[20] == '7' ? '8' : '7';
        const base::SlotId slot = added->slot.id;
        const auto slip = await(f.core->confirmRecoverySlot(slot, secretText(wrong), service::person()));
        QCOMPARE(codeOf(slip), ErrorCode::InvalidArgument);
        QVERIFY(slip.error().detail.find("group 3") != std::string::npos);
        const base::Secret foreign = *keys::recoveryText(base::Secret(32));
        QCOMPARE(codeOf(await(f.core->confirmRecoverySlot(slot, foreign.clone(), service::person()))),
                 ErrorCode::WrongKey);
        // Until it was typed back it does not keep the passphrase from being the last usable slot.
        QCOMPARE(codeOf(await(f.core->removeSlot(slotOf(f, SlotKind::Passphrase), proof(), service::person()))),
                 ErrorCode::IllegalState);
        QVERIFY(await(f.core->confirmRecoverySlot(slot, added->recoveryText.clone(), service::person())));
        QVERIFY(f.core->status().slots.back().confirmed);
        f.lock();
        f.start();
        QCOMPARE(codeOf(unlock(f, byRecoveryKey(secretText(wrong)))), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(unlock(f, byRecoveryKey(foreign))), ErrorCode::WrongKey);
        QVERIFY(!f.core->status().problem.has_value());
        QVERIFY(unlock(f, byRecoveryKey(added->recoveryText)));
        QCOMPARE(f.lastRecord(AuditAction::VaultUnlock).event.detail.at("method"), std::string("recovery"));
        QCOMPARE(f.records(AuditAction::UnlockFailed), std::int64_t{1}); // the foreign key, not the slip
        // It is a proof as well.
        service::Proof byKey;
        byKey.recoveryKey = added->recoveryText.clone();
        QVERIFY(await(f.core->removeSlot(slotOf(f, SlotKind::Passphrase), std::move(byKey), service::person())));
    }

    void aSheetIsNeverWrittenOverAFile()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        writeAll(sheetIn(f), "mine");
        service::AddSlot request = adding(SlotKind::Recovery);
        request.sheetFile = sheetIn(f).string();
        const std::string before = readAll(f.folder() / "keys.json");
        QCOMPARE(codeOf(add(f, std::move(request))), ErrorCode::AlreadyExists);
        QCOMPARE(readAll(sheetIn(f)), std::string("mine"));
        QCOMPARE(readAll(f.folder() / "keys.json"), before);
        service::AddSlot relative = adding(SlotKind::Recovery);
        relative.sheetFile = "sheet.pdf";
        QCOMPARE(codeOf(add(f, std::move(relative))), ErrorCode::InvalidArgument);
    }

    void weakPassphrasesWantThePersonsWord()
    {
        ServiceFixture f;
        service::CreateVault request;
        request.keychain = false;
        request.passphrase = secretText("password1234");
        const auto weak = await(f.core->createVault(std::move(request), service::person()));
        QCOMPARE(codeOf(weak), ErrorCode::InvalidArgument);
        QVERIFY2(weak.error().detail.find("too weak") != std::string::npos, weak.error().detail.c_str());
        QVERIFY(!fs::exists(f.folder() / "keys.json"));
        request = {};
        request.keychain = false;
        request.passphrase = secretText("password1234");
        request.allowWeak = true;
        QVERIFY(await(f.core->createVault(std::move(request), service::person())));
        QCOMPARE(codeOf(add(f, adding(SlotKind::Passphrase, "qwertyuiop12"), proof("password1234"))),
                 ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(add(f, adding(SlotKind::Passphrase, "a1!"), proof("password1234"))),
                 ErrorCode::InvalidArgument);
        QVERIFY(service::passphraseStrength(secretText("qwertyuiop")).score < 3);
        QCOMPARE(service::passphraseStrength(secretText(goodPassphrase)).score, 4);
    }

    void aNewPassphraseHasTwelveCharactersWhateverIsInsistedOn()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        for (const char* text :
             {"xK9#mQ2v", "xK9#mQ2v!7p", "\xC3\xA4\xC3\xB6\xC3\xBCxK9#mQ2v"}) { // 8, 11, 11 in 14 bytes
            service::AddSlot request = adding(SlotKind::Passphrase, text);
            request.allowWeak = true;
            const auto added = add(f, std::move(request));
            QCOMPARE(codeOf(added), ErrorCode::InvalidArgument);
            QVERIFY(added.error().detail.find("at least 12 characters") != std::string::npos);
        }
        QVERIFY(add(f, adding(SlotKind::Passphrase, "xK9#mQ2v!7pW")));
    }

    void severalPassphrasesOpen()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        QVERIFY(add(f, adding(SlotKind::Passphrase, "second horse battery")));
        f.lock();
        QVERIFY(f.unlock("second horse battery"));
        f.lock();
        QVERIFY(f.unlock());
    }

    void keychainAndPassphraseTogether()
    {
        ServiceFixture f;
        service::CreateVault request;
        request.together = true;
        request.passphrase = secretText(goodPassphrase);
        QVERIFY(await(f.core->createVault(std::move(request), service::person())));
        QCOMPARE(f.core->status().slots.size(), std::size_t{1});
        QCOMPARE(f.core->status().slots.front().kind, SlotKind::Combined);
        QCOMPARE(f.keychain.size(), std::size_t{1});
        QVERIFY(f.core->revealNeedsPassphrase());
        f.lock();
        f.start();
        QVERIFY(!f.unlockByKeychain()); // the keychain alone
        QCOMPARE(codeOf(f.unlock("not the passphrase")), ErrorCode::WrongPassphrase);
        f.keychain.failWith(ErrorCode::KeychainLocked);
        QCOMPARE(codeOf(f.unlock()), ErrorCode::KeychainLocked); // the passphrase alone
        f.keychain.failWith({});
        QVERIFY(f.unlock());
        QCOMPARE(f.lastRecord(AuditAction::VaultUnlock).event.detail.at("method"), std::string("combined"));
        // A combined slot counts as one.
        QCOMPARE(codeOf(await(f.core->removeSlot(slotOf(f, SlotKind::Combined), proof(), service::person()))),
                 ErrorCode::IllegalState);
        QVERIFY(add(f, adding(SlotKind::Keychain)));
        QVERIFY(await(f.core->removeSlot(slotOf(f, SlotKind::Combined), proof(), service::person())));
        QCOMPARE(f.keychain.size(), std::size_t{1});
    }

    void aPassphraseIsChangedInOneStep()
    {
        for (const bool together : {false, true}) {
            ServiceFixture f;
            service::CreateVault request;
            request.keychain = together;
            request.together = together;
            request.passphrase = secretText(goodPassphrase);
            QVERIFY(await(f.core->createVault(std::move(request), service::person())));
            const base::SlotId old = f.core->status().slots.front().id;
            QCOMPARE(
                codeOf(await(f.core->changePassphrase(old, secretText("password"), false, proof(), service::person()))),
                ErrorCode::InvalidArgument);
            QCOMPARE(codeOf(await(f.core->changePassphrase(old, secretText("quite another horse"), false,
                                                           proof("wrong wrong"), service::person()))),
                     ErrorCode::WrongPassphrase);
            f.clock.advance(1min);
            const auto changed = await(
                f.core->changePassphrase(old, secretText("quite another horse"), false, proof(), service::person()));
            QVERIFY2(changed.has_value(), changed ? "" : changed.error().detail.c_str());
            QVERIFY(changed->slot.id != old);
            QCOMPARE(f.core->status().slots.size(), std::size_t{1});
            QCOMPARE(f.keychain.size(), std::size_t{together ? 1U : 0U});
            QCOMPARE(f.lastRecord(AuditAction::SecurityAlert).event.detail.at("change"),
                     std::string("passphrase_changed"));
            f.lock();
            QCOMPARE(codeOf(f.unlock()), ErrorCode::WrongPassphrase);
            f.clock.advance(1min);
            QVERIFY(f.unlock("quite another horse"));
        }
    }

    void nothingStaysOfASlotThatCouldNotBeStored()
    {
        ServiceFixture f;
        const MockToken token(f);
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        const std::string before = readAll(f.folder() / "keys.json");
        f.keychain.failWith(ErrorCode::KeychainDenied);
        QCOMPARE(codeOf(add(f, adding(SlotKind::Keychain))), ErrorCode::KeychainDenied);
        QCOMPARE(codeOf(add(f, adding(SlotKind::Combined, "another horse battery"))), ErrorCode::KeychainDenied);
        f.keychain.failWith({});
        // The key file cannot be replaced.
        fs::remove(f.folder() / "keys.json");
        fs::create_directory(f.folder() / "keys.json");
        service::AddSlot recovery = adding(SlotKind::Recovery);
        recovery.sheetFile = sheetIn(f).string();
        QVERIFY(!add(f, std::move(recovery)));
        QVERIFY(!fs::exists(sheetIn(f)));
        QVERIFY(!add(f, adding(SlotKind::Keychain)));
        QCOMPARE(f.keychain.size(), std::size_t{0});
        QVERIFY(!add(f, MockToken::request()));
        QVERIFY(!token.holdsKey()); // made, and taken back
        fs::remove(f.folder() / "keys.json");
        writeAll(f.folder() / "keys.json", before);
        QCOMPARE(f.core->status().slots.size(), std::size_t{1});
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{0});
        QVERIFY(add(f, adding(SlotKind::Keychain))); // and all goes on
    }

    void anOldKeyFilePutBackIsRefusedAndNamed() // SECURITY 35, 40
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(true, true)), ErrorCode::Ok);
        const std::string old = readAll(f.folder() / "keys.json");
        const base::Secret item = [&] {
            const auto slot = slotOf(f, SlotKind::Keychain);
            base::Secret copy;
            f.keychain.read(keys::slotItemName(f.core->status().vaultId, slot.text),
                            [&](base::Result<base::Secret> read) { copy = std::move(*read); });
            return copy;
        }();
        const base::SlotId removed = slotOf(f, SlotKind::Keychain);
        QVERIFY(await(f.core->removeSlot(removed, proof(), service::person())));
        QTRY_VERIFY(!f.core->status().rotating);
        // Without a new vault key the removed slot would open the vault again: here the rotation was kept from running.
        f.lock();
        writeAll(f.folder() / "keys.json", old);
        f.keychain.overwrite(keys::slotItemName(f.core->status().vaultId, removed.text), item.clone());
        f.start();
        const base::Status refused = f.unlockByKeychain();
        QVERIFY(!refused);
        QVERIFY2(refused.error().code == ErrorCode::Tampered || refused.error().code == ErrorCode::Damaged,
                 refused.error().detail.c_str());
        QCOMPARE(readAll(f.folder() / "keys.json"), old);
        QCOMPARE(f.core->status().state, VaultState::Unusable);
    }

    void anOldKeyFileOfTheSameVaultKeyIsRefusedUntilThePersonInsists() // SECURITY 35, 40
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        const std::string old = readAll(f.folder() / "keys.json");
        QVERIFY(add(f, adding(SlotKind::Passphrase, "second horse battery")));
        f.lock();
        const std::string current = readAll(f.folder() / "keys.json");
        writeAll(f.folder() / "keys.json", old);
        f.start();
        QSignalSpy alerts(f.core.get(), &service::CoreService::notify);
        const base::Status refused = f.unlock();
        QCOMPARE(codeOf(refused), ErrorCode::Tampered);
        QVERIFY2(refused.error().detail.find("older key file") != std::string::npos, refused.error().detail.c_str());
        QCOMPARE(alerts.count(), 1);
        QCOMPARE(readAll(f.folder() / "keys.json"), old);
        writeAll(f.folder() / "keys.json", current);
        f.start();
        QVERIFY(f.unlock());
        QCOMPARE(f.lastRecord(AuditAction::SecurityAlert).event.detail.at("cause"), std::string("key_file_rollback"));
        f.lock();
        writeAll(f.folder() / "keys.json", old);
        f.start();
        service::UnlockVault insisting;
        insisting.passphrase = secretText(goodPassphrase);
        insisting.acceptOldKeyFile = true;
        QVERIFY(unlock(f, std::move(insisting)));
        QCOMPARE(f.lastRecord(AuditAction::SecurityAlert).event.detail.at("accepted"), std::string("yes"));
        f.lock();
        QVERIFY(f.unlock()); // it is the newest from then on
    }

    void aChangeThatWasCutOffIsPutOnRecord()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        f.lock();
        // The key file was written, the transaction was not.
        const fs::path path = f.folder() / "keys.json";
        keys::KeyFile file = must(keys::KeyFile::load(path));
        const base::Secret key = must(file.openWithPassphrase(secretText(goodPassphrase)));
        const auto recovery = must(file.addRecoverySlot(key, "r", f.clock.now()));
        must(file.save(path, key));
        f.start();
        QVERIFY(f.unlock());
        const auto record = f.lastRecord(AuditAction::SecurityAlert);
        QCOMPARE(record.event.detail.at("cause"), std::string("slot_change"));
        QCOMPARE(record.event.detail.at("slot"), recovery.id.text);
        f.lock();
        QVERIFY(f.unlock());
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1}); // once
    }

    void slotsThatWereChangedMeanwhileConflict()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        f.keychain.holdAnswers();
        Pending<base::Result<service::AddedSlot>> first(
            f.core->addSlot(adding(SlotKind::Keychain), proof(), service::person()));
        QTRY_VERIFY(f.keychain.writes() > 0);
        service::AddSlot recovery = adding(SlotKind::Recovery);
        recovery.sheetFile = sheetIn(f).string();
        QVERIFY(add(f, std::move(recovery)));
        f.keychain.release();
        QCOMPARE(codeOf(first.take()), ErrorCode::StorageConflict);
        QCOMPARE(f.keychain.size(), std::size_t{0});
        QCOMPARE(f.core->status().slots.size(), std::size_t{2});
    }

    void theKdfIsMeasuredAndShown()
    {
        ServiceFixture f;
        f.kdf.reset(); // this machine's own
        f.start();
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        const keys::SlotInfo slot = f.core->status().slots.front();
        QVERIFY(slot.kdf.memoryKiB >= 64 * 1024 && slot.kdf.passes >= 3);
        qInfo("%u KiB, %u passes: %lld ms", slot.kdf.memoryKiB, slot.kdf.passes,
              static_cast<long long>(slot.kdfTime.count()));
        QVERIFY(slot.kdfTime >= 300ms);
    }
};

QTEST_GUILESS_MAIN(TstKeySlots)
#include "tst_key_slots.moc"
