// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret.h"

#include "core/base/locked_arena.h"

#include <cerrno>
#include <cstring>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace keystead::base {

void wipe(void* data, std::size_t size) noexcept
{
    if (data && size)
        explicit_bzero(data, size);
}

void wipe(std::string& text) noexcept
{
    text.resize(text.capacity());
    wipe(text.data(), text.size());
    text.clear();
}

Secret::Secret(std::size_t size)
{
    if (size == 0)
        return;
    m_data = LockedArena::instance().allocate(size, m_capacity);
    m_size = size;
}

Secret::Secret(Secret&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)),
      m_capacity(std::exchange(other.m_capacity, 0))
{
}

Secret& Secret::operator=(Secret&& other) noexcept
{
    if (this != &other) {
        clear();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
        m_capacity = std::exchange(other.m_capacity, 0);
    }
    return *this;
}

Secret::~Secret()
{
    clear();
}

Secret Secret::fromBytes(std::span<const std::uint8_t> bytes)
{
    Secret secret(bytes.size());
    if (!bytes.empty())
        std::memcpy(secret.m_data, bytes.data(), bytes.size());
    return secret;
}

Secret Secret::fromText(std::string_view text)
{
    return fromBytes({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

Secret Secret::take(std::string& text)
{
    Secret secret = fromText(text);
    wipe(text);
    return secret;
}

Secret Secret::clone() const
{
    return fromBytes(exposeBytes());
}

bool Secret::equals(const Secret& other) const noexcept
{
    return equals(other.exposeBytes());
}

bool Secret::equals(std::span<const std::uint8_t> other) const noexcept
{
    if (m_size != other.size())
        return false;
    volatile std::uint8_t difference = 0;
    for (std::size_t i = 0; i < m_size; ++i)
        difference = static_cast<std::uint8_t>(difference | (m_data[i] ^ other[i]));
    return difference == 0;
}

void Secret::shrink(std::size_t size) noexcept
{
    if (size >= m_size)
        return;
    wipe(m_data + size, m_size - size);
    m_size = size;
}

void Secret::clear() noexcept
{
    if (m_data)
        LockedArena::instance().release(m_data, m_capacity);
    m_data = nullptr;
    m_size = 0;
    m_capacity = 0;
}

std::string toString(const Secret& secret)
{
    return "Secret(" + std::to_string(secret.size()) + " bytes)";
}

SecretBuilder& SecretBuilder::append(std::string_view text)
{
    if (m_used + text.size() > m_buffer.size()) {
        Secret larger((m_used + text.size()) * 2 + 64);
        if (m_used)
            std::memcpy(larger.exposeMutable().data(), m_buffer.exposeBytes().data(), m_used);
        m_buffer = std::move(larger);
    }
    if (!text.empty())
        std::memcpy(m_buffer.exposeMutable().data() + m_used, text.data(), text.size());
    m_used += text.size();
    return *this;
}

Secret SecretBuilder::build() &&
{
    m_buffer.shrink(m_used);
    m_used = 0;
    return std::move(m_buffer);
}

LockedMemoryStats lockedMemoryStats()
{
    return LockedArena::instance().stats();
}

Status hardenProcess()
{
    const rlimit none{0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0)
        return fail(ErrorCode::Internal, std::string("setrlimit: ") + std::strerror(errno));
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return fail(ErrorCode::Internal, std::string("prctl: ") + std::strerror(errno));
    return ok();
}

} // namespace keystead::base
