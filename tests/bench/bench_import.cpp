// SPDX-License-Identifier: GPL-3.0-or-later
// Importing 10,000 entries into an empty profile through the whole core: reading and planning, writing with one record
// a connection, and taking it back; each beside the least that SQLCipher needs to write as many rows of that size.
#include "app/common/file_anchors.h"
#include "core/net/qt_http_client.h"
#include "core/service/core_client.h"
#include "core/service/core_service.h"
#include "core/service/import_desk.h"
#include "tests/bench/bare_database.h"
#include "tests/bench/recorder.h"
#include "tests/bench/run.h"
#include "tests/support/keychain_memory.h"
#include "tests/support/temporary_vault.h"

#include <fstream>
#include <QTemporaryDir>
#include <string>
#include <vector>

namespace {

using namespace keystead;
using namespace std::chrono_literals;
using bench::Recorder;
using bench::runToEnd;
using test::must;

constexpr int entryCount = 10'000;
constexpr std::size_t rowSize = 1'100; // a connection, its sealed field and its audit record

class Importing
{
public:
    Importing()
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
        std::ofstream file(source());
        file << "name,url,username,password\n";
        for (int i = 0; i < entryCount; ++i)
            file << "account " << i << ",https://host" << i % 500 << ".example.com,user" << i << ",p4ssw0rd-" << i
                 << "\n";
    }

    void import(benchmark::State& state)
    {
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            const auto run = operation.time([this] { return importAll(); });
            writeFloor(floor);
            if (!run || run->run.created != entryCount)
                return state.SkipWithError("not everything was imported");
            must(runToEnd(m_core->imports().undo(run->run.id, false, service::person())));
            state.SetIterationTime(std::chrono::duration<double>(operation.last()).count());
        }
        report(state, operation, floor, "10,000 bare rows in one transaction", {5s, {}, {}});
    }

    void plan(benchmark::State& state)
    {
        const auto run = must(importAll());
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            const auto preview = operation.time([this] { return runToEnd(m_core->imports().preview(request())); });
            writeFloor(floor);
            if (!preview || preview->plan.count(transfer::PlanAction::Skip) != entryCount)
                return state.SkipWithError("the plan is another");
            m_core->imports().discard(preview->id);
            state.SetIterationTime(std::chrono::duration<double>(operation.last()).count());
        }
        must(runToEnd(m_core->imports().undo(run.run.id, false, service::person())));
        report(state, operation, floor, "10,000 bare rows in one transaction", {5s, {}, {}});
    }

    void undo(benchmark::State& state)
    {
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            const auto run = must(importAll());
            const auto undone =
                operation.time([&] { return runToEnd(m_core->imports().undo(run.run.id, false, service::person())); });
            writeFloor(floor);
            if (!undone || undone->removed.size() != entryCount)
                return state.SkipWithError("not everything was taken back");
            state.SetIterationTime(std::chrono::duration<double>(operation.last()).count());
        }
        report(state, operation, floor, "10,000 bare rows in one transaction", {5s, {}, {}});
    }

private:
    std::filesystem::path base() const { return m_folder.path().toStdString(); }
    std::filesystem::path source() const { return base() / "accounts.csv"; }
    service::ImportRequest request() const
    {
        service::ImportRequest request;
        request.format = "csv";
        request.path = source().string();
        return request;
    }
    base::Result<service::ImportOutcome> importAll()
    {
        auto preview = runToEnd(m_core->imports().preview(request()));
        if (!preview)
            return preview.error();
        return runToEnd(m_core->imports().apply(preview->id, {}, service::person()));
    }
    void writeFloor(Recorder& floor)
    {
        std::vector<std::string> owners;
        for (int i = 0; i < entryCount; ++i)
            owners.push_back("row " + std::to_string(m_number++));
        floor.time([&] { m_bare.fill(owners, rowSize); });
    }

    QTemporaryDir m_folder;
    bench::BareDatabase m_bare;
    base::SystemClock m_clock;
    test::MemoryKeychain m_keychain;
    net::QtHttpClient m_http;
    providers::Registry m_registry;
    app::FileAnchors m_anchors;
    std::unique_ptr<service::CoreService> m_core;
    int m_number = 0;
};

} // namespace

int main(int argc, char** argv)
{
    return bench::runBenchmarks(argc, argv, [] {
        const auto world = std::make_shared<Importing>();
        const auto add = [](const char* name, auto run) {
            benchmark::RegisterBenchmark(name, run)->Iterations(5)->UseManualTime()->Unit(benchmark::kMicrosecond);
        };
        add("Import 10,000 entries", [world](benchmark::State& state) { world->import(state); });
        add("Plan 10,000 entries against 10,000 connections", [world](benchmark::State& state) { world->plan(state); });
        add("Undo an import of 10,000 entries", [world](benchmark::State& state) { world->undo(state); });
        return world;
    });
}
