// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/tcp_peer.h"

#include "core/access/proc_info.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <fstream>
#include <iterator>
#include <netinet/in.h>
#include <sstream>
#include <sys/socket.h>
#include <unistd.h>

namespace keystead::access {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;

namespace {

std::string hexPort(int port)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text = ":";
    for (int shift = 12; shift >= 0; shift -= 4)
        text += digits[static_cast<std::size_t>((port >> shift) & 0xf)];
    return text;
}

bool holds(pid_t pid, const std::string& wanted)
{
    std::error_code error;
    for (fs::directory_iterator entry(procFile(pid, "fd"), error), end; !error && entry != end;
         entry.increment(error)) {
        std::array<char, 64> target{};
        const ssize_t size = ::readlink(entry->path().c_str(), target.data(), target.size());
        if (size > 0 && std::string_view{target.data(), static_cast<std::size_t>(size)} == wanted)
            return true;
    }
    return false;
}

int portOf(const sockaddr_in& address)
{
    return ntohs(address.sin_port);
}

} // namespace

std::optional<TcpOwner> ownerIn(const std::string& table, int remotePort, int localPort)
{
    // proc(5): "sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode"
    const std::string local = "0100007F" + hexPort(remotePort);
    const std::string remote = "0100007F" + hexPort(localPort);
    std::istringstream lines(table);
    std::string line;
    while (std::getline(lines, line)) {
        std::istringstream fields(line);
        std::vector<std::string> words{std::istream_iterator<std::string>(fields), {}};
        if (words.size() < 10 || words[1] != local || words[2] != remote)
            continue;
        TcpOwner owner;
        const std::string& uid = words[7];
        const std::string& inode = words[9];
        std::from_chars(uid.data(), uid.data() + uid.size(), owner.uid);
        std::from_chars(inode.data(), inode.data() + inode.size(), owner.inode);
        return owner;
    }
    return std::nullopt;
}

base::Result<TcpOwner> tcpOwner(int descriptor)
{
    sockaddr_in theirs{};
    sockaddr_in ours{};
    socklen_t size = sizeof theirs;
    socklen_t ourSize = sizeof ours;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&theirs), &size) != 0 ||
        ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&ours), &ourSize) != 0)
        return fail(ErrorCode::Denied, "the calling program is gone");
    std::ifstream file("/proc/net/tcp");
    const std::string table{std::istreambuf_iterator<char>(file), {}};
    const auto owner = ownerIn(table, portOf(theirs), portOf(ours));
    if (!owner)
        return fail(ErrorCode::Denied, "the calling program is gone");
    if (owner->uid != ::getuid())
        return fail(ErrorCode::Denied, "the calling program is another user's");
    return *owner;
}

pid_t processWithSocket(std::uint64_t inode, const std::vector<pid_t>& likely)
{
    const std::string wanted = "socket:[" + std::to_string(inode) + "]";
    for (const pid_t pid : likely) {
        if (holds(pid, wanted))
            return pid;
    }
    std::error_code error;
    for (fs::directory_iterator entry("/proc", error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        pid_t pid = 0;
        const auto read = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (read.ptr == name.data() + name.size() && pid > 0 && holds(pid, wanted))
            return pid;
    }
    return 0;
}

} // namespace keystead::access
