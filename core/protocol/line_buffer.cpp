// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/line_buffer.h"

#include <algorithm>
#include <cstring>

namespace keystead::protocol {

using base::ErrorCode;
using base::Secret;

namespace {

constexpr std::size_t keptBytes = 16 * 1024;

} // namespace

base::Status LineBuffer::append(std::string_view bytes)
{
    if (m_used + bytes.size() > m_buffer.size()) {
        Secret larger(std::max<std::size_t>(4096, (waiting() + bytes.size()) * 2));
        if (waiting() > 0)
            std::memcpy(larger.exposeMutable().data(), m_buffer.exposeBytes().data() + m_start, waiting());
        m_scanned -= m_start;
        m_used -= m_start;
        m_start = 0;
        m_buffer = std::move(larger);
    }
    if (!bytes.empty())
        std::memcpy(m_buffer.exposeMutable().data() + m_used, bytes.data(), bytes.size());
    m_used += bytes.size();
    const std::string_view all = m_buffer.exposeText();
    if (waiting() > maxMessageBytes && all.substr(m_start, maxMessageBytes + 1).find('\n') == std::string_view::npos)
        return base::fail(ErrorCode::LimitExceeded, "message is longer than 1 MiB");
    return base::ok();
}

std::optional<Secret> LineBuffer::takeLine()
{
    const std::string_view text = m_buffer.exposeText().substr(0, m_used);
    const std::size_t end = text.find('\n', m_scanned);
    if (end == std::string_view::npos) {
        m_scanned = m_used;
        return std::nullopt;
    }
    if (end - m_start > maxMessageBytes)
        return std::nullopt; // append() has refused it; its end came along with what was too much
    std::string_view line = text.substr(m_start, end - m_start);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    Secret taken = Secret::fromText(line);
    base::wipe(m_buffer.exposeMutable().data() + m_start, end + 1 - m_start);
    m_start = end + 1;
    m_scanned = m_start;
    if (m_start == m_used) {
        m_start = m_used = m_scanned = 0;
        // Locked memory is scarce, and an idle caller needs none.
        if (m_buffer.size() > keptBytes)
            m_buffer = Secret{};
    }
    return taken;
}

base::Secret LineBuffer::takeRest()
{
    base::Secret rest = base::Secret::fromText(m_buffer.exposeText().substr(m_start, m_used - m_start));
    m_buffer.clear();
    m_start = m_used = m_scanned = 0;
    return rest;
}

} // namespace keystead::protocol
