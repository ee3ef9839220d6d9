// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// INI files as the everyday tools write them: [section], key = value, # and ; comments. Pure.
#include <functional>
#include <string>
#include <string_view>

namespace keystead::transfer {

struct IniLine
{
    std::string_view section; // without its brackets; empty before the first
    std::string_view key;
    std::string_view value; // trimmed; quotes stay
    std::size_t line = 0;
};

// Calls `use` for each key. `odd` hears of lines that are neither (its number).
void readIni(std::string_view text, const std::function<void(const IniLine&)>& use,
             const std::function<void(std::size_t line)>& odd);

} // namespace keystead::transfer
