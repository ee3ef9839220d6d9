// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Text for people: aligned tables, and text of others made safe for a terminal.
#include "core/base/json.h"

#include <string>
#include <vector>

namespace keystead::cli {

using Row = std::vector<std::string>;
// The first row is the heading. Columns are as wide as their widest cell; the last is not padded.
void printTable(const std::vector<Row>& rows);
// A member as text, cleaned of controls and terminal escapes (SECURITY 21); empty where absent. Arrays are joined with
// spaces.
std::string textOf(const base::Json& object, const char* member);
void printField(const char* label, const std::string& value); // nothing where the value is empty

} // namespace keystead::cli
