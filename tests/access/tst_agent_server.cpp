// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/agent_server.h"
#include "core/net/async.h"
#include "core/protocol/blocking_client.h"
#include "core/protocol/error_code.h"

#include <nlohmann/json.hpp>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace keystead;
using access::AgentServer;
using access::Call;
using access::Reply;
using access::Wish;
using base::Json;

namespace {

struct DenyAll final : access::Policy
{
    access::Decision decide(const access::AccessQuery&, base::WallTime) const override
    {
        return access::Decision::Deny;
    }
};

QCoro::Task<base::Result<Reply>> echo(Call call)
{
    co_return Reply{call.params, {}};
}

QCoro::Task<base::Result<Reply>> secret(Call)
{
    Reply reply;
    reply.secrets.emplace_back("token", base::Secret::fromText("the-token"));
    co_return reply;
}

QCoro::Task<base::Result<Reply>> failing(Call)
{
    co_return base::fail(base::ErrorCode::VaultLocked, "closed");
}

using Gate = net::OneShot<int>;
QCoro::Task<base::Result<Reply>> waiting(Gate gate, Call)
{
    co_await gate;
    co_return Reply{};
}

} // namespace

class TestAgentServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_socket = m_folder->path().toStdString() + "/run/agent.sock";
    }

    // SECURITY 29
    void socketIsPrivate()
    {
        const auto server = started();
        struct stat info
        {
        };
        QCOMPARE(::lstat(m_socket.c_str(), &info), 0);
        QCOMPARE(info.st_mode & 0777, 0600U);
        QCOMPARE(::lstat(m_socket.parent_path().c_str(), &info), 0);
        QCOMPARE(info.st_mode & 0777, 0700U);
    }

    // SECURITY 29
    void refusesAFolderThatIsOpenToOthersOrASymlink()
    {
        std::filesystem::create_directory(m_socket.parent_path());
        std::filesystem::permissions(m_socket.parent_path(), std::filesystem::perms::all);
        AgentServer open({m_socket, "/nowhere"}, m_policy, m_clock);
        QCOMPARE(open.listen().error().code, base::ErrorCode::StorageInsecure);
        const auto link = m_folder->path().toStdString() + "/link";
        std::filesystem::permissions(m_socket.parent_path(), std::filesystem::perms::owner_all);
        std::filesystem::create_symlink(m_socket.parent_path(), link);
        AgentServer linked({link + "/agent.sock", "/nowhere"}, m_policy, m_clock);
        QCOMPARE(linked.listen().error().code, base::ErrorCode::StorageInsecure);
    }

    void replacesAStaleSocketButNotALiveOne()
    {
        const auto first = started();
        AgentServer second({m_socket, "/nowhere"}, m_policy, m_clock);
        QCOMPARE(second.listen().error().code, base::ErrorCode::VaultBusy);
        // As after kill -9: the file is there and nobody listens.
        const std::string stale = m_folder->path().toStdString() + "/run/stale.sock";
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        stale.copy(address.sun_path, sizeof address.sun_path - 1);
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        QCOMPARE(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        ::close(fd);
        AgentServer third({stale, "/nowhere"}, m_policy, m_clock);
        QVERIFY(third.listen().has_value());
    }

    void answersCallsErrorsAndSecrets()
    {
        const auto server = started();
        server->add("echo", Wish::Read, echo);
        server->add("secret", Wish::ReleaseSecret, secret);
        server->add("failing", Wish::Read, failing);
        inClient([](protocol::BlockingClient& client) {
            const auto echoed = client.call("echo", {{"x", 5}});
            if (!echoed || (**echoed)["x"] != 5)
                return std::string{"echo"};
            const auto token = client.call("secret", Json::object());
            if (!token || (**token)["token"] != "the-token")
                return std::string{"secret"};
            const auto failed = client.call("failing", Json::object());
            if (failed || failed.error() != base::Error{base::ErrorCode::VaultLocked, "closed"} ||
                client.lastHint().empty())
                return std::string{"failing"};
            const auto unknown = client.call("no.such", Json::object());
            return unknown || unknown.error().code != base::ErrorCode::Unsupported ? std::string{"unknown method"}
                                                                                   : std::string{};
        });
    }

    void aSlowCallBlocksNobodyAndAnswersComeAsTheyAreReady()
    {
        const auto server = started();
        Gate gate;
        server->add("slow", Wish::Read, [gate](Call call) { return waiting(gate, std::move(call)); });
        server->add("echo", Wish::Read, echo);
        server->add("open", Wish::Read, [&gate](Call call) {
            gate.set(1);
            return echo(std::move(call));
        });
        inClient([](protocol::BlockingClient& client) {
            if (!client.send("slow", Json::object()) || !client.send("echo", {{"n", 2}}))
                return std::string{"send"};
            const auto first = client.receive(std::chrono::seconds{10});
            if (!first || !first->result || first->result->value("n", 0) != 2)
                return std::string{"the quick one did not come first"};
            if (!client.send("open", Json::object()))
                return std::string{"send"};
            const auto a = client.receive(std::chrono::seconds{10});
            const auto b = client.receive(std::chrono::seconds{10});
            return a && b && a->result && b->result ? std::string{} : std::string{"the slow one never came"};
        });
    }

    void aPolicyThatDeniesIsHeardOfAndNothingRuns()
    {
        DenyAll deny;
        AgentServer server({m_socket, "/nowhere"}, deny, m_clock);
        bool ran = false;
        server.add("secret", Wish::ReleaseSecret, [&ran](Call call) {
            ran = true;
            return echo(std::move(call));
        });
        QSignalSpy denied(&server, &AgentServer::accessDenied);
        QVERIFY(server.listen().has_value());
        inClient([](protocol::BlockingClient& client) {
            const auto answer = client.call("secret", Json::object());
            return !answer && answer.error().code == base::ErrorCode::Denied ? std::string{}
                                                                             : std::string{"was allowed"};
        });
        QCOMPARE(denied.size(), 1);
        QVERIFY(!ran);
    }

    void junkAndTooMuchEndTheConnectionOnly()
    {
        const auto server = started();
        server->add("echo", Wish::Read, echo);
        inClient([this](protocol::BlockingClient& client) {
            const int fd = raw();
            const std::string junk = "this is not JSON\n";
            if (::send(fd, junk.data(), junk.size(), MSG_NOSIGNAL) < 0)
                return std::string{"send"};
            std::array<char, 512> answer{};
            if (::recv(fd, answer.data(), answer.size(), 0) <= 0 ||
                std::string_view(answer.data()).find("-32700") == std::string_view::npos)
                return std::string{"no parse error"};
            const std::string endless(256 * 1024, 'x');
            ssize_t sent = 0;
            for (int i = 0; i < 64 && sent >= 0; ++i)
                sent = ::send(fd, endless.data(), endless.size(), MSG_NOSIGNAL);
            ::close(fd);
            if (sent >= 0)
                return std::string{"an endless line was taken"};
            return client.call("echo", Json::object()) ? std::string{} : std::string{"others suffered"};
        });
    }

    void aCallerThatHangsUpCancelsItsCalls()
    {
        const auto server = started();
        Gate gate;
        bool cancelled = false;
        base::CancelRegistration registration;
        server->add("slow", Wish::Read, [&](Call call) {
            registration = call.cancel.onCancel([&] { cancelled = true; });
            return waiting(gate, std::move(call));
        });
        inClient([](protocol::BlockingClient& client) {
            return client.send("slow", Json::object()) ? std::string{} : std::string{"send"};
        });
        QTRY_VERIFY(cancelled);
        QTRY_COMPARE(server->connectionCount(), 0);
        gate.set(1); // the coroutine ends without touching what is gone
    }

    // An agent that stops while a program waits, for a person say.
    void aServerThatEndsCancelsItsCallsAndTheirAnswersGoNowhere()
    {
        auto server = started();
        Gate gate;
        bool began = false;
        bool answered = false;
        base::CancelRegistration registration;
        server->add("slow", Wish::Read, [&](Call call) {
            began = true;
            registration = call.cancel.onCancel([&] {
                answered = true;
                gate.set(1); // the answer is given while the connection goes
            });
            return waiting(gate, std::move(call));
        });
        const int client = raw();
        const std::string line = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"slow\",\"params\":{}}\n";
        QCOMPARE(::send(client, line.data(), line.size(), MSG_NOSIGNAL), static_cast<ssize_t>(line.size()));
        QTRY_VERIFY(began);
        server.reset();
        QVERIFY(answered);
        char byte = 0;
        QCOMPARE(::recv(client, &byte, 1, 0), 0); // closed, without an answer
        ::close(client);
    }

    void tooManyCallsAtOnceAreRefusedWithAClearError()
    {
        const auto server = started();
        Gate gate;
        server->add("slow", Wish::Read, [gate](Call call) { return waiting(gate, std::move(call)); });
        inClient([](protocol::BlockingClient& client) {
            for (int i = 0; i < 65; ++i) {
                if (!client.send("slow", Json::object()))
                    return std::string{"send"};
            }
            const auto answer = client.receive(std::chrono::seconds{10});
            return answer && !answer->result && answer->error.code == base::ErrorCode::LimitExceeded
                       ? std::string{}
                       : std::string{"no limit"};
        });
        gate.set(1);
    }

private:
    std::unique_ptr<AgentServer> started()
    {
        auto server = std::make_unique<AgentServer>(AgentServer::Options{m_socket, "/nowhere"}, m_policy, m_clock);
        const base::Status listening = server->listen();
        if (!listening)
            qFatal("%s", base::toString(listening.error()).c_str());
        return server;
    }

    int raw() const
    {
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        m_socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
        ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address);
        return fd;
    }

    // The blocking client in a thread, while this one runs the event loop; an empty text is success.
    template <class Work> void inClient(Work work)
    {
        std::string problem = "did not run";
        std::atomic<bool> done = false;
        std::thread thread([&] {
            auto client = protocol::BlockingClient::connect(m_socket);
            problem = client ? work(*client) : base::toString(client.error());
            done = true;
        });
        const bool finished = QTest::qWaitFor([&] { return done.load(); }, 30'000);
        thread.join();
        QVERIFY(finished);
        QCOMPARE(problem, std::string{});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_socket;
    access::SameUserPolicy m_policy;
    base::SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestAgentServer)
#include "tst_agent_server.moc"
