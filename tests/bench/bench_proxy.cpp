// SPDX-License-Identifier: GPL-3.0-or-later
// A request through Keystead, with the credential, the rules and the durable record, beside the same request sent
// straight to the server; and a large answer streamed through it. The program and the server have a thread each and
// block, as programs do; the core has its event loop.
#include "app/common/file_anchors.h"
#include "core/access/proxy_session.h"
#include "core/net/loopback_socket.h"
#include "core/net/qt_http_client.h"
#include "core/service/core_service.h"
#include "core/service/request_desk.h"
#include "tests/bench/recorder.h"
#include "tests/bench/run.h"
#include "tests/support/keychain_memory.h"
#include "tests/support/temporary_vault.h"

#include <atomic>
#include <cstdlib>
#include <netinet/in.h>
#include <poll.h>
#include <QTemporaryDir>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace keystead;
using namespace std::chrono_literals;
using bench::Recorder;
using bench::runToEnd;
using test::must;

constexpr std::size_t largeBody = 256 * 1024 * 1024;

void sendAll(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t sent = ::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
}

// How many bytes came until the other end closed.
std::size_t readAll(int descriptor, std::string& buffer)
{
    std::size_t whole = 0;
    ssize_t got = 0;
    while ((got = ::recv(descriptor, buffer.data(), buffer.size(), 0)) > 0)
        whole += static_cast<std::size_t>(got);
    return whole;
}

// Answers each connection once: "/large" with largeBody bytes, all else with a few.
class Server
{
public:
    Server() : m_socket(must(net::listenOnLoopback(false, 0)))
    {
        m_thread = std::thread([this] { serve(); });
    }
    ~Server()
    {
        m_over = true;
        ::close(connectTo()); // wakes it
        m_thread.join();
        ::close(m_socket.descriptor);
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_socket.port); }
    int connectTo() const
    {
        const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(m_socket.port));
        if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            std::abort();
        return descriptor;
    }

private:
    void serve()
    {
        const std::string piece(1024 * 1024, 'x');
        std::string buffer(64 * 1024, 0);
        while (!m_over) {
            pollfd waiting{m_socket.descriptor, POLLIN, 0};
            ::poll(&waiting, 1, -1);
            const int descriptor = ::accept(m_socket.descriptor, nullptr, nullptr);
            if (descriptor < 0)
                continue;
            std::string head;
            ssize_t got = 0;
            while (head.find("\r\n\r\n") == std::string::npos &&
                   (got = ::recv(descriptor, buffer.data(), buffer.size(), 0)) > 0)
                head.append(buffer.data(), static_cast<std::size_t>(got));
            if (head.find(" /v1/large ") != std::string::npos) {
                sendAll(descriptor, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(largeBody) + "\r\n\r\n");
                for (std::size_t sent = 0; sent < largeBody; sent += piece.size())
                    sendAll(descriptor, piece);
            } else {
                sendAll(descriptor, "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"ok\":true}");
            }
            ::close(descriptor);
        }
    }
    net::ListeningSocket m_socket;
    std::atomic<bool> m_over = false;
    std::thread m_thread;
};

QCoro::Task<base::Result<void>> allowed()
{
    co_return base::ok();
}

class Proxy
{
public:
    Proxy()
        : m_http(m_clock), m_registry(must(providers::Registry::builtIn())),
          m_anchors(base() / "state" / "anchor.json", m_keychain), m_buffer(256 * 1024, 0)
    {
        for (const char* name : {"vault", "state"}) {
            std::filesystem::create_directories(base() / name);
            std::filesystem::permissions(base() / name, std::filesystem::perms::owner_all);
        }
        m_core = std::make_unique<service::CoreService>(
            service::CoreParts{base() / "vault", base() / "state", m_keychain, m_anchors,
                               [this] { return m_anchors.remembered(); }, m_clock, m_http, m_registry, false});
        must(runToEnd(m_core->createVault({}, service::person())));
        service::AddConnection request;
        request.draft.name = "work";
        request.draft.providerId = "generic-api-key";
        request.draft.kind = model::AuthKind::ApiKey;
        request.draft.parameters = {{"api_base_url", m_server.url() + "/v1"}, {"allow_loopback_http", "yes"}};
        request.credential.kind = model::AuthKind::ApiKey;
        request.credential.fields.emplace(std::string{model::field::apiKey},
                                          base::Secret::fromText("key-0123456789abcdef"));
        if (!must(runToEnd(m_core->add(std::move(request), service::person()))).connection)
            std::abort();
    }

    void small(benchmark::State& state) { compare(state, "/v1/small", 11, {{}, {}, 1ms}); }
    // 300 MB/s.
    void large(benchmark::State& state) { compare(state, "/v1/large", largeBody, {894ms, {}, {}}); }

private:
    std::filesystem::path base() const { return m_folder.path().toStdString(); }

    void compare(benchmark::State& state, const std::string& path, std::size_t size, const bench::Target& target)
    {
        Recorder operation;
        Recorder floor;
        for ([[maybe_unused]] auto round : state) {
            const std::size_t bare = floor.time([&] { return exchange(m_server.connectTo(), path); });
            const std::size_t through = operation.time([&] { return throughKeystead(path.substr(3)); });
            if (bare < size || through < size)
                return state.SkipWithError("the answer did not come in whole");
            state.SetIterationTime(std::chrono::duration<double>(operation.last()).count());
        }
        report(state, operation, floor, "the bare request", target);
    }
    std::size_t exchange(int descriptor, const std::string& path)
    {
        sendAll(descriptor, "GET " + path + " HTTP/1.1\r\nHost: any\r\nConnection: close\r\n\r\n");
        const std::size_t size = readAll(descriptor, m_buffer);
        ::close(descriptor);
        return size;
    }
    // The program is a thread; this one is the core's.
    std::size_t throughKeystead(const std::string& path)
    {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
            std::abort();
        std::atomic<std::size_t> size = 0;
        std::thread program([&] { size = exchange(ends[0], path); });
        const auto maker = [this](const access::ProxyHead& head,
                                  base::CancelToken gone) -> base::Result<std::shared_ptr<access::ProxyErrand>> {
            service::RequestProgram asking;
            asking.actor.kind = model::Actor::Kind::Program;
            asking.actor.program = "/usr/local/bin/deploy-to-production";
            asking.authorize = [](model::AccessWant, model::Caller, base::CancelToken) { return allowed(); };
            return m_core->requests().errand({"work", head.method, head.target, head.headers}, std::move(asking),
                                             std::move(gone));
        };
        runToEnd(session(ends[1], maker));
        program.join();
        return size;
    }
    static QCoro::Task<bool> session(int descriptor, access::ErrandMaker maker)
    {
        auto running = access::runProxySession(std::make_shared<access::ClientStream>(descriptor, std::string_view{}),
                                               std::move(maker), {}, {});
        co_await running;
        co_return true;
    }

    Server m_server;
    QTemporaryDir m_folder;
    base::SystemClock m_clock;
    test::MemoryKeychain m_keychain;
    net::QtHttpClient m_http;
    providers::Registry m_registry;
    app::FileAnchors m_anchors;
    std::unique_ptr<service::CoreService> m_core;
    std::string m_buffer;
};

} // namespace

int main(int argc, char** argv)
{
    return bench::runBenchmarks(argc, argv, [] {
        const auto proxy = std::make_shared<Proxy>();
        const auto add = [](const char* name, int rounds, auto run) {
            benchmark::RegisterBenchmark(name, run)->Iterations(rounds)->UseManualTime()->Unit(benchmark::kMicrosecond);
        };
        add("A request through Keystead, with its durable record", 2'000,
            [proxy](benchmark::State& state) { proxy->small(state); });
        add("256 MiB streamed through Keystead", 10, [proxy](benchmark::State& state) { proxy->large(state); });
        return proxy;
    });
}
