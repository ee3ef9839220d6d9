// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A pseudo-terminal for a program whose output passes through us: same size and settings as ours, our keys go to it
// while we are in the foreground of our terminal. Job control ends at it: the program is a session of its own, so that
// ^Z reaches nobody.
#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <array>
#include <optional>
#include <poll.h>
#include <termios.h>

namespace keystead::cli {

class ChildTerminal
{
public:
    ChildTerminal() = default;
    ChildTerminal(const ChildTerminal&) = delete;
    ChildTerminal& operator=(const ChildTerminal&) = delete;
    ~ChildTerminal() { restore(); }

    // `like`: a descriptor that is a terminal.
    base::Status open(int like);
    // The program has one, also after hangUp().
    bool used() const { return m_like >= 0; }
    base::UniqueFd takeReader();
    // In the child: session, controlling terminal, and the slave in place of each of 0, 1 and 2 that is a terminal. A
    // standard input that is a terminal of another session stays: nobody would pass its keys on.
    void enter();
    void closeSlave() { m_slave.reset(); }
    // Keys go through as they are typed, from now until restore(), where standard input is a terminal and we are in its
    // foreground. May be called again at any time, as after a stop.
    void takeKeys();
    void restore();
    bool readsKeys() const { return m_reads; }
    // Standard input is our terminal, but somebody else has its foreground: there is no signal for that coming to us.
    bool waitsForForeground() const;
    // What to poll for before passKeys(), while readsKeys().
    pollfd waitsFor() const;
    void passKeys();
    void copySize();
    // Our own terminal is gone: the program's goes as well. The reader that was taken has to be closed too.
    void hangUp();

private:
    base::UniqueFd m_master; // does not block
    base::UniqueFd m_slave;
    int m_like = -1;
    std::optional<termios> m_saved;
    bool m_reads = false;
    std::array<char, 1024> m_keys{};
    std::size_t m_keysFrom = 0;
    std::size_t m_keysTo = 0;
};

} // namespace keystead::cli
