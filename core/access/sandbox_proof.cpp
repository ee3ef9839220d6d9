// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/sandbox_proof.h"

#include "core/access/proc_info.h"
#include "core/access/program_files.h"

namespace keystead::access {

namespace fs = std::filesystem;

std::optional<fs::path> flatpakFile(std::string_view info, std::string_view name, std::string_view executable,
                                    std::string_view installation)
{
    constexpr std::string_view inside = "/app/";
    if (name.empty() || name.find('/') != std::string_view::npos || !executable.starts_with(inside) ||
        flatpakName(info) != name)
        return std::nullopt;
    const fs::path folder = flatpakValue(info, "[Instance]", "app-path=");
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
        const std::string info = flatpakInfo(pid).value_or(std::string{});
        outside = flatpakFile(info, std::string_view{sandbox}.substr(8), executable).value_or(fs::path{});
    }
    std::error_code error;
    const fs::path canonical = outside.empty() ? outside : fs::canonical(outside, error);
    if (canonical.empty() || error || !isSystemFile(canonical))
        return false;
    const auto installed = identifyFile(canonical);
    return installed && *installed == running;
}

} // namespace keystead::access
