// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/subject_access.h"

#include "core/base/json.h"
#include "core/transfer/paper.h"
#include "core/transfer/record_json.h"

#include <nlohmann/json.hpp>

namespace keystead::transfer {

using base::Json;

namespace {

Json timeOrNull(const std::optional<base::WallTime>& time)
{
    return time ? Json(base::toRfc3339(*time)) : Json(nullptr);
}

std::string joined(const std::vector<std::string>& list)
{
    std::string text;
    for (const std::string& item : list)
        text += (text.empty() ? "" : ", ") + item;
    return text;
}

std::vector<std::string> fieldsOf(const SubjectAccess& access, const std::string& id)
{
    const auto found = access.secretFields.find(id);
    return found == access.secretFields.end() ? std::vector<std::string>{} : found->second;
}

Json connectionJson(const SubjectAccess& access, const model::Connection& c)
{
    Json json{{"id", c.id.text},
              {"name", c.name},
              {"provider", c.providerId},
              {"kind", model::toText(c.kind)},
              {"state", model::toText(c.state)},
              {"account", c.account},
              {"subject", c.subject},
              {"issuer", c.issuer},
              {"parameters", c.parameters},
              {"scopes_requested", c.scopesRequested},
              {"scopes_granted", c.scopesGranted},
              {"tags", c.tags},
              {"notes", c.notes},
              {"created_at", base::toRfc3339(c.createdAt)},
              {"updated_at", base::toRfc3339(c.updatedAt)},
              {"last_used_at", timeOrNull(c.lastUsedAt)},
              {"last_tested_at", timeOrNull(c.lastTestedAt)},
              {"last_refreshed_at", timeOrNull(c.lastRefreshedAt)},
              {"expires_at", timeOrNull(c.expiresAt)},
              {"refresh_expires_at", timeOrNull(c.refreshExpiresAt)},
              {"secret_fields", fieldsOf(access, c.id.text)}};
    if (c.problem)
        json["problem"] = {{"code", base::errorName(c.problem->code)},
                           {"detail", c.problem->detail},
                           {"since", base::toRfc3339(c.problem->since)}};
    if (c.oauthClient)
        json["oauth_client"] = c.oauthClient->text;
    return json;
}

Json clientJson(const SubjectAccess& access, const model::OAuthClient& c)
{
    return {{"id", c.id.text},
            {"label", c.label},
            {"provider", c.providerId},
            {"client_id", c.clientId},
            {"created_at", base::toRfc3339(c.createdAt)},
            {"secret_expires_at", timeOrNull(c.secretExpiresAt)},
            {"secret_fields", fieldsOf(access, c.id.text)}};
}

// One connection as lines for people; empty values are left out.
std::vector<std::string> connectionLines(const SubjectAccess& access, const model::Connection& c)
{
    std::vector<std::string> lines{c.name + " (" + c.providerId + ")"};
    const auto line = [&](const std::string& label, const std::string& value) {
        if (!value.empty())
            lines.push_back(label + ": " + value);
    };
    line("Kind and state", std::string{model::toText(c.kind)} + ", " + std::string{model::toText(c.state)});
    line("Account", c.account);
    line("Subject", c.subject);
    line("Issuer", c.issuer);
    for (const auto& [name, value] : c.parameters)
        line(name, value);
    line("Scopes asked for", joined(c.scopesRequested));
    line("Scopes granted", joined(c.scopesGranted));
    line("Tags", joined(c.tags));
    line("Notes", c.notes);
    line("Made and changed", base::toRfc3339(c.createdAt) + ", " + base::toRfc3339(c.updatedAt));
    line("Last used", c.lastUsedAt ? base::toRfc3339(*c.lastUsedAt) : std::string{});
    line("Expires", c.expiresAt ? base::toRfc3339(*c.expiresAt) : std::string{});
    line("Problem", c.problem ? c.problem->detail : std::string{});
    line("Secret fields held", joined(fieldsOf(access, c.id.text)));
    line("Id", c.id.text);
    return lines;
}

std::vector<std::string> recordLines(const model::AuditRecord& record)
{
    const model::AuditEvent& event = record.event;
    std::vector<std::string> lines{std::to_string(record.sequence) + "  " + base::toRfc3339(event.time) + "  " +
                                   std::string{model::toText(event.action)} + ", " +
                                   std::string{model::toText(event.outcome)}};
    std::string who = std::string{model::toText(event.actor.kind)};
    if (!event.actor.program.empty())
        who += " " + event.actor.program;
    lines.push_back(who + (event.connectionName.empty() ? "" : "  ·  " + event.connectionName));
    std::string details;
    for (const auto& [key, value] : event.detail)
        details += (details.empty() ? "" : "  ") + key + "=" + value;
    if (!details.empty())
        lines.push_back(details);
    return lines;
}

} // namespace

std::string subjectAccessJson(const SubjectAccess& access)
{
    Json connections = Json::array();
    for (const model::Connection& connection : access.connections)
        connections.push_back(connectionJson(access, connection));
    Json clients = Json::array();
    for (const model::OAuthClient& client : access.clients)
        clients.push_back(clientJson(access, client));
    Json records = Json::array();
    for (const model::AuditRecord& record : access.records)
        records.push_back(Json::parse(recordToJson(record)));
    const Json document{{"format", "keystead.subject_access"},
                        {"version", 1},
                        {"generator", "Keystead " KEYSTEAD_VERSION},
                        {"generated_at", base::toRfc3339(access.generatedAt)},
                        {"vault", access.vaultId},
                        {"profile",
                         {{"id", access.profile.id.text},
                          {"name", access.profile.name},
                          {"created_at", base::toRfc3339(access.profile.createdAt)},
                          {"key_version", access.keyVersion},
                          {"key_made_at", base::toRfc3339(access.keyMadeAt)}}},
                        {"connections", std::move(connections)},
                        {"oauth_clients", std::move(clients)},
                        {"removed_connections", access.departed},
                        {"trail", std::move(records)}};
    return base::toJsonText(document, 2) + "\n";
}

base::Status subjectAccessPdf(const SubjectAccess& access, ByteSink& sink)
{
    Paper paper;
    paper.title = "What Keystead stores on “" + access.profile.name + "”";
    paper.subtitle = "Everything but the secrets themselves, " + base::toRfc3339(access.generatedAt);
    paper.foot = paper.generator + "  ·  " + access.vaultId;
    paper.generatedAt = access.generatedAt;
    paper.sections.push_back(
        {"Profile",
         {},
         {{"Name", access.profile.name},
          {"Id", access.profile.id.text},
          {"Made", base::toRfc3339(access.profile.createdAt)},
          {"Its key", "version " + std::to_string(access.keyVersion) + ", made " + base::toRfc3339(access.keyMadeAt)},
          {"Connections that were removed", std::to_string(access.departed.size())}},
         {}});
    PaperSection connections{"Connections (" + std::to_string(access.connections.size()) + ")", {}, {}, {}};
    for (const model::Connection& connection : access.connections)
        connections.lists.push_back(connectionLines(access, connection));
    paper.sections.push_back(std::move(connections));
    PaperSection clients{"OAuth clients (" + std::to_string(access.clients.size()) + ")", {}, {}, {}};
    for (const model::OAuthClient& client : access.clients)
        clients.lists.push_back({client.label, "Client id: " + client.clientId, "Provider: " + client.providerId,
                                 "Secret fields held: " + joined(fieldsOf(access, client.id.text))});
    paper.sections.push_back(std::move(clients));
    PaperSection trail{"What the audit trail says (" + std::to_string(access.records.size()) + ")", {}, {}, {}};
    for (const model::AuditRecord& record : access.records)
        trail.lists.push_back(recordLines(record));
    paper.sections.push_back(std::move(trail));
    return writePaper(paper, sink);
}

} // namespace keystead::transfer
