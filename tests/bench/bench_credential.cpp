// SPDX-License-Identifier: GPL-3.0-or-later
// Reading, lending and storing a credential in a vault of 1,000 connections, each beside the least that the same disk
// and the same SQLCipher can do.
#include "app/common/file_anchors.h"
#include "core/net/qt_http_client.h"
#include "core/service/core_client.h"
#include "core/service/core_service.h"
#include "core/vault/credential_store.h"
#include "tests/bench/bare_database.h"
#include "tests/bench/recorder.h"
#include "tests/bench/run.h"
#include "tests/support/keychain_memory.h"
#include "tests/support/temporary_vault.h"

#include <cstdlib>
#include <QTemporaryDir>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace keystead;
using namespace std::chrono_literals;
using bench::Recorder;
using bench::runToEnd;
using test::must;

constexpr int connectionCount = 1000;
constexpr std::size_t tokenSize = 1024; // an access token that is a JWT
constexpr std::size_t sealedSize = tokenSize + 28;
constexpr std::size_t recordSize = 600; // an audit record's row

std::string tokenText(int number)
{
    std::string text = "token-" + std::to_string(number) + "-";
    text.resize(tokenSize, 'x');
    return text;
}

model::Actor program()
{
    model::Actor actor;
    actor.kind = model::Actor::Kind::Program;
    actor.program = "/usr/local/bin/deploy-to-production";
    actor.programSha256.assign(64, 'a');
    actor.pid = 12345;
    actor.via = "keystead-cli";
    return actor;
}

// A vault with 1,000 connections and, beside it, the bare database.
class Reading
{
public:
    Reading() : m_bare(m_vault.folder() / "bare.db")
    {
        for (int i = 0; i < connectionCount; ++i) {
            const model::Connection connection = m_vault.addConnection("connection " + std::to_string(i));
            m_vault.putSecret(connection, model::field::apiKey, tokenText(i));
            m_owners.push_back(connection.id.text);
        }
        m_bare.fill(m_owners, sealedSize);
    }

    void readFromMemory(benchmark::State& state)
    {
        const base::Secret held = must(m_vault->credentials().get(m_owners.front(), model::field::apiKey));
        const std::string plain(held.exposeText());
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            const base::Secret copy = operation.time([&] { return held.clone(); });
            std::string text = floor.time([&] { return plain; });
            benchmark::DoNotOptimize(copy.exposeBytes().data());
            benchmark::DoNotOptimize(text.data());
            state.SetIterationTime(seconds(operation));
        }
        report(state, operation, floor, "copy of a plain string", {10us, {}, {}});
    }

    void readFromVault(benchmark::State& state)
    {
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            const std::string& owner = m_owners[m_pick(m_random)];
            const auto value = operation.time([&] { return m_vault->credentials().get(owner, model::field::apiKey); });
            const std::size_t bytes = floor.time([&] { return m_bare.read(owner); });
            if (!value || value->size() != tokenSize || bytes != sealedSize)
                return state.SkipWithError("the credential did not come back");
            state.SetIterationTime(seconds(operation));
        }
        report(state, operation, floor, "bare indexed SQLCipher read", {200us, {}, {}});
    }

    static double seconds(const Recorder& recorder) { return std::chrono::duration<double>(recorder.last()).count(); }

private:
    test::TemporaryVault m_vault;
    bench::BareDatabase m_bare;
    std::vector<std::string> m_owners;
    std::mt19937 m_random{1};
    std::uniform_int_distribution<std::size_t> m_pick{0, connectionCount - 1};
};

// The whole core as the agent runs it, anchors and all, but for the keychain: that one is in memory.
class Using
{
public:
    Using()
        : m_bare(base() / "bare.db"), m_http(m_clock), m_registry(must(providers::Registry::builtIn())),
          m_anchors(base() / "state" / "anchor.json", m_keychain)
    {
        for (const char* name : {"vault", "state"}) {
            std::filesystem::create_directories(base() / name);
            std::filesystem::permissions(base() / name, std::filesystem::perms::owner_all);
        }
        m_core = std::make_unique<service::CoreService>(
            service::CoreParts{base() / "vault", base() / "state", m_keychain, m_anchors,
                               [this] { return m_anchors.remembered(); }, m_clock, m_http, m_registry, false});
        must(runToEnd(m_core->createVault({}, service::person())));
        for (int i = 0; i < connectionCount; ++i)
            m_ids.push_back(added(add(i)));
    }

    void access(benchmark::State& state)
    {
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            const base::ConnectionId& id = m_ids[m_pick(m_random)];
            const auto released = operation.time([&] {
                return runToEnd(m_core->releaseToken({id.text, 1min, {}}, program()));
            });
            floor.time([&] { m_bare.insertDurably(recordSize); });
            if (!released || released->value.size() != tokenSize)
                return state.SkipWithError("the credential was not released");
            state.SetIterationTime(Reading::seconds(operation));
        }
        report(state, operation, floor, "bare durable insert", {600us, 3ms, {}});
    }

    void storeNew(benchmark::State& state)
    {
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            service::AddConnection request = draft(m_number++);
            const auto answer =
                operation.time([&] { return runToEnd(m_core->add(std::move(request), service::person())); });
            floor.time([&] { m_bare.insertDurably(sealedSize); });
            if (!answer || !answer->connection)
                return state.SkipWithError("the connection was not stored");
            state.SetIterationTime(Reading::seconds(operation));
        }
        report(state, operation, floor, "bare durable insert", {1ms, 6ms, {}});
    }

    void replace(benchmark::State& state)
    {
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            service::EditConnection request;
            request.id = m_ids[m_pick(m_random)];
            request.secrets[std::string{model::field::apiKey}] =
                std::make_shared<base::Secret>(base::Secret::fromText(tokenText(m_number++)));
            const auto answer =
                operation.time([&] { return runToEnd(m_core->edit(std::move(request), service::person())); });
            floor.time([&] { m_bare.insertDurably(sealedSize); });
            if (!answer || !answer->connection)
                return state.SkipWithError("the credential was not stored");
            state.SetIterationTime(Reading::seconds(operation));
        }
        report(state, operation, floor, "bare durable insert", {1ms, 6ms, {}});
    }

private:
    std::filesystem::path base() const { return m_folder.path().toStdString(); }
    static service::AddConnection draft(int number)
    {
        service::AddConnection request;
        request.draft.name = "connection " + std::to_string(number);
        request.draft.providerId = "generic-api-key";
        request.draft.kind = model::AuthKind::ApiKey;
        request.draft.parameters = {{"api_base_url", "https://api.example.com/v1"}};
        request.credential.kind = model::AuthKind::ApiKey;
        request.credential.fields.emplace(std::string{model::field::apiKey}, base::Secret::fromText(tokenText(number)));
        return request;
    }
    base::Result<service::AddedConnection> add(int number)
    {
        return runToEnd(m_core->add(draft(number), service::person()));
    }
    static base::ConnectionId added(base::Result<service::AddedConnection> answer)
    {
        const service::AddedConnection value = must(std::move(answer));
        if (!value.connection) {
            std::fprintf(stderr, "%s\n", model::describe(value.problems).c_str());
            std::abort();
        }
        return value.connection->id;
    }

    QTemporaryDir m_folder;
    bench::BareDatabase m_bare;
    base::SystemClock m_clock;
    test::MemoryKeychain m_keychain;
    net::QtHttpClient m_http;
    providers::Registry m_registry;
    app::FileAnchors m_anchors;
    std::unique_ptr<service::CoreService> m_core;
    std::vector<base::ConnectionId> m_ids;
    int m_number = connectionCount;
    std::mt19937 m_random{1};
    std::uniform_int_distribution<std::size_t> m_pick{0, connectionCount - 1};
};

struct World
{
    Reading reading;
    Using use;
};

} // namespace

int main(int argc, char** argv)
{
    return bench::runBenchmarks(argc, argv, [] {
        const auto world = std::make_shared<World>();
        const auto add = [](const char* name, int rounds, auto run) {
            benchmark::RegisterBenchmark(name, run)->Iterations(rounds)->UseManualTime()->Unit(benchmark::kMicrosecond);
        };
        add("Read a credential from memory", 200'000,
            [world](benchmark::State& state) { world->reading.readFromMemory(state); });
        add("Read it from the vault, decrypted", 50'000,
            [world](benchmark::State& state) { world->reading.readFromVault(state); });
        add("Access with its durable audit record", 5'000,
            [world](benchmark::State& state) { world->use.access(state); });
        add("Store a new connection with its credential", 2'000,
            [world](benchmark::State& state) { world->use.storeNew(state); });
        add("Store a credential in its connection", 2'000,
            [world](benchmark::State& state) { world->use.replace(state); });
        return world;
    });
}
