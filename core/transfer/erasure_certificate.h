// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The certificate of erasure, as PDF for people and as signed JSON: what was erased, how, what was not reached, and
// where the trail says so. It names the profile, since it is given to the person; the trail does not. Pure.
#include "core/transfer/audit_report.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace keystead::transfer {

struct ErasureCertificate
{
    std::string vaultId;
    std::string profileName;
    base::WallTime erasedAt{};
    std::int64_t connections = 0;
    std::int64_t clients = 0;
    std::int64_t seals = 0;
    std::int64_t records = 0; // of the trail, whose content was erased
    bool pagesRewritten = false;
    std::vector<std::string> backupsRewritten;                    // automatic ones
    std::vector<std::pair<std::string, std::string>> notReached;  // automatic ones, why
    std::vector<std::pair<std::string, base::WallTime>> exported; // backups that the person made
    std::int64_t trailSequence = 0;
    std::string trailHash;
    std::string publicKey; // base64, of the trail
};

// The last member is the signature: Ed25519 by the trail's key over "keystead erasure certificate v1", a line feed and
// the hex SHA-256 of the document without that member, as canonical JSON (sorted members, no white space).
base::Result<std::string>
certificateJson(const ErasureCertificate& certificate,
                const std::function<base::Result<std::string>(std::string_view message)>& sign);
// Tampered names what does not fit; gives the public key that it was signed by.
base::Result<std::string> verifyCertificate(std::string_view json);
base::Status certificatePdf(const ErasureCertificate& certificate, ByteSink& sink);

} // namespace keystead::transfer
