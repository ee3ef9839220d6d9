// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A pseudo-terminal for a program whose output passes through us: same size and settings as ours, our keys go to it.
// Job control ends at it: the program is a session of its own, so that ^Z reaches nobody.
#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <optional>
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
    bool active() const { return m_master.valid(); }
    base::UniqueFd takeReader();
    // In the child: session, controlling terminal, and the slave in place of each of 0, 1 and 2 that is a terminal.
    void enter();
    void closeSlave() { m_slave.reset(); }
    // Keys go through as they are typed, from now until restore(); only where standard input is a terminal.
    void makeRaw();
    void restore();
    bool readsKeys() const { return m_saved.has_value(); }
    void passKeys();
    void copySize();

private:
    base::UniqueFd m_master;
    base::UniqueFd m_slave;
    int m_like = -1;
    std::optional<termios> m_saved;
};

} // namespace keystead::cli
