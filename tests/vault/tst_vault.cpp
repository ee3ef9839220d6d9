// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/vault_test.h"

#include <csignal>
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <random>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;

namespace {

QByteArray hashOf(const std::filesystem::path& file)
{
    QFile input{QString::fromStdString(file.string())};
    return input.open(QIODevice::ReadOnly) ? QCryptographicHash::hash(input.readAll(), QCryptographicHash::Sha256)
                                           : QByteArray{};
}

// The same in parent and child: locked memory is wiped on fork.
vault::VaultKeys fixedKeys()
{
    vault::VaultKeys keys{base::VaultId{"vlt_000000000000000000000000"}, base::Secret(32), base::Secret(32)};
    keys.vaultKey.exposeMutable()[0] = 1;
    keys.rawDatabaseKey.exposeMutable()[0] = 2;
    return keys;
}

} // namespace

class TestVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensWhatItMade()
    {
        TemporaryVault vault;
        const model::Connection connection = vault.addConnection("GitHub");
        vault.putSecret(connection, "api_key", "value");
        vault.reopen();
        QCOMPARE(vault->id().text, vault.keys().id.text);
        QCOMPARE(vault->connections().all()->size(), std::size_t{1});
        KS_VERIFY(vault->checkSeals());
    }

    void leavesOneFileClosedToOthers()
    {
        // SECURITY 31
        TemporaryVault vault;
        vault.addConnection("GitHub");
        vault.close();
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(vault.folder()))
            names.push_back(entry.path().filename().string());
        QCOMPARE(names, std::vector<std::string>{"vault.db"});
        struct stat info
        {
        };
        QCOMPARE(::stat(vault.file().c_str(), &info), 0);
        QCOMPARE(info.st_mode & 0777U, 0600U);
    }

    void neverReplacesAFile()
    {
        TemporaryVault vault;
        vault.close();
        const QByteArray before = hashOf(vault.file());
        KS_FAILS(vault::Vault::create(vault.file(), vault.keys(), vault.clock()), ErrorCode::VaultExists);
        QCOMPARE(hashOf(vault.file()), before);
        KS_VERIFY(vault.tryOpen());
    }

    void refusesWrongKeys()
    {
        TemporaryVault vault;
        vault.close();
        vault::VaultKeys wrong = vault.keys();
        wrong.rawDatabaseKey.exposeMutable()[31] ^= 1;
        KS_FAILS(vault::Vault::open(vault.file(), std::move(wrong), vault.clock()), ErrorCode::WrongKey);
        vault::VaultKeys shortKey = vault.keys();
        shortKey.vaultKey = base::Secret{};
        KS_FAILS(vault::Vault::open(vault.file(), std::move(shortKey), vault.clock()), ErrorCode::InvalidArgument);
    }

    void refusesTheDatabaseOfAnotherVault()
    {
        TemporaryVault vault;
        vault.close();
        vault::VaultKeys other = vault.keys();
        other.id = base::VaultId::create();
        KS_FAILS(vault::Vault::open(vault.file(), std::move(other), vault.clock()), ErrorCode::Damaged);
    }

    void refusesADatabaseWithoutAVault()
    {
        TemporaryVault vault;
        const std::filesystem::path file = vault.folder() / "empty.db";
        KS_VERIFY(db::Connection::open(file, vault.keys().rawDatabaseKey, db::OpenMode::Create));
        KS_FAILS(vault::Vault::open(file, vault.keys(), vault.clock()), ErrorCode::Damaged);
    }

    void leavesANewerVaultByteForByte()
    {
        TemporaryVault vault;
        KS_VERIFY(tamper(vault, "PRAGMA user_version = 1000"));
        vault.close();
        const QByteArray before = hashOf(vault.file());
        KS_FAILS(vault.tryOpen(), ErrorCode::TooNew);
        QCOMPARE(hashOf(vault.file()), before);
    }

    void noticesAnotherVaultKeyInTheProfiles()
    {
        TemporaryVault vault;
        const model::Connection connection = vault.addConnection("GitHub");
        vault.putSecret(connection, "api_key", "value");
        vault.close();
        vault::VaultKeys other = vault.keys();
        other.vaultKey.exposeMutable()[0] ^= 1;
        const auto opened = vault::Vault::open(vault.file(), std::move(other), vault.clock());
        KS_VERIFY(opened);
        KS_FAILS((*opened)->credentials().get(connection.id.text, "api_key"), ErrorCode::Tampered);
    }

    void readsOnAnotherThread()
    {
        TemporaryVault vault;
        vault.addConnection("GitHub");
        std::size_t seen = 0;
        std::thread reader([&] {
            const auto connection = vault->openReader();
            if (!connection)
                return;
            vault::ConnectionStore store(**connection);
            const auto all = store.all();
            seen = all ? all->size() : 0;
        });
        reader.join();
        QCOMPARE(seen, std::size_t{1});
    }

    void leavesNoVaultOrAWholeOneWhenKilledAtItsBirth()
    {
        // SECURITY, table of faults: the old or the new, never neither.
        std::mt19937 random(7);
        int made = 0;
        for (int round = 0; round < 60; ++round) {
            QTemporaryDir folder;
            FakeClock clock;
            const std::filesystem::path file = std::filesystem::path{folder.path().toStdString()} / "vault.db";
            int pipe[2];
            QCOMPARE(::pipe(pipe), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                ::close(pipe[1]); // ready
                ::_exit(vault::Vault::create(file, fixedKeys(), clock) ? 0 : 1);
            }
            ::close(pipe[1]);
            char nothing = 0;
            QCOMPARE(::read(pipe[0], &nothing, 1), static_cast<ssize_t>(0));
            ::close(pipe[0]);
            ::usleep(static_cast<useconds_t>(random() % 25000)); // the instant of the kill
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            const bool there = std::filesystem::exists(file);
            made += there ? 1 : 0;
            const auto vault =
                there ? vault::Vault::open(file, fixedKeys(), clock) : vault::Vault::create(file, fixedKeys(), clock);
            KS_VERIFY(vault);
            KS_VERIFY((*vault)->checkSeals());
            QCOMPARE((*vault)->profiles().all()->size(), std::size_t{1});
        }
        qInfo("60 kills, %d vaults were whole", made);
    }

    void readsAndStoresInTime()
    {
        // Generous limits against a change of kind; tests/bench measures. Issue: read 0.2 ms, store 1 ms.
        TemporaryVault vault;
        const model::Connection connection = vault.addConnection("GitHub");
        vault.putSecret(connection, "access_token", std::string(1500, 't'));
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 500; ++i)
            KS_VERIFY(vault->credentials().get(connection.id.text, "access_token"));
        const double read = static_cast<double>(timer.nsecsElapsed()) / 500e6;
        timer.restart();
        for (int i = 0; i < 500; ++i)
            vault.putSecret(connection, "access_token", std::string(1500, 't'));
        const double store = static_cast<double>(timer.nsecsElapsed()) / 500e6;
        qInfo("read %.4f ms, store without sync %.4f ms", read, store);
        QVERIFY(read < 2.0);
        QVERIFY(store < 10.0);
    }
};

QTEST_APPLESS_MAIN(TestVault)
#include "tst_vault.moc"
