// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Checks an exported JSON report without the vault: every byte is covered by the report's signature, every record by
// its own hash and signature. It names the record or the place. What it proves, and what only a known public key
// proves: docs/audit.md.
#include "core/base/result.h"
#include "core/model/report.h"
#include "core/transfer/byte_sink.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace keystead::transfer {

struct VerifyReportOptions
{
    std::string
        expectedPublicKey; // base64, from the vault or from elsewhere; empty: the report's own, which is then reported
    Progress progress;     // bytes
};

// True where the beginning of a file is one of ours, whatever was done to it: its format's name, or three members of
// its heading. At most the first 64 KiB are looked at.
bool looksLikeReport(std::string_view beginning);

// Constant memory. A report that is not intact is a value (ok = false; finding), also where it is no report at all.
// Errors: LimitExceeded above 256 MiB, Cancelled, NotFound, InvalidArgument (no regular file) and StorageIo
// (file).
base::Result<model::ChainReport> verifyJsonReport(std::string_view text, const VerifyReportOptions& options = {});
base::Result<model::ChainReport> verifyJsonReportFile(const std::filesystem::path& file,
                                                      const VerifyReportOptions& options = {});

} // namespace keystead::transfer
