// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/recovery_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace keystead::keys {

namespace {

using base::ErrorCode;
using base::fail;

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t bytesPerGroup = recoveryKeySize / recoveryGroups;
constexpr std::size_t characters = recoveryGroups * recoveryGroupSize;
constexpr std::size_t maxText = 512;

// x^8 + x^4 + x^3 + x^2 + 1 is primitive: no error of one character (5 neighbouring bits) and no exchange of two
// neighbouring characters (d * (x^5 + 1), d of degree below 5) is a multiple of it.
std::uint8_t checkOf(std::span<const std::uint8_t> bytes, std::size_t group)
{
    std::uint8_t crc = static_cast<std::uint8_t>(group + 1);
    for (const std::uint8_t byte : bytes) {
        crc = static_cast<std::uint8_t>(crc ^ byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = static_cast<std::uint8_t>((crc & 0x80U) != 0 ? (crc << 1U) ^ 0x1DU : crc << 1U);
    }
    return crc;
}

bool separates(char c)
{
    return c == '-' || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '.' || c == '_';
}

std::optional<std::uint8_t> valueOf(char c)
{
    if (c >= 'a' && c <= 'z')
        c = static_cast<char>(c - 'a' + 'A');
    switch (c) {
    case 'O':
        c = '0';
        break;
    case 'I':
    case 'L':
        c = '1';
        break;
    case 'U':
        c = 'V';
        break;
    default:
        break;
    }
    const auto at = alphabet.find(c);
    return at == std::string_view::npos ? std::nullopt : std::optional{static_cast<std::uint8_t>(at)};
}

base::Error inGroup(std::size_t group, const std::string& what)
{
    return fail(ErrorCode::InvalidArgument, "recovery key: group " + std::to_string(group + 1) + what);
}

std::string shown(char c)
{
    return c > ' ' && c < 0x7F ? std::string{'\''} + c + "'" : std::string{"a sign"};
}

// The values of all characters, 5 bits each, in locked memory.
base::Result<base::Secret> valuesOf(std::string_view text)
{
    base::Secret values(characters);
    std::size_t count = 0;
    for (const char c : text) {
        if (separates(c))
            continue;
        const auto value = valueOf(c);
        if (!value)
            return inGroup(std::min(count, characters - 1) / recoveryGroupSize,
                           ": " + shown(c) + " is not a character of a recovery key");
        if (count < characters)
            values.exposeMutable()[count] = *value;
        ++count;
    }
    values.shrink(std::min(count, characters));
    if (count > characters)
        return fail(ErrorCode::InvalidArgument,
                    "recovery key: it has " + std::to_string(count) + " characters instead of 64");
    return values;
}

// Where '-' parts the text, a part of another length names its group.
std::optional<base::Error> wrongLength(std::string_view text)
{
    std::size_t group = 0;
    std::size_t length = 0;
    const auto judge = [&]() -> std::optional<base::Error> {
        if (length != recoveryGroupSize)
            return inGroup(group, " has " + std::to_string(length) + " of 8 characters");
        return std::nullopt;
    };
    for (const char c : text) {
        if (c != '-') {
            length += separates(c) ? 0U : 1U;
            continue;
        }
        if (auto wrong = judge())
            return wrong;
        ++group;
        length = 0;
    }
    return group > 0 ? judge() : std::nullopt;
}

// Eight values of 5 bits are four bytes and the check.
std::array<std::uint8_t, bytesPerGroup + 1> groupBytes(std::span<const std::uint8_t> values)
{
    std::uint64_t bits = 0;
    for (const std::uint8_t value : values)
        bits = bits << 5U | value;
    std::array<std::uint8_t, bytesPerGroup + 1> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(bits >> (8 * (bytes.size() - 1 - i)));
    base::wipe(&bits, sizeof bits);
    return bytes;
}

} // namespace

base::Result<base::Secret> recoveryText(const base::Secret& key)
{
    if (key.size() != recoveryKeySize)
        return fail(ErrorCode::InvalidArgument, "a recovery key has 32 bytes");
    base::SecretBuilder builder;
    for (std::size_t group = 0; group < recoveryGroups; ++group) {
        const auto bytes = key.exposeBytes().subspan(group * bytesPerGroup, bytesPerGroup);
        std::uint64_t bits = 0;
        for (const std::uint8_t byte : bytes)
            bits = bits << 8U | byte;
        bits = bits << 8U | checkOf(bytes, group);
        if (group > 0)
            builder.append('-');
        for (std::size_t i = 0; i < recoveryGroupSize; ++i)
            builder.append(alphabet[(bits >> (5 * (recoveryGroupSize - 1 - i))) & 31U]);
        base::wipe(&bits, sizeof bits);
    }
    return std::move(builder).build();
}

base::Result<base::Secret> recoveryKeyFromText(const base::Secret& text)
{
    const std::string_view given = text.exposeText();
    if (given.size() > maxText)
        return fail(ErrorCode::InvalidArgument, "recovery key: it is longer than 512 characters");
    KS_ASSIGN(const base::Secret values, valuesOf(given));
    if (values.size() != characters) {
        if (auto wrong = wrongLength(given))
            return std::move(*wrong);
    }
    base::Secret key(recoveryKeySize);
    for (std::size_t group = 0; group < recoveryGroups; ++group) {
        if (values.size() < (group + 1) * recoveryGroupSize)
            return fail(ErrorCode::InvalidArgument, "recovery key: it has " + std::to_string(values.size()) +
                                                        " of 64 characters, and ends in group " +
                                                        std::to_string(group + 1));
        auto bytes = groupBytes(values.exposeBytes().subspan(group * recoveryGroupSize, recoveryGroupSize));
        const bool checks = checkOf(std::span{bytes}.first(bytesPerGroup), group) == bytes.back();
        std::copy_n(bytes.begin(), bytesPerGroup,
                    key.exposeMutable().begin() + static_cast<std::ptrdiff_t>(group * bytesPerGroup));
        base::wipe(bytes.data(), bytes.size());
        if (!checks)
            return inGroup(group, " does not check: compare it with the sheet");
    }
    return key;
}

} // namespace keystead::keys
