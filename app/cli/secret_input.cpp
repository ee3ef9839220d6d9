// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/secret_input.h"

#include <cerrno>
#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace keystead::cli {

using base::ErrorCode;
using base::fail;
using base::Secret;

namespace {

constexpr std::size_t maxSecret = 64 * 1024;

// Byte by byte, so that what follows the line stays for the next reader.
base::Result<Secret> readUntil(int descriptor, bool wholeLine)
{
    Secret buffer(4096);
    std::size_t used = 0;
    for (;;) {
        if (used == buffer.size()) {
            if (used >= maxSecret)
                return fail(ErrorCode::LimitExceeded, "a secret is longer than 64 KiB");
            Secret larger(used * 2);
            std::copy(buffer.exposeBytes().begin(), buffer.exposeBytes().end(), larger.exposeMutable().begin());
            buffer = std::move(larger);
        }
        const ssize_t got = ::read(descriptor, buffer.exposeMutable().data() + used, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(ErrorCode::InvalidArgument, "the secret's descriptor cannot be read");
        if (got == 0 || (wholeLine && buffer.exposeText()[used] == '\n'))
            break;
        ++used;
    }
    buffer.shrink(used);
    if (buffer.empty())
        return fail(ErrorCode::InvalidArgument, "the secret is empty");
    return buffer;
}

// Echo off for the life of the object.
class QuietTerminal
{
public:
    QuietTerminal()
    {
        if (::tcgetattr(STDIN_FILENO, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_changed = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
    }
    ~QuietTerminal()
    {
        if (m_changed)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        std::fputc('\n', stderr);
    }
    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;

private:
    termios m_before{};
    bool m_changed = false;
};

} // namespace

bool stdinIsTerminal()
{
    return ::isatty(STDIN_FILENO) == 1;
}

base::Result<Secret> readSecret(const std::string& prompt)
{
    if (!stdinIsTerminal())
        return readUntil(STDIN_FILENO, true);
    std::fprintf(stderr, "%s: ", prompt.c_str());
    const QuietTerminal quiet;
    return readUntil(STDIN_FILENO, true);
}

base::Result<Secret> readNewSecret(const std::string& prompt)
{
    KS_ASSIGN(Secret first, readSecret(prompt));
    if (!stdinIsTerminal())
        return first;
    KS_ASSIGN(const Secret second, readSecret(prompt + " again"));
    if (!first.equals(second))
        return fail(ErrorCode::InvalidArgument, "the two entries differ");
    return first;
}

base::Result<Secret> readLineFrom(int descriptor)
{
    return readUntil(descriptor, true);
}

base::Result<Secret> readAllFrom(int descriptor)
{
    return readUntil(descriptor, false);
}

} // namespace keystead::cli
