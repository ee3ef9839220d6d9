// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/emergency_sheet.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>
#include <sys/stat.h>

using namespace keystead;
using base::ErrorCode;

namespace {

constexpr const char* key = "000G40XD-0G2GC1R6-104GM2X8-1G6GW3TD-208H44X7-2GAHC5RC-30CHM6X2-3GEHW7YV";

transfer::EmergencySheet sheet()
{
    transfer::EmergencySheet made;
    made.recoveryText = base::Secret::fromText(key);
    made.vault = {"vlt_aexepr8pyqca14nt86263htd"};
    made.slot = {"slt_saq976y4377mjsm5p0wvr3bj"};
    made.folder = "/home/ada/.local/share/keystead";
    made.made = base::fromMillis(1'795'318'879'000);
    made.program = "Keystead 0.1.0";
    return made;
}

} // namespace

class TestEmergencySheet final : public QObject
{
    Q_OBJECT

    QByteArray run(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.start(program, arguments);
        if (!process.waitForFinished() || process.exitCode() != 0)
            qCritical("%s: %s", qPrintable(program), process.readAllStandardError().constData());
        return process.readAllStandardOutput();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_file = m_dir.filePath(QStringLiteral("sheet.pdf"));
        const base::Status written = transfer::writeEmergencySheet(sheet(), m_file.toStdString());
        QVERIFY2(written.has_value(), written ? "" : written.error().detail.c_str());
    }

    void isOnePrivateTaggedPage()
    {
        struct stat info
        {
        };
        QCOMPARE(::stat(QFile::encodeName(m_file).constData(), &info), 0);
        QCOMPARE(info.st_mode & 07777U, mode_t{0600}); // SECURITY 31
        const QByteArray about = run(QStringLiteral("pdfinfo"), {m_file});
        for (const char* line : {"Pages:           1", "Tagged:          yes", "(A4)", "Keystead emergency sheet"})
            QVERIFY2(about.contains(line), about.constData());
        for (const QByteArray& group : QByteArray(key).split('-'))
            QVERIFY(!about.contains(group)); // not where file managers look
    }

    void holdsTheGroupsInOrderAndWhatAPersonNeeds()
    {
        const QByteArray text = run(QStringLiteral("pdftotext"), {QStringLiteral("-raw"), m_file, QStringLiteral("-")});
        qsizetype place = 0;
        for (const QByteArray& group : QByteArray(key).split('-')) {
            const qsizetype found = text.indexOf(group, place);
            QVERIFY2(found >= 0, (group + " in " + text).constData());
            place = found + group.size();
        }
        for (const char* line : {"vlt_aexepr8pyqca14nt86263htd", "slt_saq976y4377mjsm5p0wvr3bj", "2026-11-22 03:41 UTC",
                                 "/home/ada/.local/share/keystead", "How to use it", "Kept at", "--recovery-fd"})
            QVERIFY2(text.contains(line), line);
    }

    void theCodeReadsAsTheKey()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("zbarimg")).isEmpty())
            QSKIP("zbar-tools is not installed; ./dev test installs it");
        run(QStringLiteral("pdftoppm"),
            {QStringLiteral("-r"), QStringLiteral("150"), QStringLiteral("-png"), QStringLiteral("-singlefile"), m_file,
             m_dir.filePath(QStringLiteral("page"))});
        const QByteArray read = run(QStringLiteral("zbarimg"), {QStringLiteral("-q"), QStringLiteral("--raw"),
                                                                m_dir.filePath(QStringLiteral("page.png"))});
        QCOMPARE(read.trimmed(), QByteArray(key));
    }

    void neverReplacesAFile()
    {
        const QString other = m_dir.filePath(QStringLiteral("other.pdf"));
        QFile file(other);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
        file.close();
        QCOMPARE(transfer::writeEmergencySheet(sheet(), other.toStdString()).error().code, ErrorCode::AlreadyExists);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("mine"));
    }

    void wrongInputLeavesNothing()
    {
        transfer::EmergencySheet wrong = sheet();
        wrong.recoveryText = base::Secret::fromText("short");
        const QString other = m_dir.filePath(QStringLiteral("none.pdf"));
        QCOMPARE(transfer::writeEmergencySheet(wrong, other.toStdString()).error().code, ErrorCode::InvalidArgument);
        QVERIFY(!QFile::exists(other));
        QCOMPARE(transfer::writeEmergencySheet(sheet(), "/nonexistent/sheet.pdf").error().code, ErrorCode::NotFound);
    }

private:
    QTemporaryDir m_dir;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestEmergencySheet)
#include "tst_emergency_sheet.moc"
