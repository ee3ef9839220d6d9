// SPDX-License-Identifier: GPL-3.0-or-later
// Replacing the keys of 10,000 sealed credentials while the vault is in use: how long it takes, beside the bare work of
// writing every one of them again, and how long a read has to wait meanwhile.
#include "app/common/file_anchors.h"
#include "core/net/qt_http_client.h"
#include "core/service/core_client.h"
#include "core/service/core_service.h"
#include "tests/bench/bare_database.h"
#include "tests/bench/recorder.h"
#include "tests/bench/run.h"
#include "tests/support/keychain_memory.h"
#include "tests/support/temporary_vault.h"

#include <algorithm>
#include <cstdlib>
#include <QTemporaryDir>
#include <QTimer>
#include <random>
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

class World
{
public:
    World()
        : m_http(m_clock), m_registry(must(providers::Registry::builtIn())),
          m_anchors(state() / "anchor.json", m_keychain)
    {
        for (const auto& folder : {base() / "vault", state()}) {
            std::filesystem::create_directories(folder);
            std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
        }
        m_core = std::make_unique<service::CoreService>(
            service::CoreParts{base() / "vault", state(), m_keychain, m_anchors,
                               [this] { return m_anchors.remembered(); }, m_clock, m_http, m_registry, false});
        must(runToEnd(m_core->createVault({}, service::person())));
        for (int i = 0; i < connectionCount; ++i)
            m_ids.push_back(add(i));
    }

    // The floor: the same number of rows written anew in one transaction by SQLCipher alone.
    void rotate(benchmark::State& state, bool vaultKey)
    {
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            const auto report = operation.time(
                [&] { return runToEnd(m_core->rotateKeys(request(vaultKey), proof(), {}, service::person())); });
            floor.time([&] { rewriteBare(); });
            if (!report || (!vaultKey && report->seals != connectionCount))
                return state.SkipWithError("the keys were not replaced");
            state.SetIterationTime(seconds(operation));
        }
        report(state, operation, floor, "bare rewrite of 10,000 rows", {3s, {}, {}});
    }

    // How long a read waits: the core thread is asked all the time, and each question is timed from being asked. The
    // floor: the same while nothing is replaced.
    void readMeanwhile(benchmark::State& state)
    {
        Recorder waits;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            for (int i = 0; i < 500; ++i)
                ask(floor);
            must(runToEnd(m_core->startRotation(request(true), proof(), service::person())));
            while (m_core->rotationProgress().running())
                ask(waits);
            if (m_core->rotationProgress().phase != service::RotationProgress::Phase::Done)
                return state.SkipWithError("the keys were not replaced");
            state.SetIterationTime(std::chrono::duration<double>(waits.percentile(1)).count());
        }
        report(state, waits, floor, "the same without a rotation", {{}, 20ms, {}});
        state.counters["longest_us"] = std::chrono::duration<double, std::micro>(waits.percentile(1)).count();
    }

private:
    std::filesystem::path base() const { return m_folder.path().toStdString(); }
    std::filesystem::path state() const { return base() / "state"; }
    static double seconds(const Recorder& recorder) { return std::chrono::duration<double>(recorder.last()).count(); }
    static service::RotateKeys request(bool vaultKey)
    {
        service::RotateKeys keys;
        keys.vaultKey = vaultKey;
        keys.allProfiles = true;
        return keys;
    }
    static service::Proof proof()
    {
        service::Proof proof;
        proof.confirmed = true;
        return proof;
    }
    void ask(Recorder& recorder)
    {
        const std::size_t pick = m_pick(m_random);
        // Asked through the event loop, as a caller over the socket or the window is.
        bool answered = false;
        QTimer::singleShot(0, [&] {
            const auto task = [](service::CoreService& core, base::ConnectionId id, bool& done) -> QCoro::Task<void> {
                auto asking = core.find(id.text);
                const auto found = co_await asking;
                if (!found)
                    std::abort();
                done = true;
            };
            const auto running = task(*m_core, m_ids[pick], answered);
        });
        recorder.time([&] {
            while (!answered)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        });
    }
    void rewriteBare()
    {
        bench::BareDatabase bare(base() / ("bare" + std::to_string(m_bareNumber++) + ".db"));
        bare.fill(m_owners, tokenSize + 28);
    }
    base::ConnectionId add(int number)
    {
        service::AddConnection request;
        request.draft.name = "connection " + std::to_string(number);
        request.draft.providerId = "generic-api-key";
        request.draft.kind = model::AuthKind::ApiKey;
        request.draft.parameters = {{"api_base_url", "https://api.example.com/v1"}};
        request.credential.kind = model::AuthKind::ApiKey;
        std::string token = "token-" + std::to_string(number) + "-";
        token.resize(tokenSize, 'x');
        request.credential.fields.emplace(std::string{model::field::apiKey}, base::Secret::fromText(token));
        const auto added = must(runToEnd(m_core->add(std::move(request), service::person())));
        if (!added.connection)
            std::abort();
        m_owners.push_back(added.connection->id.text);
        return added.connection->id;
    }

    QTemporaryDir m_folder;
    base::SystemClock m_clock;
    test::MemoryKeychain m_keychain;
    net::QtHttpClient m_http;
    providers::Registry m_registry;
    app::FileAnchors m_anchors;
    std::unique_ptr<service::CoreService> m_core;
    std::vector<base::ConnectionId> m_ids;
    std::vector<std::string> m_owners;
    int m_bareNumber = 0;
    std::mt19937 m_random{1};
    std::uniform_int_distribution<std::size_t> m_pick{0, connectionCount - 1};
};

} // namespace

int main(int argc, char** argv)
{
    return bench::runBenchmarks(argc, argv, [] {
        const auto world = std::make_shared<World>();
        const auto add = [](const char* name, int rounds, auto run) {
            benchmark::RegisterBenchmark(name, run)->Iterations(rounds)->UseManualTime()->Unit(benchmark::kMillisecond);
        };
        add("Replace a profile's key, 10,000 seals", 5,
            [world](benchmark::State& state) { world->rotate(state, false); });
        add("Replace the vault key and the profile's", 5,
            [world](benchmark::State& state) { world->rotate(state, true); });
        add("Longest read while both are replaced", 5,
            [world](benchmark::State& state) { world->readMeanwhile(state); });
        return world;
    });
}
