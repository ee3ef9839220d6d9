// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Bytes that must not leak: move-only, in memory that is locked (mlock) and left out of core dumps, wiped on
// destruction, compared in constant time. It refuses to be copied, streamed or formatted; toString() says only how long
// it is. Thread: a Secret belongs to one thread at a time; the arena below it is thread-safe.
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace keystead::base {

// Overwrites memory in a way that the compiler does not remove.
void wipe(void* data, std::size_t size) noexcept;
// Wipes the whole capacity of a string that had to hold secret text for a moment, then clears it.
void wipe(std::string& text) noexcept;

class Secret
{
public:
    Secret() noexcept = default;
    // `size` zero bytes.
    explicit Secret(std::size_t size);
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    ~Secret();

    // Copies in; the caller wipes its source.
    static Secret fromBytes(std::span<const std::uint8_t> bytes);
    static Secret fromText(std::string_view text);
    // Copies in and wipes the source.
    static Secret take(std::string& text);
    Secret clone() const;

    bool empty() const noexcept { return m_size == 0; }
    std::size_t size() const noexcept { return m_size; }

    // Reads: every place that looks inside a secret says `expose`, so that grep finds it.
    std::span<const std::uint8_t> exposeBytes() const noexcept { return {m_data, m_size}; }
    std::span<std::uint8_t> exposeMutable() noexcept { return {m_data, m_size}; }
    std::string_view exposeText() const noexcept { return {reinterpret_cast<const char*>(m_data), m_size}; }

    // Constant time for equal lengths.
    bool equals(const Secret& other) const noexcept;
    bool equals(std::span<const std::uint8_t> other) const noexcept;

    // Cuts to the first `size` bytes, wiping the rest.
    void shrink(std::size_t size) noexcept;
    // Wipes and empties.
    void clear() noexcept;

private:
    std::uint8_t* m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

// "Secret(32 bytes)"
std::string toString(const Secret& secret);

// Grows in locked memory: for building request bodies and headers that hold secrets.
class SecretBuilder
{
public:
    SecretBuilder& append(std::string_view text);
    SecretBuilder& append(const Secret& secret) { return append(secret.exposeText()); }
    SecretBuilder& append(char c) { return append(std::string_view{&c, 1}); }
    Secret build() &&;

private:
    Secret m_buffer;
    std::size_t m_used = 0;
};

// How much of the arena is really locked: shown by `doctor`.
struct LockedMemoryStats
{
    std::size_t reservedBytes = 0;
    std::size_t usedBytes = 0;
    bool allLocked = true; // false where RLIMIT_MEMLOCK was too small
};
LockedMemoryStats lockedMemoryStats();

// Refuses core dumps and ptrace by other processes of the user (PR_SET_DUMPABLE 0, RLIMIT_CORE 0). Idempotent.
Status hardenProcess();

} // namespace keystead::base
