// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One stream of a program on its way to ours, without the secrets. It holds one chunk at most: as long as that is not
// written nothing more is read. It waits for nobody itself; its owner polls.
#include "app/cli/output_mask.h"
#include "core/base/unique_fd.h"

#include <cstddef>
#include <optional>
#include <poll.h>
#include <string>

namespace keystead::cli {

class OutputRelay
{
public:
    // `from` becomes non-blocking. `to` is shared with others, whose flags it is: it stays as it is.
    OutputRelay(base::UniqueFd from, int to, OutputMask mask);

    // What to poll for: room where something waits to be written, else more to read. Not once it is done.
    pollfd waitsFor() const;
    bool writesNext() const { return m_written < m_waiting.size(); }
    bool done() const { return !m_from.valid() && !writesNext(); }
    // One read, or one write. False where nobody reads any more: it is done then, and the program learns it by its own
    // end of `from`.
    bool proceed();
    // The program has ended: what is there already still comes, at most `most` bytes.
    void endAfter(std::size_t most);
    // What can be read at this moment; 0 where the kernel does not tell.
    std::size_t readable() const;
    void drop();

private:
    void read();
    bool write();
    void show(std::string text);
    int target() const { return m_own.valid() ? m_own.get() : m_to; }

    base::UniqueFd m_from;
    base::UniqueFd m_own; // the same pipe or terminal as `to`, opened anew, so that a write never waits
    int m_to = -1;
    OutputMask m_mask;
    std::string m_waiting;
    std::size_t m_written = 0;
    std::optional<std::size_t> m_left;
};

} // namespace keystead::cli
