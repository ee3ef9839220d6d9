// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Text for people: aligned tables, and text of others made safe for a terminal.
#include "core/base/json.h"

#include <string>
#include <vector>

namespace keystead::cli {

enum class Tone { Plain, Strong, Good, Warn, Bad };
// On a terminal, unless NO_COLOR is set or TERM is dumb; CLICOLOR=0 wants none, CLICOLOR_FORCE=1 wants it anywhere
// (no-color.org, bixense.com/clicolors).
bool wantsColor(int descriptor);
std::string toned(Tone tone, const std::string& text, bool color);
// Of a word that says how something is: "active", "expired", "ok"...; Plain for others.
Tone toneOf(const std::string& word);

using Row = std::vector<std::string>;
// The first row is the heading. Columns are as wide as their widest cell; the last is not padded. Words that say how
// something is are coloured where standard output wants it.
void printTable(const std::vector<Row>& rows);
// A member as text, cleaned of controls and terminal escapes (SECURITY 21); empty where absent. Arrays are joined with
// spaces.
std::string textOf(const base::Json& object, const char* member);
void printField(const char* label, const std::string& value); // nothing where the value is empty

} // namespace keystead::cli
