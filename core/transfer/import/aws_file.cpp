// SPDX-License-Identifier: GPL-3.0-or-later
// ~/.aws/credentials and ~/.aws/config: sections are profiles ("[profile x]" in config).
#include "core/base/encoding.h"
#include "core/model/credential.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/ini.h"
#include "core/transfer/import/text_tools.h"

#include <map>

namespace keystead::transfer {

namespace {

struct AwsProfile
{
    std::map<std::string, std::string> settings; // public ones
    base::Secret secretKey;
    base::Secret sessionToken;
    std::size_t line = 0;
};

std::string profileName(std::string_view section)
{
    if (section.starts_with("profile "))
        section.remove_prefix(8);
    return base::cleanForDisplay(trimmed(section), 80);
}

void addProfile(ImportDocument& document, const std::string& name, AwsProfile& profile)
{
    if (profile.secretKey.empty()) {
        const bool elsewhere = profile.settings.contains("sso_start_url") || profile.settings.contains("sso_session") ||
                               profile.settings.contains("role_arn") || profile.settings.contains("credential_process");
        addProblem(
            document, lineNumber(profile.line),
            "profile " + name +
                (elsewhere ? " gets its keys elsewhere (single sign-on, a role or a process)" : " has no secret key"));
        return;
    }
    ImportEntry* const entry = addEntry(document, lineNumber(profile.line));
    if (!entry)
        return;
    entry->name = connectionName("AWS " + name, "AWS");
    entry->provider = "aws";
    entry->kind = model::AuthKind::Custom;
    entry->tags = {"aws"};
    const auto keyId = profile.settings.find("aws_access_key_id");
    if (keyId != profile.settings.end()) {
        entry->account = keyId->second;
        entry->parameters.emplace("access_key_id", keyId->second);
    }
    if (const auto region = profile.settings.find("region"); region != profile.settings.end())
        entry->parameters.emplace("region", region->second);
    entry->parameters.emplace("aws_profile", name);
    entry->secrets.emplace(model::field::customSecret, std::move(profile.secretKey));
    if (!profile.sessionToken.empty())
        entry->secrets.emplace("session_token", std::move(profile.sessionToken));
}

} // namespace

base::Result<ImportDocument> parseAwsFile(const ImportInput& input)
{
    ImportDocument document;
    std::map<std::string, AwsProfile> profiles;
    std::vector<std::string> order;
    readIni(
        input.bytes(),
        [&](const IniLine& line) {
            if (line.section.starts_with("sso-session ") || line.section.starts_with("services ")) {
                ++document.otherContent;
                return;
            }
            const std::string name = line.section.empty() ? "default" : profileName(line.section);
            const auto [at, isNew] = profiles.try_emplace(name);
            if (isNew) {
                order.push_back(name);
                at->second.line = line.line;
            }
            if (line.key == "aws_secret_access_key")
                at->second.secretKey = base::Secret::fromText(line.value);
            else if (line.key == "aws_session_token")
                at->second.sessionToken = base::Secret::fromText(line.value);
            else {
                const bool kept = line.key == "aws_access_key_id" || line.key == "region";
                document.otherContent += kept ? 0U : 1U;
                at->second.settings.insert_or_assign(base::cleanForDisplay(line.key, 80),
                                                     base::cleanForDisplay(line.value));
            }
        },
        [&](std::size_t line) { addProblem(document, lineNumber(line), "is no KEY = VALUE"); });
    for (const std::string& name : order)
        addProfile(document, name, profiles[name]);
    return document;
}

} // namespace keystead::transfer
