// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Everything that is stored on a profile except the secrets themselves: connections, OAuth clients, which secret fields
// there are, and what the trail says. JSON is complete; the PDF says the same for people. Pure.
#include "core/model/audit_event.h"
#include "core/model/connection.h"
#include "core/model/oauth_client.h"
#include "core/model/profile.h"
#include "core/transfer/byte_sink.h"

#include <map>
#include <string>
#include <vector>

namespace keystead::transfer {

struct SubjectAccess
{
    std::string vaultId;
    base::WallTime generatedAt{};
    model::Profile profile;
    int keyVersion = 1;
    base::WallTime keyMadeAt{};
    std::vector<model::Connection> connections;
    std::vector<model::OAuthClient> clients;
    std::map<std::string, std::vector<std::string>> secretFields; // by the id of connection or client
    std::vector<std::string> departed;                            // ids of connections that are gone
    std::vector<model::AuditRecord> records;                      // oldest first
};

std::string subjectAccessJson(const SubjectAccess& access);
base::Status subjectAccessPdf(const SubjectAccess& access, ByteSink& sink);

} // namespace keystead::transfer
