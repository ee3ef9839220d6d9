// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What proc(5) tells of a process. Every answer may be out of date when it is looked at: callers compare start times
// and look again before a secret leaves. Thread: any.
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace keystead::access {

struct ProcessStat
{
    pid_t parent = 0;
    std::uint64_t startTime = 0; // clock ticks after boot
};
// Denied where the process is gone.
base::Result<ProcessStat> readStat(pid_t pid);

// /proc/PID/NAME
std::filesystem::path procFile(pid_t pid, const char* name);
// Where the kernel says the executable lies; empty where it may not be read (another user's process, or one that closed
// itself to readers) and where the file was deleted or replaced since.
std::string executableOf(pid_t pid);
// argv; empty where it may not be read. At most 128 KiB are looked at.
std::vector<std::string> argumentsOf(pid_t pid);
// The process sees the same files under the same names as this one.
bool sharesFiles(pid_t pid);
// "flatpak:org.example.App", "snap:name"; empty: none.
std::string sandboxOf(pid_t pid, const std::string& executable);
// The application's id in a /.flatpak-info (flatpak-metadata(5): [Application] name=org.example.App), which flatpak
// makes outside the sandbox's reach. Empty: there is none.
std::string flatpakName(std::string_view info);
// What stands behind `key` ("app-path=") in a section ("[Instance]") of it. Empty: nothing.
std::string flatpakValue(std::string_view info, std::string_view section, std::string_view key);
// The /.flatpak-info that the process sees, at most 64 KiB. Nothing where there is none.
std::optional<std::string> flatpakInfo(pid_t pid);
// The snap's name in /proc/PID/cgroup: "0::/user.slice/.../snap.NAME.APP-UUID.scope". Empty: it is in none.
std::string snapName(std::string_view groups);

} // namespace keystead::access
