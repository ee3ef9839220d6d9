// SPDX-License-Identifier: GPL-3.0-or-later
// What is read of other processes: names of sandboxes, and who started whom.
#include "core/access/proc_info.h"

#include "core/access/program_files.h"

#include <fstream>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

using namespace keystead;
namespace fs = std::filesystem;

class TestProcInfo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNameOfAFlatpakIsTheApplications_data()
    {
        QTest::addColumn<QString>("info");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* what, const char* info, const char* name) {
            QTest::newRow(what) << QString::fromUtf8(info) << QString::fromUtf8(name);
        };
        row("as flatpak writes it",
            "[Application]\nname=org.example.App\nruntime=runtime/org.kde.Platform/x86_64/6.6\n\n[Instance]\n"
            "instance-id=123\n",
            "org.example.App");
        row("not the first section",
            "[Instance]\ninstance-id=123\nname=forged\n\n[Context]\nshared=network;\nname=forged\n\n[Application]\n"
            "runtime=x\nname=org.example.App\n",
            "org.example.App");
        row("another section behind it", "[Application]\nname=org.example.App\n[Extension]\nname=forged\n",
            "org.example.App");
        row("only in another section", "[Application]\nruntime=x\n[Environment]\nname=forged\n", "");
        row("before any section", "name=forged\n[Application]\nruntime=x\n", "");
        row("a section that is called alike", "[Application X]\nname=forged\n[application]\nname=forged\n", "");
        row("a section's name in a value",
            "[Environment]\nA=[Application]\nname=forged\n[Application]\nname=org.example.App\n", "org.example.App");
        row("another member", "[Application]\nnames=forged\nsdkname=forged\nname=org.example.App", "org.example.App");
        row("a runtime", "[Runtime]\nname=org.kde.Platform\n", "");
        row("nothing", "", "");
        row("noise", "\n\n]\n[\n=\n", "");
    }
    void theNameOfAFlatpakIsTheApplications()
    {
        QFETCH(const QString, info);
        QFETCH(const QString, name);
        QCOMPARE(access::flatpakName(info.toStdString()), name.toStdString());
    }

    void theNameOfASnapIsThatOfItsGroup_data()
    {
        QTest::addColumn<QString>("groups");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* what, const char* groups, const char* name) {
            QTest::newRow(what) << QString::fromUtf8(groups) << QString::fromUtf8(name);
        };
        row("an application",
            "0::/user.slice/user-1000.slice/user@1000.service/app.slice/"
            "snap.firefox.firefox-6f1c6b0a-5d5c-4b0e-8f7a-1d1e2f3a4b5c.scope\n",
            "firefox");
        row("a service", "0::/system.slice/snap.lxd.daemon.service\n", "lxd");
        row("an instance", "0::/user.slice/snap.hello_two.hello-1.scope\n", "hello_two");
        row("the older hierarchy", "12:freezer:/snap.firefox\n1:name=systemd:/user.slice\n", "firefox");
        row("none", "0::/user.slice/user-1000.slice/session-2.scope\n", "");
        row("a name that ends alike", "0::/user.slice/notsnap.x.y.scope\n", "");
        row("snapd itself", "0::/system.slice/snapd.service\n", "");
        row("nothing", "", "");
    }
    void theNameOfASnapIsThatOfItsGroup()
    {
        QFETCH(const QString, groups);
        QFETCH(const QString, name);
        QCOMPARE(access::snapName(groups.toStdString()), name.toStdString());
    }

    void whatRunsOutsideASandboxHasNone()
    {
        QCOMPARE(access::sandboxOf(::getpid(), access::executableOf(::getpid())), std::string{});
    }

    // A shell runs a script, and that a program.
    void theChainOfParentsNamesTheScript()
    {
        QTemporaryDir folder;
        const fs::path script = fs::canonical(folder.path().toStdString()) / "deploy.sh";
        std::ofstream(script) << "#!/bin/sh\nexec 3<&0\n/bin/cat <&3 &\necho $!\nwait\n";
        fs::permissions(script, fs::perms::owner_all);
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"), QStringList{});
        QVERIFY(shell.waitForStarted());
        shell.write(QByteArray::fromStdString(script.string()) + "\n");
        QVERIFY(shell.waitForReadyRead());
        const pid_t child = shell.readLine().trimmed().toInt();
        QVERIFY(child > 0);
        const auto parents = access::parentsOf(child);
        const std::string interpreter = fs::canonical("/bin/sh").string();
        QVERIFY(parents.size() >= 3);
        QCOMPARE(parents[0].executable, interpreter);
        QCOMPARE(parents[0].script, script.string());
        QCOMPARE(parents[1].executable, interpreter);
        QCOMPARE(parents[1].script, std::string{});
        QCOMPARE(parents[1].pid, static_cast<std::int64_t>(shell.processId()));
        QCOMPARE(parents[2].pid, std::int64_t{::getpid()});
        QCOMPARE(parents[2].executable, fs::read_symlink("/proc/self/exe").string());
        QVERIFY(parents.size() <= 8);
        shell.closeWriteChannel();
        QVERIFY(shell.waitForFinished());
        QVERIFY(access::parentsOf(static_cast<pid_t>(parents[1].pid)).empty()); // it is gone
    }
};

QTEST_GUILESS_MAIN(TestProcInfo)
#include "tst_proc_info.moc"
