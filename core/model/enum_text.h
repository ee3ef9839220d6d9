// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A closed vocabulary as one table: enumerator and stable text, read in both directions.
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace keystead::model {

template <class E> struct EnumText
{
    E value;
    std::string_view text;
};

template <class E, std::size_t N> std::string_view textOf(const std::array<EnumText<E>, N>& table, E value)
{
    for (const auto& row : table)
        if (row.value == value)
            return row.text;
    return {};
}

template <class E, std::size_t N>
std::optional<E> valueOf(const std::array<EnumText<E>, N>& table, std::string_view text)
{
    for (const auto& row : table)
        if (row.text == text)
            return row.value;
    return std::nullopt;
}

} // namespace keystead::model
