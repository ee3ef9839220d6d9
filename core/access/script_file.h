// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which file an interpreter was started with: a grant for /usr/bin/python3 alone would be one for every Python program.
// Pure but for interpreterOf(), which reads a script's first line. Refuses to guess: what is not plainly a file is
// none.
#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::access {

// By the executable's name: python3.11, node, bash, perl, ruby3.1 ...
bool isInterpreter(const std::filesystem::path& executable);
// The argument that names the script, as it was written; empty: none (-c, -e, -m, standard input, interactive).
std::string scriptArgument(const std::filesystem::path& executable, const std::vector<std::string>& arguments);
// The executable that a script's "#!" line names, canonical ("/usr/bin/env python3" is looked up in PATH); nullopt: no
// such line. NotFound where that executable is not there.
base::Result<std::optional<std::filesystem::path>> interpreterOf(const std::filesystem::path& script);

} // namespace keystead::access
