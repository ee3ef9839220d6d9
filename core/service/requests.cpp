// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/requests.h"

namespace keystead::service {

std::string_view toText(RemovedConnection::Remote remote)
{
    switch (remote) {
    case RemovedConnection::Remote::Revoked:
        return "revoked";
    case RemovedConnection::Remote::NotPossible:
        return "not_possible";
    case RemovedConnection::Remote::Failed:
        return "failed";
    case RemovedConnection::Remote::NotAsked:
        break;
    }
    return "not_asked";
}

std::string_view toText(ReportFormat format)
{
    switch (format) {
    case ReportFormat::Pdf:
        return "pdf";
    case ReportFormat::Html:
        return "html";
    case ReportFormat::Csv:
        return "csv";
    case ReportFormat::Json:
        break;
    }
    return "json";
}

std::optional<ReportFormat> reportFormatFromText(std::string_view text)
{
    for (const ReportFormat format : {ReportFormat::Pdf, ReportFormat::Html, ReportFormat::Csv, ReportFormat::Json}) {
        if (toText(format) == text)
            return format;
    }
    return std::nullopt;
}

} // namespace keystead::service
