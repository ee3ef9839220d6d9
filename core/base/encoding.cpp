// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/encoding.h"

#include <array>

namespace keystead::base {

namespace {

constexpr std::string_view standardAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view urlAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::size_t encodedSize(std::size_t bytes, bool padded)
{
    return padded ? (bytes + 2) / 3 * 4 : (bytes * 4 + 2) / 3;
}

void encodeInto(std::span<const std::uint8_t> bytes, std::string_view alphabet, bool padded, std::span<char> out)
{
    std::size_t o = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = bytes.size() - i;
        const std::uint32_t group = (std::uint32_t{bytes[i]} << 16) |
                                    (left > 1 ? std::uint32_t{bytes[i + 1]} << 8 : 0U) |
                                    (left > 2 ? std::uint32_t{bytes[i + 2]} : 0U);
        out[o++] = alphabet[group >> 18];
        out[o++] = alphabet[(group >> 12) & 63U];
        if (left > 1)
            out[o++] = alphabet[(group >> 6) & 63U];
        else if (padded)
            out[o++] = '=';
        if (left > 2)
            out[o++] = alphabet[group & 63U];
        else if (padded)
            out[o++] = '=';
    }
}

std::string encode(std::span<const std::uint8_t> bytes, std::string_view alphabet, bool padded)
{
    std::string text(encodedSize(bytes.size(), padded), '\0');
    encodeInto(bytes, alphabet, padded, text);
    return text;
}

int valueOf(char c, std::string_view alphabet)
{
    const auto position = alphabet.find(c);
    return position == std::string_view::npos ? -1 : static_cast<int>(position);
}

// Decodes unpadded text into `out`, which has room for text.size() * 3 / 4 bytes.
Status decodeInto(std::string_view text, std::string_view alphabet, std::span<std::uint8_t> out)
{
    if (text.size() % 4 == 1)
        return fail(ErrorCode::ParseError, "base64: wrong length");
    std::uint32_t buffer = 0;
    int bits = 0;
    std::size_t o = 0;
    for (const char c : text) {
        const int value = valueOf(c, alphabet);
        if (value < 0)
            return fail(ErrorCode::ParseError, "base64: illegal character");
        buffer = (buffer << 6) | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out[o++] = static_cast<std::uint8_t>((buffer >> bits) & 0xFFU);
        }
    }
    if (bits > 0 && (buffer & ((1U << bits) - 1U)) != 0)
        return fail(ErrorCode::ParseError, "base64: stray bits at the end");
    return ok();
}

Result<std::string_view> withoutPadding(std::string_view text)
{
    if (text.size() % 4 != 0)
        return fail(ErrorCode::ParseError, "base64: wrong length");
    for (int i = 0; i < 2 && !text.empty() && text.back() == '='; ++i)
        text.remove_suffix(1);
    return text;
}

Secret encodeSecret(const Secret& bytes, std::string_view alphabet, bool padded)
{
    Secret text(encodedSize(bytes.size(), padded));
    const auto out = text.exposeMutable();
    encodeInto(bytes.exposeBytes(), alphabet, padded, {reinterpret_cast<char*>(out.data()), out.size()});
    return text;
}

} // namespace

std::string toHex(std::span<const std::uint8_t> bytes)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15U];
    }
    return text;
}

Result<Bytes> fromHex(std::string_view text)
{
    if (text.size() % 2 != 0)
        return fail(ErrorCode::ParseError, "hex: odd length");
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    const auto nibble = [](char c) {
        if (c >= '0' && c <= '9')
            return c - '0';
        if (c >= 'a' && c <= 'f')
            return c - 'a' + 10;
        if (c >= 'A' && c <= 'F')
            return c - 'A' + 10;
        return -1;
    };
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = nibble(text[i]);
        const int low = nibble(text[i + 1]);
        if (high < 0 || low < 0)
            return fail(ErrorCode::ParseError, "hex: illegal character");
        bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return bytes;
}

std::string toBase64(std::span<const std::uint8_t> bytes)
{
    return encode(bytes, standardAlphabet, true);
}

std::string toBase64Url(std::span<const std::uint8_t> bytes)
{
    return encode(bytes, urlAlphabet, false);
}

Result<Bytes> fromBase64(std::string_view text)
{
    KS_ASSIGN(const std::string_view bare, withoutPadding(text));
    Bytes bytes(bare.size() * 3 / 4);
    KS_TRY(decodeInto(bare, standardAlphabet, bytes));
    return bytes;
}

Result<Bytes> fromBase64Url(std::string_view text)
{
    Bytes bytes(text.size() * 3 / 4);
    KS_TRY(decodeInto(text, urlAlphabet, bytes));
    return bytes;
}

Secret toBase64Secret(const Secret& bytes)
{
    return encodeSecret(bytes, standardAlphabet, true);
}

Secret toBase64UrlSecret(const Secret& bytes)
{
    return encodeSecret(bytes, urlAlphabet, false);
}

Result<Secret> fromBase64Secret(std::string_view text)
{
    KS_ASSIGN(const std::string_view bare, withoutPadding(text));
    Secret bytes(bare.size() * 3 / 4);
    KS_TRY(decodeInto(bare, standardAlphabet, bytes.exposeMutable()));
    return bytes;
}

} // namespace keystead::base
