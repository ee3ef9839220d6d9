// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The heading of a JSON report: one member a line, in a fixed order, before the records. Pure.
#include "core/transfer/audit_report.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::transfer {

inline constexpr std::string_view reportFormatName = "keystead-audit-report";
inline constexpr std::array<std::string_view, 10> headingNames{"format",       "version",   "title", "generator",
                                                               "generated_at", "time_zone", "vault", "filter",
                                                               "verification", "totals"};
// Beyond this no report is written and none is read: 256 MiB, some 300,000 records.
inline constexpr std::size_t maxReportBytes = std::size_t{256} * 1024 * 1024;

// A heading is shorter, but for a long filter.
inline constexpr std::size_t reportBeginning = std::size_t{64} * 1024;

// The values of headingNames as JSON texts, in their order.
std::vector<std::string> headingValues(const ReportInput& input, const ReportTotals& totals);
std::string totalsToJson(const ReportTotals& totals);

// What a verifier needs of a heading.
struct ReportHeading
{
    base::WallTime generatedAt{};
    std::string vaultId;
    std::string publicKey;
    model::AuditFilter filter;
    model::ChainReport verification;
    std::string totals; // the JSON text
};
// `index` into headingNames. ParseError says what is wrong.
base::Status readHeadingMember(ReportHeading& heading, std::size_t index, std::string_view json);

// True where the record is what the filter asks for.
bool matches(const model::AuditFilter& filter, const model::AuditEvent& event);

} // namespace keystead::transfer
