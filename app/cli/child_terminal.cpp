// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/child_terminal.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>

namespace keystead::cli {

using base::ErrorCode;

base::Status ChildTerminal::open(int like)
{
    m_like = like;
    m_master.reset(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
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
    const std::array<bool, 3> terminals{::isatty(0) == 1, ::isatty(1) == 1, ::isatty(2) == 1};
    ::setsid();
    ::ioctl(m_slave.get(), TIOCSCTTY, 0);
    for (int descriptor = 0; descriptor < 3; ++descriptor)
        if (terminals[static_cast<std::size_t>(descriptor)])
            ::dup2(m_slave.get(), descriptor);
}

void ChildTerminal::makeRaw()
{
    termios settings{};
    if (!active() || ::isatty(STDIN_FILENO) != 1 || ::tcgetattr(STDIN_FILENO, &settings) != 0)
        return;
    m_saved = settings;
    ::cfmakeraw(&settings);
    ::tcsetattr(STDIN_FILENO, TCSADRAIN, &settings);
}

void ChildTerminal::restore()
{
    if (m_saved)
        ::tcsetattr(STDIN_FILENO, TCSADRAIN, &*m_saved);
    m_saved.reset();
}

void ChildTerminal::passKeys()
{
    std::array<char, 1024> keys{};
    const ssize_t got = ::read(STDIN_FILENO, keys.data(), keys.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (got <= 0) {
        restore();
        return;
    }
    std::size_t at = 0;
    while (at < static_cast<std::size_t>(got)) {
        const ssize_t sent = ::write(m_master.get(), keys.data() + at, static_cast<std::size_t>(got) - at);
        if (sent < 0 && errno != EINTR)
            return;
        if (sent > 0)
            at += static_cast<std::size_t>(sent);
    }
}

void ChildTerminal::copySize()
{
    winsize size{};
    if (active() && ::ioctl(m_like, TIOCGWINSZ, &size) == 0)
        ::ioctl(m_master.get(), TIOCSWINSZ, &size);
}

} // namespace keystead::cli
