// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The pages that hold secrets: mmap'ed, mlock'ed, MADV_DONTDUMP, MADV_WIPEONFORK; power-of-two blocks with free lists.
// It owns the pages for the life of the process and refuses nothing but exhaustion (std::bad_alloc).
#include "core/base/secret.h"

#include <array>
#include <cstddef>
#include <mutex>
#include <vector>

namespace keystead::base {

class LockedArena
{
public:
    // The process's arena. The one deliberate singleton: pages are a property of the process, and Secret has no place
    // to carry a reference.
    static LockedArena& instance();

    // Returns a zeroed block of at least `size` bytes and sets `capacity` to its true size.
    std::uint8_t* allocate(std::size_t size, std::size_t& capacity);
    // Wipes and returns a block of `capacity` bytes.
    void release(std::uint8_t* block, std::size_t capacity) noexcept;
    LockedMemoryStats stats();

private:
    static constexpr std::size_t minBlock = 32;
    static constexpr std::size_t regionSize = 64 * 1024;
    static constexpr std::size_t classes = 12; // 32 bytes to 64 KiB

    std::uint8_t* mapPages(std::size_t size);

    std::mutex m_mutex;
    std::array<std::vector<std::uint8_t*>, classes> m_free;
    std::uint8_t* m_region = nullptr;
    std::size_t m_regionUsed = regionSize;
    LockedMemoryStats m_stats;
};

} // namespace keystead::base
