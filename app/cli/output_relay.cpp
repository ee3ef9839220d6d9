// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output_relay.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keystead::cli {

using base::UniqueFd;

namespace {

// PIPE_BUF: a pipe that polls as writable takes that much at once (pipe(7)).
constexpr std::size_t atOnce = 4096;

// A terminal polls as writable where one byte fits, and a pipe may have other writers: through a descriptor of our own
// that does not wait, neither can hold us. None for the master of a pseudo-terminal, which opens as another one.
UniqueFd openedAnew(int descriptor)
{
    struct stat info
    {
    };
    unsigned number = 0;
    if (::fstat(descriptor, &info) != 0 || ::ioctl(descriptor, TIOCGPTN, &number) == 0)
        return {};
    if (!S_ISFIFO(info.st_mode) && ::isatty(descriptor) != 1)
        return {};
    const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
    return UniqueFd{::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)};
}

} // namespace

OutputRelay::OutputRelay(UniqueFd from, int to, OutputMask mask)
    : m_from(std::move(from)), m_own(openedAnew(to)), m_to(to), m_mask(std::move(mask))
{
    const int flags = ::fcntl(m_from.get(), F_GETFL);
    if (flags >= 0)
        ::fcntl(m_from.get(), F_SETFL, flags | O_NONBLOCK);
}

pollfd OutputRelay::waitsFor() const
{
    return writesNext() ? pollfd{target(), POLLOUT, 0} : pollfd{m_from.get(), POLLIN, 0};
}

bool OutputRelay::proceed()
{
    if (writesNext())
        return write();
    if (m_from.valid())
        read();
    return true;
}

void OutputRelay::read()
{
    std::array<char, 16 * 1024> chunk{};
    const std::size_t most = std::min(chunk.size(), m_left.value_or(chunk.size()));
    const ssize_t got = ::read(m_from.get(), chunk.data(), most);
    if (got < 0 && (errno == EINTR || (errno == EAGAIN && !m_left)))
        return;
    if (got <= 0) { // a pseudo-terminal whose program has ended says EIO
        m_from.reset();
        show(m_mask.finish());
        return;
    }
    show(m_mask.feed({chunk.data(), static_cast<std::size_t>(got)}));
    base::wipe(chunk.data(), chunk.size());
    if (m_left)
        endAfter(*m_left - static_cast<std::size_t>(got));
}

bool OutputRelay::write()
{
    const std::size_t length = std::min(atOnce, m_waiting.size() - m_written);
    const ssize_t sent = ::write(target(), m_waiting.data() + m_written, length);
    if (sent < 0 && (errno == EINTR || errno == EAGAIN))
        return true;
    if (sent < 0) {
        drop();
        return false;
    }
    m_written += static_cast<std::size_t>(sent);
    return true;
}

void OutputRelay::show(std::string text)
{
    if (!writesNext()) {
        m_waiting.clear();
        m_written = 0;
    }
    m_waiting += text;
}

void OutputRelay::endAfter(std::size_t most)
{
    if (!m_from.valid())
        return;
    m_left = most;
    if (most > 0)
        return;
    m_from.reset();
    show(m_mask.finish());
}

std::size_t OutputRelay::readable() const
{
    int count = 0;
    return m_from.valid() && ::ioctl(m_from.get(), FIONREAD, &count) == 0 ? static_cast<std::size_t>(std::max(count, 0))
                                                                          : 0;
}

void OutputRelay::drop()
{
    m_from.reset();
    m_waiting.clear();
    m_written = 0;
}

} // namespace keystead::cli
