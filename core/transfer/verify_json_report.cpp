// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/verify_json_report.h"

#include "core/audit/chain.h"
#include "core/audit/signatures.h"
#include "core/audit/verifier.h"
#include "core/base/private_files.h"
#include "core/crypto/sha256_stream.h"
#include "core/transfer/record_json.h"
#include "core/transfer/report_json_header.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <optional>

namespace keystead::transfer {

namespace {

using Finding = model::ChainReport::Finding;
using audit::ChainVerifier;

constexpr std::size_t maxLine = 4 * 1024 * 1024;

// Takes the document line by line, in the one layout that exportJson writes.
class ReportChecker
{
public:
    explicit ReportChecker(std::string expectedKey) : m_expectedKey(std::move(expectedKey)) {}

    void line(std::string_view text) // without its line feed
    {
        ++m_line;
        if (m_place != Place::Signature && m_place != Place::End) {
            m_hash.update(text);
            m_hash.update("\n");
        }
        switch (m_place) {
        case Place::Heading:
            return headingLine(text);
        case Place::Records:
            return recordLine(text);
        case Place::Signature:
            return signatureLine(text);
        case Place::End:
            return damaged("document: something follows its end");
        }
    }
    void damaged(std::string detail) { remember(m_damage, {Finding::Kind::Damaged, 0, std::move(detail)}); }

    model::ChainReport finish();

private:
    enum class Place { Heading, Records, Signature, End };

    static void remember(std::optional<Finding>& place, Finding finding)
    {
        if (!place)
            place = std::move(finding);
    }
    void headingLine(std::string_view text);
    void recordLine(std::string_view text);
    void signatureLine(std::string_view text);
    std::optional<Finding> headingFinding() const;
    std::optional<Finding> documentFinding();

    std::string m_expectedKey;
    Place m_place = Place::Heading;
    std::size_t m_line = 0;
    crypto::Sha256Stream m_hash;
    ReportHeading m_heading;
    ReportTotals m_totals;
    std::optional<ChainVerifier> m_chain;
    std::int64_t m_records = 0;
    std::int64_t m_lastSequence = 0;
    bool m_open = false;        // the line before ended with a comma
    bool m_someGenuine = false; // a record fits the vault id and the key of the heading
    std::string m_signature;
    std::optional<Finding> m_damage;
    std::optional<Finding> m_strayRecord;
};

void ReportChecker::headingLine(std::string_view text)
{
    const std::size_t index = m_line - 1;
    if (index == headingNames.size()) {
        if (text != "\"records\":[")
            damaged("document: line " + std::to_string(m_line) + " is not as Keystead wrote it");
        const auto coverage =
            isFiltered(m_heading.filter) ? ChainVerifier::Coverage::Filtered : ChainVerifier::Coverage::Complete;
        m_chain.emplace(m_heading.vaultId, m_heading.publicKey, coverage);
        m_place = Place::Records;
        return;
    }
    const std::string opening = (index == 0 ? "{\"" : "\"") + std::string{headingNames[index]} + "\":";
    if (!text.starts_with(opening) || !text.ends_with(',')) {
        damaged(index == 0 ? "document: not a Keystead audit report, or not as it was exported"
                           : std::string{headingNames[index]} + ": not as Keystead wrote it");
        return;
    }
    text.remove_prefix(opening.size());
    text.remove_suffix(1);
    if (const auto read = readHeadingMember(m_heading, index, text); !read)
        damaged(std::string{headingNames[index]} + ": " + read.error().detail);
}

void ReportChecker::recordLine(std::string_view text)
{
    if (text == "],") {
        if (m_open)
            damaged("document: a record is missing at the end of the list");
        m_place = Place::Signature;
        return;
    }
    const std::string after = "the record after record " + std::to_string(m_lastSequence);
    if (m_records > 0 && !m_open)
        damaged(after + ": not as Keystead wrote it");
    m_open = text.ends_with(',');
    if (m_open)
        text.remove_suffix(1);
    ++m_records;
    std::int64_t sequence = 0;
    const auto record = recordFromJson(text, sequence);
    if (!record) {
        if (sequence == 0)
            m_chain->addUnreadable(m_lastSequence + 1, after + ": not readable");
        else
            m_chain->addUnreadable(sequence,
                                   "record " + std::to_string(sequence) + ": edited; " + record.error().detail);
        m_lastSequence = sequence > 0 ? sequence : m_lastSequence + 1;
        return;
    }
    m_lastSequence = sequence;
    m_chain->add(*record);
    m_totals.add(*record);
    if (!m_someGenuine)
        m_someGenuine =
            audit::recordHash(m_heading.vaultId, sequence, record->previousHash, record->event) == record->hash &&
            audit::isSignedBy(m_heading.publicKey, audit::recordMessage(record->hash), record->signature);
    if (!matches(m_heading.filter, record->event))
        remember(m_strayRecord, {Finding::Kind::Inserted, sequence,
                                 "record " + std::to_string(sequence) + ": does not match the filter"});
}

void ReportChecker::signatureLine(std::string_view text)
{
    constexpr std::string_view opening = "\"signature\":\"";
    constexpr std::string_view closing = "\"}";
    m_place = Place::End;
    if (!text.starts_with(opening) || !text.ends_with(closing) || text.size() < opening.size() + closing.size()) {
        damaged("signature: not as Keystead wrote it");
        return;
    }
    m_signature = text.substr(opening.size(), text.size() - opening.size() - closing.size());
}

// What the heading says against what the records show.
std::optional<Finding> ReportChecker::headingFinding() const
{
    const model::ChainReport& stated = m_heading.verification;
    if (totalsToJson(m_totals) != m_heading.totals)
        return Finding{Finding::Kind::Edited, 0, "totals: edited, or records are missing"};
    if (!m_expectedKey.empty() && m_heading.publicKey != m_expectedKey)
        return Finding{Finding::Kind::BadSignature, 0, "document: signed with another key than the vault's"};
    if (stated.finding)
        return Finding{stated.finding->kind, stated.finding->sequence,
                       "when it was exported: " + stated.finding->detail};
    return std::nullopt;
}

std::optional<Finding> ReportChecker::documentFinding()
{
    const std::string digest = base::toHex(m_hash.finish());
    if (!audit::isSignedBy(m_heading.publicKey, audit::reportMessage(digest), m_signature))
        return Finding{Finding::Kind::Edited, 0, "document: signature does not match"};
    return std::nullopt;
}

model::ChainReport ReportChecker::finish()
{
    if (m_place != Place::End)
        damaged("document: ends early");
    model::ChainReport report;
    if (m_chain) {
        // The stated end of the trail closes a complete report: what is cut off its tail is named.
        std::optional<audit::AnchorState> head;
        const model::ChainReport& stated = m_heading.verification;
        if (stated.ok && !isFiltered(m_heading.filter))
            head = audit::AnchorState{m_heading.vaultId, stated.lastSequence, stated.headHash, m_heading.generatedAt};
        report = m_chain->finish(head);
    }
    report.publicKey = m_heading.publicKey;
    if (m_records > 1 && !m_someGenuine)
        report.finding = Finding{Finding::Kind::Edited, 0, "vault: edited; no record fits its id and key"};
    const std::optional<Finding> document = documentFinding();
    for (const auto& later : {m_strayRecord, m_damage, headingFinding(), document}) {
        if (!report.finding && later)
            report.finding = later;
    }
    report.ok = !report.finding;
    return report;
}

// Splits chunks into lines and feeds them.
class LineFeeder
{
public:
    explicit LineFeeder(ReportChecker& checker) : m_checker(checker) {}

    void feed(std::string_view chunk)
    {
        while (!chunk.empty()) {
            const std::size_t end = chunk.find('\n');
            if (m_pending.size() + std::min(end, chunk.size()) > maxLine)
                m_tooLong = true;
            if (!m_tooLong)
                m_pending.append(chunk.substr(0, end));
            if (end == std::string_view::npos)
                return;
            finishLine();
            chunk.remove_prefix(end + 1);
        }
    }
    void end()
    {
        if (m_tooLong || !m_pending.empty())
            m_checker.damaged("document: ends early");
    }

private:
    void finishLine()
    {
        if (m_tooLong)
            m_checker.damaged("document: a line is longer than any that Keystead writes");
        m_checker.line(m_pending);
        m_pending.clear();
        m_tooLong = false;
    }
    ReportChecker& m_checker;
    std::string m_pending;
    bool m_tooLong = false;
};

base::Error tooLarge()
{
    return base::fail(base::ErrorCode::LimitExceeded, "the report is larger than 256 MiB");
}

bool goesOn(const VerifyReportOptions& options, std::size_t done, std::size_t total)
{
    return !options.progress ||
           options.progress(static_cast<std::int64_t>(done), static_cast<std::int64_t>(std::max(done, total)));
}

} // namespace

bool looksLikeReport(std::string_view beginning)
{
    const std::string_view text = beginning.substr(0, reportBeginning);
    if (text.find(reportFormatName) != std::string_view::npos)
        return true;
    constexpr std::ptrdiff_t enough = 3;
    return std::count_if(headingNames.begin(), headingNames.end(), [&](std::string_view name) {
               return text.find("\"" + std::string{name} + "\":") != std::string_view::npos;
           }) >= enough;
}

base::Result<model::ChainReport> verifyJsonReport(std::string_view text, const VerifyReportOptions& options)
{
    if (text.size() > maxReportBytes)
        return tooLarge();
    ReportChecker checker(options.expectedPublicKey);
    LineFeeder feeder(checker);
    constexpr std::size_t chunk = 256 * 1024;
    for (std::size_t pos = 0; pos < text.size(); pos += chunk) {
        if (!goesOn(options, pos, text.size()))
            return base::fail(base::ErrorCode::Cancelled, "verification");
        feeder.feed(text.substr(pos, chunk));
    }
    feeder.end();
    return checker.finish();
}

base::Result<model::ChainReport> verifyJsonReportFile(const std::filesystem::path& file,
                                                      const VerifyReportOptions& options)
{
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(file, error);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
        return base::fail(base::ErrorCode::InvalidArgument, file.string() + " is no file");
    const auto size = std::filesystem::file_size(file, error);
    if (error)
        return base::storageError(error.value(), "read", file);
    if (size > maxReportBytes)
        return tooLarge();
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return base::storageError(errno, "open", file);
    ReportChecker checker(options.expectedPublicKey);
    LineFeeder feeder(checker);
    std::vector<char> buffer(256 * 1024);
    std::size_t done = 0;
    while (stream) {
        if (!goesOn(options, done, static_cast<std::size_t>(size)))
            return base::fail(base::ErrorCode::Cancelled, "verification");
        stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        const auto count = static_cast<std::size_t>(stream.gcount());
        done += count;
        if (done > maxReportBytes)
            return tooLarge();
        feeder.feed({buffer.data(), count});
    }
    if (stream.bad())
        return base::fail(base::ErrorCode::StorageIo, "read " + file.filename().string());
    feeder.end();
    return checker.finish();
}

} // namespace keystead::transfer
