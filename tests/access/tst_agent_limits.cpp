// SPDX-License-Identifier: GPL-3.0-or-later
// What a bad caller can do to the others: nothing. Raw bytes over the socket, in all the ways in which they can be
// wrong.
#include "core/access/agent_server.h"
#include "core/base/json.h"
#include "core/net/async.h"

#include <array>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <QAbstractEventDispatcher>
#include <QTemporaryDir>
#include <QTest>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace keystead;
using access::AgentServer;
using access::Call;
using access::Reply;
using access::Wish;
using base::Json;
using namespace std::chrono_literals;

namespace {

QCoro::Task<base::Result<Reply>> echo(Call call)
{
    co_return Reply{call.params, {}};
}

using Gate = net::OneShot<int>;
QCoro::Task<base::Result<Reply>> waiting(Gate gate, Call)
{
    co_await gate;
    co_return Reply{};
}

std::string request(int id, const std::string& params = "{}")
{
    return R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":"echo","params":)" + params + "}\n";
}

// A caller of the same thread: it sends and reads without waiting, while the server's event loop runs in between.
class Caller
{
public:
    explicit Caller(const std::filesystem::path& socket)
        : m_fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
        if (::connect(m_fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            qFatal("connect: %s", std::strerror(errno));
    }
    ~Caller() { hangUp(); }
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;

    void hangUp()
    {
        if (m_fd >= 0)
            ::close(std::exchange(m_fd, -1));
    }
    void finishWriting() { ::shutdown(m_fd, SHUT_WR); }
    // True where everything went; false where the server closed.
    bool send(std::string_view bytes)
    {
        const auto deadline = std::chrono::steady_clock::now() + 20s;
        while (!bytes.empty() && std::chrono::steady_clock::now() < deadline) {
            const ssize_t sent = ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent > 0)
                bytes.remove_prefix(static_cast<std::size_t>(sent));
            else if (errno != EAGAIN)
                return false;
            QCoreApplication::processEvents();
        }
        return bytes.empty();
    }
    // The next answers, as they come; fewer where the server closed or nothing came for 20 s.
    std::vector<Json> answers(std::size_t count)
    {
        std::vector<Json> found;
        const auto deadline = std::chrono::steady_clock::now() + 20s;
        while (found.size() < count && std::chrono::steady_clock::now() < deadline) {
            for (std::size_t end = 0; found.size() < count && (end = m_text.find('\n')) != std::string::npos;) {
                found.push_back(Json::parse(m_text.substr(0, end)));
                m_text.erase(0, end + 1);
            }
            if (found.size() == count || closed())
                return found;
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        }
        return found;
    }
    // Reads what is there; true where the server has closed and all is read.
    bool closed()
    {
        std::array<char, 65536> chunk{};
        const ssize_t got = ::recv(m_fd, chunk.data(), chunk.size(), 0);
        if (got > 0)
            m_text.append(chunk.data(), static_cast<std::size_t>(got));
        return got == 0 || (got < 0 && errno != EAGAIN);
    }

private:
    int m_fd;
    std::string m_text;
};

int numberOf(const Json& answer)
{
    return answer.contains("error") ? answer["error"].value("code", 0) : 0;
}
std::string nameOf(const Json& answer)
{
    return answer.contains("error") ? answer["error"].value("message", "") : "";
}

} // namespace

class TestAgentLimits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_options.socket = m_folder->path().toStdString() + "/run/agent.sock";
        m_options.ownPrograms = "/nowhere";
        m_options.ratePerConnection = {1'000'000, 1'000'000};
        m_options.ratePerProgram = {1'000'000, 1'000'000};
        m_options.stallLimit = 30s;
        m_options.maxHalfSentBytes = 64UL * 1024 * 1024;
    }

    void malformedLinesAreAnsweredAndTheNextOneWorks_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("number");
        const auto row = [](const char* name, QByteArray line, int number) { QTest::newRow(name) << line << number; };
        row("no JSON", "hello", -32700);
        row("half an object", R"({"jsonrpc":"2.0","id":1)", -32700);
        row("two documents on a line", R"({"jsonrpc":"2.0","id":1,"method":"echo"}{})", -32700);
        row("a duplicate key", R"({"jsonrpc":"2.0","id":1,"method":"echo","method":"echo"})", -32700);
        row("deep", QByteArray(5000, '[') + QByteArray(5000, ']'), -32700);
        row("deep parameters",
            R"({"jsonrpc":"2.0","id":1,"method":"echo","params":{"a":)" + QByteArray(4000, '[') +
                QByteArray(4000, ']') + "}}",
            -32700);
        row("no UTF-8", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\xfe\"}", -32700);
        row("a NUL", QByteArray("{\"jsonrpc\":\0}", 13), -32700);
        row("an array", "[]", -32600);
        row("a batch", R"([{"jsonrpc":"2.0","id":1,"method":"echo"}])", -32600);
        row("a text", R"("echo")", -32600);
        row("another version", R"({"jsonrpc":"1.0","id":1,"method":"echo"})", -32600);
        row("a notification", R"({"jsonrpc":"2.0","method":"echo"})", -32600);
        row("an object as id", R"({"jsonrpc":"2.0","id":{},"method":"echo"})", -32600);
        row("a number as method", R"({"jsonrpc":"2.0","id":1,"method":5})", -32600);
        row("an array as parameters", R"({"jsonrpc":"2.0","id":1,"method":"echo","params":[1]})", -32602);
        row("an unknown method", R"({"jsonrpc":"2.0","id":1,"method":"no.such"})", -32601);
    }

    void malformedLinesAreAnsweredAndTheNextOneWorks()
    {
        QFETCH(QByteArray, line);
        QFETCH(int, number);
        const auto server = started();
        Caller caller(m_options.socket);
        QVERIFY(caller.send(line.toStdString() + "\n" + request(7)));
        const auto answers = caller.answers(2);
        QCOMPARE(answers.size(), 2U);
        QCOMPARE(numberOf(answers[0]), number);
        QVERIFY(answers[1].contains("result"));
        QCOMPARE(answers[1]["id"].get<int>(), 7);
    }

    void emptyLinesAndCarriageReturnsAreNoHarm()
    {
        const auto server = started();
        Caller caller(m_options.socket);
        std::string line = request(1);
        line.insert(line.size() - 1, "\r");
        QVERIFY(caller.send("\n\r\n\n" + line));
        const auto answers = caller.answers(1);
        QCOMPARE(answers.size(), 1U);
        QVERIFY(answers[0].contains("result"));
    }

    void aMessageOfOneMebibytePassesAndALongerOneDoesNot()
    {
        const auto server = started();
        Caller caller(m_options.socket);
        const std::string frame = request(1, R"({"x":""})");
        const std::string text(1024 * 1024 - frame.size() + 1, 'x');
        QVERIFY(caller.send(request(1, R"({"x":")" + text + R"("})")));
        const auto answers = caller.answers(1);
        QCOMPARE(answers.size(), 1U);
        QVERIFY(answers[0].contains("result"));
        (void)caller.send(request(2, R"({"x":")" + text + R"(yy"})"));
        const auto refused = caller.answers(2);
        QCOMPARE(refused.size(), 1U);
        QCOMPARE(nameOf(refused[0]), std::string{"limit_exceeded"});
        QTRY_COMPARE(server->connectionCount(), 0);
    }

    void oneByteAtATimeAndManyMessagesInOneWriteAreTheSame()
    {
        const auto server = started();
        Caller slow(m_options.socket);
        Caller quick(m_options.socket);
        std::string many;
        for (int i = 0; i < 500; ++i)
            many += request(i, R"({"n":)" + std::to_string(i) + "}");
        const std::string line = request(1000, R"({"n":1000})");
        for (const char byte : line) { // between its bytes another caller is served
            QVERIFY(slow.send(std::string_view(&byte, 1)));
        }
        QVERIFY(quick.send(many));
        const auto answers = quick.answers(500);
        QCOMPARE(answers.size(), 500U);
        for (const Json& answer : answers)
            QCOMPARE(answer["result"]["n"].get<int>(), answer["id"].get<int>());
        const auto last = slow.answers(1);
        QCOMPARE(last.size(), 1U);
        QCOMPARE(last[0]["result"]["n"].get<int>(), 1000);
    }

    void callersWhoseBytesAreInterleavedDoNotMix()
    {
        const auto server = started();
        std::vector<std::unique_ptr<Caller>> callers;
        std::vector<std::string> lines;
        for (int i = 0; i < 32; ++i) {
            callers.push_back(std::make_unique<Caller>(m_options.socket));
            lines.push_back(request(i, R"({"who":"caller )" + std::to_string(i) + R"("})"));
        }
        for (std::size_t at = 0; at < 80; at += 3) {
            for (std::size_t i = 0; i < callers.size(); ++i) {
                if (at < lines[i].size())
                    QVERIFY(callers[i]->send(std::string_view(lines[i]).substr(at, 3)));
            }
        }
        for (std::size_t i = 0; i < callers.size(); ++i) {
            const auto answers = callers[i]->answers(1);
            QCOMPARE(answers.size(), 1U);
            QCOMPARE(answers[0]["id"].get<std::size_t>(), i);
            QCOMPARE(answers[0]["result"].value("who", ""), "caller " + std::to_string(i));
        }
    }

    void aConnectionThatAsksTooOftenIsToldAndServedAgainLater()
    {
        m_options.ratePerConnection = {50, 10};
        const auto server = started();
        Caller wild(m_options.socket);
        Caller calm(m_options.socket);
        std::string many;
        for (int i = 0; i < 200; ++i)
            many += request(i);
        QVERIFY(wild.send(many));
        const auto answers = wild.answers(200);
        QCOMPARE(answers.size(), 200U);
        int served = 0;
        for (const Json& answer : answers) {
            served += answer.contains("result") ? 1 : 0;
            if (!answer.contains("result")) {
                QCOMPARE(nameOf(answer), std::string{"rate_limited"});
                QVERIFY(!answer["error"]["data"].value("hint", "").empty());
                QVERIFY(answer["error"]["data"].value("detail", "").find("one connection") != std::string::npos);
            }
        }
        QVERIFY2(served >= 10 && served < 200, std::to_string(served).c_str());
        QVERIFY(calm.send(request(1)));
        QVERIFY(calm.answers(1).at(0).contains("result"));
        bool again = false; // QTRY_VERIFY looks once more after it was true, which would be one call too many
        QTRY_VERIFY((again = again || (wild.send(request(1)) && wild.answers(1).at(0).contains("result"))));
    }

    void aProgramCannotGetAroundItWithManyConnections()
    {
        m_options.ratePerProgram = {1, 20};
        const auto server = started();
        int served = 0;
        for (int i = 0; i < 10; ++i) {
            Caller caller(m_options.socket);
            QVERIFY(caller.send(request(1) + request(2) + request(3) + request(4) + request(5)));
            for (const Json& answer : caller.answers(5)) {
                served += answer.contains("result") ? 1 : 0;
                if (!answer.contains("result"))
                    QVERIFY(answer["error"]["data"].value("detail", "").find("one program") != std::string::npos);
            }
        }
        QVERIFY2(served >= 20 && served < 50, std::to_string(served).c_str());
    }

    void halfAMessageThatIsNeverFinishedEndsItsConnection()
    {
        m_options.stallLimit = 100ms;
        const auto server = started();
        Caller stalled(m_options.socket);
        Caller idle(m_options.socket); // says nothing at all: that is fine
        QVERIFY(stalled.send(R"({"jsonrpc":"2.0",)"));
        const auto answers = stalled.answers(1);
        QCOMPARE(answers.size(), 1U);
        QCOMPARE(nameOf(answers[0]), std::string{"timed_out"});
        QTRY_COMPARE(server->connectionCount(), 1);
        QVERIFY(idle.send(request(1)));
        QVERIFY(idle.answers(1).at(0).contains("result"));
    }

    void aByteNowAndThenDoesNotKeepAMessageOpen()
    {
        m_options.stallLimit = 100ms;
        const auto server = started();
        Caller dripping(m_options.socket);
        bool open = true;
        const auto deadline = std::chrono::steady_clock::now() + 20s;
        while (open && std::chrono::steady_clock::now() < deadline) {
            open = dripping.send("x") && !dripping.closed();
            QTest::qWait(5);
        }
        QVERIFY(!open);
    }

    void aCallerThatDoesNotReadIsDroppedAndCostsOthersNothing()
    {
        m_options.stallLimit = 200ms;
        const auto server = started();
        Caller deaf(m_options.socket);
        Caller other(m_options.socket);
        const std::string big = request(1, R"({"x":")" + std::string(200'000, 'x') + R"("})");
        for (int i = 0; i < 8; ++i)
            QVERIFY(deaf.send(big));
        QVERIFY(other.send(request(1)));
        QVERIFY(other.answers(1).at(0).contains("result"));
        QTRY_COMPARE(server->connectionCount(), 1);
    }

    void aCallerThatReadsSlowlyGetsEverything()
    {
        m_options.stallLimit = 2s;
        const auto server = started();
        Caller slow(m_options.socket);
        std::string many;
        for (int i = 0; i < 20; ++i)
            many += request(i, R"({"x":")" + std::string(100'000, 'x') + R"("})");
        QVERIFY(slow.send(many));
        const auto answers = slow.answers(20);
        QCOMPARE(answers.size(), 20U);
        QCOMPARE(server->connectionCount(), 1);
    }

    void begunMessagesOfManyCallersAreBoundedTogether()
    {
        m_options.maxHalfSentBytes = 1024UL * 1024;
        const auto server = started();
        std::vector<std::unique_ptr<Caller>> callers;
        for (int i = 0; i < 8; ++i) {
            callers.push_back(std::make_unique<Caller>(m_options.socket));
            (void)callers.back()->send(std::string(300'000, 'x'));
            for (int turn = 0; turn < 50; ++turn)
                QCoreApplication::processEvents();
        }
        QCOMPARE(nameOf(callers.back()->answers(1).at(0)), std::string{"limit_exceeded"});
        QTRY_COMPARE(server->connectionCount(), 3);
        callers.clear();
        QTRY_COMPARE(server->connectionCount(), 0);
        Caller next(m_options.socket); // what was counted is given back
        const std::string whole = request(1, R"({"x":")" + std::string(900'000, 'x') + R"("})");
        QVERIFY(next.send(whole));
        QVERIFY(next.answers(1).at(0).contains("result"));
    }

    void aCallerThatDiesInTheMiddleOfARequestIsForgotten()
    {
        const auto server = started();
        Gate gate;
        server->add("slow", Wish::Read, [gate](Call call) { return waiting(gate, std::move(call)); });
        for (int i = 0; i < 50; ++i) {
            Caller caller(m_options.socket);
            QVERIFY(caller.send(R"({"jsonrpc":"2.0","id":1,"method":"slow"})"
                                "\n{\"jsonrpc\":\"2."));
        }
        QTRY_COMPARE(server->connectionCount(), 0);
        Caller last(m_options.socket);
        QVERIFY(last.send(request(1)));
        QVERIFY(last.answers(1).at(0).contains("result"));
        gate.set(0); // fifty answers for nobody
        QVERIFY(last.send(request(2)));
        QVERIFY(last.answers(1).at(0).contains("result"));
    }

    void aCallerThatOnlyFinishedWritingHasHungUp()
    {
        const auto server = started();
        Caller caller(m_options.socket);
        QVERIFY(caller.send(request(1)));
        QCOMPARE(caller.answers(1).size(), 1U);
        caller.finishWriting();
        QTRY_VERIFY(caller.closed());
        QCOMPARE(server->connectionCount(), 0);
    }

    void oneConnectionTooManyIsToldSo()
    {
        m_options.maxConnections = 3;
        const auto server = started();
        std::vector<std::unique_ptr<Caller>> callers;
        for (int i = 0; i < 3; ++i)
            callers.push_back(std::make_unique<Caller>(m_options.socket));
        QTRY_COMPARE(server->connectionCount(), 3);
        Caller further(m_options.socket);
        const auto answers = further.answers(1);
        QCOMPARE(answers.size(), 1U);
        QCOMPARE(nameOf(answers[0]), std::string{"limit_exceeded"});
        QTRY_VERIFY(further.closed());
        callers.pop_back();
        QTRY_COMPARE(server->connectionCount(), 2);
        Caller next(m_options.socket);
        QVERIFY(next.send(request(1)));
        QVERIFY(next.answers(1).at(0).contains("result"));
        m_options.maxConnections = 1100;
    }

    // Who calls while there is no descriptor left waits, and the event loop has other things to do.
    void outOfDescriptorsCallersWaitAndNothingSpins()
    {
        const auto server = started();
        Caller caller(m_options.socket); // in the queue: no event loop ran yet
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        const int next = ::dup(0);
        ::close(next);
        const rlimit none{static_cast<rlim_t>(next), before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
        int turns = 0;
        const auto counting = connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, this,
                                      [&turns] { ++turns; });
        QVERIFY(!QTest::qWaitFor([&server] { return server->connectionCount() > 0; }, 500));
        disconnect(counting);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
        QVERIFY2(turns < 500, std::to_string(turns).c_str());
        QVERIFY(caller.send(request(1)));
        QVERIFY(caller.answers(1).at(0).contains("result"));
    }

    // SECURITY 29
    void aSocketThatIsALinkOrAFileOfSomebodyIsLeftAlone()
    {
        const auto folder = m_options.socket.parent_path();
        std::filesystem::create_directory(folder);
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
        const auto elsewhere = m_folder->path().toStdString() + "/elsewhere";
        std::filesystem::create_symlink(elsewhere, m_options.socket);
        AgentServer linked(m_options, m_policy, m_clock);
        QCOMPARE(linked.listen().error().code, base::ErrorCode::StorageInsecure);
        QVERIFY(std::filesystem::is_symlink(m_options.socket));
        QVERIFY(!std::filesystem::exists(elsewhere));
        std::filesystem::remove(m_options.socket);
        std::filesystem::create_directory(m_options.socket);
        AgentServer inTheWay(m_options, m_policy, m_clock);
        QCOMPARE(inTheWay.listen().error().code, base::ErrorCode::StorageInsecure);
    }

private:
    std::unique_ptr<AgentServer> started()
    {
        auto server = std::make_unique<AgentServer>(m_options, m_policy, m_clock);
        if (const base::Status listening = server->listen(); !listening)
            qFatal("%s", base::toString(listening.error()).c_str());
        server->add("echo", Wish::Read, echo);
        return server;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    AgentServer::Options m_options;
    access::SameUserPolicy m_policy;
    base::SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestAgentLimits)
#include "tst_agent_limits.moc"
