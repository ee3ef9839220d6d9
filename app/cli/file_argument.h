// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Names of files on the command line, made fit for the agent, which has another working folder.
#include "core/base/result.h"

#include <string>

namespace keystead::cli {

// Absolute. InvalidArgument for an empty name, for "-" (standard output is not meant here; "./-" is a name) and for
// what is no path at all. `option`: how the message calls it.
base::Result<std::string> fileArgument(const std::string& option, const std::string& value);

} // namespace keystead::cli
