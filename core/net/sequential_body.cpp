// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/sequential_body.h"

#include <algorithm>
#include <cstring>

namespace keystead::net {

SequentialBody::SequentialBody(base::Secret body) : m_body(std::move(body))
{
    // Unbuffered: no copy in QIODevice's own buffer.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 SequentialBody::bytesAvailable() const
{
    return static_cast<qint64>(m_body.size() - m_position);
}

qint64 SequentialBody::readData(char* data, qint64 maxSize)
{
    const auto left = m_body.exposeBytes().subspan(m_position);
    if (left.empty())
        return -1;
    const std::size_t size = std::min(left.size(), static_cast<std::size_t>(std::max<qint64>(maxSize, 0)));
    if (size)
        std::memcpy(data, left.data(), size);
    m_position += size;
    return static_cast<qint64>(size);
}

} // namespace keystead::net
