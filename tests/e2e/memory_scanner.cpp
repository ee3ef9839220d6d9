// SPDX-License-Identifier: GPL-3.0-or-later
// For tests: looks for pieces of secrets in the memory of another process (SECURITY 38). Reads every readable mapping
// of /proc/PID/mem and searches it for each window of 16 bytes of each secret: as it is, in UTF-16 (both orders), in
// hexadecimal (both cases), in base64 and base64url (all three alignments), percent-encoded and escaped as JSON.
//   memory_scanner PID < secrets        one secret a line: NAME HEX
// Prints one JSON document: the bytes searched, the mappings read and left out, and the hits with their surroundings.
#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <unistd.h>
#include <unordered_map>
#include <vector>

namespace {

constexpr std::size_t piece = 16;      // bytes of the secret
constexpr std::size_t longest = 96;    // of a pattern
constexpr std::size_t chunk = 4 << 20; // read at once
constexpr std::size_t shownHits = 40;  // more are only counted
constexpr std::size_t surroundings = 48;

struct Pattern
{
    std::string bytes;
    std::string name;
    std::string form;
};

std::string hexOf(std::string_view text, const char* digits)
{
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

std::string utf16Of(std::string_view text, bool bigEndian)
{
    std::string out;
    for (const char c : text) {
        if (bigEndian)
            out += '\0';
        out += c;
        if (!bigEndian)
            out += '\0';
    }
    return out;
}

// The characters of base64 that depend on nothing but `text`, where it begins at `alignment` of a group of three.
std::string base64Of(std::string_view text, std::size_t alignment, bool url)
{
    const char* const digits = url ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                                   : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t begin = alignment * 8;
    const std::size_t end = begin + text.size() * 8;
    std::string out;
    for (std::size_t at = (begin + 5) / 6 * 6; at + 6 <= end; at += 6) {
        unsigned value = 0;
        for (std::size_t bit = at - begin; bit < at - begin + 6; ++bit) {
            const auto byte = static_cast<unsigned char>(text[bit / 8]);
            value = value << 1U | ((byte >> (7U - bit % 8)) & 1U);
        }
        out += digits[value];
    }
    return out;
}

std::string percentOf(std::string_view text, bool all)
{
    static constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string out;
    for (const char c : text) {
        if (!all && plain.find(c) != std::string_view::npos)
            out += c;
        else
            out += "%" + hexOf({&c, 1}, "0123456789ABCDEF");
    }
    return out;
}

bool isText(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 32 && c < 127; });
}

// A window of one repeated byte says nothing.
bool telling(std::string_view bytes)
{
    return std::set<char>(bytes.begin(), bytes.end()).size() >= 4;
}

class Search
{
public:
    void add(const std::string& name, const std::string& secret)
    {
        for (std::size_t at = 0; at + piece <= secret.size(); ++at) {
            const std::string_view window = std::string_view(secret).substr(at, piece);
            if (!telling(window))
                continue;
            put(name, "raw", std::string(window));
            put(name, "utf-16le", utf16Of(window, false));
            put(name, "utf-16be", utf16Of(window, true));
            put(name, "hex", hexOf(window, "0123456789abcdef"));
            put(name, "HEX", hexOf(window, "0123456789ABCDEF"));
            for (std::size_t alignment = 0; alignment < 3; ++alignment) {
                put(name, "base64", base64Of(window, alignment, false));
                put(name, "base64url", base64Of(window, alignment, true));
            }
            put(name, "percent", percentOf(window, true));
            if (isText(window)) {
                put(name, "percent", percentOf(window, false));
                const std::string quoted = nlohmann::json(std::string(window)).dump();
                put(name, "json", quoted.substr(1, quoted.size() - 2));
            }
        }
    }

    std::size_t patterns() const { return m_patterns.size(); }

    template <class Found> void run(const char* begin, std::size_t size, Found found) const
    {
        for (std::size_t at = 0; at + 8 <= size; ++at) {
            std::uint64_t key = 0;
            std::memcpy(&key, begin + at, 8);
            if (!m_filter[slotOf(key)])
                continue;
            const auto range = m_byStart.equal_range(key);
            for (auto it = range.first; it != range.second; ++it) {
                const Pattern& pattern = m_patterns[it->second];
                if (at + pattern.bytes.size() <= size &&
                    std::memcmp(begin + at, pattern.bytes.data(), pattern.bytes.size()) == 0)
                    found(at, pattern);
            }
        }
    }

private:
    static constexpr std::size_t filterBits = 24;
    static std::size_t slotOf(std::uint64_t key) { return (key * 0x9E3779B97F4A7C15ULL) >> (64U - filterBits); }

    void put(const std::string& name, const char* form, std::string bytes)
    {
        if (bytes.size() > longest || !m_known.insert(bytes).second)
            return;
        std::uint64_t key = 0;
        std::memcpy(&key, bytes.data(), 8);
        m_filter[slotOf(key)] = true;
        m_byStart.emplace(key, m_patterns.size());
        m_patterns.push_back({std::move(bytes), name, form});
    }

    std::vector<Pattern> m_patterns;
    std::unordered_multimap<std::uint64_t, std::size_t> m_byStart;
    std::set<std::string> m_known;
    std::vector<bool> m_filter = std::vector<bool>(std::size_t{1} << filterBits);
};

std::string shown(const char* begin, const char* end)
{
    std::string out;
    for (; begin < end; ++begin)
        out += *begin >= 32 && *begin < 127 ? *begin : '.';
    return out;
}

struct Report
{
    std::uint64_t bytes = 0;
    std::size_t mappings = 0;
    std::vector<std::string> unread;
    std::size_t hits = 0;
    nlohmann::json list = nlohmann::json::array();
    std::map<std::string, std::size_t> bySecret;
};

struct Mapping
{
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::string name;
};

std::vector<Mapping> mappingsOf(const std::string& pid)
{
    std::vector<Mapping> all;
    std::ifstream maps("/proc/" + pid + "/maps");
    for (std::string line; std::getline(maps, line);) {
        unsigned long begin = 0;
        unsigned long end = 0;
        std::array<char, 8> mode{};
        int name = 0;
        if (std::sscanf(line.c_str(), "%lx-%lx %4s %*s %*s %*s %n", &begin, &end, mode.data(), &name) < 3 ||
            mode[0] != 'r')
            continue;
        const std::string called =
            static_cast<std::size_t>(name) < line.size() ? line.substr(static_cast<std::size_t>(name)) : "anonymous";
        if (called != "[vvar]" && called != "[vvar_vclock]" && called != "[vsyscall]") // the kernel's own
            all.push_back({begin, end, called + " " + mode.data()});
    }
    return all;
}

void scan(int memory, const Mapping& mapping, const Search& search, std::vector<char>& buffer, Report& report)
{
    ++report.mappings;
    std::size_t kept = 0; // the end of the last chunk, where a piece may begin
    for (std::uint64_t at = mapping.begin; at < mapping.end;) {
        const std::size_t wanted = std::min<std::uint64_t>(chunk, mapping.end - at);
        const ssize_t got = ::pread(memory, buffer.data() + kept, wanted, static_cast<off_t>(at));
        if (got <= 0) {
            report.unread.push_back(mapping.name);
            return;
        }
        const std::size_t size = kept + static_cast<std::size_t>(got);
        search.run(buffer.data(), size, [&](std::size_t offset, const Pattern& pattern) {
            ++report.hits;
            ++report.bySecret[pattern.name + " " + pattern.form];
            if (report.list.size() >= shownHits)
                return;
            const char* const from = buffer.data() + offset;
            const char* const first = from - std::min(offset, surroundings);
            const char* const last = from + std::min(size - offset, pattern.bytes.size() + surroundings);
            std::array<char, 32> place{};
            std::snprintf(place.data(), place.size(), "%lx", static_cast<unsigned long>(at - kept + offset));
            report.list.push_back({{"secret", pattern.name},
                                   {"form", pattern.form},
                                   {"address", place.data()},
                                   {"mapping", mapping.name},
                                   {"around", shown(first, last)}});
        });
        report.bytes += static_cast<std::uint64_t>(got);
        at += static_cast<std::uint64_t>(got);
        kept = std::min(size, longest - 1);
        std::memmove(buffer.data(), buffer.data() + size - kept, kept);
    }
}

std::string bytesFromHex(const std::string& hex)
{
    std::string bytes;
    for (std::size_t at = 0; at + 2 <= hex.size(); at += 2)
        bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
    return bytes;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    const auto search = std::make_unique<Search>();
    std::string name;
    std::string hex;
    while (std::cin >> name >> hex)
        search->add(name, bytesFromHex(hex));
    const std::string pid = argv[1];
    const int memory = ::open(("/proc/" + pid + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    if (memory < 0) {
        std::perror("memory_scanner: /proc/PID/mem");
        return 3;
    }
    Report report;
    std::vector<char> buffer(chunk + longest);
    for (const Mapping& mapping : mappingsOf(pid))
        scan(memory, mapping, *search, buffer, report);
    ::close(memory);
    const nlohmann::json document = {{"bytes", report.bytes},   {"mappings", report.mappings},
                                     {"unread", report.unread}, {"patterns", search->patterns()},
                                     {"hits", report.hits},     {"by_secret", report.bySecret},
                                     {"first", report.list}};
    std::printf("%s\n", document.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace).c_str());
    return report.mappings == 0 ? 4 : 0;
}
