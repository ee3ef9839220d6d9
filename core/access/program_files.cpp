// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/program_files.h"

#include "core/access/proc_info.h"
#include "core/access/sandbox_proof.h"
#include "core/access/script_file.h"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace keystead::access {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;

namespace {

// The file that the argument means, seen from the process; empty where it is none that can be held on to.
std::string scriptPath(pid_t pid, const std::string& argument)
{
    const fs::path named{argument};
    std::error_code error;
    fs::path folder;
    if (named.is_relative()) {
        folder = fs::read_symlink(procFile(pid, "cwd"), error);
        if (error)
            return {};
    }
    const fs::path canonical = fs::canonical(folder / named, error);
    // A pipe or a deleted file behind /dev/fd or /proc is nothing that a grant could be held by.
    if (error || !fs::is_regular_file(canonical, error) || canonical.string().starts_with("/proc/"))
        return {};
    return canonical.string();
}

base::Result<std::string> canonicalFile(const std::string& path)
{
    std::error_code error;
    const fs::path canonical = fs::canonical(path, error);
    if (error)
        return fail(ErrorCode::NotFound, "there is no file " + path);
    if (!fs::is_regular_file(canonical, error))
        return fail(ErrorCode::InvalidArgument, "program: " + canonical.string() + " is no file");
    return canonical.string();
}

base::Result<model::ProgramIdentity> hashed(std::string executable, std::string script, ExecutableHashes& hashes)
{
    model::ProgramIdentity program;
    KS_ASSIGN(program.sha256, hashes.sha256(executable));
    program.executable = std::move(executable);
    if (!script.empty()) {
        KS_ASSIGN(program.scriptSha256, hashes.sha256(script, largestScript));
        program.script = std::move(script);
    }
    return program;
}

bool liesAt(const FileIdentity& running, const std::string& path)
{
    const auto atPath = identifyFile(path);
    return atPath && *atPath == running;
}

// The program without its script; nothing where it cannot be told.
std::optional<model::ProgramIdentity> identifyExecutable(pid_t pid, ExecutableHashes& hashes)
{
    model::ProgramIdentity program;
    program.executable = executableOf(pid);
    if (program.executable.empty())
        return std::nullopt;
    program.sandbox = sandboxOf(pid, program.executable);
    const fs::path running = procFile(pid, "exe");
    // Somebody else's file may lie at the path by now. Where the process sees other files the path says nothing by
    // itself: it could have laid its own file there.
    const auto file = identifyFile(running);
    if (!file || (sharesFiles(pid) ? !liesAt(*file, program.executable)
                                   : !sandboxProven(pid, program.sandbox, program.executable, *file)))
        return std::nullopt;
    const auto hash = hashes.sha256(running);
    if (!hash)
        return std::nullopt;
    program.sha256 = *hash;
    return program;
}

// Whether the process runs another script than it did. Its words and its folder are its own to change (a relative name,
// a title for `ps`): what leads to no file says nothing.
bool runsAnotherScript(pid_t pid, const model::ProgramIdentity& program)
{
    const std::string argument = scriptArgument(program.executable, argumentsOf(pid));
    const std::string file = argument.empty() ? std::string{} : scriptPath(pid, argument);
    return !file.empty() && file != program.script;
}

} // namespace

model::ProgramIdentity identifyProgram(pid_t pid, ExecutableHashes& hashes)
{
    auto program = identifyExecutable(pid, hashes);
    if (!program)
        return {};
    if (isInterpreter(program->executable)) {
        const std::vector<std::string> arguments = argumentsOf(pid);
        const std::string argument = scriptArgument(program->executable, arguments);
        if (arguments.empty() || (!argument.empty() && !sharesFiles(pid)))
            return {};
        if (!argument.empty()) {
            program->script = scriptPath(pid, argument);
            const auto scriptHash = hashes.sha256(program->script, largestScript);
            if (program->script.empty() || !scriptHash)
                return {};
            program->scriptSha256 = *scriptHash;
        }
    }
    return *program;
}

bool runsWhatLiesThere(pid_t pid, const std::string& executable)
{
    const auto running = identifyFile(procFile(pid, "exe"));
    return running && sharesFiles(pid) && liesAt(*running, executable);
}

base::Result<model::ProgramIdentity> programAt(const std::string& path, const std::string& script,
                                               ExecutableHashes& hashes)
{
    if (path.empty() || path.front() != '/')
        return fail(ErrorCode::InvalidArgument, "program: must be an absolute path");
    KS_ASSIGN(std::string file, canonicalFile(path));
    if (!script.empty()) {
        if (!isInterpreter(file))
            return fail(ErrorCode::InvalidArgument, "script: " + file + " is no interpreter that is known");
        KS_ASSIGN(std::string scriptFile, canonicalFile(script));
        return hashed(std::move(file), std::move(scriptFile), hashes);
    }
    KS_ASSIGN(const auto interpreter, interpreterOf(file));
    if (interpreter)
        return hashed(interpreter->string(), std::move(file), hashes);
    if (::access(file.c_str(), X_OK) != 0)
        return fail(ErrorCode::InvalidArgument,
                    "program: " + file +
                        " cannot be run and has no #! line; give its interpreter as the program and "
                        "it as the script");
    return hashed(std::move(file), {}, hashes);
}

base::Status stillSame(const model::Caller& caller, ExecutableHashes& hashes)
{
    const auto pid = static_cast<pid_t>(caller.pid);
    KS_ASSIGN(const ProcessStat before, readStat(pid));
    std::optional<model::ProgramIdentity> now = identifyExecutable(pid, hashes);
    const bool another = isInterpreter(caller.program.executable) && runsAnotherScript(pid, caller.program);
    KS_ASSIGN(const ProcessStat after, readStat(pid));
    if (before.startTime != caller.startTime || after.startTime != caller.startTime)
        return fail(ErrorCode::Denied, "the calling process is another one by now");
    if (now && !caller.program.script.empty()) {
        now->script = caller.program.script;
        now->scriptSha256 = hashes.sha256(now->script, largestScript).value_or(std::string{});
    }
    if (now)
        now->package = caller.program.package;
    if (!now || another || *now != caller.program)
        return fail(ErrorCode::Denied, "the calling program was replaced meanwhile");
    return base::ok();
}

std::vector<model::ProcessLink> parentsOf(pid_t pid)
{
    constexpr std::size_t most = 8;
    std::vector<model::ProcessLink> links;
    auto stat = readStat(pid);
    while (stat && stat->parent >= 1 && links.size() < most) {
        const pid_t parent = stat->parent;
        stat = readStat(parent);
        if (!stat)
            break;
        model::ProcessLink link{parent, executableOf(parent), {}};
        if (isInterpreter(link.executable)) {
            if (const std::string argument = scriptArgument(link.executable, argumentsOf(parent)); !argument.empty())
                link.script = scriptPath(parent, argument);
        }
        links.push_back(std::move(link));
    }
    return links;
}

std::string loginSession()
{
    std::string boot;
    std::ifstream("/proc/sys/kernel/random/boot_id") >> boot;
    const char* const folder = std::getenv("XDG_RUNTIME_DIR"); // NOLINT(concurrency-mt-unsafe)
    struct statx info
    {
    };
    const std::string path = folder && *folder ? folder : "/run/user/" + std::to_string(::getuid());
    if (::statx(AT_FDCWD, path.c_str(), 0, STATX_INO | STATX_BTIME, &info) != 0)
        return boot;
    return boot + ":" + std::to_string(info.stx_dev_major) + "." + std::to_string(info.stx_dev_minor) + ":" +
           std::to_string(info.stx_ino) + ":" + std::to_string(info.stx_btime.tv_sec) + "." +
           std::to_string(info.stx_btime.tv_nsec);
}

} // namespace keystead::access
