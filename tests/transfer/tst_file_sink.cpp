// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/file_sink.h"
#include "tests/transfer/report_fixture.h"

#include <fstream>
#include <QTemporaryDir>
#include <QtTest>
#include <sys/stat.h>

using namespace keystead;
using test::must;
using transfer::FileSink;

class TestFileSink : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder = m_temporary->path().toStdString();
        m_file = m_folder / "report.json";
    }

    void writesAPrivateFileAtCommit() // SECURITY 31
    {
        {
            auto sink = must(FileSink::create(m_file));
            must(sink.write("one "));
            must(sink.write(std::string(200'000, 'x')));
            QVERIFY(!std::filesystem::exists(m_file));
            must(sink.commit());
        }
        struct stat info
        {
        };
        QCOMPARE(::stat(m_file.c_str(), &info), 0);
        QCOMPARE(info.st_mode & 0777U, 0600U);
        QCOMPARE(info.st_size, 200'004);
        QCOMPARE(entries(), 1);
    }

    void leavesNothingWithoutCommit()
    {
        {
            auto sink = must(FileSink::create(m_file));
            must(sink.write(std::string(200'000, 'x')));
            QCOMPARE(entries(), 1); // the temporary one
        }
        QCOMPARE(entries(), 0);
    }

    void replacesOnlyWhenAsked()
    {
        std::ofstream(m_file) << "old";
        QVERIFY(FileSink::create(m_file).error().code == base::ErrorCode::AlreadyExists);
        auto sink = must(FileSink::create(m_file, FileSink::Existing::Replace));
        must(sink.write("new text"));
        must(sink.commit());
        QCOMPARE(std::filesystem::file_size(m_file), std::uintmax_t{8});
        QVERIFY(!sink.write("more"));
        QVERIFY(!sink.commit());
    }

    void aFileThatAppearsMeanwhileIsKept()
    {
        auto sink = must(FileSink::create(m_file));
        must(sink.write("new"));
        std::ofstream(m_file) << "another's";
        QVERIFY(sink.commit().error().code == base::ErrorCode::AlreadyExists);
        QCOMPARE(std::filesystem::file_size(m_file), std::uintmax_t{9});
        QCOMPARE(entries(), 1);
    }

    void refusesSymlinksAndFolders() // SECURITY 31
    {
        const auto elsewhere = m_folder / "elsewhere";
        std::ofstream(elsewhere) << "untouched";
        std::filesystem::create_symlink(elsewhere, m_file);
        QVERIFY(FileSink::create(m_file, FileSink::Existing::Replace).error().code == base::ErrorCode::StorageInsecure);
        QCOMPARE(std::filesystem::file_size(elsewhere), std::uintmax_t{9});
        std::filesystem::remove(m_file);
        std::filesystem::create_directory(m_file);
        QVERIFY(FileSink::create(m_file, FileSink::Existing::Replace).error().code == base::ErrorCode::StorageInsecure);
        QVERIFY(FileSink::create(m_folder / "missing" / "x").error().code == base::ErrorCode::NotFound);
        QVERIFY(!FileSink::create(m_folder / ".."));
    }

    void aSymlinkThatAppearsMeanwhileIsNotFollowed() // SECURITY 31
    {
        auto sink = must(FileSink::create(m_file, FileSink::Existing::Replace));
        must(sink.write("new"));
        const auto elsewhere = m_folder / "elsewhere";
        std::ofstream(elsewhere) << "untouched";
        std::filesystem::create_symlink(elsewhere, m_file);
        QVERIFY(!sink.commit());
        QCOMPARE(std::filesystem::file_size(elsewhere), std::uintmax_t{9});
    }

    void aFullDiskIsSaid()
    {
        class FullSink final : public transfer::ByteSink
        {
            base::Status write(std::string_view) override { return base::fail(base::ErrorCode::StorageFull, "disk"); }
        } full;
        test::ReportTrail trail(3);
        for (const auto format : {transfer::ReportFormat::Json, transfer::ReportFormat::Csv,
                                  transfer::ReportFormat::Html, transfer::ReportFormat::Pdf}) {
            auto source = trail.source();
            const auto done = transfer::exportReport(format, trail.input(), source, full);
            QVERIFY(!done);
            QVERIFY2(done.error().code == base::ErrorCode::StorageFull, base::toString(done.error()).c_str());
        }
    }

    void aCancelledExportLeavesNothing_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("calls");
        for (int format = 0; format < 4; ++format) {
            for (const int calls : {1, 2, 3, 5})
                QTest::addRow("%d after %d", format, calls) << format << calls;
        }
    }
    void aCancelledExportLeavesNothing()
    {
        QFETCH(int, format);
        QFETCH(int, calls);
        static test::ReportTrail trail(900);
        auto source = trail.source();
        {
            auto sink = must(FileSink::create(m_file));
            int asked = 0;
            const auto done = transfer::exportReport(static_cast<transfer::ReportFormat>(format), trail.input(), source,
                                                     sink, [&](std::int64_t, std::int64_t) { return ++asked < calls; });
            QVERIFY(!done);
            QVERIFY(done.error().code == base::ErrorCode::Cancelled);
            QCOMPARE(asked, calls); // not asked again
        }
        QCOMPARE(entries(), 0);
    }

private:
    int entries() const { return static_cast<int>(std::distance(std::filesystem::directory_iterator(m_folder), {})); }
    std::unique_ptr<QTemporaryDir> m_temporary;
    std::filesystem::path m_folder;
    std::filesystem::path m_file;
};

QTEST_APPLESS_MAIN(TestFileSink)
#include "tst_file_sink.moc"
