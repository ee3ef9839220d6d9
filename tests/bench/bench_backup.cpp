// SPDX-License-Identifier: GPL-3.0-or-later
// A backup of a vault of 100 MB, verified and on the disk, beside copying the file and waiting for the disk; and the
// restore of it.
#include "core/backup/backup_file.h"
#include "core/backup/restore.h"
#include "core/db/snapshot.h"
#include "core/vault/connection_store.h"
#include "core/vault/credential_store.h"
#include "core/vault/profile_store.h"
#include "tests/bench/recorder.h"
#include "tests/bench/run.h"
#include "tests/support/temporary_vault.h"

#include <filesystem>
#include <string>

namespace {

using namespace keystead;
using namespace std::chrono_literals;
using bench::Recorder;
using test::must;
namespace fs = std::filesystem;

constexpr std::uintmax_t vaultSize = 100'000'000;
constexpr std::size_t secretSize = 2000;
constexpr int rows = 42'000; // of one secret each, with their connections: about 100 MB

class World
{
public:
    World()
    {
        const model::Connection pattern = m_vault.addConnection("pattern");
        for (int done = 0; done < rows;) {
            db::Transaction transaction = must(m_vault->begin());
            for (const int end = done + 1000; done < end && done < rows; ++done)
                add(transaction, pattern, done);
            (void)must(transaction.commit());
        }
        must(m_vault->database().checkpoint());
        if (fs::file_size(m_vault.file()) < vaultSize)
            std::fprintf(stderr, "the vault has only %ju bytes\n", fs::file_size(m_vault.file()));
    }

    void backup(benchmark::State& state, const backup::BackupSecret& secret)
    {
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            const fs::path file = m_vault.folder() / "my.backup";
            fs::remove(file);
            backup::WriteRequest request;
            request.file = file;
            request.reason = "request";
            const auto info = operation.time([&] { return backup::writeBackup(source(), secret, request, {}); });
            const bool copied = floor.time([&] { return copy(); });
            if (!info || !copied || info->connections != rows + 1)
                return state.SkipWithError("the backup was not made");
            state.SetIterationTime(seconds(operation));
        }
        report(state, operation, floor, "cp and fsync of the vault", {5s, {}, {}});
    }

    void restore(benchmark::State& state, const backup::BackupSecret& secret)
    {
        backup::WriteRequest request;
        request.file = m_vault.folder() / "restore.backup";
        request.existing = backup::Existing::Replace;
        (void)must(backup::writeBackup(source(), secret, request, {}));
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            const fs::path file = m_vault.folder() / "restored.db";
            fs::remove(file);
            const base::Status built = operation.time([&]() -> base::Status {
                KS_ASSIGN(const auto reader, backup::BackupReader::open(request.file, secret));
                KS_TRY(reader->verify());
                return backup::buildVault(*reader, file, m_vault.keys(), m_vault.clock().now(), {});
            });
            const bool copied = floor.time([&] { return copy(); });
            if (!built || !copied)
                return state.SkipWithError("the vault was not restored");
            state.SetIterationTime(seconds(operation));
        }
        report(state, operation, floor, "cp and fsync of the vault", {});
    }

private:
    void add(db::Transaction& transaction, const model::Connection& pattern, int number)
    {
        model::Connection connection = pattern;
        connection.id = base::ConnectionId::create();
        connection.name = "connection " + std::to_string(number);
        connection.version = 0;
        must(m_vault->connections().save(transaction, connection));
        std::string text = "token-" + std::to_string(number) + "-";
        text.resize(secretSize, 'x');
        must(m_vault->credentials().put(transaction, connection.profile, connection.id.text, "api_key",
                                        base::Secret::fromText(text)));
    }
    backup::Source source() const
    {
        vault::VaultKeys keys = m_vault.keys();
        return {m_vault.file(), std::move(keys.rawDatabaseKey), std::move(keys.vaultKey)};
    }
    bool copy()
    {
        const fs::path to = m_vault.folder() / "plain.copy";
        fs::remove(to);
        std::error_code failed;
        fs::copy_file(m_vault.file(), to, failed);
        return !failed && db::syncFile(to);
    }
    static double seconds(const Recorder& recorder) { return std::chrono::duration<double>(recorder.last()).count(); }

    test::TemporaryVault m_vault;
};

} // namespace

int main(int argc, char** argv)
{
    return bench::runBenchmarks(argc, argv, [] {
        const auto world = std::make_shared<World>();
        const auto passphrase = std::make_shared<backup::BackupSecret>(
            backup::BackupSecret{backup::SecretKind::Passphrase, base::Secret::fromText("correct horse battery")});
        const auto add = [](const char* name, auto run) {
            benchmark::RegisterBenchmark(name, run)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);
        };
        add("Back up a vault of 100 MB, verified",
            [world, passphrase](benchmark::State& state) { world->backup(state, *passphrase); });
        add("Restore it, verified and under other keys",
            [world, passphrase](benchmark::State& state) { world->restore(state, *passphrase); });
        return world;
    });
}
