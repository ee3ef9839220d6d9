// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/transfer/report_fixture.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace keystead;
using test::must;
using test::ReportTrail;
using transfer::ReportFormat;

class TestReportPdf : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_trail = std::make_unique<ReportTrail>(60);
        write(m_trail->text(ReportFormat::Pdf));
    }

    void isATaggedA4DocumentWithMetadata()
    {
        const QString info = run(QStringLiteral("pdfinfo"), {m_file});
        for (const char* line : {"Title:           Audit report", "Author:          Person & Söhne",
                                 "Creator:         Keystead", "Tagged:          yes", "(A4)", "JavaScript:      no"})
            QVERIFY2(info.contains(QString::fromUtf8(line)), qPrintable(info));
        const QString structure = run(QStringLiteral("pdfinfo"), {QStringLiteral("-struct"), m_file});
        for (const char* tag : {"Document", "H1", "H2", "Table", "TR", "TH", "TD"})
            QVERIFY2(structure.contains(QString::fromLatin1(tag)), tag);
    }

    void everyFontIsEmbedded()
    {
        const QStringList lines =
            run(QStringLiteral("pdffonts"), {m_file}).split(QLatin1Char('\n'), Qt::SkipEmptyParts).mid(2);
        QVERIFY(!lines.isEmpty());
        for (const QString& line : lines) {
            // name, type, encoding, emb, sub, uni, object: emb, sub and uni stand before the object's two numbers.
            const QStringList words = line.simplified().split(QLatin1Char(' '));
            QVERIFY2(words.size() > 5, qPrintable(line));
            QVERIFY2(words[words.size() - 5] == QStringLiteral("yes") &&
                         words[words.size() - 4] == QStringLiteral("yes"),
                     qPrintable(line));
        }
    }

    void textEqualsTheJson() // SECURITY 23
    {
        const QString text =
            squeezed(run(QStringLiteral("pdftotext"), {QStringLiteral("-raw"), m_file, QStringLiteral("-")}));
        qsizetype place = text.indexOf(QStringLiteral("No.TimeActionConnection"));
        QVERIFY(place > 0);
        auto records = must(m_trail->trail.log().read({}));
        std::reverse(records.begin(), records.end());
        for (const auto& record : records) {
            const std::string time = transfer::localTime(m_trail->input(), record.event.time);
            // One after the other, in the order of the trail: number, day, time, what happened.
            const QString opening = squeezed(QString::fromStdString(std::to_string(record.sequence) + time +
                                                                    transfer::eventLabel({}, record.event)));
            const qsizetype found = text.indexOf(opening, place);
            QVERIFY2(found >= 0, qPrintable(opening));
            place = found;
            const qsizetype next = found + 1400;
            const QString row = text.mid(found, next - found);
            for (const std::string& value :
                 {record.event.connectionName, record.event.providerId, record.event.actor.program,
                  record.event.actor.via, record.event.connection ? record.event.connection->text : std::string{},
                  transfer::detailLine(record.event)})
                QVERIFY2(sameLetters(row, QString::fromStdString(value)), value.c_str());
        }
    }

    void showsRangeTotalsAndVerification()
    {
        const QString front = run(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), QStringLiteral("-l"),
                                                                QStringLiteral("2"), m_file, QStringLiteral("-")});
        const auto input = m_trail->input();
        for (const std::string& value :
             {input.texts.title, input.vaultName, input.vaultId, input.publicKey, input.verification.headHash,
              std::string{"Verified"}, std::string{"All 60 records"}, std::string{"Europe/Berlin"},
              std::string{"60, numbered 1 to 60"}})
            QVERIFY2(squeezed(front).contains(squeezed(QString::fromStdString(value))), value.c_str());
        transfer::ReportTotals totals;
        for (const auto& record : must(m_trail->trail.log().read({})))
            totals.add(record);
        for (const auto& [action, count] : totals.byAction) {
            const QRegularExpression row(QString::fromStdString(std::string{model::toText(action)}) +
                                         QStringLiteral("\\s+%1\\b").arg(count));
            QVERIFY2(front.contains(row), qPrintable(row.pattern()));
        }
    }

    void numbersItsPagesAndRepeatsTheHeader()
    {
        const QRegularExpression pages(QStringLiteral("Pages:\\s+(\\d+)"));
        const int count = pages.match(run(QStringLiteral("pdfinfo"), {m_file})).captured(1).toInt();
        QVERIFY(count > 4);
        for (int page = 1; page <= count; ++page) {
            const QString number = QString::number(page);
            const QString text =
                run(QStringLiteral("pdftotext"), {QStringLiteral("-f"), number, QStringLiteral("-l"), number,
                                                  QStringLiteral("-raw"), m_file, QStringLiteral("-")});
            QVERIFY(text.contains(QStringLiteral("Page %1 of %2").arg(page).arg(count)));
            if (text.contains(QStringLiteral("con_0000000000000000000000")) && page > 4)
                QVERIFY(squeezed(text).contains(QStringLiteral("No.TimeActionConnectionActorOutcome")));
        }
    }

    void saysThatATrailIsBroken()
    {
        ReportTrail trail(20);
        trail.trail.sql("UPDATE audit_record SET pid = 1 WHERE sequence = 7");
        write(trail.text(ReportFormat::Pdf));
        const QString text =
            run(QStringLiteral("pdftotext"), {QStringLiteral("-l"), QStringLiteral("1"), m_file, QStringLiteral("-")});
        QVERIFY(text.contains(QStringLiteral("Not intact")) &&
                text.contains(QStringLiteral("Edited: record 7: edited")));
        QVERIFY(!text.contains(QStringLiteral("Verified")));
    }

    void anEmptyReportIsWhole()
    {
        model::AuditFilter filter;
        filter.connection = base::ConnectionId{"con_nothing"};
        write(m_trail->text(ReportFormat::Pdf, filter));
        const QString text = run(QStringLiteral("pdftotext"), {m_file, QStringLiteral("-")});
        QVERIFY(text.contains(QStringLiteral("No record matches these filters.")));
        QVERIFY(text.contains(QStringLiteral("con_nothing")));
    }

    void rowsThatAreTooTallAreShortenedNotClipped()
    {
        model::AuditRecord record;
        record.sequence = 1;
        record.event = test::reportEvent(2);
        for (int i = 0; i < 10'000; ++i)
            record.event.connectionName += "漢";
        record.event.actor.program = "/" + std::string(5000, 'W');
        for (char key = 'a'; key < 'q'; ++key)
            record.event.detail[std::string(40, key)] = std::string(200, 'W');
        transfer::VectorSource source({record, record, record});
        transfer::StringSink sink;
        must(transfer::exportPdf(m_trail->input(), source, sink));
        write(sink.text);
        // Everything lies between the head and the foot of its page.
        const QString boxes = run(QStringLiteral("pdftotext"), {QStringLiteral("-bbox"), m_file, QStringLiteral("-")});
        const QRegularExpression word(QStringLiteral("yMax=\"([0-9.]+)\""));
        auto found = word.globalMatch(boxes);
        double lowest = 0;
        while (found.hasNext())
            lowest = std::max(lowest, found.next().captured(1).toDouble());
        QVERIFY2(lowest > 500 && lowest < 830, qPrintable(QString::number(lowest)));
        QVERIFY(run(QStringLiteral("pdftotext"), {m_file, QStringLiteral("-")}).contains(QStringLiteral("…")));
    }

    void theSameInputGivesTheSameFile()
    {
        QVERIFY(m_trail->text(ReportFormat::Pdf) == m_trail->text(ReportFormat::Pdf));
    }

private:
    void write(const std::string& pdf)
    {
        m_file = m_folder.filePath(QStringLiteral("report.pdf"));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(pdf.data(), static_cast<qint64>(pdf.size())), static_cast<qint64>(pdf.size()));
    }
    static QString run(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.start(program, arguments);
        if (!process.waitForFinished(60'000) || process.exitCode() != 0)
            qFatal("%s is needed (poppler-utils): %s", qPrintable(program), process.readAllStandardError().constData());
        return QString::fromUtf8(process.readAllStandardOutput());
    }
    static QString squeezed(QString text)
    {
        text.remove(QRegularExpression(QStringLiteral("[\\s\\x{202f}]+")));
        return text;
    }
    // Right-to-left words come back in an order of pdftotext's own: there the letters are compared, elsewhere the text.
    static bool sameLetters(const QString& row, const QString& value)
    {
        if (squeezed(row).contains(squeezed(value)))
            return true;
        for (const QChar letter : value) {
            if (!letter.isSpace() && !row.normalized(QString::NormalizationForm_KC).contains(letter))
                return false;
        }
        return value.at(0).direction() == QChar::DirR || value.at(0).direction() == QChar::DirAL ||
               value.contains(QRegularExpression(QStringLiteral("[\\x{0900}-\\x{0e7f}]")));
    }

    QTemporaryDir m_folder;
    QString m_file;
    std::unique_ptr<ReportTrail> m_trail;
};

QTEST_GUILESS_MAIN(TestReportPdf)
#include "tst_report_pdf.moc"
