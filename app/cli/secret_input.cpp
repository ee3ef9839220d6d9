// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/secret_input.h"

#include "core/base/secret_reader.h"

#include <array>
#include <cstdio>
#include <string_view>
#include <termios.h>
#include <unistd.h>

namespace keystead::cli {

using base::Secret;

namespace {

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

bool askYes(const std::string& question)
{
    std::fprintf(stderr, "%s [y/N] ", question.c_str());
    std::array<char, 16> answer{};
    if (!std::fgets(answer.data(), static_cast<int>(answer.size()), stdin))
        return false;
    const std::string_view typed{answer.data()};
    return typed == "y\n" || typed == "Y\n" || typed == "yes\n";
}

base::Result<Secret> readSecret(const std::string& prompt)
{
    if (!stdinIsTerminal())
        return base::readSecretFrom(STDIN_FILENO, base::ReadUntil::LineEnd, prompt);
    std::fprintf(stderr, "%s: ", prompt.c_str());
    const QuietTerminal quiet;
    return base::readSecretFrom(STDIN_FILENO, base::ReadUntil::LineEnd, prompt);
}

base::Result<std::optional<Secret>> readSecretOrNothing(const std::string& prompt)
{
    base::Result<Secret> typed = readSecret(prompt);
    if (typed)
        return std::optional<Secret>{*std::move(typed)};
    if (typed.error().code == base::ErrorCode::InvalidArgument && typed.error().detail.ends_with(": is empty"))
        return std::optional<Secret>{};
    return typed.error();
}

base::Result<Secret> readNewSecret(const std::string& prompt)
{
    KS_ASSIGN(Secret first, readSecret(prompt));
    if (!stdinIsTerminal())
        return first;
    KS_ASSIGN(const Secret second, readSecret(prompt + " again"));
    if (!first.equals(second))
        return base::fail(base::ErrorCode::InvalidArgument, "the two entries differ");
    return first;
}

base::Result<Secret> readLineFrom(int descriptor)
{
    return base::readSecretFrom(descriptor, base::ReadUntil::LineEnd, "passphrase");
}

base::Result<Secret> readAllFrom(int descriptor)
{
    return base::readSecretFrom(descriptor, base::ReadUntil::EndOfFile, "the secret");
}

} // namespace keystead::cli
