// SPDX-License-Identifier: GPL-3.0-or-later
// Puts a marker into memory in the ways that programs do, gives all of it back, and counts the copies left in the
// process's own heap. Built twice: with the wiping free (0 expected) and without (proves that the search finds
// something).
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace {

constexpr std::size_t markerSize = 16;

// Computed, so that the marker never lies in memory as a whole unless somebody put it there.
unsigned char markerByte(std::size_t i)
{
    return static_cast<unsigned char>(0xA5U ^ (i * 37U + 11U));
}

void fill(void* block, std::size_t size)
{
    auto* bytes = static_cast<unsigned char*>(block);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = markerByte(i % markerSize);
}

void useMemory()
{
    for (const std::size_t size : {24U, 64U, 200U, 1000U, 5000U, 70000U, 400000U}) {
        void* block = std::malloc(size);
        fill(block, size);
        std::free(block);

        block = std::malloc(size);
        fill(block, size);
        block = std::realloc(block, size * 3); // moves
        block = std::realloc(block, size / 4 + 1);
        std::free(block);

        block = std::calloc(size, 1);
        fill(block, size);
        block = reallocarray(block, size, 2);
        std::free(block);

        std::string text;
        for (std::size_t i = 0; i < size; ++i)
            text += static_cast<char>(markerByte(i % markerSize)); // grows through many buffers
        const std::vector<char> copy(text.begin(), text.end());
        const auto array = std::make_unique<unsigned char[]>(size);
        fill(array.get(), size);
    }
}

std::size_t countIn(const unsigned char* begin, const unsigned char* end)
{
    std::size_t found = 0;
    for (const unsigned char* at = begin; at + markerSize <= end; ++at) {
        std::size_t i = 0;
        while (i < markerSize && at[i] == markerByte(i))
            ++i;
        if (i == markerSize)
            ++found;
    }
    return found;
}

// Writable private mappings without a file, the stack left out.
std::size_t countCopies()
{
    struct Range
    {
        std::uintptr_t begin, end;
    };
    std::array<Range, 256> ranges{};
    std::size_t used = 0;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line) && used < ranges.size();) {
        const bool named = line.find('/') != std::string::npos || line.find("[stack") != std::string::npos ||
                           line.find("[v") != std::string::npos;
        Range range{};
        char mode[8] = {};
        if (named || std::sscanf(line.c_str(), "%lx-%lx %4s", &range.begin, &range.end, mode) != 3 ||
            std::strncmp(mode, "rw", 2) != 0)
            continue;
        ranges[used++] = range;
    }
    std::size_t found = 0;
    for (std::size_t i = 0; i < used; ++i)
        found += countIn(reinterpret_cast<const unsigned char*>(ranges[i].begin),
                         reinterpret_cast<const unsigned char*>(ranges[i].end));
    return found;
}

} // namespace

int main()
{
    // One block outlives the rest, so that the heap is not given back to the system at the top.
    const std::unique_ptr<void, decltype(&std::free)> last{std::malloc(64), &std::free};
    useMemory();
    const std::unique_ptr<void, decltype(&std::free)> top{std::malloc(64), &std::free};
    std::printf("%zu\n", countCopies());
    return 0;
}
