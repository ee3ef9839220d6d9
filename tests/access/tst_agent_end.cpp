// SPDX-License-Identifier: GPL-3.0-or-later
// The server's end, while its connections end too.
#include "core/access/agent_server.h"
#include "core/net/async.h"

#include <array>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <linux/sockios.h>
#include <new>
#include <QTemporaryDir>
#include <QTest>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace keystead;
using access::AgentServer;
using access::Call;
using access::Reply;
using access::Wish;

namespace {

using Gate = net::OneShot<int>;
QCoro::Task<base::Result<Reply>> waiting(Gate gate, Call)
{
    co_await gate;
    co_return Reply{};
}

QCoro::Task<base::Result<Reply>> upgrading(Call)
{
    Reply reply;
    reply.upgrade = [](int descriptor, base::Secret) { ::close(descriptor); };
    co_return reply;
}

// What was sent over this local socket is read.
bool wasTaken(int fd)
{
    int waiting = -1;
    return ::ioctl(fd, SIOCOUTQ, &waiting) == 0 && waiting == 0;
}

std::string request(const std::string& method)
{
    return R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":{}})" + "\n";
}

} // namespace

class TestAgentEnd : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_socket = m_folder->path().toStdString() + "/run/agent.sock";
    }

    // A call that one connection's end cancels answers on others, whose callers are gone: they leave as well.
    void connectionsMayEndOneAnother()
    {
        auto server = std::make_unique<AgentServer>(options(), m_policy, m_clock);
        QVERIFY(server->listen().has_value());
        Gate gate;
        std::vector<base::CancelRegistration> registrations;
        server->add("slow", Wish::Read, [&](Call call) {
            registrations.push_back(call.cancel.onCancel([&] { gate.set(1); }));
            return waiting(gate, std::move(call));
        });
        std::vector<int> callers;
        for (int i = 0; i < 8; ++i)
            callers.push_back(calling(request("slow")));
        QTRY_COMPARE(registrations.size(), std::size_t{8});
        for (const int caller : callers)
            ::close(caller); // not seen before the server's end
        server.reset();
        QVERIFY(gate.ready());
    }

    void aConnectionThatLeftDoesNotTouchAServerThatEnded()
    {
        alignas(AgentServer) std::array<std::byte, sizeof(AgentServer)> room{};
        auto* const server = new (room.data()) AgentServer(options(), m_policy, m_clock);
        QVERIFY(server->listen().has_value());
        server->add("upgrade", Wish::Read, upgrading);
        const std::string line = request("upgrade");
        const int caller = calling(line.substr(0, 10)); // half a message is counted
        QTRY_COMPARE(server->connectionCount(), 1);
        QTRY_VERIFY(wasTaken(caller));
        QCOMPARE(::send(caller, line.data() + 10, line.size() - 10, 0), static_cast<ssize_t>(line.size() - 10));
        while (server->connectionCount() > 0)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        server->~AgentServer();
        std::memset(room.data(), 0x5a, room.size());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // the connection's turn
        for (const std::byte byte : room)
            QVERIFY(byte == std::byte{0x5a});
        ::close(caller);
    }

    void takesItsOwnSocketAwayAndNoOther()
    {
        AgentServer first(options(), m_policy, m_clock);
        QVERIFY(first.listen().has_value());
        first.close();
        QVERIFY(!std::filesystem::exists(m_socket));
        QVERIFY(first.listen().has_value());
        // As where somebody took its place, for whatever reason.
        std::filesystem::remove(m_socket);
        AgentServer second(options(), m_policy, m_clock);
        QVERIFY(second.listen().has_value());
        first.close();
        QVERIFY(std::filesystem::is_socket(m_socket));
        AgentServer third(options(), m_policy, m_clock);
        QCOMPARE(third.listen().error().code, base::ErrorCode::VaultBusy);
    }

private:
    AgentServer::Options options() const { return {m_socket, "/nowhere"}; }

    int calling(const std::string& text) const
    {
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        m_socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
        if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
            ::send(fd, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size()))
            qFatal("nobody listens");
        return fd;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_socket;
    access::SameUserPolicy m_policy;
    base::SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestAgentEnd)
#include "tst_agent_end.moc"
