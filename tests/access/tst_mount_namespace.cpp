// SPDX-License-Identifier: GPL-3.0-or-later
// A process that lays its own files at other programs' paths, in a mount namespace that it makes (SECURITY 30).
#include "core/access/proc_info.h"
#include "core/access/program_files.h"
#include "core/access/sandbox_proof.h"

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <QTemporaryDir>
#include <QTest>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keystead;
namespace fs = std::filesystem;

namespace {

// Runs `program` in a namespace of its own, with `evil` at its path; reads until its input ends.
class Masked
{
public:
    Masked(const fs::path& program, const fs::path& evil)
    {
        int input[2];
        int ready[2];
        if (::pipe(input) != 0 || ::pipe2(ready, O_CLOEXEC) != 0)
            qFatal("no pipe");
        m_pid = ::fork();
        if (m_pid == 0) {
            ::dup2(input[0], 0);
            ::close(input[0]);
            ::close(input[1]);
            const bool apart = ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWNS) == 0;
            if (apart && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                ::mount(evil.c_str(), program.c_str(), nullptr, MS_BIND, nullptr) == 0)
                ::execl(program.c_str(), program.c_str(), static_cast<char*>(nullptr));
            const char said = '!';
            if (::write(ready[1], &said, 1) < 0)
                ::_exit(2);
            ::_exit(1);
        }
        ::close(input[0]);
        ::close(ready[1]);
        m_input = input[1];
        char said = 0;
        m_runs = ::read(ready[0], &said, 1) == 0; // closed by exec
        ::close(ready[0]);
    }
    Masked(const Masked&) = delete;
    Masked& operator=(const Masked&) = delete;
    ~Masked()
    {
        ::close(m_input);
        ::waitpid(m_pid, nullptr, 0);
    }
    pid_t pid() const { return m_pid; }
    bool runs() const { return m_runs; }

private:
    pid_t m_pid = 0;
    int m_input = -1;
    bool m_runs = false;
};

std::string info(const std::string& name, const std::string& path)
{
    return "[Application]\nname=" + name + "\nruntime=runtime/x\n\n[Instance]\ninstance-id=1\napp-path=" + path +
           "\nbranch=stable\n";
}

} // namespace

class TestMountNamespace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anotherFileAtAProgramsPathIsNotThatProgram()
    {
        const QTemporaryDir folder;
        const fs::path place = fs::canonical(folder.path().toStdString());
        fs::copy_file("/bin/true", place / "tool");
        fs::copy_file("/bin/cat", place / "evil");
        const Masked masked(place / "tool", place / "evil");
        if (!masked.runs())
            QSKIP("this machine lets nobody make a mount namespace (a container, or a kernel that forbids it)");
        QVERIFY(!access::sharesFiles(masked.pid()));
        access::ExecutableHashes hashes;
        const model::ProgramIdentity program = access::identifyProgram(masked.pid(), hashes);
        QVERIFY2(!program.identified(), program.executable.c_str());
        QVERIFY(!access::runsWhatLiesThere(masked.pid(), (place / "tool").string()));
    }

    void nobodysFilesButTheInstalledOnesProveASandbox()
    {
        const QTemporaryDir folder;
        const fs::path place = fs::canonical(folder.path().toStdString());
        fs::copy_file("/bin/true", place / "tool");
        fs::copy_file("/bin/cat", place / "evil");
        const Masked masked(place / "tool", place / "evil");
        if (!masked.runs())
            QSKIP("this machine lets nobody make a mount namespace (a container, or a kernel that forbids it)");
        const auto running = access::identifyFile(access::procFile(masked.pid(), "exe"));
        QVERIFY(running.has_value());
        // By its own words it is an application; no file of root's is what it runs.
        for (const char* sandbox : {"flatpak:org.example.App", "snap:tool", "other:x", ""})
            QVERIFY2(!access::sandboxProven(masked.pid(), sandbox, "/app/bin/tool", *running), sandbox);
        QVERIFY(!access::sandboxProven(masked.pid(), "snap:tool", "/snap/tool/1/tool", *running));
    }

    void aFlatpaksFileIsWhereItsInstallationSays()
    {
        const std::string deployed = "/var/lib/flatpak/app/org.example.App/x86_64/stable/ab12/files";
        const auto file = [](const std::string& text, const char* executable) {
            return access::flatpakFile(text, "org.example.App", executable).value_or(fs::path{}).string();
        };
        const std::string honest = info("org.example.App", deployed);
        QCOMPARE(file(honest, "/app/bin/tool"), deployed + "/bin/tool");
        QCOMPARE(file(honest, "/usr/bin/python3"), std::string{}); // the runtime's: any application has it
        QCOMPARE(file(info("org.example.Other", deployed), "/app/bin/tool"), std::string{});
        QCOMPARE(file("", "/app/bin/tool"), std::string{});
        for (const char* path : {"/home/ada/files", "/var/lib/flatpak/app/org.example.Other/x/files",
                                 "/var/lib/flatpak/app/org.example.App/../../../../home/ada", ""})
            QCOMPARE(file(info("org.example.App", path), "/app/bin/tool"), std::string{});
    }

    void whoSharesOurFilesRunsWhatLiesThere()
    {
        QVERIFY(access::runsWhatLiesThere(::getpid(), access::executableOf(::getpid())));
        QVERIFY(!access::runsWhatLiesThere(::getpid(), fs::canonical("/bin/cat").string()));
    }
};

QTEST_GUILESS_MAIN(TestMountNamespace)
#include "tst_mount_namespace.moc"
