// SPDX-License-Identifier: GPL-3.0-or-later
// SECURITY 30: before a secret leaves, the program is still the one that was judged, its script too.
#include "core/access/agent_server.h"
#include "core/access/program_files.h"

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <QTest>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keystead;
namespace fs = std::filesystem;

namespace {

// Connects, and becomes the shell with this script, which finds the socket as descriptor 3.
class ScriptCaller
{
public:
    ScriptCaller(const fs::path& socket, const fs::path& script, const fs::path& answer)
    {
        int ready[2];
        if (::pipe2(ready, O_CLOEXEC) != 0)
            qFatal("no pipe");
        m_pid = ::fork();
        if (m_pid == 0) {
            const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
            sockaddr_un address{};
            address.sun_family = AF_UNIX;
            socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
            if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 && ::dup2(fd, 3) == 3)
                ::execl("/bin/sh", "sh", script.c_str(), answer.c_str(), static_cast<char*>(nullptr));
            ::_exit(1);
        }
        ::close(ready[1]);
        char nothing = 0;
        if (::read(ready[0], &nothing, 1) != 0) // closed by exec
            qFatal("the caller said something");
        ::close(ready[0]);
    }
    ScriptCaller(const ScriptCaller&) = delete;
    ScriptCaller& operator=(const ScriptCaller&) = delete;
    ~ScriptCaller()
    {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }

private:
    pid_t m_pid = 0;
};

constexpr const char* script =
    "printf '%s\\n' '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"secret\",\"params\":{}}' >&3\n"
    "read -r answer <&3\n"
    "printf '%s' \"$answer\" > \"$1.new\"\n"
    "mv \"$1.new\" \"$1\"\n";

} // namespace

class TestRelease : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aScriptIsLookedAtAgainBeforeASecretLeaves_data()
    {
        QTest::addColumn<bool>("replaced");
        QTest::newRow("the same") << false;
        QTest::newRow("replaced meanwhile") << true;
    }
    void aScriptIsLookedAtAgainBeforeASecretLeaves()
    {
        QFETCH(bool, replaced);
        const QTemporaryDir folder;
        const fs::path place = fs::canonical(folder.path().toStdString());
        std::ofstream(place / "caller.sh") << script;
        access::AgentServer::Options options;
        options.socket = place / "run/agent.sock";
        options.ownPrograms = "/nowhere";
        access::AgentServer server(std::move(options), m_policy, m_clock);
        model::Caller seen;
        server.add("secret", access::Wish::ReleaseSecret,
                   [&](access::Call call) -> QCoro::Task<base::Result<access::Reply>> {
                       seen = call.caller;
                       if (replaced) {
                           std::ofstream(place / "other.sh") << "echo evil\n";
                           fs::rename(place / "other.sh", place / "caller.sh");
                       }
                       access::Reply reply;
                       reply.secrets.emplace_back("secret", base::Secret::fromText("hush"));
                       co_return reply;
                   });
        QVERIFY(server.listen().has_value());
        const ScriptCaller caller(place / "run/agent.sock", place / "caller.sh", place / "answer");
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(place / "answer"), 20'000);
        QCOMPARE(seen.program.script, (place / "caller.sh").string());
        std::ifstream file(place / "answer");
        const std::string answer{std::istreambuf_iterator<char>(file), {}};
        QVERIFY2((answer.find("hush") == std::string::npos) == replaced, answer.c_str());
        QVERIFY2((answer.find("denied") != std::string::npos) == replaced, answer.c_str());
    }

private:
    access::SameUserPolicy m_policy;
    base::SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestRelease)
#include "tst_release.moc"
