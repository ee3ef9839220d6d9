// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/setup_file.h"
#include "app/cli/setup_targets.h"
#include "core/base/json.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace keystead;
using namespace keystead::cli;
using base::ErrorCode;
namespace fs = std::filesystem;

namespace {

SetupWish wishFor(const std::string& connection, std::vector<std::string> urls = {})
{
    SetupWish wish;
    wish.connection = connection;
    wish.urls = std::move(urls);
    wish.programs = "/opt/key stead/bin";
    return wish;
}

std::string after(const SetupTarget& target, const std::string& before, const SetupWish& wish)
{
    const auto text = target.after(before, wish);
    return text ? *text : "error: " + text.error().detail;
}

std::string read(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

} // namespace

class TstSetup : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    fs::path folder() const { return fs::path{m_dir.path().toStdString()}; }

    base::Status setUp(const fs::path& file, const std::string& newText)
    {
        KS_ASSIGN(const ConfigFile config, readConfig(file, 0644));
        return applyEdit("test", config, *editBetween(config.text, newText));
    }
    base::Status takeBack()
    {
        KS_ASSIGN(const SetupRecord record, readRecord("test"));
        KS_ASSIGN(const ConfigFile config, readConfig(record.path, 0600));
        KS_ASSIGN(const TextEdit edit, undoEdit(record, config));
        return applyUndo("test", record, config, edit);
    }

private Q_SLOTS:
    void init()
    {
        qputenv("HOME", m_dir.path().toUtf8());
        qputenv("XDG_DATA_HOME", m_dir.filePath(QStringLiteral("data")).toUtf8());
        qputenv("XDG_STATE_HOME", m_dir.filePath(QStringLiteral("state")).toUtf8());
        fs::remove_all(folder() / "state");
        fs::create_directories(folder() / "state");
    }

    void changesNothingTheSecondTime_data()
    {
        QTest::addColumn<int>("target");
        QTest::addColumn<QString>("before");
        QTest::newRow("git, new") << 0 << "";
        QTest::newRow("git, there") << 0 << "[user]\n\tname = Ada";
        QTest::newRow("docker, new") << 1 << "";
        QTest::newRow("docker, there") << 1 << "{\n\t\"auths\": {\n\t\t\"a.example\": {\"auth\": \"eA==\"}\n\t}\n}";
        QTest::newRow("docker, another store") << 1 << "{\"credsStore\": \"secret}service\", \"x\": [1, \"]\"]}";
        QTest::newRow("aws") << 2 << "[default]\nregion = x\n";
        QTest::newRow("kube, new") << 3 << "";
        QTest::newRow("kube, list") << 3 << "apiVersion: v1\nusers:\n- name: a\n  user: {}\ncontexts: []\n";
        QTest::newRow("kube, deeper list") << 3 << "users:\n  - name: a\n    user: {}\n";
        QTest::newRow("kube, empty list") << 3 << "kind: Config\nusers: []\n";
        QTest::newRow("kube, null at the end") << 3 << "kind: Config\nusers: null";
        QTest::newRow("shell") << 4 << "alias ll='ls -l'\n";
    }
    void changesNothingTheSecondTime()
    {
        QFETCH(int, target);
        QFETCH(QString, before);
        const SetupTarget& chosen = setupTargets()[static_cast<std::size_t>(target)];
        const SetupWish wish = chosen.wantsConnection ? wishFor("Work it") : wishFor("");
        const std::string once = after(chosen, before.toStdString(), wish);
        QVERIFY2(!once.starts_with("error"), once.c_str());
        QVERIFY(once != before.toStdString());
        QCOMPARE(after(chosen, once, wish), once);
    }

    void emptiesGitsListOfHelpersFirst() // a helper that writes plain files gets nothing to keep
    {
        QCOMPARE(after(gitTarget(), "[credential]\n\thelper = store\n", wishFor("")),
                 std::string{"[credential]\n\thelper = store\n[credential]\n\thelper =\n\thelper = "
                             "\"'/opt/key stead/bin/git-credential-keystead'\"\n\tuseHttpPath = true\n"});
        SetupWish named = wishFor("work", {"https://git.example.com/team"});
        named.onPath = true;
        QCOMPARE(after(gitTarget(), "", named),
                 std::string{"[credential \"https://git.example.com/team\"]\n\thelper =\n\thelper = "
                             "keystead\n\tuseHttpPath = true\n"});
        QVERIFY(after(gitTarget(), "", wishFor("work")).starts_with("error"));
    }

    void editsDockersJsonInPlace()
    {
        const std::string before = "{\n\t\"auths\": {},\n\t\"credsStore\": \"pass\"\n}";
        QCOMPARE(after(dockerTarget(), before, wishFor("")),
                 std::string{"{\n\t\"auths\": {},\n\t\"credsStore\": \"keystead\"\n}"});
        QCOMPARE(after(dockerTarget(), "{}", wishFor("")), std::string{"{\n\t\"credsStore\": \"keystead\"\n}"});
        const SetupWish work = wishFor("work", {"https://registry.example.com", "https://index.docker.io/v1/"});
        const std::string text = after(dockerTarget(), before, work);
        const auto json = base::parseJson(text);
        QVERIFY2(json, text.c_str());
        QCOMPARE(json->at("credHelpers").size(), std::size_t{2});
        QCOMPARE(json->at("credHelpers").at("registry.example.com").get<std::string>(), std::string{"keystead"});
        QCOMPARE(json->at("credsStore").get<std::string>(), std::string{"pass"});
        QVERIFY(after(dockerTarget(), "[]", wishFor("")).starts_with("error"));
        QVERIFY(after(dockerTarget(), "{\"a\":1,\"a\":2}", wishFor("")).starts_with("error"));
        QVERIFY(after(dockerTarget(), "{\"credHelpers\":[]}", work).starts_with("error"));
    }

    void takesNoNameThatIsSomebodyElses()
    {
        QVERIFY(after(awsTarget(), "[profile work]\nregion = x\n", wishFor("work")).starts_with("error"));
        QVERIFY(after(kubeTarget(), "users: {a: 1}\n", wishFor("work")).starts_with("error"));
    }

    void undoRestoresExactly_data()
    {
        QTest::addColumn<bool>("there");
        QTest::newRow("a file that was there") << true;
        QTest::newRow("a new file") << false;
    }
    void undoRestoresExactly()
    {
        QFETCH(bool, there);
        const fs::path file = folder() / (there ? "there" : "new/deep");
        const std::string before = there ? "a\nb \xC3\xA4 c" : "";
        if (there) {
            write(file, before);
            fs::permissions(file, fs::perms{0640});
        }
        QVERIFY(setUp(file, before + "\nmore\n"));
        QCOMPARE(read(file), before + "\nmore\n");
        if (there)
            QCOMPARE(fs::status(file).permissions(), fs::perms{0640});
        QVERIFY(takeBack());
        QCOMPARE(fs::exists(file), there);
        if (there)
            QCOMPARE(read(file), before);
        QCOMPARE(takeBack().error().code, ErrorCode::NotFound);
    }

    void undoRefusesAFileThatChangedSince()
    {
        const fs::path file = folder() / "changed";
        write(file, "a\n");
        QVERIFY(setUp(file, "a\nours\n"));
        write(file, "a\nours\nmine\n");
        const base::Status undone = takeBack();
        QCOMPARE(undone.error().code, ErrorCode::StorageConflict);
        QVERIFY(undone.error().detail.find("was changed since") != std::string::npos);
        QCOMPARE(read(file), std::string{"a\nours\nmine\n"});
        write(file, "a\nOURS\n"); // as long as before
        QCOMPARE(takeBack().error().code, ErrorCode::StorageConflict);
    }

    void refusesToWriteOverAChangeMadeMeanwhile()
    {
        const fs::path file = folder() / "race";
        write(file, "a\n");
        const auto config = readConfig(file, 0644);
        QVERIFY(config);
        write(file, "b\n");
        QCOMPARE(applyEdit("test", *config, *editBetween("a\n", "a\nc\n")).error().code, ErrorCode::StorageConflict);
        QCOMPARE(read(file), std::string{"b\n"});
    }

    void goesThroughOwnLinksAlone() // SECURITY 31
    {
        const fs::path real = folder() / "real";
        const fs::path link = folder() / "link";
        write(real, "a\n");
        fs::create_symlink(real, link);
        QVERIFY(setUp(link, "a\nb\n"));
        QVERIFY(fs::is_symlink(link));
        QCOMPARE(read(real), std::string{"a\nb\n"});
        QVERIFY(takeBack());
        if (::getuid() != 0) // only root can make somebody else's link
            return;
        QCOMPARE(::lchown(link.c_str(), 1, 1), 0);
        QCOMPARE(readConfig(link, 0644).error().code, ErrorCode::StorageInsecure);
        QCOMPARE(::chown(real.c_str(), 1, 1), 0);
        QCOMPARE(readConfig(real, 0644).error().code, ErrorCode::StorageInsecure);
    }

    void refusesWhatIsNoFile()
    {
        const fs::path pipe = folder() / "pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QCOMPARE(readConfig(pipe, 0644).error().code, ErrorCode::StorageInsecure);
    }

    void showsTheChangeWithoutEscapes() // SECURITY 21
    {
        ConfigFile file;
        file.path = "/home/ada/x";
        file.exists = true;
        file.text = "one\ntwo\n";
        const std::string shown = shownEdit(file, *editBetween(file.text, "one\n\x1B[2Jthree\n"));
        QCOMPARE(shown.find('\x1B'), std::string::npos);
        QVERIFY2(shown.find("@@ line 2 @@") != std::string::npos, shown.c_str());
    }

    void findsTheSmallestChange()
    {
        const auto edit = editBetween("aXb", "aYb");
        QCOMPARE(edit->offset, std::size_t{1});
        QCOMPARE(edit->removed, std::string{"X"});
        QCOMPARE(edit->inserted, std::string{"Y"});
        QVERIFY(!editBetween("same", "same"));
        QCOMPARE(editBetween("aa", "aaa")->inserted, std::string{"a"});
        QCOMPARE(editBetween("aaa", "aa")->removed, std::string{"a"});
    }
};

QTEST_GUILESS_MAIN(TstSetup)
#include "tst_setup.moc"
