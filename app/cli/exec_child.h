// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Runs a program with variables of its own, passes signals on and shows its output without the secrets. Where standard
// output is a terminal the program gets a terminal as well (a pseudo-terminal of ours), for standard error too where
// that is one; otherwise both are pipes. Everything that this process has open besides closes itself.
#include "app/cli/output_mask.h"
#include "core/base/result.h"

#include <string>
#include <utility>
#include <vector>

namespace keystead::cli {

struct ChildProgram
{
    std::vector<std::string> words;                              // the program and its arguments
    std::vector<std::pair<std::string, base::Secret>> variables; // added to the environment, or put in place
};

// In place of this process: no masking, no relay. Gives the error alone.
base::Error becomeChild(const ChildProgram& child);
// Runs it to its end: its exit code, or 128 and the signal's number. NotFound (127) or Denied (126) where it cannot be
// started. Signals are passed on also while nobody reads our output; where one told us to end, what the program left
// unread is given up. What the program leaves running in the background is not waited for.
base::Result<int> runMasked(const ChildProgram& child, const OutputMask& mask);

} // namespace keystead::cli
