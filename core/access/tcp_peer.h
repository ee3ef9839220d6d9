// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which process is at the other end of a loopback TCP connection: the kernel tells the socket's owner and inode
// (/proc/net/tcp), and the inode stands among some process's open files. Thread: the core thread.
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace keystead::access {

struct TcpOwner
{
    uid_t uid = 0;
    std::uint64_t inode = 0;
};
// The line of /proc/net/tcp for the connection from `remotePort` to `localPort`, both on 127.0.0.1, as the program's
// end has it. nullopt where there is none.
std::optional<TcpOwner> ownerIn(const std::string& table, int remotePort, int localPort);

// Denied where the other end is another user's, or gone.
base::Result<TcpOwner> tcpOwner(int descriptor);
// Holds this socket open: one of `likely` first (that is quick), then any process of the user. 0: not found.
pid_t processWithSocket(std::uint64_t inode, const std::vector<pid_t>& likely);

} // namespace keystead::access
