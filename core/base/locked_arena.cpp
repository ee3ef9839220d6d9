// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/locked_arena.h"

#include <bit>
#include <new>
#include <sys/mman.h>

namespace keystead::base {

LockedArena& LockedArena::instance()
{
    // Never destroyed: secrets in static storage may outlive any order of destruction.
    static LockedArena* arena = new LockedArena;
    return *arena;
}

std::uint8_t* LockedArena::mapPages(std::size_t size)
{
    void* pages = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        throw std::bad_alloc{};
    if (mlock(pages, size) != 0)
        m_stats.allLocked = false;
    madvise(pages, size, MADV_DONTDUMP);
    madvise(pages, size, MADV_WIPEONFORK);
    m_stats.reservedBytes += size;
    return static_cast<std::uint8_t*>(pages);
}

std::uint8_t* LockedArena::allocate(std::size_t size, std::size_t& capacity)
{
    capacity = std::bit_ceil(size < minBlock ? minBlock : size);
    const std::scoped_lock lock(m_mutex);
    m_stats.usedBytes += capacity;
    if (capacity > regionSize)
        return mapPages(capacity);
    const auto index = static_cast<std::size_t>(std::countr_zero(capacity) - std::countr_zero(minBlock));
    auto& list = m_free[index];
    if (!list.empty()) {
        std::uint8_t* block = list.back();
        list.pop_back();
        return block;
    }
    if (m_regionUsed + capacity > regionSize) {
        // What is left of the old region goes to the free lists in blocks of the largest size that fits and is aligned.
        while (m_region && m_regionUsed < regionSize) {
            const std::size_t step = std::size_t{1} << std::countr_zero(m_regionUsed);
            m_free[static_cast<std::size_t>(std::countr_zero(step) - std::countr_zero(minBlock))].push_back(
                m_region + m_regionUsed);
            m_regionUsed += step;
        }
        m_region = mapPages(regionSize);
        m_regionUsed = 0;
    }
    // Blocks are aligned to their size, so that the remainder above always splits evenly.
    const std::size_t aligned = (m_regionUsed + capacity - 1) & ~(capacity - 1);
    while (m_regionUsed < aligned) {
        const std::size_t step = std::size_t{1} << std::countr_zero(m_regionUsed);
        m_free[static_cast<std::size_t>(std::countr_zero(step) - std::countr_zero(minBlock))].push_back(m_region +
                                                                                                        m_regionUsed);
        m_regionUsed += step;
    }
    if (m_regionUsed + capacity > regionSize) {
        m_region = mapPages(regionSize);
        m_regionUsed = 0;
    }
    std::uint8_t* block = m_region + m_regionUsed;
    m_regionUsed += capacity;
    return block;
}

void LockedArena::release(std::uint8_t* block, std::size_t capacity) noexcept
{
    if (!block)
        return;
    wipe(block, capacity);
    const std::scoped_lock lock(m_mutex);
    m_stats.usedBytes -= capacity;
    if (capacity > regionSize) {
        munmap(block, capacity);
        m_stats.reservedBytes -= capacity;
        return;
    }
    m_free[static_cast<std::size_t>(std::countr_zero(capacity) - std::countr_zero(minBlock))].push_back(block);
}

LockedMemoryStats LockedArena::stats()
{
    const std::scoped_lock lock(m_mutex);
    return m_stats;
}

} // namespace keystead::base
