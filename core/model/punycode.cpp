// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/punycode.h"

#include "core/base/encoding.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace keystead::model {

namespace {

// RFC 3492 section 5.
constexpr std::uint32_t base = 36;
constexpr std::uint32_t tMin = 1;
constexpr std::uint32_t tMax = 26;
constexpr std::uint32_t skew = 38;
constexpr std::uint32_t damp = 700;
constexpr std::uint32_t initialBias = 72;
constexpr std::uint32_t initialN = 128;

std::vector<std::uint32_t> codepoints(std::string_view validUtf8)
{
    std::vector<std::uint32_t> out;
    for (const char c : validUtf8) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) == 0x80U) {
            out.back() = (out.back() << 6) | (byte & 0x3FU);
        } else {
            const unsigned mask = byte < 0x80 ? 0x7FU : byte < 0xE0 ? 0x1FU : byte < 0xF0 ? 0x0FU : 0x07U;
            out.push_back(byte & mask);
        }
    }
    return out;
}

char digit(std::uint32_t value)
{
    return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26));
}

// Section 6.1.
std::uint32_t adapt(std::uint32_t delta, std::uint32_t points, bool first)
{
    delta = first ? delta / damp : delta / 2;
    delta += delta / points;
    std::uint32_t k = 0;
    while (delta > ((base - tMin) * tMax) / 2) {
        delta /= base - tMin;
        k += base;
    }
    return k + (base - tMin + 1) * delta / (delta + skew);
}

void appendVariableLength(std::string& out, std::uint32_t value, std::uint32_t bias)
{
    for (std::uint32_t k = base;; k += base) {
        const std::uint32_t t = k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias;
        if (value < t)
            break;
        out += digit(t + (value - t) % (base - t));
        value = (value - t) / (base - t);
    }
    out += digit(value);
}

} // namespace

// Section 6.3; 63 code points below 0x110000 cannot overflow 32 bits.
std::optional<std::string> toPunycode(std::string_view label)
{
    if (!keystead::base::isValidUtf8(label))
        return std::nullopt;
    const std::vector<std::uint32_t> input = codepoints(label);
    if (input.size() > 63)
        return std::nullopt;
    std::string out;
    for (const std::uint32_t c : input)
        if (c < 0x80)
            out += static_cast<char>(c);
    const auto basic = static_cast<std::uint32_t>(out.size());
    std::uint32_t handled = basic;
    if (basic > 0)
        out += '-';
    std::uint32_t n = initialN;
    std::uint32_t delta = 0;
    std::uint32_t bias = initialBias;
    while (handled < input.size()) {
        std::uint32_t next = 0x110000;
        for (const std::uint32_t c : input)
            if (c >= n)
                next = std::min(next, c);
        delta += (next - n) * (handled + 1);
        n = next;
        for (const std::uint32_t c : input) {
            if (c < n)
                ++delta;
            if (c != n)
                continue;
            appendVariableLength(out, delta, bias);
            bias = adapt(delta, handled + 1, handled == basic);
            delta = 0;
            ++handled;
        }
        ++delta;
        ++n;
    }
    return out;
}

std::optional<std::string> toAsciiHost(std::string_view host)
{
    std::string out;
    std::size_t start = 0;
    while (start <= host.size()) {
        const std::size_t end = std::min(host.find_first_of(".:", start), host.size());
        const std::string_view label = host.substr(start, end - start);
        const bool ascii =
            std::all_of(label.begin(), label.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        if (ascii) {
            out += label;
        } else {
            const auto encoded = toPunycode(label);
            if (!encoded)
                return std::nullopt;
            out += "xn--" + *encoded;
        }
        if (end < host.size())
            out += host[end];
        start = end + 1;
    }
    return out;
}

} // namespace keystead::model
