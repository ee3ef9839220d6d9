// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Anyone can make a mount namespace of his own, lay any file at any path in it and write a /.flatpak-info. What such a
// process says of itself counts only where the file that runs is the installed application's, which root alone can
// change. Thread: any.
#include "core/access/executable_hash.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace keystead::access {

// Where the system's flatpaks lie (flatpak-installation(5)); those of one person's own installation are not known.
inline constexpr std::string_view systemFlatpaks = "/var/lib/flatpak/app";

// The file outside the sandbox that is `executable` inside it, by /.flatpak-info ([Instance] app-path). Nothing where
// it is none of the application's own ("/app/...") or the folder is not that of `name`.
std::optional<std::filesystem::path> flatpakFile(std::string_view info, std::string_view name,
                                                 std::string_view executable,
                                                 std::string_view installation = systemFlatpaks);
// `running`: the file behind /proc/PID/exe of a process in a mount namespace of its own; `sandbox` as sandboxOf() says.
bool sandboxProven(pid_t pid, const std::string& sandbox, const std::string& executable, const FileIdentity& running);

} // namespace keystead::access
