// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <sys/random.h>

namespace keystead::base {

namespace {
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t length = 24;
} // namespace

std::string newIdText(std::string_view prefix)
{
    std::array<std::uint8_t, length> random{};
    if (getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
        std::abort();
    std::string text{prefix};
    text += '_';
    for (const std::uint8_t byte : random)
        text += alphabet[byte & 31U];
    return text;
}

bool isIdText(std::string_view text, std::string_view prefix)
{
    if (text.size() != prefix.size() + 1 + length || !text.starts_with(prefix) || text[prefix.size()] != '_')
        return false;
    return text.substr(prefix.size() + 1).find_first_not_of(alphabet) == std::string_view::npos;
}

} // namespace keystead::base
