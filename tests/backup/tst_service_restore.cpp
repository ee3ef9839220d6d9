// SPDX-License-Identifier: GPL-3.0-or-later
// Restore where there is no vault, another one or a damaged one; repair, rollback, and a look at what does not open.
#include "core/backup/backup_file.h"
#include "core/crypto/signing.h"
#include "core/service/vault_session.h"
#include "core/vault/sealed_store.h"
#include "tests/backup/machine.h"
#include "tests/support/full_disk.h"

#include <QTest>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
namespace fs = std::filesystem;

class TestServiceRestore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noticesTheRestoredVaultPutBackLater()
    {
        Machine m;
        m.standard();
        KS_VERIFY(m.restore(m.wish()));
        m.lock();
        const std::string restored = readAll(m.folder() / "vault.db");
        KS_VERIFY(m.unlock());
        m.addKey("afterwards");
        m.lock();
        writeAll(m.folder() / "vault.db", restored);
        KS_VERIFY(m.unlock());
        QVERIFY(m.core->status().rolledBack);
    }

    void restoresWhereThereIsNoVault()
    {
        Machine old;
        old.standard();
        Machine m;
        fs::copy_file(old.file(), m.file());
        const auto preview = await(m.core->previewRestore(m.wish(false), {}, {}, service::person()));
        KS_VERIFY(preview);
        QCOMPARE(preview->changes.added.size(), std::size_t{2});
        QVERIFY(!preview->vaultThere && !preview->keysStay);
        const auto done = m.restore(m.wish());
        KS_VERIFY(done);
        QCOMPARE(done->setAside, std::string{});
        QCOMPARE(m.names(), (Names{"bank", "mail"}));
        QCOMPARE(m.keyOf(m.key = must(await(m.core->find("bank")))), std::string("k-0123456789abcdef"));
        QCOMPARE(m.keychain.size(), std::size_t{1});
        m.lock();
        KS_VERIFY(m.unlockByKeychain());
        m.lock();
        KS_VERIFY(m.unlock(backupPhrase));
        QVERIFY(!m.core->status().rolledBack);
        QVERIFY(m.verifies());
    }

    // An erasure names every exported backup, those of the replaced vault and the restored one too.
    void remembersTheExportedBackupsOfTheReplacedVault()
    {
        Machine m;
        m.standard();
        const fs::path other = m.file("other.backup");
        fs::copy_file(m.file(), other);
        KS_VERIFY(m.backup()); // a second one; neither stands in what is restored
        service::RestoreVault request = m.wish();
        request.file = other.string();
        KS_VERIFY(m.restore(std::move(request)));
        service::Proof proof;
        proof.passphrase = secretText(goodPassphrase);
        const auto erased =
            await(m.core->eraseProfile({"Personal", "Personal", {}}, std::move(proof), service::person()));
        KS_VERIFY(erased);
        std::multiset<std::string> named;
        for (const auto& [file, madeAt] : erased->exported)
            named.insert(file);
        QCOMPARE(named, (std::multiset<std::string>{m.file().string(), other.string()}));
    }

    void restoresWithoutAKeychain()
    {
        Machine old;
        old.standard();
        Machine m;
        m.keychain.failWith(ErrorCode::KeychainUnavailable);
        fs::copy_file(old.file(), m.file());
        KS_VERIFY(m.restore(m.wish()));
        QCOMPARE(m.core->status().slots.size(), std::size_t{1});
        m.lock();
        KS_VERIFY(m.unlock(backupPhrase));
    }

    void restoresOverADamagedVault_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what :
             {"first page", "last page", "cut short", "empty", "no database", "no key file", "key file damaged"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void restoresOverADamagedVault()
    {
        QFETCH(QString, what);
        Machine m;
        m.standard();
        m.lock();
        m.core.reset();
        const fs::path database = m.folder() / "vault.db";
        std::string bytes = readAll(database);
        bool keysStay = true;
        if (what == u"first page")
            bytes[100] = static_cast<char>(bytes[100] ^ 1);
        else if (what == u"last page")
            bytes[bytes.size() - 100] = static_cast<char>(bytes[bytes.size() - 100] ^ 1);
        else if (what == u"cut short")
            bytes.resize(bytes.size() - 1000);
        else if (what == u"empty")
            bytes.clear();
        writeAll(database, bytes);
        if (what == u"no database")
            fs::remove(database);
        if (what == u"no key file") {
            fs::remove(m.folder() / "keys.json");
            keysStay = false;
        }
        if (what == u"key file damaged") {
            writeAll(m.folder() / "keys.json", "{}\n");
            keysStay = false;
        }
        m.start();
        const auto preview = await(m.core->previewRestore(m.wish(false), {}, {}, service::person()));
        KS_VERIFY(preview);
        QCOMPARE(preview->keysStay, keysStay);
        if (what != u"no database")
            QCOMPARE(readAll(database), bytes); // byte for byte
        service::RestoreVault request = m.wish();
        request.repair = true;
        const auto done = m.restore(std::move(request));
        KS_VERIFY(done);
        QCOMPARE(m.names(), (Names{"bank", "mail"}));
        QVERIFY(m.verifies());
        if (what != u"no database")
            QCOMPARE(readAll(m.folder() / "backups" / done->setAside / "vault.db"), bytes);
        m.lock();
        KS_VERIFY(keysStay ? m.unlock() : m.unlock(backupPhrase));
        QVERIFY(!m.core->status().rolledBack);
    }

    void repairsOnlyWhatIsDamaged()
    {
        Machine m;
        m.standard();
        service::RestoreVault request = m.wish();
        request.repair = true;
        KS_FAILS(m.restore(std::move(request)), ErrorCode::IllegalState);
        QVERIFY(!fs::exists(m.folder() / "restore.new"));
        QVERIFY(m.core->status().state == service::VaultState::Unlocked);
    }

    void refusesABackupOfAnotherMakerForThisVault()
    {
        // The same vault id, another signer: put together by somebody who knows the id.
        Machine m;
        m.standard();
        const base::VaultId id{m.core->status().vaultId};
        QTemporaryDir elsewhere;
        const fs::path forged = fs::path(elsewhere.path().toStdString()) / "vault.db";
        vault::VaultKeys keys{id, ScratchDatabase::key(10), ScratchDatabase::key(60)};
        {
            auto vault =
                must(vault::Vault::create(forged, {id, keys.vaultKey.clone(), keys.rawDatabaseKey.clone()}, m.clock));
            db::Transaction transaction = must(vault->begin());
            must(vault->sealed().put(transaction, service::auditKeyName,
                                     must(must(crypto::PrivateKey::generateEd25519()).ed25519Seed())));
            (void)must(transaction.commit());
        }
        fs::remove(m.file());
        backup::WriteRequest request;
        request.file = m.file();
        request.now = m.clock.now();
        KS_VERIFY(backup::writeBackup({forged, keys.rawDatabaseKey.clone(), keys.vaultKey.clone()},
                                      {backup::SecretKind::Passphrase, secretText(backupPhrase)}, request, {}));
        KS_FAILS(m.restore(m.wish()), ErrorCode::Tampered);
        QCOMPARE(m.names(), (Names{"bank", "mail"}));
    }

    void wantsTheVaultsPassphraseForAnotherVault()
    {
        Machine other;
        must(other.create(false, true));
        other.addKey("theirs");
        KS_VERIFY(other.backup());
        Machine m;
        m.standard();
        fs::copy_file(other.file(), m.file(), fs::copy_options::overwrite_existing);
        KS_FAILS(m.restore(m.wish()), ErrorCode::Denied);
        service::RestoreVault request = m.wish();
        request.vaultPassphrase = secretText(goodPassphrase);
        const auto done = m.restore(std::move(request));
        KS_VERIFY(done);
        QVERIFY(done->preview.otherVault);
        QCOMPARE(m.names(), Names{"theirs"});
        m.lock();
        KS_VERIFY(m.unlock(backupPhrase));
    }

    void goesBackToTheOldVaultWhereTheDiskIsFull()
    {
        Machine m;
        m.standard();
        m.addKey("later");
        base::Result<service::RestoreDone> done = base::fail(ErrorCode::Internal);
        {
            const FullDisk full;
            done = m.restore(m.wish());
        }
        KS_FAILS(done, ErrorCode::StorageFull);
        QVERIFY(!fs::exists(m.folder() / "restore.new"));
        QCOMPARE(m.names(), (Names{"bank", "mail", "later"}));
        m.lock();
        KS_VERIFY(m.unlock());
    }

    void acceptsARollbackWithTheProofOnly()
    {
        Machine m;
        m.standard();
        m.lock();
        const std::string old = readAll(m.folder() / "vault.db");
        KS_VERIFY(m.unlock());
        m.addKey("later");
        m.lock();
        writeAll(m.folder() / "vault.db", old);
        KS_VERIFY(m.unlock());
        QVERIFY(m.core->status().rolledBack);
        const auto items = must(await(m.core->check()));
        const auto anchors =
            std::find_if(items.begin(), items.end(), [](const auto& item) { return item.what == "anchors"; });
        QVERIFY(anchors != items.end() && !anchors->ok);
        KS_FAILS(await(m.core->acceptRollbackWith({}, ServiceFixture::program())), ErrorCode::Denied);
        KS_FAILS(await(m.core->acceptRollbackWith({secretText("wrong"), false}, ServiceFixture::program())),
                 ErrorCode::WrongPassphrase);
        QVERIFY(m.core->status().rolledBack);
        KS_VERIFY(await(m.core->acceptRollbackWith({secretText(goodPassphrase), false}, ServiceFixture::program())));
        QVERIFY(!m.core->status().rolledBack);
        QCOMPARE(m.lastRecord(AuditAction::SecurityAlert).event.detail.at("accepted"), std::string("yes"));
        m.lock();
        KS_VERIFY(m.unlock());
        QVERIFY(!m.core->status().rolledBack);
    }

    void checksAVaultThatDoesNotOpen()
    {
        Machine m;
        m.standard();
        for (int i = 0; i < 30; ++i)
            m.addKey("key " + std::to_string(i));
        m.lock();
        m.core.reset();
        std::string bytes = readAll(m.folder() / "vault.db");
        const std::size_t page = bytes.size() / 4096 - 2;
        bytes[page * 4096 + 50] = static_cast<char>(bytes[page * 4096 + 50] ^ 1);
        writeAll(m.folder() / "vault.db", bytes);
        m.start();
        const auto items = await(m.core->checkUnopened(secretText(goodPassphrase), service::person()));
        KS_VERIFY(items);
        const auto pages =
            std::find_if(items->begin(), items->end(), [](const auto& item) { return item.what == "pages"; });
        QVERIFY(pages != items->end() && !pages->ok);
        QVERIFY2(pages->detail.find("page " + std::to_string(page + 1)) != std::string::npos, pages->detail.c_str());
        QCOMPARE(readAll(m.folder() / "vault.db"), bytes);
    }
};

QTEST_GUILESS_MAIN(TestServiceRestore)
#include "tst_service_restore.moc"
