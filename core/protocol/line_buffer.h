// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Framing: one message a line, LF, at most 1 MiB. Bytes wait in locked memory, since a message may hold a passphrase or
// a token.
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace keystead::protocol {

inline constexpr std::size_t maxMessageBytes = 1024 * 1024;

class LineBuffer
{
public:
    // LimitExceeded as soon as a line without its LF is longer than the limit; the buffer is unusable then.
    base::Status append(std::string_view bytes);
    // The next whole line without its LF (a CR before it is dropped); nullopt where there is none yet.
    std::optional<base::Secret> takeLine();
    // What is left behind the last line; the buffer is empty then. For a connection that goes on in another protocol.
    base::Secret takeRest();
    std::size_t waiting() const { return m_used - m_start; }

private:
    base::Secret m_buffer;
    std::size_t m_start = 0;   // where the unread part begins
    std::size_t m_used = 0;    // where it ends
    std::size_t m_scanned = 0; // no LF before this place
};

} // namespace keystead::protocol
