// SPDX-License-Identifier: GPL-3.0-or-later
// SECURITY, table of faults: kill -9 at any instant of a profile key's rotation leaves every secret readable, and the
// rotation goes on.
#include "core/vault/profile_rotation.h"
#include "tests/vault/vault_test.h"

#include <csignal>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

using namespace keystead;
using namespace keystead::test;
using namespace std::chrono_literals;
using vault::ProfileRotation;

namespace {

constexpr int seals = 60;

// Locked memory is wiped in a forked child, so the key of the vault goes there as text.
vault::VaultKeys keysFrom(const base::VaultId& id, const std::string& vaultKey, const std::string& rawKey)
{
    return {id, base::Secret::fromText(vaultKey), base::Secret::fromText(rawKey)};
}

base::Status rotateOnce(vault::Vault& vault, const base::ProfileId& profile)
{
    ProfileRotation rotation(vault, profile);
    const base::Status begun = inTransaction(vault, [&](db::Transaction& t) -> base::Status {
        KS_TRY(rotation.begin(t, vault::key_reason::request, {}));
        return base::ok();
    });
    KS_TRY(begun);
    for (bool more = true; more;) {
        const base::Status stepped = inTransaction(vault, [&](db::Transaction& t) -> base::Status {
            KS_ASSIGN(const vault::RotationStep done, rotation.step(t, 7, 1s));
            more = done.more;
            return base::ok();
        });
        KS_TRY(stepped);
    }
    KS_TRY(inTransaction(vault, [&](db::Transaction& t) { return rotation.finish(t); }));
    return vault.database().checkpoint();
}

} // namespace

class TestRotationKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void losesNothing()
    {
        TemporaryVault vault;
        const base::ProfileId profile = must(vault->profiles().first()).id;
        std::vector<model::Connection> connections;
        for (int i = 0; i < seals; ++i) {
            connections.push_back(vault.addConnection("connection " + std::to_string(i)));
            vault.putSecret(connections.back(), "api_key", "secret " + std::to_string(i));
        }
        const vault::VaultKeys keys = vault.keys();
        std::string vaultKey{keys.vaultKey.exposeText()};
        std::string rawKey{keys.rawDatabaseKey.exposeText()};
        vault.close();

        std::mt19937 random(20261122);
        int resumed = 0;
        for (int round = 0; round < 60; ++round) {
            int pipe[2];
            QCOMPARE(::pipe(pipe), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                auto opened = vault::Vault::open(vault.file(), keysFrom(keys.id, vaultKey, rawKey), vault.clock());
                ::close(pipe[1]); // it works from here on
                while (opened && rotateOnce(**opened, profile)) {}
                ::_exit(1);
            }
            ::close(pipe[1]);
            char nothing = 0;
            QCOMPARE(::read(pipe[0], &nothing, 1), static_cast<ssize_t>(0));
            ::close(pipe[0]);
            ::usleep(static_cast<useconds_t>(random() % 9000)); // the instant of the kill, not a wait for something
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY2(WIFSIGNALED(status), "the rotation failed before the kill");

            must(vault.tryOpen());
            for (int i = 0; i < seals; ++i) {
                const auto value =
                    vault->credentials().get(connections[static_cast<std::size_t>(i)].id.text, "api_key");
                KS_VERIFY(value);
                QVERIFY(value->exposeText() == "secret " + std::to_string(i));
            }
            KS_VERIFY(vault->checkSeals());
            const bool between = must(vault->profiles().keyState(profile)).rotating();
            QCOMPARE(count(vault, "SELECT count(*) FROM profile_key"), between ? 2 : 1);
            resumed += between ? 1 : 0;
            vault.close();
        }
        qInfo("60 kills, %d of them in the middle of a rotation", resumed);
        QVERIFY(resumed > 0);
    }
};

QTEST_APPLESS_MAIN(TestRotationKill)
#include "tst_rotation_kill.moc"
