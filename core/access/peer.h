// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Who is at the other end of the socket: SO_PEERCRED, a pidfd where the kernel gives one, executable path, inode and
// SHA-256, checked again before a secret is released (SECURITY 30). One who runs Keystead's own command-line programs
// is judged as the program that started them; an interpreter is judged with its script. Malware of the same user stays
// a stated limit: it can start any program.
#include "core/access/executable_hash.h"
#include "core/base/result.h"
#include "core/model/audit_event.h"
#include "core/model/program.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>

namespace keystead::access {

struct PeerIdentity
{
    uid_t uid = 0;
    pid_t pid = 0;               // the process on the socket
    std::uint64_t startTime = 0; // clock ticks after boot (proc(5) stat field 22): tells a reused pid
    std::string executable;      // empty: could not be identified (shown as such)
    pid_t subjectPid = 0;        // who it acts for: itself, or the program that started our command line
    std::uint64_t subjectStartTime = 0;
    std::string subjectExecutable;
    FileIdentity subjectFile;
    std::string via;            // "keystead-cli", "git-credential-keystead" or "socket"
    bool subjectIsOurs = false; // our command line, and nobody is left who started it: nothing is granted to that
};

// Reads the credentials of a connected socket. Denied where the uid is not `ours` or the caller has ended; Internal
// where the kernel does not tell. `ownPrograms`: the folder where our command-line programs lie.
base::Result<PeerIdentity> identifyPeer(int socket, const std::filesystem::path& ownPrograms, uid_t ours);
// False where the process that connected has ended, even where another one has its number by now. Kernels before 6.5
// give no pidfd (SO_PEERPIDFD): true, and the start time has to do.
bool callerLives(int socket);
// Denied where a process is gone or its executable was replaced since.
base::Status stillSame(const PeerIdentity& peer);
// And where the program that is judged was replaced, or its script.
base::Status stillSame(const PeerIdentity& peer, const model::Caller& caller, ExecutableHashes& hashes);
// Who is judged; no parents and no package, which only questions and new grants need.
model::Caller callerFor(const PeerIdentity& peer, ExecutableHashes& hashes);
// For the trail.
model::Actor actorFor(const PeerIdentity& peer, const model::Caller& caller);
// The command-line programs that act for who started them.
bool isOwnProgram(const std::filesystem::path& executable, const std::filesystem::path& ownPrograms);

} // namespace keystead::access
