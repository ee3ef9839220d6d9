// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// From a process or a path to what a program is held by. A process whose executable was deleted or replaced, or whose
// script cannot be found, is not identified (its executable is empty): nothing is granted to it. Thread: any, with
// ExecutableHashes of one's own.
#include "core/access/executable_hash.h"
#include "core/base/result.h"
#include "core/model/program.h"

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace keystead::access {

// Where the system's packages say which files are theirs, and whose those files are.
struct PackageFiles
{
    std::filesystem::path lists{"/var/lib/dpkg/info"};
    std::filesystem::path top{"/"};
    uid_t owner = 0;
};

// The file is `where.owner`'s, and so is each folder from the top to it, and nobody else can write one of them.
bool isSystemFile(const std::filesystem::path& canonical, const PackageFiles& where = {});

// Of a running process; without its package. In a mount namespace of its own only a sandbox's program that is proven
// (sandbox_proof.h) is one.
model::ProgramIdentity identifyProgram(pid_t pid, ExecutableHashes& hashes);
// The process sees the files that we see, and runs the one at this path: only then does the path's package count.
bool runsWhatLiesThere(pid_t pid, const std::string& executable);
// Of a file that a person names; symlinks are followed, and a script is its "#!" interpreter with it. `script`: given
// by hand where the interpreter is. NotFound; InvalidArgument for what cannot run.
base::Result<model::ProgramIdentity> programAt(const std::string& path, const std::string& script,
                                               ExecutableHashes& hashes);
// Denied where the judged process ended, or is not the same program any more.
base::Status stillSame(const model::Caller& caller, ExecutableHashes& hashes);
// The processes that led to `pid`, nearest first, at most eight.
std::vector<model::ProcessLink> parentsOf(pid_t pid);
// The system's package that holds the executable, by dpkg's file lists (/var/lib/dpkg/info/*.list): only for a file of
// root's that nobody else can write, in folders of the same kind, by its canonical path. Empty: none. Reads all lists:
// for a worker.
std::string packageOf(const std::string& executable, const PackageFiles& where = {});
// Which login session of the person this is. It stays the same while the agent is started again, and is another one
// after the last logout (the runtime folder goes then) and after a restart of the machine.
std::string loginSession();

} // namespace keystead::access
