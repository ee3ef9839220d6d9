// SPDX-License-Identifier: GPL-3.0-or-later
// Which package a program is of, and why something else is of none.
#include "core/access/program_files.h"

#include <fstream>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace keystead;
using access::packageOf;
namespace fs = std::filesystem;

class TestPackageOwner : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ::umask(022); }
    // A system of its own: top/usr/bin/tool of the package "tool".
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const fs::path root = fs::canonical(m_folder->path().toStdString());
        m_where = {root / "lists", root / "top", ::getuid()};
        m_tool = root / "top/usr/bin/tool";
        fs::create_directories(m_where.lists);
        fs::create_directories(m_tool.parent_path());
        for (const fs::path& folder : {m_where.top, m_where.top / "usr", m_tool.parent_path()})
            QCOMPARE(::chmod(folder.c_str(), 0755), 0);
        makeFile(m_tool);
        list("other.list", (m_tool.string() + "box\n"));
        list("tool:amd64.list", "/.\n" + m_tool.string() + "\n" + m_tool.parent_path().string() + "/more\n");
        list("tool.conffiles", m_tool.parent_path().string() + "/conf\n");
        QCOMPARE(packageOf(m_tool.string(), m_where), std::string{"tool"});
    }

    void theSystemsOwnCatAndNoCopyOfIt()
    {
        const std::string cat = fs::canonical("/bin/cat").string();
        // On a system of other packages there are no lists, and nothing has a package.
        const bool listed = fs::exists("/var/lib/dpkg/info/coreutils.list");
        QCOMPARE(packageOf(cat), listed ? std::string{"coreutils"} : std::string{});
        const fs::path copy = m_tool.parent_path() / "cat";
        fs::copy_file(cat, copy);
        QCOMPARE(packageOf(copy.string()), std::string{});
        QCOMPARE(packageOf("/proc/self/exe"), std::string{}); // a link
        QCOMPARE(packageOf(cat + "\n"), std::string{});
        QCOMPARE(packageOf({}), std::string{});
    }

    void aFileOrAFolderThatOthersCanWriteIsOfNone_data()
    {
        QTest::addColumn<int>("levels"); // above the file
        QTest::addColumn<int>("mode");
        for (int levels = 0; levels <= 3; ++levels) {
            QTest::addRow("group, %d up", levels) << levels << 0775;
            QTest::addRow("everybody, %d up", levels) << levels << 0757;
            QTest::addRow("everybody, sticky, %d up", levels) << levels << 01777;
        }
    }
    void aFileOrAFolderThatOthersCanWriteIsOfNone()
    {
        QFETCH(const int, levels);
        QFETCH(const int, mode);
        fs::path opened = m_tool;
        for (int i = 0; i < levels; ++i)
            opened = opened.parent_path();
        QCOMPARE(::chmod(opened.c_str(), static_cast<mode_t>(mode)), 0);
        QCOMPARE(packageOf(m_tool.string(), m_where), std::string{});
        QCOMPARE(::chmod(opened.c_str(), 0755), 0);
        QCOMPARE(packageOf(m_tool.string(), m_where), std::string{"tool"});
    }

    void aFileOfAnotherOwnerIsOfNone()
    {
        m_where.owner += 1;
        QCOMPARE(packageOf(m_tool.string(), m_where), std::string{});
    }

    void aPathWithALineFeedIsOfNone() // it would be found across two lines of a list
    {
        const fs::path trick = m_tool.string() + "\n" + (m_tool.parent_path() / "more").string();
        fs::create_directories(trick.parent_path());
        makeFile(trick);
        QCOMPARE(packageOf(trick.string(), m_where), std::string{});
    }

    void aLinkIsOfNone()
    {
        const fs::path link = m_tool.parent_path() / "link";
        fs::create_symlink(m_tool, link);
        list("link.list", link.string() + "\n");
        QCOMPARE(packageOf(link.string(), m_where), std::string{});
        const fs::path folder = m_where.top / "bin";
        fs::create_directory_symlink(m_tool.parent_path(), folder);
        list("folder.list", (folder / "tool").string() + "\n");
        QCOMPARE(packageOf((folder / "tool").string(), m_where), std::string{});
    }

    void onlyAWholeLineOfAListCounts()
    {
        const fs::path box = m_tool.string() + "b";
        makeFile(box); // other.list has toolbox, tool:amd64.list has tool
        QCOMPARE(packageOf(box.string(), m_where), std::string{});
        const fs::path configured = m_tool.parent_path() / "conf";
        makeFile(configured); // in no .list
        QCOMPARE(packageOf(configured.string(), m_where), std::string{});
    }

    void whatLiesOutsideTheSystemIsOfNone()
    {
        const fs::path outside = m_where.top.parent_path() / "outside";
        makeFile(outside);
        list("outside.list", outside.string() + "\n");
        QCOMPARE(packageOf(outside.string(), m_where), std::string{});
        fs::remove_all(m_where.lists);
        QCOMPARE(packageOf(m_tool.string(), m_where), std::string{});
    }

private:
    static void makeFile(const fs::path& file)
    {
        std::ofstream(file) << "a program";
        fs::permissions(file, static_cast<fs::perms>(0755));
    }
    void list(const std::string& name, const std::string& text) const
    {
        std::ofstream(m_where.lists / name, std::ios::binary) << text;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    access::PackageFiles m_where;
    fs::path m_tool;
};

QTEST_GUILESS_MAIN(TestPackageOwner)
#include "tst_package_owner.moc"
