// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/peer.h"

#include <charconv>
#include <fstream>
#include <sstream>
#include <sys/socket.h>
#include <unistd.h>

namespace keystead::access {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;

namespace {

struct ProcessStat
{
    pid_t parent = 0;
    std::uint64_t startTime = 0;
};

// proc(5): the second field is the name in parentheses and may hold anything, so fields are counted behind the last
// ')'.
base::Result<ProcessStat> readStat(pid_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    std::getline(file, text, '\0');
    const std::size_t close = text.rfind(')');
    if (!file || close == std::string::npos) {
        if (text.empty() || close == std::string::npos)
            return fail(ErrorCode::Denied, "the calling process is gone");
    }
    std::istringstream fields(text.substr(close + 1));
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
    std::error_code error;
    const fs::path target = fs::read_symlink("/proc/" + std::to_string(pid) + "/exe", error);
    return error ? std::string{} : target.string();
}

bool isOwnProgram(const fs::path& executable, const fs::path& ownPrograms)
{
    if (executable.empty() || executable.parent_path() != ownPrograms)
        return false;
    const std::string name = executable.filename().string();
    return name == "keystead-cli" || name == "git-credential-keystead" || name == "docker-credential-keystead";
}

} // namespace

base::Result<PeerIdentity> identifyPeer(int socket, const fs::path& ownPrograms)
{
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
        return fail(ErrorCode::Internal, "the kernel does not tell who is calling");
    if (credentials.uid != getuid())
        return fail(ErrorCode::Denied, "the caller is another user");
    PeerIdentity peer;
    peer.uid = credentials.uid;
    peer.pid = credentials.pid;
    KS_ASSIGN(ProcessStat stat, readStat(peer.pid));
    peer.startTime = stat.startTime;
    peer.executable = executableOf(peer.pid);
    peer.via = "socket";
    peer.subjectPid = peer.pid;
    peer.subjectStartTime = peer.startTime;
    peer.subjectExecutable = peer.executable;
    if (isOwnProgram(peer.executable, ownPrograms) && stat.parent > 1) {
        peer.via = fs::path{peer.executable}.filename().string();
        if (const auto parent = readStat(stat.parent)) {
            peer.subjectPid = stat.parent;
            peer.subjectStartTime = parent->startTime;
            peer.subjectExecutable = executableOf(stat.parent);
        }
    }
    if (const auto file = identifyFile("/proc/" + std::to_string(peer.subjectPid) + "/exe"))
        peer.subjectFile = *file;
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
    const auto file = identifyFile("/proc/" + std::to_string(peer.subjectPid) + "/exe");
    if (subject.startTime != peer.subjectStartTime || !file || *file != peer.subjectFile)
        return fail(ErrorCode::Denied, "the calling program was replaced meanwhile");
    return base::ok();
}

model::Actor actorFor(const PeerIdentity& peer, ExecutableHashes& hashes)
{
    model::Actor actor;
    actor.kind = model::Actor::Kind::Program;
    actor.program = peer.subjectExecutable;
    actor.pid = peer.subjectPid;
    actor.via = peer.via;
    if (!peer.subjectExecutable.empty()) {
        if (const auto hash = hashes.sha256("/proc/" + std::to_string(peer.subjectPid) + "/exe"))
            actor.programSha256 = *hash;
    }
    return actor;
}

} // namespace keystead::access
