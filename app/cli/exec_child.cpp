// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exec_child.h"

#include "app/cli/child_environment.h"
#include "app/cli/child_terminal.h"
#include "app/cli/output_relay.h"
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

// More than a pseudo-terminal holds (64 KiB), which does not tell how much it is.
constexpr std::size_t mostInTerminal = std::size_t{256} * 1024;
// Milliseconds. How long a reader may take who reads on when all has ended, and how often we look whether a shell has
// put us in the foreground: it sends nothing then.
constexpr int patience = 250;
constexpr int nextLook = 1000;
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

class MaskedRun
{
public:
    MaskedRun(const ChildProgram& child, const OutputMask& mask) : m_child(child), m_mask(mask) {}

    base::Result<int> run()
    {
        KS_TRY(prepare());
        KS_TRY(start());
        while (!over())
            step();
        m_terminal.restore();
        return m_code;
    }

private:
    base::Status prepare()
    {
        // Where standard output is a pipe, the one at its end may be a pager: the keys are its own.
        if (::isatty(STDOUT_FILENO) == 1) {
            KS_TRY(m_terminal.open(STDOUT_FILENO));
            m_relays.emplace_back(m_terminal.takeReader(), STDOUT_FILENO, m_mask.clone());
        } else {
            KS_TRY(addPipe(m_out, STDOUT_FILENO));
        }
        if (!m_terminal.used() || ::isatty(STDERR_FILENO) != 1)
            KS_TRY(addPipe(m_err, STDERR_FILENO));
        const sigset_t watched = watchedSignals();
        ::sigprocmask(SIG_BLOCK, &watched, &m_oldMask);
        m_signals.reset(::signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK));
        if (!m_signals.valid())
            return base::fail(ErrorCode::Internal, std::string{"signalfd: "} + std::strerror(errno));
        return base::ok();
    }

    base::Status addPipe(Pipe& pipe, int to)
    {
        KS_ASSIGN(pipe, makePipe());
        m_relays.emplace_back(std::move(pipe.read), to, m_mask.clone());
        return base::ok();
    }

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
            m_terminal.takeKeys();
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

    bool over() const
    {
        return m_ended &&
               std::all_of(m_relays.begin(), m_relays.end(), [](const OutputRelay& relay) { return relay.done(); });
    }

    int timeout() const
    {
        if (m_ended)
            return m_told ? patience : -1;
        return m_terminal.waitsForForeground() ? nextLook : -1;
    }

    // Signals, each stream and the keys wait for each other nowhere but here.
    void step()
    {
        if (m_ended)
            takeRest();
        else if (m_terminal.waitsForForeground())
            m_terminal.takeKeys();
        if (over())
            return;
        std::vector<pollfd> list{{m_signals.get(), POLLIN, 0}};
        std::vector<OutputRelay*> polled;
        for (OutputRelay& relay : m_relays) {
            if (relay.done())
                continue;
            list.push_back(relay.waitsFor());
            polled.push_back(&relay);
        }
        const bool keys = !m_ended && m_terminal.readsKeys();
        if (keys)
            list.push_back(m_terminal.waitsFor());
        const int ready = ::poll(list.data(), list.size(), timeout());
        if (ready == 0 && m_ended) // told to end, and nobody reads what the program left
            for (OutputRelay& relay : m_relays)
                relay.drop();
        if (ready <= 0)
            return;
        // First, so that output without end keeps nobody from being heard.
        if (list.front().revents != 0)
            takeSignals();
        for (std::size_t i = 0; i < polled.size(); ++i)
            if (list[i + 1].revents != 0)
                proceed(*polled[i]);
        if (keys && list.back().revents != 0 && m_terminal.readsKeys())
            m_terminal.passKeys();
    }

    void proceed(OutputRelay& relay)
    {
        if (!relay.proceed() && m_terminal.used() && &relay == &m_relays.front())
            m_terminal.hangUp(); // the last that held the program's terminal open
    }

    // What the program wrote before its end; what it left running keeps no caller waiting.
    void takeRest()
    {
        for (OutputRelay& relay : m_relays)
            while (!relay.done() && !relay.writesNext())
                proceed(relay);
    }

    void takeSignals()
    {
        signalfd_siginfo info{};
        while (::read(m_signals.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
            const int signal = static_cast<int>(info.ssi_signo);
            m_told = m_told || signal == SIGHUP || signal == SIGINT || signal == SIGQUIT || signal == SIGTERM;
            if (signal == SIGCONT) // the shell had the terminal, and has set it up anew
                m_terminal.takeKeys();
            if (signal == SIGCHLD)
                reap();
            else if (signal == SIGWINCH)
                m_terminal.copySize();
            else if (m_ended)
                continue;
            else if (info.ssi_code != SI_KERNEL || m_terminal.used()) // the terminal's own went to the program too
                ::kill(m_pid, signal);
        }
    }

    void reap()
    {
        int status = 0;
        const pid_t got = ::waitpid(m_pid, &status, WNOHANG);
        if (m_ended || got == 0 || (got < 0 && errno != ECHILD))
            return;
        m_ended = true;
        // Where somebody else read its end (ECHILD) nobody can tell how it was.
        m_code = got < 0 ? 1 : WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        for (OutputRelay& relay : m_relays) {
            const bool terminal = m_terminal.used() && &relay == &m_relays.front();
            relay.endAfter(terminal ? mostInTerminal : relay.readable());
        }
    }

    const ChildProgram& m_child;
    const OutputMask& m_mask;
    ChildTerminal m_terminal;
    Pipe m_out;
    Pipe m_err;
    std::vector<OutputRelay> m_relays; // the terminal's is the first
    UniqueFd m_signals;
    sigset_t m_oldMask{};
    pid_t m_pid = -1;
    bool m_ended = false;
    bool m_told = false; // by a signal, to end
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
    // Some callers ignore it, and we inherit that: a child's end would be told to nobody.
    ::signal(SIGCHLD, SIG_DFL);
    return MaskedRun(child, mask).run();
}

} // namespace keystead::cli
