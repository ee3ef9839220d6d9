// SPDX-License-Identifier: GPL-3.0-or-later
// free() and realloc() that wipe, for executables on glibc: Qt's containers and OpenSSL's buffers give their memory
// back through these, and no copy of a token outlives its owner (SECURITY 38; docs/ARCHITECTURE.md, "Wiping"). It is
// linked into executables as an object, never into a library, and stands aside under the sanitizers, which have an
// allocator of their own.
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <malloc.h>

#if defined(__GLIBC__) && !defined(KEYSTEAD_SANITIZED)

extern "C" {

// glibc's allocator under the names that stay its own when free and realloc are replaced.
void __libc_free(void* block);         // NOLINT(bugprone-reserved-identifier)
void* __libc_malloc(std::size_t size); // NOLINT(bugprone-reserved-identifier)

void free(void* block) noexcept
{
    if (!block)
        return;
    const int error = errno; // free() keeps errno (POSIX 2024), and callers rely on it
    explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
    errno = error;
}

// Always moves when it grows, since glibc's own would give the old place back unwiped. Shrinking wipes the tail in
// place.
void* realloc(void* block, std::size_t size) noexcept
{
    if (!block)
        return __libc_malloc(size);
    const std::size_t old = malloc_usable_size(block);
    if (size == 0) {
        free(block);
        return nullptr;
    }
    if (size <= old && size >= old / 2) {
        // The same block stays; what lies beyond `size` is no longer the caller's.
        explicit_bzero(static_cast<char*>(block) + size, old - size);
        return block;
    }
    void* const moved = __libc_malloc(size);
    if (!moved)
        return nullptr;
    std::memcpy(moved, block, old < size ? old : size);
    free(block);
    return moved;
}

// glibc's own would reach past our realloc.
void* reallocarray(void* block, std::size_t count, std::size_t size) noexcept
{
    std::size_t total = 0;
    if (__builtin_mul_overflow(count, size, &total)) {
        errno = ENOMEM;
        return nullptr;
    }
    return realloc(block, total);
}

} // extern "C"

#endif
