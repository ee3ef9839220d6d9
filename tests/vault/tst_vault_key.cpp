// SPDX-License-Identifier: GPL-3.0-or-later
// A copy of the vault under another vault key and another database key, while the vault is in use; and what a rotated
// or retired key leaves in the pages.
#include "core/crypto/random.h"
#include "core/db/live_copy.h"
#include "core/db/snapshot.h"
#include "core/vault/profile_rotation.h"
#include "core/vault/vault_key.h"
#include "tests/vault/vault_test.h"

#include <QFile>
#include <sqlite3.h>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using base::ErrorCode;

namespace {

// Every page as it lies decrypted, free pages and gaps included.
QByteArray pages(db::Connection& database)
{
    sqlite3_int64 size = 0;
    unsigned char* const bytes = sqlite3_serialize(database.handle(), "main", &size, 0);
    const QByteArray copy(reinterpret_cast<const char*>(bytes), static_cast<qsizetype>(size));
    sqlite3_free(bytes);
    return copy;
}

QByteArray blob(TemporaryVault& vault, const std::string& sql)
{
    db::Statement query = must(vault->database().prepare(sql));
    must(query.step());
    const auto bytes = query.blob(0);
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace

class TestVaultKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesToAnotherKeyWhileInUse()
    {
        TemporaryVault vault;
        std::vector<model::Connection> connections;
        for (int i = 0; i < 200; ++i) {
            connections.push_back(vault.addConnection("connection " + std::to_string(i)));
            vault.putSecret(connections.back(), "api_key", "secret " + std::to_string(i));
        }
        must(inTransaction(*vault, [&](db::Transaction& t) {
            return vault->sealed().put(t, "audit.signing_key", base::Secret::fromText("seed"));
        }));
        const vault::VaultKeys old = vault.keys();
        vault::VaultKeys next{old.id, crypto::randomSecret(32), crypto::randomSecret(32)};
        const std::filesystem::path file = vault.folder() / "vault.db.next";
        auto copy = must(db::LiveCopy::begin(vault->database(), file, next.rawDatabaseKey));
        int changes = 0;
        while (!must(copy->step(3))) {
            // Read and written all along, in pages that are copied already and in those that are not.
            vault.putSecret(connections[static_cast<std::size_t>(changes) % 200], "api_key",
                            "change " + std::to_string(changes));
            vault.addConnection("later " + std::to_string(changes));
            ++changes;
            QVERIFY(changes < 1000);
        }
        QVERIFY(changes > 5);
        KS_VERIFY(copy->finish());
        {
            db::Transaction transaction = must(db::Transaction::begin(copy->connection()));
            KS_VERIFY(vault::moveToVaultKey(transaction, old.id, old.vaultKey, next.vaultKey, vault.clock().now()));
            KS_VERIFY(transaction.commit());
        }
        KS_VERIFY(copy->close());
        KS_VERIFY(db::syncFile(file));

        auto moved = must(
            vault::Vault::open(file, {next.id, next.vaultKey.clone(), next.rawDatabaseKey.clone()}, vault.clock()));
        KS_VERIFY(moved->checkSeals());
        QCOMPARE(must(moved->connections().all()).size(), static_cast<std::size_t>(200 + changes));
        for (int i = 0; i < 200; ++i) {
            const std::string& id = connections[static_cast<std::size_t>(i)].id.text;
            QVERIFY(
                must(moved->credentials().get(id, "api_key")).equals(must(vault->credentials().get(id, "api_key"))));
        }
        QCOMPARE(must(vault::vaultKeyState(moved->database())).version, 2);
        QCOMPARE(must(moved->sealed().get("audit.signing_key")).exposeText(), std::string_view{"seed"});
        // The old key opens nothing of it.
        KS_FAILS(db::Connection::open(file, old.rawDatabaseKey, db::OpenMode::ReadOnly), ErrorCode::WrongKey);
        moved.reset();
        moved =
            must(vault::Vault::open(file, {old.id, old.vaultKey.clone(), next.rawDatabaseKey.clone()}, vault.clock()));
        KS_FAILS(moved->sealed().get("audit.signing_key"), ErrorCode::Tampered);
        KS_FAILS(moved->profiles().key(must(moved->profiles().first()).id), ErrorCode::Tampered);
        KS_VERIFY(vault->checkSeals()); // the old one is as it was
    }

    void refusesToMoveWhatDoesNotOpen()
    {
        TemporaryVault vault;
        KS_VERIFY(tamper(vault, "UPDATE profile_key SET wrapped = zeroblob(60)"));
        db::Transaction transaction = must(vault->begin());
        const base::Secret next = crypto::randomSecret(32);
        KS_FAILS(vault::moveToVaultKey(transaction, vault.keys().id, vault.keys().vaultKey, next, {}),
                 ErrorCode::Tampered);
    }

    void goesOnInAnotherFile()
    {
        TemporaryVault vault;
        const model::Connection connection = vault.addConnection("one");
        vault.putSecret(connection, "api_key", "secret");
        const vault::VaultKeys old = vault.keys();
        vault::VaultKeys next{old.id, crypto::randomSecret(32), crypto::randomSecret(32)};
        const std::filesystem::path file = vault.folder() / "vault.db.next";
        auto copy = must(db::LiveCopy::begin(vault->database(), file, next.rawDatabaseKey));
        KS_VERIFY(copy->finish());
        {
            db::Transaction transaction = must(db::Transaction::begin(copy->connection()));
            KS_VERIFY(vault::moveToVaultKey(transaction, old.id, old.vaultKey, next.vaultKey, {}));
            KS_VERIFY(transaction.commit());
        }
        KS_VERIFY(copy->close());
        const std::uint64_t commits = vault->database().commitCount();
        KS_VERIFY(vault->database().detach());
        KS_FAILS(vault->connections().all(), ErrorCode::StorageIo);
        KS_FAILS(vault->begin(), ErrorCode::StorageIo);
        auto opened = must(db::Connection::open(file, next.rawDatabaseKey, db::OpenMode::ReadWrite));
        opened->accept();
        KS_VERIFY(vault->goOnWith(std::move(opened), std::move(next.vaultKey), std::move(next.rawDatabaseKey)));
        QCOMPARE(vault->database().commitCount(), commits);
        QCOMPARE(must(vault->credentials().get(connection.id.text, "api_key")).exposeText(),
                 std::string_view{"secret"});
        vault.putSecret(connection, "api_key", "changed");
        QVERIFY(vault->database().commitCount() > commits);
        KS_VERIFY(vault->checkSeals());
    }

    void aRetiredKeyIsInNoPage()
    {
        TemporaryVault vault;
        const base::ProfileId profile = must(vault->profiles().first()).id;
        std::vector<model::Connection> connections;
        for (int i = 0; i < 40; ++i) {
            connections.push_back(vault.addConnection("connection " + std::to_string(i)));
            vault.putSecret(connections.back(), "api_key", "secret " + std::to_string(i));
        }
        const QByteArray oldKey = blob(vault, "SELECT wrapped FROM profile_key");
        must(vault->database().checkpoint());
        QVERIFY2(pages(vault->database()).contains(oldKey), "the search finds what is there");
        vault::ProfileRotation rotation(*vault, profile);
        must(inTransaction(*vault, [&](db::Transaction& t) -> base::Status {
            KS_TRY(rotation.begin(t, vault::key_reason::request, {}));
            return base::ok();
        }));
        must(inTransaction(*vault, [&](db::Transaction& t) -> base::Status {
            KS_TRY(rotation.step(t, 1000, 10s));
            return rotation.finish(t);
        }));
        must(vault->database().checkpoint());
        QVERIFY(!pages(vault->database()).contains(oldKey));
        QVERIFY(pages(vault->database()).contains(blob(vault, "SELECT wrapped FROM profile_key")));
        // With an empty log the file is all there is.
        QCOMPARE(QFile(QString::fromStdString(vault.file().string() + "-wal")).size(), qint64{0});
    }
};

QTEST_APPLESS_MAIN(TestVaultKey)
#include "tst_vault_key.moc"
