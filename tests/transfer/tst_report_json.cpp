// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/transfer/file_sink.h"
#include "core/transfer/record_json.h"
#include "core/transfer/verify_json_report.h"
#include "tests/transfer/report_fixture.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QtTest>
#include <random>

using namespace keystead;
using test::must;
using test::ReportTrail;
using transfer::ReportFormat;
using Kind = model::ChainReport::Finding::Kind;

namespace {

model::ChainReport check(const std::string& text, const std::string& key = {})
{
    transfer::VerifyReportOptions options;
    options.expectedPublicKey = key;
    return must(transfer::verifyJsonReport(text, options));
}

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    const std::size_t at = text.find(from);
    return at == std::string::npos ? std::string{} : text.replace(at, from.size(), to);
}

std::string lineOf(const std::string& text, int sequence)
{
    const std::size_t begin = text.find("{\"sequence\":" + std::to_string(sequence) + ",");
    return text.substr(begin, text.find('\n', begin) - begin);
}

} // namespace

class TestReportJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_trail = std::make_unique<ReportTrail>(60);
        m_text = m_trail->text(ReportFormat::Json);
    }

    void anUntouchedReportVerifies()
    {
        const auto report = check(m_text, m_trail->trail.log().publicKeyBase64());
        QVERIFY2(report.ok, report.finding ? report.finding->detail.c_str() : "");
        QCOMPARE(report.records, std::int64_t{60});
        QCOMPARE(report.lastSequence, std::int64_t{60});
        QCOMPARE(report.headHash, m_trail->trail.log().head().hash);
        QCOMPARE(report.publicKey, m_trail->trail.log().publicKeyBase64());
    }

    void isOneJsonDocumentWithEverything()
    {
        const base::Json document = must(base::parseJson(m_text, {.maxBytes = m_text.size(), .maxDepth = 8}));
        QVERIFY(document["vault"]["id"] == m_trail->trail.vault->id().text);
        QVERIFY(document["records"].size() == 60);
        QVERIFY(document["totals"]["records"] == 60);
        QVERIFY(document["verification"]["ok"] == true);
        QVERIFY(document["signature"].get<std::string>().size() == 88);
        const auto records = must(m_trail->trail.log().read({}));
        for (const auto& record : records) {
            const auto& json = document["records"][static_cast<std::size_t>(record.sequence - 1)];
            QVERIFY(json["sequence"] == record.sequence && json["hash"] == record.hash &&
                    json["signature"] == record.signature);
            QVERIFY(json["connection_name"] == record.event.connectionName &&
                    json["previous_hash"] == record.previousHash);
            std::int64_t sequence = 0;
            QVERIFY(must(transfer::recordFromJson(json.empty() ? "" : transfer::recordToJson(record), sequence)) ==
                    record);
        }
    }

    // What docs/audit.md promises to somebody without Keystead.
    void theSignedDigestIsThatOfAllLinesButTheLast()
    {
        const std::string signedPart = m_text.substr(0, m_text.rfind("\"signature\":"));
        crypto::Sha256Digest seen{};
        auto input = m_trail->input();
        input.sign = [&](const crypto::Sha256Digest& digest) {
            seen = digest;
            return m_trail->trail.log().signReport(digest);
        };
        auto source = m_trail->source();
        transfer::StringSink sink;
        must(transfer::exportJson(input, source, sink));
        QVERIFY(sink.text == m_text); // the same input gives the same file
        const QByteArray hash =
            QCryptographicHash::hash(QByteArray::fromStdString(signedPart), QCryptographicHash::Sha256);
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(seen.data()), 32), hash);
    }

    void noFlippedByteVerifies()
    {
        ReportTrail small(4);
        const std::string text = small.text(ReportFormat::Json);
        QVERIFY(check(text).ok);
        std::mt19937 random(7);
        for (std::size_t i = 0; i < text.size(); ++i) {
            std::string flipped = text;
            const auto bit = static_cast<char>(1 << (random() % 7));
            flipped[i] = static_cast<char>(flipped[i] ^ bit);
            const auto report = check(flipped);
            QVERIFY2(!report.ok && report.finding && !report.finding->detail.empty(), std::to_string(i).c_str());
        }
    }

    void noShortenedOrLengthenedReportVerifies()
    {
        ReportTrail small(3);
        const std::string text = small.text(ReportFormat::Json);
        for (std::size_t cut = 0; cut < text.size(); ++cut)
            QVERIFY(!check(text.substr(0, cut)).ok);
        for (const char* more : {"\n", " ", "{}", "\n\n", "x"})
            QVERIFY(!check(text + more).ok);
        QVERIFY(!check(" " + text).ok);
        QVERIFY(!check("\xEF\xBB\xBF" + text).ok);
    }

    void namesTheRecordOrThePlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("sequence");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const std::string& text, Kind kind, int sequence, const char* words) {
            QVERIFY(!text.empty());
            QTest::newRow(name) << QByteArray::fromStdString(text) << static_cast<int>(kind) << sequence
                                << QByteArray(words);
        };
        const std::string l17 = lineOf(m_text, 17), l18 = lineOf(m_text, 18), l60 = lineOf(m_text, 60);
        row("edited", replaced(m_text, l17, replaced(l17, "\"via\":\"", "\"via\":\"x")), Kind::Edited, 17,
            "record 17: edited");
        row("respelt", replaced(m_text, l17, replaced(l17, ",", ", ")), Kind::Edited, 17, "record 17: edited");
        row("unreadable", replaced(m_text, l17, "{" + l17), Kind::Edited, 17,
            "the record after record 16: not readable");
        row("removed", replaced(m_text, l17 + "\n", ""), Kind::Removed, 17, "record 17: removed");
        row("swapped", replaced(m_text, l17 + "\n" + l18, l18 + "\n" + l17), Kind::Reordered, 17,
            "record 17: reordered");
        row("doubled", replaced(m_text, l17, l17 + "\n" + l17), Kind::Inserted, 17, "record 17: inserted");
        row("cut off", replaced(m_text, ",\n" + l60, ""), Kind::Truncated, 60, "the trail ends at record 59");
        row("totals", replaced(m_text, "\"totals\":{\"records\":60", "\"totals\":{\"records\":61"), Kind::Edited, 0,
            "totals: edited");
        row("title", replaced(m_text, "Audit report", "Audit rapport"), Kind::Edited, 0,
            "document: signature does not match");
        row("time", replaced(m_text, "\"generated_at\":\"2026", "\"generated_at\":\"2025"), Kind::Edited, 0,
            "document: signature does not match");
        row("vault", replaced(m_text, m_trail->trail.vault->id().text, "vlt_000000000000000000000000"), Kind::Edited, 0,
            "vault: edited");
        row("verification", replaced(m_text, "\"verification\":{\"ok\":true", "\"verification\":{\"ok\":false"),
            Kind::Damaged, 0, "verification:");
        row("not a report", "{\"hello\":1}\n", Kind::Damaged, 0, "document: not a Keystead audit report");
        row("empty", " ", Kind::Damaged, 0, "document:");
        row(
            "signature of another report",
            [&] {
                ReportTrail other(2);
                const std::string second = other.text(ReportFormat::Json);
                return m_text.substr(0, m_text.rfind("\"signature\":")) + second.substr(second.rfind("\"signature\":"));
            }(),
            Kind::Edited, 0, "document: signature does not match");
    }
    void namesTheRecordOrThePlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, kind);
        QFETCH(int, sequence);
        QFETCH(QByteArray, words);
        const auto report = check(text.toStdString());
        QVERIFY(!report.ok && report.finding);
        QVERIFY2(report.finding->detail.starts_with(words.toStdString()), report.finding->detail.c_str());
        QVERIFY(report.finding->kind == static_cast<Kind>(kind));
        QCOMPARE(report.finding->sequence, std::int64_t{sequence});
    }

    void aFilteredReportVerifiesAlone()
    {
        model::AuditFilter filter;
        filter.actions = {model::AuditAction::TokenRefresh, model::AuditAction::CredentialAccess,
                          model::AuditAction::CredentialStore};
        const std::string text = m_trail->text(ReportFormat::Json, filter);
        const auto report = check(text);
        QVERIFY2(report.ok, report.finding ? report.finding->detail.c_str() : "");
        QVERIFY(report.records > 4 && report.records < 60);
        const std::size_t begin = text.find("{\"sequence\":");
        const std::string first = text.substr(begin, text.find('\n', begin) + 1 - begin);
        const auto removed = check(replaced(text, first, ""));
        QVERIFY(!removed.ok && removed.finding->detail.starts_with("totals:"));
        // A genuine record of the trail that the filter does not let through:
        const std::string stray = lineOf(m_text, 1);
        const auto added = check(replaced(text, first, stray + "\n" + first));
        QVERIFY(!added.ok && added.finding->detail == "record 1: does not match the filter");
    }

    void filtersOfEveryKindVerify()
    {
        model::AuditFilter filter;
        const auto records = must(m_trail->trail.log().read({}));
        filter.from = records[40].event.time;
        filter.to = records[10].event.time;
        filter.outcome = model::AuditOutcome::Success;
        filter.program = "/usr/bin/tool";
        auto report = check(m_trail->text(ReportFormat::Json, filter));
        QVERIFY(report.ok && report.records > 0);
        filter = {};
        filter.connection = records[3].event.connection;
        report = check(m_trail->text(ReportFormat::Json, filter));
        QVERIFY(report.ok && report.records > 0);
        filter.connection = base::ConnectionId{"con_nothing"};
        report = check(m_trail->text(ReportFormat::Json, filter));
        QVERIFY2(report.ok, report.finding ? report.finding->detail.c_str() : "");
        QCOMPARE(report.records, std::int64_t{0});
    }

    void aReportSignedWithAnotherKeyIsToldFromOurs()
    {
        ReportTrail other(2);
        const std::string text = other.text(ReportFormat::Json);
        QVERIFY(check(text).ok); // consistent in itself: the key is part of the document
        const auto report = check(text, m_trail->trail.log().publicKeyBase64());
        QVERIFY(!report.ok && report.finding->kind == Kind::BadSignature);
    }

    void aTrailThatWasBrokenStaysBrokenInItsReport()
    {
        ReportTrail trail(20);
        trail.trail.sql("UPDATE audit_record SET pid = 1 WHERE sequence = 7");
        const auto whole = check(trail.text(ReportFormat::Json));
        QVERIFY(!whole.ok && whole.finding->kind == Kind::Edited && whole.finding->sequence == 7);
        model::AuditFilter filter;
        filter.actions = {reportAction(3)};
        const auto part = check(trail.text(ReportFormat::Json, filter));
        QVERIFY(!part.ok && part.finding->sequence == 7 && part.finding->detail.starts_with("when it was exported"));
    }

    void verifiesFilesInConstantMemoryAndCanBeCancelled()
    {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("report.json")).toStdString();
        {
            auto sink = must(transfer::FileSink::create(file));
            must(sink.write(m_text));
            must(sink.commit());
        }
        QVERIFY(must(transfer::verifyJsonReportFile(file)).ok);
        transfer::VerifyReportOptions options;
        options.progress = [](std::int64_t, std::int64_t) { return false; };
        QVERIFY(transfer::verifyJsonReportFile(file, options).error().code == base::ErrorCode::Cancelled);
        QVERIFY(transfer::verifyJsonReport(m_text, options).error().code == base::ErrorCode::Cancelled);
        QVERIFY(transfer::verifyJsonReportFile(file.string() + "x").error().code == base::ErrorCode::NotFound);
        std::filesystem::resize_file(file, std::uintmax_t{256} * 1024 * 1024 + 1);
        QVERIFY(transfer::verifyJsonReportFile(file).error().code == base::ErrorCode::LimitExceeded);
        std::filesystem::resize_file(file, std::uintmax_t{64} * 1024 * 1024); // one endless line of zeros at its end
        QVERIFY(!must(transfer::verifyJsonReportFile(file)).ok);
    }

    void tellsWhatIsNoReport()
    {
        QVERIFY(transfer::looksLikeReport(m_text));
        for (std::size_t at = 0; at < 200 && at < m_text.size(); ++at) { // altered, and a report still
            std::string altered = m_text;
            altered[at] = static_cast<char>(altered[at] ^ 1);
            QVERIFY(transfer::looksLikeReport(altered));
        }
        for (const char* text : {"", "Dear diary", "{}", "{\"version\":1,\"title\":\"x\"}"})
            QVERIFY(!transfer::looksLikeReport(text));
    }

    void needsASigner()
    {
        auto input = m_trail->input();
        input.sign = {};
        auto source = m_trail->source();
        transfer::StringSink sink;
        QVERIFY(!transfer::exportJson(input, source, sink));
        input.sign = [](const crypto::Sha256Digest&) -> base::Result<std::string> {
            return base::fail(base::ErrorCode::VaultLocked);
        };
        QVERIFY(transfer::exportJson(input, source, sink).error().code == base::ErrorCode::VaultLocked);
    }

private:
    static model::AuditAction reportAction(int i) { return test::reportEvent(i).action; }
    std::unique_ptr<ReportTrail> m_trail;
    std::string m_text;
};

QTEST_APPLESS_MAIN(TestReportJson)
#include "tst_report_json.moc"
