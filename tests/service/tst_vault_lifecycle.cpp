// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/service_fixture.h"

#include "core/db/connection.h"
#include "core/keys/key_file.h"

#include <QSignalSpy>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;
using model::AuditAction;
using service::VaultState;
namespace fs = std::filesystem;

class TstVaultLifecycle : public QObject
{
    Q_OBJECT

private:
    static ErrorCode codeOf(const base::Status& status) { return status ? ErrorCode::Ok : status.error().code; }

    // The database as its owner could open it, to prepare what the program must find.
    static void inDatabase(ServiceFixture& f, const char* sql)
    {
        const auto file = must(keys::KeyFile::load(f.folder() / "keys.json"));
        const base::Secret key = must(file.openWithPassphrase(secretText(goodPassphrase)));
        const base::Secret raw = must(keys::databaseKey(key, file.vaultId()));
        const auto database = must(db::Connection::open(f.folder() / "vault.db", raw, db::OpenMode::ReadWrite));
        must(database->execute(sql));
        must(database->checkpoint());
    }

private Q_SLOTS:
    void createsLocksAndOpensByTheKeychain()
    {
        ServiceFixture f;
        QCOMPARE(f.core->status().state, VaultState::Missing);
        QCOMPARE(codeOf(f.create(true, false)), ErrorCode::Ok);
        QCOMPARE(f.core->status().state, VaultState::Unlocked);
        QCOMPARE(f.keychain.size(), std::size_t{1});
        QCOMPARE(f.records(AuditAction::VaultUnlock), std::int64_t{1});
        f.lock();
        QCOMPARE(f.core->status().state, VaultState::Locked);
        QCOMPARE(await(f.core->connections()).error().code, ErrorCode::VaultLocked);
        QCOMPARE(codeOf(f.unlockByKeychain()), ErrorCode::Ok);
        QCOMPARE(f.records(AuditAction::VaultLock), std::int64_t{1});
        QCOMPARE(f.records(AuditAction::VaultUnlock), std::int64_t{2});
        for (const char* name : {"vault.db", "keys.json"})
            QCOMPARE(int(fs::status(f.folder() / name).permissions()), 0600);
    }

    void writesTheKeychainItemBeforeTheKeyFile()
    {
        ServiceFixture f;
        f.keychain.holdAnswers();
        service::CreateVault request;
        Pending<base::Status> creating(f.core->createVault(std::move(request), service::person()));
        QCOMPARE(f.core->status().state, VaultState::Missing);
        QVERIFY(!fs::exists(f.folder() / "keys.json"));
        QVERIFY(!fs::exists(f.folder() / "vault.db"));
        f.keychain.release();
        QVERIFY(creating.take().has_value());
        QVERIFY(f.keychain.reads() >= 1); // read back
    }

    void leavesNothingWhereTheKeychainFails()
    {
        ServiceFixture f;
        f.keychain.failWith(ErrorCode::KeychainUnavailable);
        QCOMPARE(codeOf(f.create(true, true)), ErrorCode::KeychainUnavailable);
        QVERIFY(!fs::exists(f.folder() / "keys.json"));
        QVERIFY(!fs::exists(f.folder() / "vault.db"));
        QVERIFY(!fs::exists(f.folder() / "vault.db.new"));
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok); // a passphrase does instead
    }

    void wantsAWayToUnlock()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, false)), ErrorCode::InvalidArgument);
    }

    void offersThePassphraseWhereTheKeychainIsLocked()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(true, true)), ErrorCode::Ok);
        f.lock();
        f.keychain.failWith(ErrorCode::KeychainLocked);
        QCOMPARE(codeOf(f.unlockByKeychain()), ErrorCode::KeychainLocked);
        const auto status = f.core->status();
        QCOMPARE(status.state, VaultState::Locked);
        QCOMPARE(status.problem->code, ErrorCode::KeychainLocked);
        QCOMPARE(status.slots.size(), std::size_t{2});
        QCOMPARE(codeOf(f.unlock()), ErrorCode::Ok);
        QVERIFY(!f.core->status().problem.has_value());
    }

    void neverMakesANewKeyOverAVault()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        f.lock();
        QCOMPARE(codeOf(f.create(true, false)), ErrorCode::VaultExists);
        fs::remove(f.folder() / "keys.json"); // even half of one
        f.start();
        const std::string before = readAll(f.folder() / "vault.db");
        QCOMPARE(codeOf(f.create(true, false)), ErrorCode::VaultExists);
        QCOMPARE(readAll(f.folder() / "vault.db"), before);
        QCOMPARE(f.core->status().state, VaultState::Unusable);
    }

    void finishesACreationThatWasCutOff()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        f.lock();
        fs::rename(f.folder() / "vault.db", f.folder() / "vault.db.new");
        f.start();
        QCOMPARE(codeOf(f.unlock()), ErrorCode::Ok);
    }

    void slowsDownAfterWrongPassphrasesAlsoOverARestart() // SECURITY 39
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        f.lock();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(codeOf(f.unlock("wrong wrong wrong")), ErrorCode::WrongPassphrase);
        f.start();
        const base::Status limited = f.unlock("wrong wrong wrong");
        QCOMPARE(codeOf(limited), ErrorCode::RateLimited);
        QVERIFY(std::stoi(limited.error().detail) >= 1);
        QCOMPARE(codeOf(f.unlock()), ErrorCode::RateLimited); // the right one waits as well
        f.clock.advance(10min);
        QSignalSpy alerts(f.core.get(), &service::CoreService::notify);
        QCOMPARE(codeOf(f.unlock()), ErrorCode::Ok);
        QCOMPARE(f.records(AuditAction::UnlockFailed), std::int64_t{5}); // merged
        QVERIFY(!f.lastRecord(AuditAction::UnlockFailed).event.authenticated);
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1}); // SECURITY 40
        QCOMPARE(alerts.count(), 1);
        f.lock();
        QCOMPARE(codeOf(f.unlock()), ErrorCode::Ok);
        QCOMPARE(f.records(AuditAction::UnlockFailed), std::int64_t{5}); // once
    }

    void namesWhatIsWrongAndTouchesNothing_data()
    {
        QTest::addColumn<QString>("damage");
        QTest::addColumn<int>("code");
        QTest::newRow("empty database") << QStringLiteral("empty") << int(ErrorCode::Damaged);
        QTest::newRow("truncated database") << QStringLiteral("truncated") << int(ErrorCode::Damaged);
        QTest::newRow("flipped database header") << QStringLiteral("header") << int(ErrorCode::Damaged);
        QTest::newRow("missing database") << QStringLiteral("missing") << int(ErrorCode::Damaged);
        QTest::newRow("flipped key file") << QStringLiteral("keys") << int(ErrorCode::Damaged);
        QTest::newRow("empty key file") << QStringLiteral("nokeys") << int(ErrorCode::Damaged);
        QTest::newRow("readable by others") << QStringLiteral("mode") << int(ErrorCode::StorageInsecure);
        QTest::newRow("a later schema") << QStringLiteral("newer") << int(ErrorCode::TooNew);
    }
    void namesWhatIsWrongAndTouchesNothing()
    {
        QFETCH(const QString, damage);
        QFETCH(const int, code);
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        f.lock();
        const fs::path database = f.folder() / "vault.db";
        const fs::path keyFile = f.folder() / "keys.json";
        std::string bytes = readAll(database);
        std::string text = readAll(keyFile);
        if (damage == QStringLiteral("empty"))
            writeAll(database, {});
        else if (damage == QStringLiteral("truncated"))
            writeAll(database, bytes.substr(0, 3000));
        else if (damage == QStringLiteral("missing"))
            fs::remove(database);
        else if (damage == QStringLiteral("nokeys"))
            writeAll(keyFile, {});
        else if (damage == QStringLiteral("mode"))
            fs::permissions(database, fs::perms(0644));
        else if (damage == QStringLiteral("newer"))
            inDatabase(f, "PRAGMA user_version = 999");
        else if (damage == QStringLiteral("header"))
            writeAll(database, (bytes[100] = static_cast<char>(bytes[100] ^ 1), bytes));
        else
            writeAll(keyFile, (text[text.size() / 2] = static_cast<char>(text[text.size() / 2] ^ 1), text));
        const std::string databaseBefore = readAll(database);
        const std::string keysBefore = readAll(keyFile);
        f.start();
        (void)f.core->status();
        const base::Status opened = f.unlock();
        QVERIFY(!opened.has_value());
        QCOMPARE(int(opened.error().code), code);
        const auto status = f.core->status();
        QCOMPARE(status.state, VaultState::Unusable);
        QCOMPARE(int(status.problem->code), code);
        QCOMPARE(codeOf(f.create(true, true)), ErrorCode::VaultExists);
        QCOMPARE(readAll(database), databaseBefore);
        QCOMPARE(readAll(keyFile), keysBefore);
    }

    void refusesASecondOwner()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        service::CoreService other(f.parts());
        QCOMPARE(codeOf(await(other.unlockWithPassphrase(secretText(goodPassphrase), service::person()))),
                 ErrorCode::VaultBusy);
        f.lock();
        QCOMPARE(codeOf(await(other.unlockWithPassphrase(secretText(goodPassphrase), service::person()))),
                 ErrorCode::Ok);
    }

    void noticesARolledBackVault() // SECURITY 35, 40
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        f.lock();
        const std::string old = readAll(f.folder() / "vault.db");
        QCOMPARE(codeOf(f.unlock()), ErrorCode::Ok);
        (void)f.addKey("later");
        f.lock();
        for (const char* name : {"vault.db-wal", "vault.db-shm"})
            fs::remove(f.folder() / name);
        writeAll(f.folder() / "vault.db", old);
        f.start();
        QSignalSpy alerts(f.core.get(), &service::CoreService::notify);
        QCOMPARE(codeOf(f.unlock()), ErrorCode::Ok);
        QVERIFY(f.core->status().rolledBack);
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1});
        QCOMPARE(alerts.count(), 1);
        const auto connection = f.addOAuth("work");
        QCOMPARE(f.signIn(connection).error().code, ErrorCode::RolledBack);
        f.lock(); // not looked at yet: it stays
        QCOMPARE(codeOf(f.unlock()), ErrorCode::Ok);
        QVERIFY(f.core->status().rolledBack);
        QCOMPARE(codeOf(await(f.core->acceptRollback(service::person()))), ErrorCode::Ok);
        QVERIFY(!f.core->status().rolledBack);
        QVERIFY(f.signIn(connection).has_value());
    }

    void changesSlotsWithAProof()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(true, false)), ErrorCode::Ok);
        QCOMPARE(codeOf(await(f.core->addPassphraseSlot(secretText("another passphrase"), {}, service::person()))),
                 ErrorCode::Denied);
        QCOMPARE(
            codeOf(await(f.core->addPassphraseSlot(secretText("another passphrase"), {{}, true}, service::person()))),
            ErrorCode::Ok);
        QCOMPARE(f.core->status().slots.size(), std::size_t{2});
        QVERIFY(f.core->revealNeedsPassphrase());
        QCOMPARE(f.records(AuditAction::SecurityAlert), std::int64_t{1}); // SECURITY 40
        const auto slots = f.core->status().slots;
        service::Proof wrong{secretText("not the passphrase"), false};
        QCOMPARE(codeOf(await(f.core->removeSlot(slots.front().id, std::move(wrong), service::person()))),
                 ErrorCode::WrongPassphrase);
        service::Proof right{secretText("another passphrase"), false};
        QCOMPARE(codeOf(await(f.core->removeSlot(slots.front().id, std::move(right), service::person()))),
                 ErrorCode::Ok);
        QCOMPARE(f.keychain.size(), std::size_t{0});
        service::Proof again{secretText("another passphrase"), false};
        QCOMPARE(codeOf(await(f.core->removeSlot(slots.back().id, std::move(again), service::person()))),
                 ErrorCode::IllegalState); // the last one
        f.lock();
        f.start();
        QCOMPARE(codeOf(f.unlock("another passphrase")), ErrorCode::Ok);
    }

    void storesARotatedTokenWhenLockedInFlight() // SECURITY 38
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        const auto connection = f.addOAuth("work");
        QVERIFY(f.signIn(connection).has_value());
        ServerReply held = tokenReply("at-2", "rt-2");
        held.hold = true;
        f.server.http().once("/token", held);
        const int before = f.server.tokenPosts();
        Pending<base::Result<model::Connection>> refreshing(f.core->refresh(connection.id, service::person()));
        QTRY_COMPARE(f.server.tokenPosts(), before + 1);
        Pending<base::Status> locking(f.core->lock(service::person()));
        QTest::qWait(20);
        f.server.http().release();
        QVERIFY(locking.take().has_value());
        (void)refreshing.take();
        QCOMPARE(codeOf(f.unlock()), ErrorCode::Ok);
        const auto token = [&] {
            service::Proof proof{secretText(goodPassphrase), false};
            const auto text =
                await(f.core->reveal(connection.id, "refresh_token", std::move(proof), service::person()));
            return std::string{text ? text->exposeText() : std::string_view{}};
        };
        QTRY_COMPARE(token(), std::string{"rt-2"});
    }

    void endsQuietlyWithAnUnlockUnderWay()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        f.lock();
        Pending<base::Status> unlocking(f.core->unlockWithPassphrase(secretText(goodPassphrase), service::person()));
        f.core.reset();
        QVERIFY(unlocking.ready()); // no event loop comes after it: what waited would keep the vault key
        QVERIFY(!unlocking.take().has_value());
        f.start();
        QCOMPARE(f.core->status().state, VaultState::Locked);
    }

    void checksTheVault()
    {
        ServiceFixture f;
        QCOMPARE(codeOf(f.create(false, true)), ErrorCode::Ok);
        (void)f.addKey("one");
        const auto items = must(await(f.core->check()));
        QVERIFY(items.size() >= 6);
        for (const auto& item : items)
            QVERIFY2(item.ok, (item.what + ": " + item.detail).c_str());
    }
};

QTEST_GUILESS_MAIN(TstVaultLifecycle)
#include "tst_vault_lifecycle.moc"
