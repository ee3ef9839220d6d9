// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/peer.h"

#include <array>
#include <fcntl.h>
#include <optional>
#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keystead;

class TestPeer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // SECURITY 30
    void identifiesItself()
    {
        const Pair pair;
        const auto peer = access::identifyPeer(pair.ends[0], "/nowhere", ::getuid());
        QVERIFY(peer.has_value());
        QCOMPARE(peer->pid, getpid());
        QCOMPARE(peer->uid, getuid());
        QCOMPARE(peer->executable, std::filesystem::read_symlink("/proc/self/exe").string());
        QCOMPARE(peer->subjectPid, getpid());
        QCOMPARE(peer->via, std::string{"socket"});
        QVERIFY(access::stillSame(*peer).has_value());
        access::ExecutableHashes hashes;
        const model::Caller caller = access::callerFor(*peer, hashes);
        const model::Actor actor = access::actorFor(*peer, caller);
        QFile file(QString::fromStdString(peer->executable));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(actor.programSha256,
                 QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex().toStdString());
    }

    // The parent of Keystead's own command line is the subject.
    void ownProgramsActForWhoStartedThem()
    {
        QTemporaryDir folder;
        const std::filesystem::path programs = std::filesystem::canonical(folder.path().toStdString());
        std::filesystem::copy_file("/bin/cat", programs / "keystead-cli");
        const Child child((programs / "keystead-cli").string());
        const auto peer = access::identifyPeer(child.socket(), programs, ::getuid());
        QVERIFY(peer.has_value());
        QCOMPARE(peer->via, std::string{"keystead-cli"});
        QCOMPARE(peer->subjectPid, getpid());
        QCOMPARE(peer->subjectExecutable, std::filesystem::read_symlink("/proc/self/exe").string());
    }

    void aReplacedExecutableIsNoticed()
    {
        QTemporaryDir folder;
        const std::string program = folder.path().toStdString() + "/program";
        std::filesystem::copy_file("/bin/cat", program);
        const Child child(program);
        const auto peer = access::identifyPeer(child.socket(), "/nowhere", ::getuid());
        QVERIFY(peer.has_value());
        QVERIFY(access::stillSame(*peer).has_value());
        access::PeerIdentity other = *peer;
        other.subjectFile.inode += 1;
        QCOMPARE(access::stillSame(other).error().code, base::ErrorCode::Denied);
        other = *peer;
        other.startTime += 1; // as if the pid had been given to somebody else
        QCOMPARE(access::stillSame(other).error().code, base::ErrorCode::Denied);
    }

    void aGoneProcessIsDenied()
    {
        std::optional<access::PeerIdentity> kept;
        {
            const Child child("/bin/cat");
            const auto peer = access::identifyPeer(child.socket(), "/nowhere", ::getuid());
            QVERIFY(peer.has_value());
            kept = *peer;
        }
        QCOMPARE(access::stillSame(*kept).error().code, base::ErrorCode::Denied);
    }

private:
    struct Pair
    {
        std::array<int, 2> ends{-1, -1};
        Pair() { ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()); }
        ~Pair()
        {
            for (const int end : ends) {
                if (end >= 0)
                    ::close(end);
            }
        }
    };

    // A program that holds the other end of a socket: SO_PEERCRED names who called connect, so the child connects to a
    // listening socket.
    struct Child
    {
        explicit Child(const std::string& program)
        {
            int ready[2];
            if (::pipe2(ready, O_CLOEXEC) != 0)
                qFatal("pipe");
            const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
            sockaddr_un address{};
            address.sun_family = AF_UNIX; // autobind: an abstract name
            ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof(sa_family_t));
            socklen_t size = sizeof address;
            ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
            ::listen(listener, 1);
            int input[2];
            if (::pipe2(input, O_CLOEXEC) != 0)
                qFatal("pipe");
            m_pid = ::fork();
            if (m_pid == 0) {
                const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
                ::connect(fd, reinterpret_cast<sockaddr*>(&address), size);
                ::dup2(input[0], 0);
                ::execl(program.c_str(), program.c_str(), nullptr);
                ::_exit(127);
            }
            ::close(ready[1]);
            ::close(input[0]);
            m_input = input[1];
            m_socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
            ::close(listener);
            char byte = 0;
            // The pipe closes when exec has happened.
            if (::read(ready[0], &byte, 1) != 0)
                qFatal("the child said something");
            ::close(ready[0]);
        }
        ~Child()
        {
            ::close(m_input);
            ::close(m_socket);
            ::waitpid(m_pid, nullptr, 0);
        }
        int socket() const { return m_socket; }

    private:
        pid_t m_pid = 0;
        int m_socket = -1;
        int m_input = -1;
    };
};

QTEST_GUILESS_MAIN(TestPeer)
#include "tst_peer.moc"
