// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/agent_launcher.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace keystead::cli {

using base::ErrorCode;
using base::fail;

std::filesystem::path agentProgram()
{
    std::error_code error;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path{"keystead-agent"} : self.parent_path() / "keystead-agent";
}

namespace {

std::vector<char*> argumentsFor(std::string& program, std::vector<std::string>& arguments)
{
    std::vector<char*> list{program.data()};
    for (std::string& argument : arguments)
        list.push_back(argument.data());
    list.push_back(nullptr);
    return list;
}

// The agent ends before it serves only with one of CLI.md's exit codes.
base::Error errorForExit(int code)
{
    switch (code) {
    case 3:
        return fail(ErrorCode::VaultMissing, "the agent found no vault");
    case 7:
        return fail(ErrorCode::VaultBusy, "the agent could not take the vault");
    case 8:
        return fail(ErrorCode::Damaged, "the agent refused the vault; `keystead-cli vault check` says more");
    default:
        return fail(ErrorCode::Internal, "the agent ended with code " + std::to_string(code));
    }
}

// In the child: a session of its own, no terminal, and the write end of the pipe as descriptor 3.
[[noreturn]] void becomeAgent(std::string program, std::vector<std::string> arguments, int readyEnd)
{
    ::setsid();
    const int null = ::open("/dev/null", O_RDWR);
    for (const int target : {0, 1, 2})
        ::dup2(null, target);
    if (readyEnd != 3)
        ::dup2(readyEnd, 3);
    else
        ::fcntl(3, F_SETFD, 0);
    const std::vector<char*> list = argumentsFor(program, arguments);
    ::execv(program.c_str(), list.data());
    ::_exit(127);
}

} // namespace

base::Status launchAgent(const std::filesystem::path& vaultFolder)
{
    std::array<int, 2> pipeEnds{};
    if (::pipe2(pipeEnds.data(), O_CLOEXEC) != 0)
        return fail(ErrorCode::Internal, std::string{"pipe: "} + std::strerror(errno));
    const pid_t child = ::fork();
    if (child < 0)
        return fail(ErrorCode::Internal, std::string{"fork: "} + std::strerror(errno));
    if (child == 0)
        becomeAgent(agentProgram().string(), {"--vault", vaultFolder.string(), "--ready-fd", "3"}, pipeEnds[1]);
    ::close(pipeEnds[1]);
    std::array<char, 8> word{};
    pollfd ready{pipeEnds[0], POLLIN, 0};
    const int polled = ::poll(&ready, 1, 10'000);
    const ssize_t got = polled > 0 ? ::read(pipeEnds[0], word.data(), word.size()) : 0;
    ::close(pipeEnds[0]);
    if (got > 0)
        return base::ok();
    if (polled == 0)
        return fail(ErrorCode::TimedOut, "the agent did not start within 10 s");
    int status = 0;
    ::waitpid(child, &status, 0);
    return errorForExit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

base::Result<int> runAgent(const std::vector<std::string>& arguments)
{
    const pid_t child = ::fork();
    if (child < 0)
        return fail(ErrorCode::Internal, std::string{"fork: "} + std::strerror(errno));
    if (child == 0) {
        std::string program = agentProgram().string();
        std::vector<std::string> copy = arguments;
        const std::vector<char*> list = argumentsFor(program, copy);
        ::execv(program.c_str(), list.data());
        ::_exit(127);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return fail(ErrorCode::Internal, std::string{"waitpid: "} + std::strerror(errno));
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return fail(ErrorCode::NotFound, agentProgram().string() + " cannot be started");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

} // namespace keystead::cli
