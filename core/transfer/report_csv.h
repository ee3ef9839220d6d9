// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One cell of a CSV file. Pure.
#include <string>
#include <string_view>

namespace keystead::transfer {

// Quoted where RFC 4180 wants it (comma, quote, CR, LF); what a spreadsheet would take for a formula (a leading = + - @
// TAB CR) begins with an apostrophe (SECURITY 23).
std::string csvCell(std::string_view text);

} // namespace keystead::transfer
