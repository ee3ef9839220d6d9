// SPDX-License-Identifier: GPL-3.0-or-later
// SECURITY 29: a socket for nobody else, in a place of nobody else.
#include "core/access/agent_server.h"
#include "core/protocol/message.h"

#include <array>
#include <fstream>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace keystead;
using access::AgentServer;
using access::Wish;
using base::ErrorCode;
namespace fs = std::filesystem;

class TestAgentCallers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_socket = fs::canonical(m_folder->path().toStdString()) / "run/agent.sock";
    }

    void anotherUserIsTurnedAwayOnRecord()
    {
        AgentServer::Options options{m_socket, "/nowhere"};
        options.uid = ::getuid() + 1; // as if the callers were of another user
        AgentServer server(std::move(options), m_policy, m_clock);
        bool ran = false;
        server.add("secret", Wish::ReleaseSecret,
                   [&ran](access::Call call) -> QCoro::Task<base::Result<access::Reply>> {
                       ran = true;
                       co_return access::Reply{call.params, {}};
                   });
        QSignalSpy denied(&server, &AgentServer::accessDenied);
        QVERIFY(server.listen().has_value());
        const int client = connected();
        QVERIFY(client >= 0);
        // Sent before anybody looked at who it is.
        const std::string line = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"secret\",\"params\":{}}\n";
        QCOMPARE(::send(client, line.data(), line.size(), MSG_NOSIGNAL), static_cast<ssize_t>(line.size()));
        QTRY_COMPARE(denied.size(), 1);
        QCOMPARE(denied.front().at(1).toString(), QStringLiteral("connect"));
        QCOMPARE(denied.front().at(2).toString(), QStringLiteral("the caller is another user"));
        QCOMPARE(server.connectionCount(), 0);
        QCOMPARE(server.counts().calls, std::int64_t{0});
        std::array<char, 512> answer{};
        const ssize_t got = ::recv(client, answer.data(), answer.size(), 0);
        QVERIFY(got > 0);
        const auto heard = protocol::parseResponse(std::string_view(answer.data(), static_cast<std::size_t>(got) - 1));
        QVERIFY(heard.has_value());
        QVERIFY(!heard->result);
        QCOMPARE(heard->error.code, ErrorCode::Denied);
        QVERIFY(::recv(client, answer.data(), answer.size(), 0) <= 0); // and closed
        ::close(client);
        QVERIFY(!ran);
    }

    // Only who may give files away can make such a place; for everybody else the root folder is one.
    void doesNotListenInAFolderOfAnotherOwner()
    {
        constexpr uid_t nobody = 65534;
        fs::create_directory(m_socket.parent_path());
        fs::permissions(m_socket.parent_path(), fs::perms::owner_all);
        const bool given = ::chown(m_socket.parent_path().c_str(), nobody, nobody) == 0;
        const fs::path folder = given ? m_socket.parent_path() : fs::path{"/"};
        struct stat info
        {
        };
        QCOMPARE(::lstat(folder.c_str(), &info), 0);
        QVERIFY(info.st_uid != ::geteuid());
        AgentServer server({folder / "agent.sock", "/nowhere"}, m_policy, m_clock);
        const base::Status listening = server.listen();
        QVERIFY(!listening);
        QCOMPARE(listening.error().code, ErrorCode::StorageInsecure);
        QVERIFY(listening.error().detail.find("belongs to another user") != std::string::npos);
        QVERIFY(!fs::exists(folder / "agent.sock"));
    }

    void doesNotTakeThePlaceOfAFileThatIsNoSocketOfOurs()
    {
        fs::create_directory(m_socket.parent_path());
        fs::permissions(m_socket.parent_path(), fs::perms::owner_all);
        std::ofstream(m_socket) << "mine";
        AgentServer server({m_socket, "/nowhere"}, m_policy, m_clock);
        QCOMPARE(server.listen().error().code, ErrorCode::StorageInsecure);
        fs::remove(m_socket);
        fs::create_symlink(m_socket.parent_path() / "elsewhere.sock", m_socket);
        AgentServer linked({m_socket, "/nowhere"}, m_policy, m_clock);
        QCOMPARE(linked.listen().error().code, ErrorCode::StorageInsecure);
        QVERIFY(fs::is_symlink(m_socket));
    }

private:
    int connected() const
    {
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        m_socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
        return ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 ? fd : -1;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_socket;
    access::SameUserPolicy m_policy;
    base::SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestAgentCallers)
#include "tst_agent_callers.moc"
