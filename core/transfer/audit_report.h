// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Reports of the audit trail: JSON (complete, signed, verifiable), CSV, HTML and PDF (for people). Each exporter
// streams into a sink and can be cancelled at any record. None of them reads the clock, the locale or the vault: all of
// that is input. Thread: that of the record source; nothing here touches another.
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/crypto/digest.h"
#include "core/model/audit_event.h"
#include "core/model/report.h"
#include "core/transfer/byte_sink.h"
#include "core/transfer/record_source.h"
#include "core/transfer/report_texts.h"
#include "core/transfer/report_totals.h"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace keystead::transfer {

enum class ReportFormat { Json, Csv, Html, Pdf };
std::string_view toText(ReportFormat format); // json, csv, html, pdf: also the file's suffix
std::optional<ReportFormat> reportFormatFromText(std::string_view text);

// AuditLog::signReport: base64 Ed25519 with the vault's audit key over audit::reportMessage(digest).
using ReportSigner = std::function<base::Result<std::string>(const crypto::Sha256Digest& document)>;

struct ReportInput
{
    ReportTexts texts;
    std::string generator = "Keystead " KEYSTEAD_VERSION;
    base::WallTime generatedAt{};
    std::string vaultId;
    std::string vaultName;            // of people; empty where it has none of its own
    std::string publicKey;            // base64, AuditLog::publicKeyBase64
    model::AuditFilter filter;        // what the source was filtered by; its paging is ignored
    std::string filterConnectionName; // of filter.connection, for people
    model::ChainReport verification;  // of the whole trail, just before
    std::string zoneLabel = "UTC";    // "Europe/Berlin"
    std::function<std::chrono::minutes(base::WallTime)> utcOffset; // of the person's zone at that time; empty: UTC
    ReportSigner sign;                                             // wanted by exportJson
};

// One document, one record a line, closed by a signature over every byte before it (docs/audit.md).
base::Status exportJson(const ReportInput& input, RecordSource& source, ByteSink& sink, const Progress& progress = {});
// RFC 4180: a header row, CRLF, UTF-8; a cell that a spreadsheet would take for a formula begins with an apostrophe
// (SECURITY 23).
base::Status exportCsv(const ReportInput& input, RecordSource& source, ByteSink& sink, const Progress& progress = {});
// One self-contained file without scripts or outside references.
base::Status exportHtml(const ReportInput& input, RecordSource& source, ByteSink& sink, const Progress& progress = {});
// A4, tagged, fonts embedded. Grows with the pages by about 4 KB a record (tags and page table stay in memory to the
// end), hence LimitExceeded beyond maxPdfRecords.
base::Status exportPdf(const ReportInput& input, RecordSource& source, ByteSink& sink, const Progress& progress = {});
inline constexpr std::int64_t maxPdfRecords = 50'000;

base::Status exportReport(ReportFormat format, const ReportInput& input, RecordSource& source, ByteSink& sink,
                          const Progress& progress = {});

// The totals of everything that the source gives. Cancelled where progress says so.
base::Result<ReportTotals> computeTotals(RecordSource& source, const Progress& progress = {});

// ---- for exporters ----
// "2026-11-22 04:41:19.250" in the person's zone.
std::string localTime(const ReportInput& input, base::WallTime time);
// "250 µs", "12.5 ms", "1.25 s"; "" where none was measured.
std::string durationText(const std::optional<std::chrono::microseconds>& duration);
// What restricts the report, for people: "Action: Token refresh, Sign-in", ...; empty where nothing does.
std::vector<std::string> filterLines(const ReportInput& input);
std::string periodText(const ReportInput& input);
// "field=access_token, attempt=2"
std::string detailLine(const model::AuditEvent& event);
bool isFiltered(const model::AuditFilter& filter);
// 1234567 -> "1 234 567" with U+202F between, which every language reads.
std::string grouped(std::int64_t number);

} // namespace keystead::transfer
