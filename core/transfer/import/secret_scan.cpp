// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/secret_scan.h"

#include "core/transfer/import/import_format.h"
#include "core/transfer/import/source_file.h"
#include "core/transfer/import/text_tools.h"

#include <algorithm>
#include <array>
#include <set>
#include <sys/stat.h>
#include <sys/vfs.h>

namespace keystead::transfer {

namespace fs = std::filesystem;
using base::ErrorCode;

namespace {

constexpr std::size_t maxFile = 4 * 1024 * 1024; // larger ones are no files of credentials
constexpr std::size_t maxFolders = 3'000;
constexpr std::size_t maxFiles = 20'000;
constexpr int projectDepth = 3;

struct Place
{
    std::string_view path; // below the home, or below the configuration folder where it begins with "~"
    std::string_view format;
    std::string_view kind;
    std::string_view marks; // it counts only where this stands in it
};

constexpr std::array<Place, 26> places{{
    {".netrc", "netrc", "netrc file", ""},
    {".authinfo", "netrc", "netrc file", ""},
    {".git-credentials", "git-credentials", "Git's credential store", ""},
    {"~git/credentials", "git-credentials", "Git's credential store", ""},
    {".aws/credentials", "aws", "AWS credentials", ""},
    {".aws/config", "aws", "AWS configuration", ""},
    {".docker/config.json", "docker", "Docker configuration", ""},
    {"~containers/auth.json", "docker", "Podman's registry logins", ""},
    {"~gh/hosts.yml", "gh", "GitHub CLI", ""},
    {".kube/config", "kubeconfig", "Kubernetes configuration", ""},
    {".npmrc", "npmrc", "npm configuration", ""},
    {".pypirc", "pypirc", "PyPI configuration", ""},
    {".env", "env", ".env file", ""},
    {".pgpass", "", "PostgreSQL passwords", ":"},
    {".my.cnf", "", "MySQL configuration", "password"},
    {".terraform.d/credentials.tfrc.json", "", "Terraform tokens", "token"},
    {".cargo/credentials.toml", "", "Cargo tokens", "token"},
    {".gem/credentials", "", "RubyGems keys", ":"},
    {"~composer/auth.json", "", "Composer logins", ":"},
    {"~gcloud/application_default_credentials.json", "", "Google Cloud credentials", "refresh_token"},
    {"~hub", "", "hub's tokens", "oauth_token"},
    {"~glab-cli/config.yml", "", "GitLab CLI", "token"},
    {"~rclone/rclone.conf", "", "rclone's remotes", "="},
    {".azure/msal_token_cache.json", "", "Azure CLI tokens", "secret"},
    {".s3cfg", "", "s3cmd configuration", "secret_key"},
    {".m2/settings.xml", "", "Maven logins", "<password>"},
}};

constexpr std::array<std::string_view, 9> projectFolders{"projects", "Projects", "src",   "code",     "dev",
                                                         "work",     "git",      "repos", "workspace"};
constexpr std::array<std::string_view, 3> exportFolders{"Downloads", "Desktop", "Documents"};
constexpr std::array<std::string_view, 5> privateKeys{"id_rsa", "id_ed25519", "id_ecdsa", "id_dsa", "identity"};

bool isNetwork(const fs::path& path)
{
    struct statfs info
    {
    };
    if (::statfs(path.c_str(), &info) != 0)
        return true;
    const auto type = static_cast<std::uint32_t>(info.f_type);
    return type == 0x6969U || type == 0xFF534D42U || type == 0xFE534D42U || type == 0x517BU || type == 0x01021997U;
}

class Scanner
{
public:
    Scanner(const ScanPlaces& where, const std::function<bool()>& goOn) : m_where(where), m_goOn(goOn) {}

    base::Result<SecretScan> run()
    {
        std::error_code error;
        m_home = fs::canonical(m_where.home, error);
        if (error)
            return base::fail(ErrorCode::NotFound, "there is no home folder");
        for (const Place& place : places)
            lookAt(place.path.starts_with('~') ? m_where.config / place.path.substr(1) : m_home / place.path,
                   place.format, place.kind, place.marks);
        for (const std::string_view key : privateKeys)
            lookAtKey(m_home / ".ssh" / key);
        for (const std::string_view folder : exportFolders)
            lookThroughExports(m_home / folder);
        for (const std::string_view folder : projectFolders)
            lookThroughProjects(m_home / folder, 0);
        if (m_cancelled)
            return base::fail(ErrorCode::Cancelled);
        return std::move(m_scan);
    }

private:
    bool mayGoOn()
    {
        if (!m_cancelled && m_goOn && !m_goOn())
            m_cancelled = true;
        return !m_cancelled;
    }

    // The true path, where it is a regular file below the home on a disk of this computer.
    std::optional<fs::path> insideHome(const fs::path& path) const
    {
        std::error_code error;
        const fs::path real = fs::canonical(path, error);
        if (error)
            return std::nullopt;
        const auto [end, rest] = std::mismatch(m_home.begin(), m_home.end(), real.begin(), real.end());
        if (end != m_home.end() || isNetwork(real))
            return std::nullopt;
        return real;
    }

    std::optional<SourceFile> read(const fs::path& path)
    {
        if (!mayGoOn() || m_scan.filesRead >= maxFiles) {
            m_scan.complete = false;
            return std::nullopt;
        }
        const auto real = insideHome(path);
        struct stat info
        {
        };
        if (!real || ::lstat(real->c_str(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size == 0 ||
            !m_seen.insert({info.st_dev, info.st_ino}).second)
            return std::nullopt;
        auto file = readSource(*real, maxFile);
        if (!file)
            return std::nullopt;
        ++m_scan.filesRead;
        m_info = info;
        return *std::move(file);
    }

    void add(const SourceFile& file, std::string_view format, std::string_view kind, std::size_t credentials)
    {
        FoundSecrets found;
        found.path = file.path.string();
        found.kind = kind;
        found.format = format;
        found.credentials = credentials;
        found.modifiedAt = base::fromMillis(std::int64_t{m_info.st_mtim.tv_sec} * 1000);
        found.openToOthers = (m_info.st_mode & 044U) != 0;
        m_scan.found.push_back(std::move(found));
    }

    void lookAt(const fs::path& path, std::string_view format, std::string_view kind, std::string_view marks)
    {
        const auto file = read(path);
        if (!file)
            return;
        const ImportFormat* const known = findImportFormat(format);
        if (!known) {
            if (file->bytes.find(marks) != std::string::npos)
                add(*file, {}, kind, 0);
            return;
        }
        ImportInput input;
        DecodedText text = decodeText(file->bytes);
        input.files = {{file->path.filename().string(), known->binary ? std::string_view{file->bytes} : text.utf8}};
        const auto document = known->parse(input);
        base::wipe(text.utf8);
        if (document && !document->entries.empty())
            add(*file, format, kind, document->entries.size());
        else if (!document && known->key != KeyUse::None)
            add(*file, format, kind, 0);
    }

    // A private key without a passphrase: OpenSSH's own format says so in its header, PEM in its first lines.
    void lookAtKey(const fs::path& path)
    {
        const auto file = read(path);
        if (!file || file->bytes.find("PRIVATE KEY-----") == std::string::npos)
            return;
        const bool openSsh = file->bytes.find("BEGIN OPENSSH PRIVATE KEY") != std::string::npos;
        // base64 of "openssh-key-v1\0", then the cipher's name "none" (PROTOCOL.key)
        const bool plain = openSsh ? file->bytes.find("b3BlbnNzaC1rZXktdjEAAAAABG5vbmU") != std::string::npos
                                   : file->bytes.find("ENCRYPTED") == std::string::npos;
        if (plain)
            add(*file, {}, "SSH private key without a passphrase", 0);
    }

    void lookThroughExports(const fs::path& folder)
    {
        std::error_code error;
        if (!insideHome(folder))
            return;
        for (fs::directory_iterator at(folder, error), end; !error && at != end && mayGoOn(); at.increment(error)) {
            const std::string name = at->path().filename().string();
            const bool bitwarden = name.starts_with("bitwarden_export") && name.ends_with(".json");
            const bool table = endsWithNoCase(name, ".csv") || endsWithNoCase(name, ".xml");
            if (endsWithNoCase(name, ".1pux"))
                lookAt(at->path(), "1pux", "1Password export", "");
            else if (bitwarden)
                lookAt(at->path(), "bitwarden", "Bitwarden export", "");
            else if (table)
                lookAtTable(at->path());
            else if (name == ".env" || endsWithNoCase(name, ".env"))
                lookAt(at->path(), "env", ".env file", "");
        }
    }

    // CSV and XML files are many things: only those that are an export by their content.
    void lookAtTable(const fs::path& path)
    {
        std::error_code error;
        const auto size = fs::file_size(path, error);
        if (error || size > maxFile)
            return;
        const auto head = read(path);
        if (!head)
            return;
        const ImportFormat* const format = guessImportFormat(path.filename().string(), head->bytes);
        if (!format || !format->id.starts_with("keepass"))
            return;
        ImportInput input;
        DecodedText text = decodeText(head->bytes);
        input.files = {{path.filename().string(), text.utf8}};
        const auto document = format->parse(input);
        base::wipe(text.utf8);
        if (document && !document->entries.empty())
            add(*head, format->id, format->title, document->entries.size());
    }

    void lookThroughProjects(const fs::path& folder, int depth)
    {
        std::error_code error;
        if (!fs::is_directory(fs::symlink_status(folder, error)) || isNetwork(folder))
            return;
        if (++m_folders > maxFolders) {
            m_scan.complete = false;
            return;
        }
        for (fs::directory_iterator at(folder, error), end; !error && at != end && mayGoOn(); at.increment(error)) {
            const std::string name = at->path().filename().string();
            const fs::file_status status = at->symlink_status(error);
            if (fs::is_directory(status)) {
                const bool pass = name.starts_with('.') || name == "node_modules" || name == "vendor" ||
                                  name == "target" || name == "build" || name == "venv";
                if (!pass && depth < projectDepth)
                    lookThroughProjects(at->path(), depth + 1);
                continue;
            }
            if (!fs::is_regular_file(status))
                continue;
            const bool example = name.find("example") != std::string::npos ||
                                 name.find("sample") != std::string::npos || name.find("template") != std::string::npos;
            if ((name == ".env" || name.starts_with(".env.")) && !example)
                lookAt(at->path(), "env", ".env file", "");
            else if (name == ".npmrc")
                lookAt(at->path(), "npmrc", "npm configuration", "");
        }
    }

    const ScanPlaces& m_where;
    const std::function<bool()>& m_goOn;
    fs::path m_home;
    SecretScan m_scan;
    std::set<std::pair<dev_t, ino_t>> m_seen;
    struct stat m_info
    {
    };
    std::size_t m_folders = 0;
    bool m_cancelled = false;
};

} // namespace

base::Result<SecretScan> scanForSecrets(const ScanPlaces& where, const std::function<bool()>& goOn)
{
    return Scanner(where, goOn).run();
}

} // namespace keystead::transfer
