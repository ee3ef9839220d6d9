// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/peer.h"

#include "core/access/program_files.h"

#include <array>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
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
using base::ErrorCode;
namespace fs = std::filesystem;

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

    void theFileOfARunningProgramIsReallyReplaced() // SECURITY 30
    {
        const Asked asked;
        const fs::path other = asked.program.string() + ".new";
        fs::copy_file("/bin/cat", other);
        fs::rename(other, asked.program);
        QCOMPARE(asked.looks(), Looks(ErrorCode::Denied, ErrorCode::Denied));
    }

    void aProcessReallyBecomesAnotherProgram() // SECURITY 30: the number and the start time stay
    {
        const Asked asked;
        asked.child->say("exec /bin/cat\n");
        const fs::path running = "/proc/" + std::to_string(asked.peer.pid) + "/exe";
        QTRY_COMPARE(fs::read_symlink(running), fs::canonical("/bin/cat"));
        QCOMPARE(asked.looks(), Looks(ErrorCode::Denied, ErrorCode::Denied));
    }

    void aCallerThatEndedIsNobody()
    {
        const Pair pair;
        int descriptor = -1;
        socklen_t size = sizeof descriptor;
        const bool kernelTells = ::getsockopt(pair.ends[0], SOL_SOCKET, 77, &descriptor, &size) == 0; // SO_PEERPIDFD
        ::close(descriptor);
        Child child("/bin/cat");
        QVERIFY(access::callerLives(child.socket()));
        child.end();
        const auto ended = access::identifyPeer(child.socket(), "/nowhere", ::getuid());
        if (kernelTells)
            QCOMPARE(ended.error().code, ErrorCode::Denied);
        else
            QVERIFY(ended->executable.empty()); // nothing is granted to that
        child.reap();                           // from here on another process may have the number
        QCOMPARE(access::callerLives(child.socket()), !kernelTells);
        QCOMPARE(access::identifyPeer(child.socket(), "/nowhere", ::getuid()).error().code, ErrorCode::Denied);
    }

    void anotherUserIsDenied() // SECURITY 29
    {
        const Pair pair;
        QCOMPARE(access::identifyPeer(pair.ends[0], "/nowhere", ::getuid() + 1).error().code, ErrorCode::Denied);
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
    class Child
    {
    public:
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
        Child(const Child&) = delete;
        Child& operator=(const Child&) = delete;
        ~Child()
        {
            end();
            reap();
            ::close(m_socket);
        }
        int socket() const { return m_socket; }
        void say(const char* line) const
        {
            if (::write(m_input, line, std::strlen(line)) < 0)
                qFatal("the child does not listen");
        }
        // It reads to the end of its input, and is not waited for yet.
        void end()
        {
            if (m_input >= 0)
                ::close(std::exchange(m_input, -1));
            siginfo_t info{};
            if (m_pid > 0)
                ::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOWAIT);
        }
        void reap()
        {
            if (m_pid > 0)
                ::waitpid(std::exchange(m_pid, 0), nullptr, 0);
        }

    private:
        pid_t m_pid = 0;
        int m_socket = -1;
        int m_input = -1;
    };

    // What the looks at the process and at the program say.
    using Looks = std::pair<ErrorCode, ErrorCode>;

    // A copy of the shell that has asked for something: it reads its commands from the test.
    struct Asked
    {
        QTemporaryDir folder;
        fs::path program = fs::canonical(folder.path().toStdString()) / "tool";
        std::optional<Child> child;
        access::PeerIdentity peer;
        model::Caller caller;

        Asked()
        {
            fs::copy_file("/bin/sh", program);
            child.emplace(program.string());
            const auto identified = access::identifyPeer(child->socket(), "/nowhere", ::getuid());
            if (!identified)
                qFatal("%s", base::toString(identified.error()).c_str());
            peer = *identified;
            access::ExecutableHashes hashes;
            caller = access::callerFor(peer, hashes);
            if (caller.program.executable != program || looks() != Looks(ErrorCode::Ok, ErrorCode::Ok))
                qFatal("the program is not known as itself");
        }
        Looks looks() const
        {
            access::ExecutableHashes hashes;
            const base::Status process = access::stillSame(peer);
            const base::Status same = access::stillSame(caller, hashes);
            return {process ? ErrorCode::Ok : process.error().code, same ? ErrorCode::Ok : same.error().code};
        }
    };
};

QTEST_GUILESS_MAIN(TestPeer)
#include "tst_peer.moc"
