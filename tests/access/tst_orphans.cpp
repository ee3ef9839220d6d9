// SPDX-License-Identifier: GPL-3.0-or-later
// Our command line stands for who started it. Where that one has ended, whoever took the orphan in did not start it.
#include "core/access/peer.h"
#include "core/access/proc_info.h"

#include <array>
#include <csignal>
#include <filesystem>
#include <QTemporaryDir>
#include <QTest>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keystead;
namespace fs = std::filesystem;

namespace {

int listenAt(const fs::path& path, sockaddr_un& address)
{
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || ::listen(fd, 1) != 0)
        qFatal("no socket");
    return fd;
}

// `parent` runs with `child`, which has connected to the socket, below it. Both live until `input` is closed.
pid_t start(const sockaddr_un& address, const fs::path& parent, const fs::path& child, const std::array<int, 2>& input)
{
    const pid_t pid = ::fork();
    if (pid != 0)
        return pid;
    ::dup2(input[0], 0);
    ::close(input[0]);
    ::close(input[1]);
    if (::fork() == 0) {
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
            ::execl(child.c_str(), child.c_str(), static_cast<char*>(nullptr));
        ::_exit(1);
    }
    ::execl(parent.c_str(), parent.c_str(), static_cast<char*>(nullptr));
    ::_exit(1);
}

} // namespace

class TestOrphans : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoTookAnOrphanInDidNotStartIt_data()
    {
        QTest::addColumn<QByteArray>("parent");
        QTest::addColumn<bool>("judged");
        QTest::newRow("a program") << QByteArray("launcher") << true;
        QTest::newRow("the user's manager") << QByteArray("systemd") << false;
        QTest::newRow("a container's init") << QByteArray("tini") << false;
    }
    void whoTookAnOrphanInDidNotStartIt()
    {
        QFETCH(QByteArray, parent);
        QFETCH(bool, judged);
        const QTemporaryDir folder;
        const fs::path place = fs::canonical(folder.path().toStdString());
        const fs::path above = place / parent.toStdString();
        const fs::path ours = place / "programs/keystead-cli";
        fs::create_directory(place / "programs");
        fs::copy_file("/bin/cat", above);
        fs::copy_file("/bin/cat", ours);
        sockaddr_un address{};
        const int listening = listenAt(place / "socket", address);
        std::array<int, 2> input{};
        QCOMPARE(::pipe(input.data()), 0);
        const pid_t pid = start(address, above, ours, input);
        ::close(input[0]);
        const int socket = ::accept(listening, nullptr, nullptr);
        QVERIFY(socket >= 0);
        ucred who{};
        socklen_t size = sizeof who;
        QCOMPARE(::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &who, &size), 0);
        QTRY_COMPARE(access::executableOf(who.pid), ours.string());
        QTRY_COMPARE(access::executableOf(pid), above.string());
        const auto peer = access::identifyPeer(socket, place / "programs", ::getuid());
        QVERIFY(peer.has_value());
        QCOMPARE(peer->subjectIsOurs, !judged);
        access::ExecutableHashes hashes;
        QCOMPARE(access::callerFor(*peer, hashes).program.executable, judged ? above.string() : std::string{});
        ::close(input[1]);
        ::waitpid(pid, nullptr, 0);
        ::close(socket);
        ::close(listening);
    }
};

QTEST_GUILESS_MAIN(TestOrphans)
#include "tst_orphans.moc"
