// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/proc_info.h"

#include <array>
#include <charconv>
#include <fcntl.h>
#include <optional>
#include <sstream>
#include <string_view>
#include <unistd.h>

namespace keystead::access {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;

namespace {

// Files of proc have no size: they are read until they end. What the process itself made may be a pipe, or endless.
std::optional<std::string> readSmall(const fs::path& file, std::size_t limit)
{
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return std::nullopt;
    std::string text;
    std::array<char, 4096> chunk{};
    while (text.size() < limit) {
        const ssize_t count = ::read(fd, chunk.data(), chunk.size());
        if (count <= 0)
            break;
        text.append(chunk.data(), static_cast<std::size_t>(count));
    }
    ::close(fd);
    return text;
}

std::string linkTarget(const fs::path& link)
{
    std::array<char, 4097> target{};
    const ssize_t size = ::readlink(link.c_str(), target.data(), target.size() - 1);
    return size > 0 ? std::string(target.data(), static_cast<std::size_t>(size)) : std::string{};
}

} // namespace

fs::path procFile(pid_t pid, const char* name)
{
    return "/proc/" + std::to_string(pid) + "/" + name;
}

// The second field is the name in parentheses and may hold anything, so fields are counted behind the last ')'.
base::Result<ProcessStat> readStat(pid_t pid)
{
    const auto text = readSmall(procFile(pid, "stat"), 4096);
    const std::size_t close = text ? text->rfind(')') : std::string::npos;
    if (close == std::string::npos)
        return fail(ErrorCode::Denied, "the calling process is gone");
    std::istringstream fields(text->substr(close + 1));
    std::string field;
    ProcessStat stat;
    for (int number = 3; number <= 22 && fields >> field; ++number) {
        if (number == 4)
            std::from_chars(field.data(), field.data() + field.size(), stat.parent);
        if (number == 22)
            std::from_chars(field.data(), field.data() + field.size(), stat.startTime);
    }
    return stat;
}

std::string executableOf(pid_t pid)
{
    std::string target = linkTarget(procFile(pid, "exe"));
    return target.starts_with('/') && !target.ends_with(" (deleted)") ? target : std::string{};
}

std::vector<std::string> argumentsOf(pid_t pid)
{
    constexpr std::size_t limit = 128 * 1024;
    std::vector<std::string> arguments;
    const auto text = readSmall(procFile(pid, "cmdline"), limit);
    if (!text)
        return arguments;
    for (std::size_t at = 0; at < text->size();) {
        const std::size_t end = std::min(text->find('\0', at), text->size());
        arguments.push_back(text->substr(at, end - at));
        at = end + 1;
    }
    return arguments;
}

bool sharesFiles(pid_t pid)
{
    const std::string theirs = linkTarget(procFile(pid, "ns/mnt"));
    return !theirs.empty() && theirs == linkTarget("/proc/self/ns/mnt") && linkTarget(procFile(pid, "root")) == "/";
}

std::optional<std::string> flatpakInfo(pid_t pid)
{
    return readSmall(procFile(pid, "root/.flatpak-info"), std::size_t{64} * 1024);
}

std::string flatpakValue(std::string_view info, std::string_view section, std::string_view key)
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

std::string flatpakName(std::string_view info)
{
    return flatpakValue(info, "[Application]", "name=");
}

std::string snapName(std::string_view groups)
{
    constexpr std::string_view mark = "/snap.";
    const std::size_t at = groups.find(mark);
    if (at == std::string_view::npos)
        return {};
    const std::string_view rest = groups.substr(at + mark.size());
    return std::string{rest.substr(0, rest.find_first_of("./\n"))};
}

std::string sandboxOf(pid_t pid, const std::string& executable)
{
    if (const auto info = flatpakInfo(pid)) {
        const std::string name = flatpakName(*info);
        return name.empty() ? std::string{} : "flatpak:" + name;
    }
    if (!executable.starts_with("/snap/"))
        return {};
    const auto groups = readSmall(procFile(pid, "cgroup"), 64 * 1024);
    const std::string name = groups ? snapName(*groups) : std::string{};
    return name.empty() ? std::string{} : "snap:" + name;
}

} // namespace keystead::access
