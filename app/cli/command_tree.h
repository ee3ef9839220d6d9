// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The commands as the parser knows them: what completion, the manual pages and the tests are made from.
#include "core/base/json.h"

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace keystead::cli {

// In the order in which they were added; hidden ones (group "") are left out.
std::vector<const CLI::App*> visibleCommands(const CLI::App& app);
std::vector<const CLI::Option*> visibleOptions(const CLI::App& app); // --help included, positionals not
std::vector<const CLI::Option*> positionalsOf(const CLI::App& app);

bool takesValue(const CLI::Option& option);
bool repeats(const CLI::Option& option);
// What a value may be, where the parser holds it against a set; else empty.
std::vector<std::string> choicesOf(const CLI::Option& option);
// "DIR", "N", "FIELD=VALUE"...; empty where it is just a text.
std::string valueName(const CLI::Option& option);

// The whole tree: {"name", "about", "options": [...], "positionals": [...], "commands": [...]}.
base::Json describeTree(const CLI::App& app);

} // namespace keystead::cli
