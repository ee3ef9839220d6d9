// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/import_format.h"

#include "core/transfer/import/text_tools.h"

#include <algorithm>
#include <array>

namespace keystead::transfer {

namespace {

constexpr std::array formats{
    ImportFormat{"env",
                 ".env file",
                 "NAME=VALUE lines of a project; values whose names sound like credentials.",
                 KeyUse::None,
                 false,
                 false,
                 false,
                 {},
                 parseEnvFile},
    ImportFormat{"netrc",
                 "netrc file",
                 "machine, login and password of curl, git and others (~/.netrc).",
                 KeyUse::None,
                 false,
                 false,
                 false,
                 {},
                 parseNetrc},
    ImportFormat{"git-credentials",
                 "Git's credential store",
                 "URLs with passwords (~/.git-credentials).",
                 KeyUse::None,
                 false,
                 false,
                 false,
                 {},
                 parseGitCredentials},
    ImportFormat{"aws",
                 "AWS credentials or config",
                 "~/.aws/credentials and ~/.aws/config.",
                 KeyUse::None,
                 false,
                 false,
                 false,
                 {},
                 parseAwsFile},
    ImportFormat{"docker",
                 "Docker configuration",
                 "auths of ~/.docker/config.json.",
                 KeyUse::None,
                 false,
                 false,
                 false,
                 {},
                 parseDockerConfig},
    ImportFormat{"gh", "GitHub CLI", "~/.config/gh/hosts.yml.", KeyUse::None, false, false, false, {}, parseGhHosts},
    ImportFormat{"kubeconfig",
                 "Kubernetes configuration",
                 "users of ~/.kube/config.",
                 KeyUse::None,
                 false,
                 false,
                 false,
                 {},
                 parseKubeconfig},
    ImportFormat{
        "npmrc", "npm configuration", "tokens of ~/.npmrc.", KeyUse::None, false, false, false, {}, parseNpmrc},
    ImportFormat{"pypirc",
                 "PyPI configuration",
                 "passwords and tokens of ~/.pypirc.",
                 KeyUse::None,
                 false,
                 false,
                 false,
                 {},
                 parsePypirc},
    ImportFormat{"bitwarden",
                 "Bitwarden export",
                 "JSON, unencrypted or protected with a password.",
                 KeyUse::Optional,
                 false,
                 false,
                 false,
                 {},
                 parseBitwarden},
    ImportFormat{"1pux", "1Password export", "A .1pux file.", KeyUse::None, false, true, false, {}, parseOnePux},
    ImportFormat{"keepass-xml",
                 "KeePass XML export",
                 "Of KeePass 2 and KeePassXC.",
                 KeyUse::None,
                 false,
                 false,
                 false,
                 {},
                 parseKeePassXml},
    ImportFormat{"keepass-csv",
                 "KeePass CSV export",
                 "Of KeePass and KeePassXC.",
                 KeyUse::None,
                 false,
                 false,
                 false,
                 {},
                 parseKeePassCsv},
    ImportFormat{"csv",
                 "Any CSV file",
                 "A table of your own: you say which column is what.",
                 KeyUse::None,
                 true,
                 false,
                 false,
                 {},
                 parseGenericCsv},
    ImportFormat{"fernet-cred", "Fernet .cred files",
                 "JSON with encrypted_data, one file or a folder of them; opened with the master key.",
                 KeyUse::Optional, false, false, true, ".cred", parseFernetCred},
    ImportFormat{"git-connections",
                 "git_connections table",
                 "SQLite file, PostgreSQL dump or CSV with Fernet-encrypted tokens; opened with their key.",
                 KeyUse::Required,
                 false,
                 true,
                 false,
                 {},
                 parseGitConnections},
    ImportFormat{"connector-connections",
                 "connector_connections table",
                 "SQLite file, PostgreSQL dump or CSV with AES-256-GCM-encrypted JSON; opened with its key.",
                 KeyUse::Required,
                 false,
                 true,
                 false,
                 {},
                 parseConnectorConnections},
    ImportFormat{"keystead",
                 "Keystead export",
                 "Made by `keystead-cli export`; opened with its passphrase.",
                 KeyUse::Required,
                 false,
                 false,
                 false,
                 {},
                 parseKeysteadExport},
};

bool holds(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

// By what such files are called.
std::string_view byName(std::string_view name)
{
    if (name == ".netrc" || name == "_netrc" || name == "netrc")
        return "netrc";
    if (name == ".git-credentials")
        return "git-credentials";
    if (name == ".npmrc")
        return "npmrc";
    if (name == ".pypirc")
        return "pypirc";
    if (name == "hosts.yml")
        return "gh";
    if (name.ends_with(".1pux"))
        return "1pux";
    if (name.ends_with(".cred"))
        return "fernet-cred";
    if (name == ".env" || name.starts_with(".env.") || name.ends_with(".env"))
        return "env";
    return {};
}

std::string_view byJson(std::string_view head)
{
    if (holds(head, "\"keystead-export\""))
        return "keystead";
    if (holds(head, "\"encrypted_data\""))
        return "fernet-cred";
    if (holds(head, "\"auths\"") || holds(head, "\"credsStore\"") || holds(head, "\"credHelpers\""))
        return "docker";
    if (holds(head, "\"passwordProtected\"") || (holds(head, "\"encrypted\"") && holds(head, "\"folders\"")) ||
        holds(head, "\"encKeyValidation_DO_NOT_EDIT\""))
        return "bitwarden";
    return {};
}

std::string_view byContent(std::string_view bytes)
{
    const std::string_view head = bytes.substr(0, 64 * 1024);
    if (head.starts_with("PK\x03\x04"))
        return "1pux";
    if (head.starts_with("SQLite format 3") || holds(head, "COPY ") || holds(head, "INSERT INTO ")) {
        if (holds(bytes, "git_connections"))
            return "git-connections";
        return holds(bytes, "connector_connections") ? "connector-connections" : "";
    }
    const std::string_view text = trimmed(head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head);
    if (text.starts_with('{'))
        return byJson(text);
    if (holds(text, "<KeePassFile"))
        return "keepass-xml";
    if (holds(text, "clusters:") && holds(text, "users:"))
        return "kubeconfig";
    if (holds(text, "aws_secret_access_key"))
        return "aws";
    if (text.starts_with("\"Group\",\"Title\"") || text.starts_with("\"Account\",\"Login Name\""))
        return "keepass-csv";
    if (text.starts_with("machine ") || holds(text, "\nmachine "))
        return "netrc";
    if ((text.starts_with("https://") || text.starts_with("http://")) && holds(text.substr(0, 2000), "@"))
        return "git-credentials";
    if (holds(text, ":_authToken=") || holds(text, ":_auth=") || holds(text, ":_password="))
        return "npmrc";
    return {};
}

} // namespace

std::string ImportInput::layoutOr(const std::string& name, std::string fallback) const
{
    const auto found = layout.find(name);
    return found == layout.end() || found->second.empty() ? std::move(fallback) : found->second;
}

std::span<const ImportFormat> importFormats()
{
    return formats;
}

const ImportFormat* findImportFormat(std::string_view id)
{
    const auto found = std::find_if(formats.begin(), formats.end(), [&](const ImportFormat& f) { return f.id == id; });
    return found == formats.end() ? nullptr : &*found;
}

const ImportFormat* guessImportFormat(std::string_view fileName, std::string_view bytes)
{
    std::string_view id = byName(fileName);
    if (id.empty())
        id = byContent(bytes);
    return findImportFormat(id);
}

ImportEntry* addEntry(ImportDocument& document, std::string place)
{
    if (document.entries.size() >= maxImportEntries) {
        if (document.entries.size() == maxImportEntries)
            addProblem(document, std::move(place), "more than 100,000 entries: the rest is passed over");
        return nullptr;
    }
    document.entries.emplace_back();
    document.entries.back().place = std::move(place);
    return &document.entries.back();
}

void addProblem(ImportDocument& document, std::string place, std::string reason)
{
    if (document.problems.size() < maxImportProblems)
        document.problems.push_back({std::move(place), std::move(reason)});
    else if (document.problems.size() == maxImportProblems)
        document.problems.push_back({std::move(place), "and more problems after this one"});
}

} // namespace keystead::transfer
