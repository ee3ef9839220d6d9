// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/html.h"
#include "core/transfer/report_csv.h"
#include "tests/transfer/report_fixture.h"

#include <QtTest>

using namespace keystead;
using test::must;
using test::ReportTrail;
using transfer::ReportFormat;

namespace {

// RFC 4180, read strictly: CRLF ends a row, quotes are doubled inside quotes. Empty on any fault.
std::vector<std::vector<std::string>> readCsv(std::string_view text)
{
    std::vector<std::vector<std::string>> rows(1);
    rows.back().emplace_back();
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '"') {
            for (++i; i < text.size() && !(text[i] == '"' && (i + 1 == text.size() || text[i + 1] != '"')); ++i) {
                i += text[i] == '"' ? 1 : 0;
                rows.back().back() += text[i];
            }
            ++i;
            continue;
        }
        if (text.substr(i, 2) == "\r\n") {
            i += 2;
            if (i < text.size())
                rows.emplace_back(1);
        } else if (text[i] == ',') {
            rows.back().emplace_back();
            ++i;
        } else if (text[i] == '\r' || text[i] == '\n') {
            return {};
        } else {
            rows.back().back() += text[i++];
        }
    }
    return rows;
}

} // namespace

class TestReportText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_trail = std::make_unique<ReportTrail>(60); }

    void quotesAndNeutralisesCells_data() // SECURITY 23
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QByteArray>("cell");
        const auto row = [](const char* raw, const char* cell) {
            QTest::newRow(raw) << QByteArray(raw) << QByteArray(cell);
        };
        row("plain", "plain");
        row("a,b", "\"a,b\"");
        row("say \"x\"", "\"say \"\"x\"\"\"");
        row("two\nlines", "\"two\nlines\"");
        row("=1+1", "'=1+1");
        row("+1", "'+1");
        row("-1", "'-1");
        row("@SUM(A1)", "'@SUM(A1)");
        row("\tx", "'\tx");
        row("\rx", "\"'\rx\"");
        row("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"");
        row("a=b", "a=b");
        row("", "");
    }
    void quotesAndNeutralisesCells()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QByteArray, cell);
        QCOMPARE(QByteArray::fromStdString(transfer::csvCell(raw.toStdString())), cell);
    }

    void csvHoldsEveryRecord()
    {
        const auto rows = readCsv(m_trail->text(ReportFormat::Csv));
        const auto records = must(m_trail->trail.log().read({}));
        QCOMPARE(rows.size(), records.size() + 1);
        QCOMPARE(rows[0][0], std::string{"sequence"});
        for (const auto& row : rows) {
            QCOMPARE(row.size(), std::size_t{18});
            for (const auto& cell : row)
                QVERIFY2(cell.empty() || std::string_view{"=+-@\t\r"}.find(cell[0]) == std::string_view::npos,
                         cell.c_str()); // SECURITY 23
        }
        for (const auto& record : records) {
            const auto& row = rows[static_cast<std::size_t>(record.sequence)];
            QCOMPARE(row[0], std::to_string(record.sequence));
            QCOMPARE(row[1], base::toRfc3339(record.event.time));
            QCOMPARE(row[7], std::string{model::toText(record.event.action)});
            QCOMPARE(row[9].substr(row[9].starts_with("'") && !record.event.connectionName.starts_with("'") ? 1 : 0),
                     record.event.connectionName);
            QCOMPARE(row[16], record.hash);
        }
    }

    // Records that did not come through AuditLog's own cleaning, as in a database that somebody edited.
    void hostileRecordsStayHarmlessInEveryFormat() // SECURITY 22, 23
    {
        model::AuditRecord record;
        record.sequence = 1;
        record.event = test::reportEvent(1);
        record.event.connectionName =
            "\xff\u202E</title><img src=x onerror=alert(1)>\r\n=cmd" + std::string(10'000, 'W');
        record.event.actor.program = "\t@evil\"'><script>" + std::string(10'000, 'p');
        record.event.detail = {{"<b>", "\x1b]0;title\a"}, {"x", std::string(10'000, 'd')}};
        record.previousHash = "=1";
        for (const auto format : {ReportFormat::Json, ReportFormat::Csv, ReportFormat::Html, ReportFormat::Pdf}) {
            transfer::VectorSource source({record, record});
            transfer::StringSink sink;
            must(transfer::exportReport(format, m_trail->input(), source, sink));
            QVERIFY(sink.text.size() > 1000);
            if (format == ReportFormat::Pdf)
                continue;
            QVERIFY(base::isValidUtf8(sink.text));
            QVERIFY(sink.text.find('\x1b') == std::string::npos && sink.text.find('\a') == std::string::npos);
            if (format != ReportFormat::Json) {
                QVERIFY(sink.text.find("\u202E") == std::string::npos);
                for (const char* tag : {"<script", "<img", "onerror=alert(1)>"})
                    QVERIFY(format == ReportFormat::Csv || sink.text.find(tag) == std::string::npos);
            }
        }
    }

    void htmlIsSelfContainedAndInert()
    {
        const std::string html = m_trail->text(ReportFormat::Html);
        QVERIFY(html.starts_with("<!DOCTYPE html>"));
        QVERIFY(html.find("content=\"default-src 'none'; style-src 'unsafe-inline'\"") != std::string::npos);
        for (const char* forbidden :
             {"<script", "http:", "https:", "src=", "url(", "@import", "<link", "<iframe", " onmouseover='"})
            QVERIFY2(html.find(forbidden) == std::string::npos || std::string_view{forbidden} == "http:" ||
                         std::string_view{forbidden} == "src=",
                     forbidden);
        // The one "http:" is text of a hostile name, escaped.
        QCOMPARE(QString::fromStdString(html).count(QStringLiteral("http:")),
                 QString::fromStdString(html).count(QStringLiteral("(&quot;http:")));
        QVERIFY(html.find("prefers-color-scheme:dark") != std::string::npos);
        QVERIFY(html.find("@media print") != std::string::npos);
        QVERIFY(html.find("&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
        QVERIFY(html.ends_with("</html>\n"));
        const auto records = must(m_trail->trail.log().read({}));
        for (const auto& record : records) {
            QVERIFY(html.find("<td class=\"n\">" + std::to_string(record.sequence) + "</td>") != std::string::npos);
            QVERIFY(html.find(base::escapeHtml(record.event.connectionName)) != std::string::npos);
        }
    }

    void aBrokenTrailIsSaidInWords()
    {
        ReportTrail trail(20);
        trail.trail.sql("UPDATE audit_record SET pid = 1 WHERE sequence = 7");
        const std::string html = trail.text(ReportFormat::Html);
        QVERIFY(html.find("✗ Not intact") != std::string::npos);
        QVERIFY(html.find("Edited: record 7") != std::string::npos);
    }

    void wordsCanBeTranslated()
    {
        auto input = m_trail->input();
        input.texts = transfer::translatedTexts("de", [](std::string_view english) {
            return english == "Verified"               ? std::string{"Geprüft"}
                   : english == "Token refresh failed" ? std::string{"Vorgang <x>"}
                                                       : "§ " + std::string{english};
        });
        auto source = m_trail->source();
        transfer::StringSink sink;
        must(transfer::exportHtml(input, source, sink));
        QVERIFY(sink.text.find("<html lang=\"de\">") != std::string::npos);
        QVERIFY(sink.text.find("✓ Geprüft") != std::string::npos);
        QVERIFY(sink.text.find("Vorgang &lt;x&gt;") != std::string::npos);
        QVERIFY(sink.text.find("token_refresh") != std::string::npos); // the trail's own word stays beside it
        for (const char* english :
             {"<title>§ Audit report", "<h2>§ Totals", "§ Token refresh<", "§ Denied", "§ Person"})
            QVERIFY2(sink.text.find(english) != std::string::npos, english);
    }

    void fillsValuesWithoutReadingThemAgain()
    {
        QCOMPARE(transfer::fill("Page %1 of %2, 100% %3", {"%2", "9"}), std::string{"Page %2 of 9, 100% %3"});
    }

    void totalsAreBounded()
    {
        transfer::ReportTotals totals;
        for (int i = 0; i < 5000; ++i) {
            model::AuditRecord record;
            record.sequence = i + 1;
            record.event = test::reportEvent(1);
            record.event.connection = base::ConnectionId{"con_" + std::to_string(i)};
            record.event.actor.program = "/p/" + std::to_string(i);
            totals.add(record);
        }
        QCOMPARE(totals.byConnection.size(), transfer::maxTotalRows);
        QCOMPARE(totals.byProgram.size(), transfer::maxTotalRows);
        QCOMPARE(totals.otherConnections, std::int64_t{3000});
        QCOMPARE(totals.otherPrograms, std::int64_t{3000});
    }

    void theSourceDoesNotSeeWhatComesLater()
    {
        ReportTrail trail(5);
        auto source = trail.source();
        must(source.rewind());
        trail.trail.fill(3);
        must(source.rewind());
        int count = 0;
        while (must(source.next()))
            ++count;
        QCOMPARE(count, 5);
    }

private:
    std::unique_ptr<ReportTrail> m_trail;
};

QTEST_APPLESS_MAIN(TestReportText)
#include "tst_report_text.moc"
