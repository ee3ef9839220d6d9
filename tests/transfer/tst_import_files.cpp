// SPDX-License-Identifier: GPL-3.0-or-later
// Reading, deleting and replacing source files, and the search for them.
#include "core/crypto/digest.h"
#include "core/transfer/import/secret_scan.h"
#include "core/transfer/import/source_file.h"
#include "core/transfer/import/source_removal.h"
#include "core/transfer/import/zip_reader.h"
#include "tests/transfer/import_helpers.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using transfer::ImportSource;
using transfer::SourceSecret;

namespace {

std::string readBack(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

ImportSource sourceOf(const std::filesystem::path& file)
{
    const auto read = must(transfer::readSource(file));
    return {file.string(), read.sha256, read.bytes.size(), {}};
}

std::vector<SourceSecret> secrets(std::initializer_list<std::pair<const char*, const char*>> list)
{
    std::vector<SourceSecret> out;
    for (const auto& [account, text] : list)
        out.push_back({base::Secret::fromText(text), account});
    return out;
}

std::string zipOf(const std::string& name, const std::string& bytes)
{
    const QTemporaryDir folder;
    const std::string path = folder.path().toStdString() + "/a.zip";
    zip_t* const archive = zip_open(path.c_str(), ZIP_CREATE, nullptr);
    zip_source_t* const source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    zip_close(archive);
    return readBack(path);
}

} // namespace

class TstImportFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesWhatTextFilesCarry_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("warned");
        const QByteArray text("M\xC3\xBCller \xF0\x9F\x94\x91");
        QTest::newRow("UTF-8") << text << text << false;
        QTest::newRow("UTF-8 with its mark") << QByteArray("\xEF\xBB\xBF") + text << text << false;
        QTest::newRow("UTF-16 LE") << QByteArray("\xFF\xFEM\0\xFC\0l\0l\0e\0r\0 \0\x3D\xD8\x11\xDD", 20) << text
                                   << false;
        QTest::newRow("UTF-16 BE") << QByteArray("\xFE\xFF\0M\0\xFC\0l\0l\0e\0r\0 \xD8\x3D\xDD\x11", 20) << text
                                   << false;
        QTest::newRow("UTF-16 cut off") << QByteArray("\xFF\xFEM\0\x3D", 5) << QByteArray("M\xEF\xBF\xBD") << false;
        QTest::newRow("a lone surrogate")
            << QByteArray("\xFF\xFE\x3D\xD8M\0", 6) << QByteArray("\xEF\xBF\xBDM") << false;
        QTest::newRow("Latin-1") << QByteArray("M\xFCller") << QByteArray("M\xC3\xBCller") << true;
    }
    void decodesWhatTextFilesCarry()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, text);
        QFETCH(bool, warned);
        const auto decoded = transfer::decodeText(bytes.toStdString());
        QCOMPARE(QByteArray::fromStdString(decoded.utf8), text);
        QCOMPARE(!decoded.warning.empty(), warned);
    }

    void refusesAGibibyteWithoutReadingIt()
    {
        const QTemporaryDir folder;
        const auto file = writeText(folder, "huge.csv", "x");
        QCOMPARE(::truncate(file.c_str(), off_t{1} << 30), 0);
        rusage before{};
        ::getrusage(RUSAGE_SELF, &before);
        const auto read = transfer::readSource(file);
        rusage after{};
        ::getrusage(RUSAGE_SELF, &after);
        QVERIFY(!read && read.error().code == ErrorCode::LimitExceeded);
        QVERIFY2(after.ru_maxrss - before.ru_maxrss < 8 * 1024, "the refusal took memory");
    }

    void refusesWhatIsNoFile()
    {
        const QTemporaryDir folder;
        const auto pipe = writeText(folder, "a/x", "").parent_path() / "pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QVERIFY(transfer::readSource(pipe).error().code == ErrorCode::InvalidArgument);
        QVERIFY(transfer::readSource(pipe.parent_path()).error().code == ErrorCode::InvalidArgument);
        QVERIFY(transfer::readSource("/dev/zero").error().code == ErrorCode::InvalidArgument);
        QVERIFY(transfer::readSource(pipe.parent_path() / "no").error().code == ErrorCode::NotFound);
    }

    void unpacksNoBomb()
    {
        QCOMPARE(must(transfer::unzipMember(zipOf("export.data", "{}"), "export.data", 1000)), std::string{"{}"});
        const std::string bomb = zipOf("export.data", std::string(50 * 1024 * 1024, '0'));
        QVERIFY(bomb.size() < 100'000);
        QVERIFY(transfer::unzipMember(bomb, "export.data", 1024 * 1024).error().code == ErrorCode::LimitExceeded);
        QVERIFY(transfer::unzipMember(bomb, "other", 1000).error().code == ErrorCode::NotFound);
        QVERIFY(transfer::unzipMember(std::string_view{bomb}.substr(0, 100), "export.data", 1000).error().code ==
                ErrorCode::ParseError);
    }

    void overwritesAndDeletes()
    {
        const QTemporaryDir folder;
        const auto file = writeText(folder, "s", "user:secret\n");
        const ImportSource source = sourceOf(file);
        const int still = ::open(file.c_str(), O_RDONLY);
        const auto removed = must(transfer::shredSource(source));
        QVERIFY(!std::filesystem::exists(file) && !removed.caveat.empty());
        char bytes[32] = {};
        QCOMPARE(::pread(still, bytes, sizeof bytes, 0), ssize_t{12});
        ::close(still);
        QVERIFY2(std::string_view(bytes, 12).find("secret") == std::string_view::npos, "the old bytes are still there");
    }

    void touchesOnlyWhatWasImported()
    {
        const QTemporaryDir folder;
        const auto file = writeText(folder, "s", "user:secret\n");
        const ImportSource source = sourceOf(file);
        writeText(folder, "s", "user:secret changed\n");
        QVERIFY(transfer::shredSource(source).error().code == ErrorCode::IllegalState);
        QVERIFY(transfer::planRedaction(source, secrets({{"", "secret"}})).error().code == ErrorCode::IllegalState);
        writeText(folder, "s", "user:secret\n");
        std::filesystem::create_hard_link(file, file.string() + "2");
        QVERIFY(transfer::shredSource(source).error().code == ErrorCode::StorageInsecure);
        std::filesystem::remove(file.string() + "2");
        std::filesystem::create_symlink(file, file.string() + "3");
        ImportSource link = source;
        link.path += "3";
        QVERIFY(!transfer::shredSource(link).has_value());
        QCOMPARE(readBack(file), std::string{"user:secret\n"});
    }

    void takesSecretsOutInEverySpellingAndPutsThemBack()
    {
        const QTemporaryDir folder;
        const std::string before = "plain=pa:s/s\nurl=https://u:pa%3As%2Fs@h\nauth=" +
                                   base::toBase64(std::span{reinterpret_cast<const std::uint8_t*>("u:pa:s/s"), 8}) +
                                   "\nother=kept\njson=\"q\\\"uote\"\n";
        const auto file = writeText(folder, "s", before);
        std::filesystem::permissions(file, std::filesystem::perms{0640});
        ImportSource source = sourceOf(file);
        const auto redaction = must(transfer::planRedaction(source, secrets({{"u", "pa:s/s"}, {"", "q\"uote"}})));
        QCOMPARE(readBack(file), before);
        must(transfer::redactSource(source, redaction));
        const std::string after = readBack(file);
        QCOMPARE(after, std::string{
                            "plain=moved-to-keystead\nurl=https://"
                            "u:moved-to-keystead@h\nauth=moved-to-keystead\nother=kept\njson=\"moved-to-keystead\"\n"});
        struct stat info
        {
        };
        ::stat(file.c_str(), &info);
        QCOMPARE(info.st_mode & 0777U, 0640U);
        source.redactedSha256 = redaction.sha256;
        writeText(folder, "s", after + "# edited\n");
        QVERIFY(transfer::restoreSource(source, redaction.original).error().code == ErrorCode::IllegalState);
        writeText(folder, "s", after);
        must(transfer::restoreSource(source, redaction.original));
        QCOMPARE(readBack(file), before);
        must(transfer::restoreSource(source, redaction.original)); // a second time is fine
    }

    void takesADoubledQuoteOfACsvFieldOut()
    {
        const QTemporaryDir folder;
        const std::string before = "name,password\na,\"pa\"\"ss,word\"\nb,\n";
        const auto file = writeText(folder, "t.csv", before);
        const ImportSource source = sourceOf(file);
        const auto redaction = must(transfer::planRedaction(source, secrets({{"", "pa\"ss,word"}})));
        must(transfer::redactSource(source, redaction));
        QCOMPARE(readBack(file), std::string{"name,password\na,\"moved-to-keystead\"\nb,\n"});
    }

    void replacesNothingWhereASecretIsNotFound()
    {
        const QTemporaryDir folder;
        const auto file = writeText(folder, "s", "a=first\n");
        QVERIFY(transfer::planRedaction(sourceOf(file), secrets({{"", "first"}, {"", "second"}})).error().code ==
                ErrorCode::NotFound);
        QVERIFY(transfer::planRedaction(sourceOf(file), {}).error().code == ErrorCode::NotFound);
        const auto binary = writeText(folder, "b", std::string("first\0x", 7));
        QVERIFY(transfer::planRedaction(sourceOf(binary), secrets({{"", "first"}})).error().code ==
                ErrorCode::Unsupported);
    }

    void findsPlaintextInTheKnownPlacesOnly()
    {
        const QTemporaryDir home;
        const QTemporaryDir outside;
        writeText(home, ".netrc", "machine h login l password p\n");
        writeText(home, ".npmrc", "registry=https://registry.example.com/\n"); // no token
        writeText(home, ".config/gh/hosts.yml", "github.com:\n  oauth_token: x\n");
        writeText(home, "projects/a/b/.env", "API_TOKEN=t\nOTHER=1\n");
        writeText(home, "projects/a/.env.example", "API_TOKEN=t\n");
        writeText(home, "projects/a/node_modules/.env", "API_TOKEN=t\n");
        writeText(home, "projects/a/b/c/d/.env", "API_TOKEN=too deep\n");
        writeText(home, "Pictures/.env", "API_TOKEN=t\n");
        writeText(home, ".ssh/id_ed25519",
                  "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAA\n-----END OPENSSH PRIVATE "
                  "KEY-----\n");
        writeText(home, ".ssh/id_rsa",
                  "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHI\n-----END OPENSSH "
                  "PRIVATE KEY-----\n");
        const auto loot = writeText(outside, "creds", "https://u:p@h\n");
        std::filesystem::create_symlink(loot, std::filesystem::path(home.path().toStdString()) / ".git-credentials");
        std::filesystem::create_symlink(outside.path().toStdString(),
                                        std::filesystem::path(home.path().toStdString()) / "src");
        writeText(outside, ".env", "API_TOKEN=t\n");
        ::chmod((home.path().toStdString() + "/.netrc").c_str(), 0644);
        const std::string root = home.path().toStdString();
        const auto scan = must(transfer::scanForSecrets({root, root + "/.config"}, {}));
        std::string found;
        for (const auto& file : scan.found)
            found += file.path.substr(root.size()) + " " + file.format + " " + std::to_string(file.credentials) +
                     (file.openToOthers ? " open" : "") + "\n";
        QCOMPARE(found, std::string{"/.netrc netrc 1 open\n/.config/gh/hosts.yml gh 1 open\n/.ssh/id_ed25519  0 "
                                    "open\n/projects/a/b/.env env 1 open\n"});
        QVERIFY(scan.complete);
        QVERIFY(transfer::scanForSecrets({root, root}, [] { return false; }).error().code == ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TstImportFiles)
#include "tst_import_files.moc"
