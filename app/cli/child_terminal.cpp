// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/child_terminal.h"

#include "core/base/secret.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>

namespace keystead::cli {

using base::ErrorCode;

namespace {

bool inForeground()
{
    return ::tcgetpgrp(STDIN_FILENO) == ::getpgrp();
}

// A terminal of our session: one of another has no foreground that we could be in.
bool hasOurTerminal()
{
    return ::isatty(STDIN_FILENO) == 1 && ::tcgetpgrp(STDIN_FILENO) >= 0;
}

} // namespace

base::Status ChildTerminal::open(int like)
{
    m_master.reset(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
    std::array<char, 128> name{};
    if (!m_master.valid() || ::grantpt(m_master.get()) != 0 || ::unlockpt(m_master.get()) != 0 ||
        ::ptsname_r(m_master.get(), name.data(), name.size()) != 0)
        return base::fail(ErrorCode::Internal, std::string{"pseudo-terminal: "} + std::strerror(errno));
    m_slave.reset(::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!m_slave.valid())
        return base::fail(ErrorCode::Internal, std::string{"pseudo-terminal: "} + std::strerror(errno));
    termios settings{};
    if (::tcgetattr(like, &settings) == 0)
        ::tcsetattr(m_slave.get(), TCSANOW, &settings);
    m_like = like;
    copySize();
    return base::ok();
}

base::UniqueFd ChildTerminal::takeReader()
{
    return base::UniqueFd{::fcntl(m_master.get(), F_DUPFD_CLOEXEC, 0)};
}

void ChildTerminal::enter()
{
    if (!m_slave.valid())
        return;
    const std::array<bool, 3> terminals{hasOurTerminal(), ::isatty(1) == 1, ::isatty(2) == 1};
    ::setsid();
    ::ioctl(m_slave.get(), TIOCSCTTY, 0);
    for (int descriptor = 0; descriptor < 3; ++descriptor)
        if (terminals[static_cast<std::size_t>(descriptor)])
            ::dup2(m_slave.get(), descriptor);
}

void ChildTerminal::takeKeys()
{
    termios settings{};
    // From the background it would be a SIGTTOU, which stops us.
    if (!m_master.valid() || !hasOurTerminal() || !inForeground() || ::tcgetattr(STDIN_FILENO, &settings) != 0)
        return;
    if (!m_saved)
        m_saved = settings;
    ::cfmakeraw(&settings);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &settings);
    m_reads = true;
}

void ChildTerminal::restore()
{
    if (!m_reads)
        return;
    m_reads = false;
    base::wipe(m_keys.data(), m_keys.size());
    m_keysFrom = m_keysTo = 0;
    // Whoever took the foreground meanwhile must not be left with a raw terminal, nor we be stopped here.
    sigset_t stops;
    sigset_t before;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTTOU);
    ::sigprocmask(SIG_BLOCK, &stops, &before);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &*m_saved);
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
}

bool ChildTerminal::waitsForForeground() const
{
    return m_master.valid() && !m_reads && hasOurTerminal();
}

pollfd ChildTerminal::waitsFor() const
{
    return m_keysFrom < m_keysTo ? pollfd{m_master.get(), POLLOUT, 0} : pollfd{STDIN_FILENO, POLLIN, 0};
}

void ChildTerminal::passKeys()
{
    if (m_keysFrom == m_keysTo) {
        if (!inForeground() && hasOurTerminal()) { // stopped and continued: the keys are the shell's, and its settings
            m_reads = false;
            return;
        }
        const ssize_t got = ::read(STDIN_FILENO, m_keys.data(), m_keys.size());
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            return;
        if (got <= 0) {
            restore();
            return;
        }
        m_keysFrom = 0;
        m_keysTo = static_cast<std::size_t>(got);
    }
    const ssize_t sent = ::write(m_master.get(), m_keys.data() + m_keysFrom, m_keysTo - m_keysFrom);
    if (sent < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    m_keysFrom = sent < 0 ? m_keysTo : m_keysFrom + static_cast<std::size_t>(sent);
    if (m_keysFrom == m_keysTo)
        base::wipe(m_keys.data(), m_keys.size());
}

void ChildTerminal::copySize()
{
    winsize size{};
    if (m_master.valid() && ::ioctl(m_like, TIOCGWINSZ, &size) == 0)
        ::ioctl(m_master.get(), TIOCSWINSZ, &size);
}

void ChildTerminal::hangUp()
{
    restore();
    m_master.reset();
}

} // namespace keystead::cli
