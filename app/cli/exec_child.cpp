// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exec_child.h"

#include "app/cli/child_environment.h"
#include "app/cli/child_terminal.h"
#include "core/base/encoding.h"
#include "core/base/unique_fd.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

namespace keystead::cli {

using base::ErrorCode;
using base::UniqueFd;

namespace {

constexpr std::array passedOn{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGCONT};

struct Pipe
{
    UniqueFd read;
    UniqueFd write;
};

base::Result<Pipe> makePipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return base::fail(ErrorCode::Internal, std::string{"pipe: "} + std::strerror(errno));
    return Pipe{UniqueFd{ends[0]}, UniqueFd{ends[1]}};
}

sigset_t watchedSignals()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : passedOn)
        sigaddset(&set, signal);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGWINCH);
    return set;
}

base::Error startError(const std::string& program, int error)
{
    const std::string shown = base::cleanForDisplay(program, 200);
    if (error == ENOENT || error == ENOTDIR)
        return base::fail(ErrorCode::NotFound, "cannot start " + shown + ": there is no such program");
    return base::fail(ErrorCode::Denied, "cannot start " + shown + ": " + std::strerror(error));
}

std::vector<char*> argumentsOf(const ChildProgram& child)
{
    std::vector<char*> list;
    for (const std::string& word : child.words)
        list.push_back(const_cast<char*>(word.c_str()));
    list.push_back(nullptr);
    return list;
}

// False where nobody reads any more.
bool writeAll(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t sent = ::write(descriptor, text.data(), text.size());
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno == EAGAIN) {
            pollfd ready{descriptor, POLLOUT, 0};
            ::poll(&ready, 1, 1000);
            continue;
        }
        if (sent < 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

// One stream of the program on its way to ours.
struct Relay
{
    UniqueFd from;
    int to = -1;
    OutputMask mask;

    void pump()
    {
        std::array<char, 16 * 1024> chunk{};
        const ssize_t got = ::read(from.get(), chunk.data(), chunk.size());
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            return;
        if (got <= 0) { // a pseudo-terminal says EIO
            finish();
            return;
        }
        const std::string shown = mask.feed({chunk.data(), static_cast<std::size_t>(got)});
        base::wipe(chunk.data(), chunk.size());
        if (!writeAll(to, shown))
            from.reset(); // the program learns it by its own end
    }
    void finish()
    {
        if (from.valid())
            (void)writeAll(to, mask.finish());
        from.reset();
    }
};

class MaskedRun
{
public:
    MaskedRun(const ChildProgram& child, const OutputMask& mask) : m_child(child), m_mask(mask) {}

    base::Result<int> run()
    {
        KS_TRY(prepare());
        KS_TRY(start());
        while (!m_ended || anythingLeft())
            step(m_ended ? 0 : -1);
        for (Relay& relay : m_relays)
            relay.finish();
        m_terminal.restore();
        return m_code;
    }

private:
    base::Status prepare()
    {
        // Streams that are terminals share one pseudo-terminal; the others get a pipe each.
        const bool outTerminal = ::isatty(STDOUT_FILENO) == 1;
        const bool errTerminal = ::isatty(STDERR_FILENO) == 1;
        if (outTerminal || errTerminal) {
            KS_TRY(m_terminal.open(outTerminal ? STDOUT_FILENO : STDERR_FILENO));
            m_relays.push_back({m_terminal.takeReader(), outTerminal ? STDOUT_FILENO : STDERR_FILENO, copyOfMask()});
        }
        if (!outTerminal) {
            KS_ASSIGN(m_out, makePipe());
            m_relays.push_back({std::move(m_out.read), STDOUT_FILENO, copyOfMask()});
        }
        if (!errTerminal) {
            KS_ASSIGN(m_err, makePipe());
            m_relays.push_back({std::move(m_err.read), STDERR_FILENO, copyOfMask()});
        }
        const sigset_t watched = watchedSignals();
        ::sigprocmask(SIG_BLOCK, &watched, &m_oldMask);
        m_signals.reset(::signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK));
        if (!m_signals.valid())
            return base::fail(ErrorCode::Internal, std::string{"signalfd: "} + std::strerror(errno));
        return base::ok();
    }

    OutputMask copyOfMask() const { return m_mask.clone(); }

    base::Status start()
    {
        KS_ASSIGN(Pipe failure, makePipe());
        ChildEnvironment environment(m_child.variables);
        const std::vector<char*> arguments = argumentsOf(m_child);
        m_pid = ::fork();
        if (m_pid < 0)
            return base::fail(ErrorCode::Internal, std::string{"fork: "} + std::strerror(errno));
        if (m_pid == 0)
            becomeProgram(arguments, environment, failure.write.get());
        failure.write.reset();
        m_out.write.reset();
        m_err.write.reset();
        m_terminal.closeSlave();
        int error = 0;
        ssize_t got = 0;
        while ((got = ::read(failure.read.get(), &error, sizeof error)) < 0 && errno == EINTR) {}
        if (got != static_cast<ssize_t>(sizeof error)) {
            m_terminal.makeRaw();
            return base::ok();
        }
        while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {}
        return startError(m_child.words.front(), error);
    }

    [[noreturn]] void becomeProgram(const std::vector<char*>& arguments, ChildEnvironment& environment, int failure)
    {
        m_terminal.enter();
        if (m_out.write.valid())
            ::dup2(m_out.write.get(), STDOUT_FILENO);
        if (m_err.write.valid())
            ::dup2(m_err.write.get(), STDERR_FILENO);
        ::signal(SIGPIPE, SIG_DFL);
        ::sigprocmask(SIG_SETMASK, &m_oldMask, nullptr);
        ::execvpe(arguments.front(), arguments.data(), environment.pointers());
        const int error = errno;
        (void)!::write(failure, &error, sizeof error);
        ::_exit(127);
    }

    // After the program's end only what it has written already is shown: what it left running keeps no caller waiting.
    bool anythingLeft()
    {
        std::vector<pollfd> list = watched();
        std::erase_if(list, [this](const pollfd& entry) { return !isRelay(entry.fd); });
        return !list.empty() && ::poll(list.data(), list.size(), 0) > 0;
    }

    bool isRelay(int descriptor) const
    {
        for (const Relay& relay : m_relays)
            if (relay.from.get() == descriptor)
                return true;
        return false;
    }

    std::vector<pollfd> watched() const
    {
        std::vector<pollfd> list{{m_signals.get(), POLLIN, 0}};
        for (const Relay& relay : m_relays)
            if (relay.from.valid())
                list.push_back({relay.from.get(), POLLIN, 0});
        if (m_terminal.readsKeys())
            list.push_back({STDIN_FILENO, POLLIN, 0});
        return list;
    }

    void step(int timeout)
    {
        std::vector<pollfd> list = watched();
        if (::poll(list.data(), list.size(), timeout) <= 0)
            return;
        for (const pollfd& entry : list) {
            if (entry.revents == 0)
                continue;
            if (entry.fd == m_signals.get())
                takeSignals();
            else if (entry.fd == STDIN_FILENO && m_terminal.readsKeys())
                m_terminal.passKeys();
            else
                pump(entry.fd);
        }
    }

    void pump(int descriptor)
    {
        for (Relay& relay : m_relays)
            if (relay.from.get() == descriptor)
                relay.pump();
    }

    void takeSignals()
    {
        signalfd_siginfo info{};
        while (::read(m_signals.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
            const int signal = static_cast<int>(info.ssi_signo);
            if (signal == SIGCHLD)
                reap();
            else if (signal == SIGWINCH)
                m_terminal.copySize();
            else if (m_ended)
                continue;
            else if (info.ssi_code != SI_KERNEL || m_terminal.active()) // the terminal's own went to the program too
                ::kill(m_pid, signal);
        }
    }

    void reap()
    {
        int status = 0;
        if (::waitpid(m_pid, &status, WNOHANG) != m_pid)
            return;
        m_ended = true;
        m_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

    const ChildProgram& m_child;
    const OutputMask& m_mask;
    ChildTerminal m_terminal;
    Pipe m_out;
    Pipe m_err;
    std::vector<Relay> m_relays;
    UniqueFd m_signals;
    sigset_t m_oldMask{};
    pid_t m_pid = -1;
    bool m_ended = false;
    int m_code = 0;
};

} // namespace

base::Error becomeChild(const ChildProgram& child)
{
    ChildEnvironment environment(child.variables);
    const std::vector<char*> arguments = argumentsOf(child);
    ::execvpe(arguments.front(), arguments.data(), environment.pointers());
    return startError(child.words.front(), errno);
}

base::Result<int> runMasked(const ChildProgram& child, const OutputMask& mask)
{
    // A reader of ours that goes away must not end us before the program.
    ::signal(SIGPIPE, SIG_IGN);
    return MaskedRun(child, mask).run();
}

} // namespace keystead::cli
