// SPDX-License-Identifier: GPL-3.0-or-later
// From a locked vault of 10,000 connections to the first connection found in it: by the keychain (in memory here: what
// the desktop's takes is its own), beside SQLCipher alone opening a database of that size and reading a row; and by a
// passphrase whose Argon2id was measured for this machine, beside the same without a passphrase.
#include "app/common/file_anchors.h"
#include "core/net/qt_http_client.h"
#include "core/service/core_client.h"
#include "core/service/core_service.h"
#include "tests/bench/bare_database.h"
#include "tests/bench/recorder.h"
#include "tests/bench/run.h"
#include "tests/support/keychain_memory.h"
#include "tests/support/temporary_vault.h"

#include <cstdlib>
#include <QTemporaryDir>
#include <string>
#include <vector>

namespace {

using namespace keystead;
using namespace std::chrono_literals;
using bench::Recorder;
using bench::runToEnd;
using test::must;

constexpr int connectionCount = 10'000;
constexpr std::size_t tokenSize = 1024;
constexpr std::string_view passphrase = "correct horse battery staple of the bench";

class Unlocking
{
public:
    Unlocking()
        : m_http(m_clock), m_registry(must(providers::Registry::builtIn())),
          m_anchors(base() / "state" / "anchor.json", m_keychain)
    {
        for (const char* name : {"vault", "state"}) {
            std::filesystem::create_directories(base() / name);
            std::filesystem::permissions(base() / name, std::filesystem::perms::owner_all);
        }
        m_core = std::make_unique<service::CoreService>(
            service::CoreParts{base() / "vault", base() / "state", m_keychain, m_anchors,
                               [this] { return m_anchors.remembered(); }, m_clock, m_http, m_registry, false});
        service::CreateVault request;
        request.keychain = true;
        request.passphrase = base::Secret::fromText(passphrase);
        must(runToEnd(m_core->createVault(std::move(request), service::person())));
        std::vector<std::string> owners;
        for (int i = 0; i < connectionCount; ++i)
            owners.push_back(add(i));
        m_owner = owners.front();
        bench::BareDatabase(bare()).fill(owners, tokenSize + 28);
    }

    void byKeychain(benchmark::State& state)
    {
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            if (!unlocked(operation, {}))
                return state.SkipWithError("the vault did not open");
            floor.time([this] { return bench::BareDatabase(bare()).read(m_owner); });
            state.SetIterationTime(std::chrono::duration<double>(operation.last()).count());
        }
        report(state, operation, floor, "bare SQLCipher, open and read a row", {60ms, {}, {}});
    }

    void byPassphrase(benchmark::State& state)
    {
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            if (!unlocked(operation, passphrase) || !unlocked(floor, {}))
                return state.SkipWithError("the vault did not open");
            state.SetIterationTime(std::chrono::duration<double>(operation.last()).count());
        }
        report(state, operation, floor, "the same by the keychain", {1500ms, {}, {}});
    }

private:
    std::filesystem::path base() const { return m_folder.path().toStdString(); }
    std::filesystem::path bare() const { return base() / "bare.db"; }
    bool unlocked(Recorder& recorder, std::string_view phrase)
    {
        must(runToEnd(m_core->lock(service::person())));
        return recorder.time([&] {
            const auto opened =
                phrase.empty()
                    ? runToEnd(m_core->unlockWithKeychain(service::person()))
                    : runToEnd(m_core->unlockWithPassphrase(base::Secret::fromText(phrase), service::person()));
            return opened && runToEnd(m_core->find(m_owner));
        });
    }
    std::string add(int number)
    {
        service::AddConnection request;
        request.draft.name = "connection " + std::to_string(number);
        request.draft.providerId = "generic-api-key";
        request.draft.kind = model::AuthKind::ApiKey;
        request.draft.parameters = {{"api_base_url", "https://api.example.com/v1"}};
        request.credential.kind = model::AuthKind::ApiKey;
        request.credential.fields.emplace(std::string{model::field::apiKey},
                                          base::Secret::fromText(std::string(tokenSize, 'x')));
        const auto added = must(runToEnd(m_core->add(std::move(request), service::person())));
        if (!added.connection)
            std::abort();
        return added.connection->id.text;
    }

    QTemporaryDir m_folder;
    base::SystemClock m_clock;
    test::MemoryKeychain m_keychain;
    net::QtHttpClient m_http;
    providers::Registry m_registry;
    app::FileAnchors m_anchors;
    std::unique_ptr<service::CoreService> m_core;
    std::string m_owner;
};

} // namespace

int main(int argc, char** argv)
{
    return bench::runBenchmarks(argc, argv, [] {
        const auto world = std::make_shared<Unlocking>();
        const auto add = [](const char* name, int rounds, auto run) {
            benchmark::RegisterBenchmark(name, run)->Iterations(rounds)->UseManualTime()->Unit(benchmark::kMillisecond);
        };
        add("Unlock by the keychain, 10,000 connections", 30,
            [world](benchmark::State& state) { world->byKeychain(state); });
        add("Unlock by a passphrase (Argon2id measured here)", 7,
            [world](benchmark::State& state) { world->byPassphrase(state); });
        return world;
    });
}
