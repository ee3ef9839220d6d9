// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/sandbox_proof.h"

#include "core/access/proc_info.h"
#include "core/base/unique_fd.h"

#include <array>
#include <fcntl.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace keystead::access {

namespace fs = std::filesystem;

namespace {

// The process made this name: it may be a pipe, or endless.
std::string flatpakInfo(pid_t pid)
{
    const base::UniqueFd file{
        ::open(procFile(pid, "root/.flatpak-info").c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)};
    std::array<char, 64 * 1024> text{};
    const ssize_t size = file.get() < 0 ? -1 : ::read(file.get(), text.data(), text.size());
    return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : std::string{};
}

std::string valueOf(std::string_view info, std::string_view section, std::string_view key)
{
    std::istringstream lines{std::string{info}};
    std::string line;
    bool inside = false;
    while (std::getline(lines, line)) {
        if (line.starts_with('['))
            inside = line == section;
        else if (inside && line.starts_with(key))
            return line.substr(key.size());
    }
    return {};
}

bool ofRootAlone(const fs::path& canonical)
{
    for (fs::path at = canonical;; at = at.parent_path()) {
        struct stat info
        {
        };
        if (::lstat(at.c_str(), &info) != 0 || info.st_uid != 0 || (info.st_mode & 0022U) != 0)
            return false;
        if (at == at.parent_path())
            return true;
    }
}

} // namespace

std::optional<fs::path> flatpakFile(std::string_view info, std::string_view name, std::string_view executable,
                                    std::string_view installation)
{
    constexpr std::string_view inside = "/app/";
    if (name.empty() || name.find('/') != std::string_view::npos || !executable.starts_with(inside) ||
        valueOf(info, "[Application]", "name=") != name)
        return std::nullopt;
    const fs::path folder = valueOf(info, "[Instance]", "app-path=");
    const std::string wanted = std::string{installation} + "/" + std::string{name} + "/";
    if (!folder.string().starts_with(wanted) || folder.lexically_normal() != folder)
        return std::nullopt;
    return folder / executable.substr(inside.size());
}

bool sandboxProven(pid_t pid, const std::string& sandbox, const std::string& executable, const FileIdentity& running)
{
    fs::path outside;
    if (sandbox.starts_with("snap:")) {
        // A snap's files are mounted at the same place for all, and cannot be written.
        if (executable.starts_with("/snap/" + sandbox.substr(5) + "/"))
            outside = executable;
    } else if (sandbox.starts_with("flatpak:")) {
        outside = flatpakFile(flatpakInfo(pid), std::string_view{sandbox}.substr(8), executable).value_or(fs::path{});
    }
    std::error_code error;
    const fs::path canonical = outside.empty() ? outside : fs::canonical(outside, error);
    if (canonical.empty() || error || !ofRootAlone(canonical))
        return false;
    const auto installed = identifyFile(canonical);
    return installed && *installed == running;
}

} // namespace keystead::access
