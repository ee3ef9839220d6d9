// SPDX-License-Identifier: GPL-3.0-or-later
// Drives a fuzz target without libFuzzer, so that the short run needs no second build: every seed as it is, then a
// fixed number of inputs made from the seeds by a generator with a fixed seed (the same inputs on every machine). It
// knows nothing of coverage: finding new paths is `./dev fuzz`'s work. An input that ends the process is left as a
// file.
//
// Usage: PROGRAM SEED-FOLDER NUMBER-OF-INPUTS FILE-FOR-THE-LAST-INPUT
#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t maximumSize = 64 * 1024;

std::string lastInput;
std::string lastInputFile;

// Only async-signal-safe calls but for the buffer, which nobody changes while the target runs.
void keepInput(int signal)
{
    if (std::FILE* const file = std::fopen(lastInputFile.c_str(), "wb")) {
        std::fwrite(lastInput.data(), 1, lastInput.size(), file);
        std::fclose(file);
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void runTarget(std::string input)
{
    lastInput = std::move(input);
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(lastInput.data()), lastInput.size());
}

std::vector<std::string> readSeeds(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder})
        if (entry.is_regular_file())
            paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> seeds;
    for (const auto& path : paths) {
        std::ifstream stream{path, std::ios::binary};
        seeds.emplace_back(std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{});
    }
    return seeds;
}

// One change of the kinds that break parsers: a bit, a byte, a cut, a repetition, a splice with another seed, a word
// that means something to many formats.
class Mutator
{
public:
    explicit Mutator(const std::vector<std::string>& seeds) : m_seeds{seeds} {}

    std::string next()
    {
        std::string input = m_seeds[below(m_seeds.size())];
        for (std::size_t changes = 1 + below(6); changes > 0; --changes)
            change(input);
        if (input.size() > maximumSize)
            input.resize(maximumSize);
        return input;
    }

private:
    // std::uniform_int_distribution differs between libraries; the slight bias of the remainder does not matter here.
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : m_random() % limit; }

    void change(std::string& input)
    {
        static constexpr std::string_view words[] = {
            "{",       "}",        "[[[[[[[[", "\"",           "\\u0000",
            "\\ud800", "null",     "-1",       "1e999",        "18446744073709551616",
            "\r\n",    "\r\n\r\n", "%00",      "%2e%2e",       "&",
            "=",       "://",      "\xff",     "\xef\xbb\xbf", "eyJ"};
        const std::size_t at = below(input.size() + 1);
        const std::size_t length = below(std::min<std::size_t>(input.size() - at, 64) + 1);
        switch (below(7)) {
        case 0:
            if (at < input.size())
                input[at] = static_cast<char>(static_cast<unsigned char>(input[at]) ^ (1U << below(8)));
            break;
        case 1:
            if (at < input.size())
                input[at] = static_cast<char>(below(256));
            break;
        case 2:
            input.erase(at, length);
            break;
        case 3: {
            const std::string piece = input.substr(at, length);
            for (std::size_t copies = 1 + below(8); copies > 0; --copies)
                input.insert(at, piece);
            break;
        }
        case 4: {
            const std::string& other = m_seeds[below(m_seeds.size())];
            const std::size_t from = below(other.size() + 1);
            input.insert(at, other, from, below(other.size() - from + 1));
            break;
        }
        case 5:
            input.insert(at, words[below(std::size(words))]);
            break;
        default:
            input.resize(at);
            break;
        }
    }

    const std::vector<std::string>& m_seeds;
    std::mt19937 m_random{1};
};

} // namespace

int main(int argc, char** argv)
{
    unsigned count = 0;
    const std::string_view number = argc == 4 ? argv[2] : "";
    if (std::from_chars(number.data(), number.data() + number.size(), count).ec != std::errc{}) {
        std::fprintf(stderr, "usage: %s SEED-FOLDER NUMBER-OF-INPUTS FILE-FOR-THE-LAST-INPUT\n", argv[0]);
        return 2;
    }
    lastInputFile = argv[3];
    for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL})
        std::signal(signal, keepInput);
    const std::vector<std::string> seeds = readSeeds(argv[1]);
    if (seeds.empty()) {
        std::fprintf(stderr, "%s holds no seed\n", argv[1]);
        return 1;
    }
    for (const std::string& seed : seeds)
        runTarget(seed);
    Mutator mutator{seeds};
    for (unsigned made = 0; made < count; ++made)
        runTarget(mutator.next());
    std::printf("%zu seeds and %u inputs made from them\n", seeds.size(), count);
    return 0;
}
