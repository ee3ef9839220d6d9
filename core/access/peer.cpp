// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/peer.h"

#include "core/access/proc_info.h"
#include "core/access/program_files.h"
#include "core/base/unique_fd.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace keystead::access {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;

namespace {

constexpr int peerPidFd = 77; // SO_PEERPIDFD, Linux 6.5; older headers lack the name

constexpr std::array<std::string_view, 3> ownNames{"keystead-cli", "git-credential-keystead",
                                                   "docker-credential-keystead"};

// Service managers and inits: the kernel gives them the children of whoever ended (PR_SET_CHILD_SUBREAPER), and does
// not tell those from the ones they started.
bool takesOrphansIn(const fs::path& executable)
{
    constexpr std::array<std::string_view, 9> names{"systemd",   "init",   "tini",      "dumb-init", "docker-init",
                                                    "catatonit", "conmon", "s6-svscan", "runsvdir"};
    return std::find(names.begin(), names.end(), executable.filename().string()) != names.end();
}

// Up past our own programs, to the one that had them started.
base::Status findSubject(PeerIdentity& peer, pid_t parent, const fs::path& ownPrograms)
{
    constexpr int most = 8;
    peer.subjectIsOurs = true;
    for (int i = 0; i < most && parent >= 1; ++i) {
        const auto stat = readStat(parent);
        if (!stat)
            return base::ok();
        const std::string executable = executableOf(parent);
        if (!isOwnProgram(executable, ownPrograms)) {
            peer.subjectIsOurs = (parent == 1 && executable.empty()) || takesOrphansIn(executable); // nobody is left
            if (peer.subjectIsOurs)
                return base::ok();
            peer.subjectPid = parent;
            peer.subjectStartTime = stat->startTime;
            peer.subjectExecutable = executable;
            return base::ok();
        }
        parent = stat->parent;
    }
    return base::ok();
}

} // namespace

bool isOwnProgram(const fs::path& executable, const fs::path& ownPrograms)
{
    if (executable.empty() || executable.parent_path() != ownPrograms)
        return false;
    return std::find(ownNames.begin(), ownNames.end(), executable.filename().string()) != ownNames.end();
}

bool callerLives(int socket)
{
    int descriptor = -1;
    socklen_t size = sizeof descriptor;
    // An older kernel does not know the option, and one without a free descriptor or memory cannot say: the start time
    // still tells. Any other error: the process has gone and been waited for.
    if (::getsockopt(socket, SOL_SOCKET, peerPidFd, &descriptor, &size) != 0)
        return errno == ENOPROTOOPT || errno == EMFILE || errno == ENFILE || errno == ENOMEM;
    const base::UniqueFd owned{descriptor};
    pollfd ended{descriptor, POLLIN, 0};
    return ::poll(&ended, 1, 0) == 0;
}

base::Result<PeerIdentity> identifyPeer(int socket, const fs::path& ownPrograms, uid_t ours)
{
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
        return fail(ErrorCode::Internal, "the kernel does not tell who is calling");
    if (credentials.uid != ours)
        return fail(ErrorCode::Denied, "the caller is another user");
    PeerIdentity peer;
    peer.uid = credentials.uid;
    peer.pid = credentials.pid;
    KS_ASSIGN(const ProcessStat stat, readStat(peer.pid));
    peer.startTime = stat.startTime;
    peer.executable = executableOf(peer.pid);
    peer.via = "socket";
    peer.subjectPid = peer.pid;
    peer.subjectStartTime = peer.startTime;
    peer.subjectExecutable = peer.executable;
    if (isOwnProgram(peer.executable, ownPrograms)) {
        peer.via = fs::path{peer.executable}.filename().string();
        KS_TRY(findSubject(peer, stat.parent, ownPrograms));
    }
    if (const auto file = identifyFile(procFile(peer.subjectPid, "exe")))
        peer.subjectFile = *file;
    // What was read of /proc/PID was about the caller.
    if (!callerLives(socket))
        return fail(ErrorCode::Denied, "the calling process is gone");
    return peer;
}

base::Status stillSame(const PeerIdentity& peer)
{
    KS_ASSIGN(const ProcessStat own, readStat(peer.pid));
    if (own.startTime != peer.startTime)
        return fail(ErrorCode::Denied, "the calling process is another one by now");
    if (peer.subjectExecutable.empty())
        return base::ok();
    KS_ASSIGN(const ProcessStat subject, readStat(peer.subjectPid));
    const auto file = identifyFile(procFile(peer.subjectPid, "exe"));
    if (subject.startTime != peer.subjectStartTime || !file || *file != peer.subjectFile)
        return fail(ErrorCode::Denied, "the calling program was replaced meanwhile");
    return base::ok();
}

base::Status stillSame(const PeerIdentity& peer, const model::Caller& caller, ExecutableHashes& hashes)
{
    KS_TRY(stillSame(peer));
    return caller.program.identified() ? stillSame(caller, hashes) : base::ok();
}

model::Caller callerFor(const PeerIdentity& peer, ExecutableHashes& hashes)
{
    model::Caller caller;
    caller.pid = peer.subjectPid;
    caller.startTime = peer.subjectStartTime;
    caller.via = peer.via;
    if (peer.subjectIsOurs || peer.subjectExecutable.empty())
        return caller;
    model::ProgramIdentity program = identifyProgram(peer.subjectPid, hashes);
    // The process may have become another program since it connected.
    if (program.executable == peer.subjectExecutable && stillSame(peer))
        caller.program = std::move(program);
    return caller;
}

model::Actor actorFor(const PeerIdentity& peer, const model::Caller& caller)
{
    model::Actor actor;
    actor.kind = model::Actor::Kind::Program;
    actor.program = peer.subjectExecutable;
    actor.programSha256 = caller.program.sha256;
    actor.pid = peer.subjectPid;
    actor.via = peer.via;
    actor.script = caller.program.script;
    actor.sandbox = caller.program.sandbox;
    return actor;
}

} // namespace keystead::access
