// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// --quiet: what a command says about having done its work is left out. What was asked for (a list, a token, --json) and
// errors are printed all the same.
#include "app/cli/context.h"

#include <CLI/App.hpp>

namespace keystead::cli {

// Sends standard output nowhere where the parsed command only confirms what it did.
base::Status silence(const CLI::App& parser, const Context& context);

} // namespace keystead::cli
