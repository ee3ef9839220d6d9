// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/agent_launcher.h"

#include "core/protocol/error_code.h"

#include <array>
#include <cerrno>
#include <csignal>
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

// "ready", or "failed NAME DETAIL" where the agent refuses to serve; all that it says before it closes the pipe.
base::Result<std::string> firstLine(int descriptor)
{
    constexpr std::size_t longest = 4096;
    constexpr int patience = 30'000; // ms: longer than the agent waits for a keychain that hangs
    std::string line;
    std::array<char, 512> chunk{};
    for (;;) {
        pollfd ready{descriptor, POLLIN, 0};
        const int polled = ::poll(&ready, 1, patience);
        if (polled == 0)
            return fail(ErrorCode::TimedOut, "the agent did not start within 30 s");
        if (polled < 0 && errno == EINTR)
            continue;
        const ssize_t got = ::read(descriptor, chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return line;
        line.append(chunk.data(), static_cast<std::size_t>(got));
        if (const std::size_t end = line.find('\n'); end != std::string::npos)
            return line.substr(0, end);
        if (line.size() > longest)
            return line;
    }
}

// An agent that cannot serve is gone when its end of the pipe is: the next command would meet its socket otherwise.
void untilGone(int descriptor)
{
    constexpr int patience = 10'000; // ms
    std::array<char, 512> rest{};
    for (;;) {
        pollfd ready{descriptor, POLLIN, 0};
        const int polled = ::poll(&ready, 1, patience);
        if (polled < 0 && errno == EINTR)
            continue;
        if (polled <= 0 || ::read(descriptor, rest.data(), rest.size()) <= 0)
            return;
    }
}

base::Error errorFrom(const std::string& line)
{
    constexpr std::string_view start = "failed ";
    const std::size_t end = line.find(' ', start.size());
    const std::string name = line.substr(start.size(), end == std::string::npos ? end : end - start.size());
    return fail(protocol::errorCodeFromName(name), end == std::string::npos ? std::string{} : line.substr(end + 1));
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
    // It outlives us: a pipe of our caller that it kept open would leave the caller waiting for its end.
    ::close_range(4, ~0U, 0);
    const std::vector<char*> list = argumentsFor(program, arguments);
    ::execv(program.c_str(), list.data());
    const std::string line =
        "failed " + std::string{base::errorName(ErrorCode::Internal)} + " " + program + " cannot be started\n";
    (void)!::write(3, line.data(), line.size());
    ::_exit(127);
}

// By a process in between, which leaves at once: the agent is nobody's child then but the system's. This process
// may become a program of the person's (exec --no-mask), which would find a child that it never started, and wait.
base::Status startApart(const std::string& program, std::vector<std::string> arguments, int readyEnd)
{
    const pid_t between = ::fork();
    if (between < 0)
        return fail(ErrorCode::Internal, std::string{"fork: "} + std::strerror(errno));
    if (between == 0) {
        const pid_t agent = ::fork();
        if (agent == 0)
            becomeAgent(program, std::move(arguments), readyEnd);
        ::_exit(agent < 0 ? errno : 0);
    }
    int status = 0;
    while (::waitpid(between, &status, 0) < 0 && errno == EINTR) {}
    if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
        return fail(ErrorCode::Internal, std::string{"fork: "} + std::strerror(WEXITSTATUS(status)));
    return base::ok();
}

// Some callers ignore SIGCHLD, and we inherit that: the kernel would keep no child's end for us then, nor for the agent
// whose own children these are.
void expectEnds()
{
    ::signal(SIGCHLD, SIG_DFL);
}

} // namespace

base::Status launchAgent(const std::filesystem::path& vaultFolder)
{
    std::array<int, 2> pipeEnds{};
    if (::pipe2(pipeEnds.data(), O_CLOEXEC) != 0)
        return fail(ErrorCode::Internal, std::string{"pipe: "} + std::strerror(errno));
    expectEnds();
    const base::Status started =
        startApart(agentProgram().string(), {"--vault", vaultFolder.string(), "--ready-fd", "3"}, pipeEnds[1]);
    ::close(pipeEnds[1]);
    const base::Result<std::string> said =
        started ? firstLine(pipeEnds[0]) : base::Result<std::string>{started.error()};
    if (said && *said != "ready")
        untilGone(pipeEnds[0]);
    ::close(pipeEnds[0]);
    if (!said)
        return said.error();
    if (*said == "ready")
        return base::ok();
    if (said->starts_with("failed "))
        return errorFrom(*said);
    return fail(ErrorCode::Internal, "the agent ended before it served");
}

base::Result<int> runAgent(const std::vector<std::string>& arguments)
{
    expectEnds();
    const pid_t child = ::fork();
    if (child < 0)
        return fail(ErrorCode::Internal, std::string{"fork: "} + std::strerror(errno));
    if (child == 0) {
        std::string program = agentProgram().string();
        std::vector<std::string> copy = arguments;
        copy.emplace_back("--for-cli");
        const std::vector<char*> list = argumentsFor(program, copy);
        ::execv(program.c_str(), list.data());
        ::_exit(127);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) // ECHILD: it has ended, and somebody else was told how
            return fail(ErrorCode::Internal, std::string{"waitpid: "} + std::strerror(errno));
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return fail(ErrorCode::NotFound, agentProgram().string() + " cannot be started");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

} // namespace keystead::cli
