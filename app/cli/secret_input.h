// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Secrets come from the terminal without echo, one a line on stdin, or whole from a descriptor; never from the command
// line (SECURITY 26).
#include "core/base/result.h"
#include "core/base/secret.h"

#include <optional>
#include <string>

namespace keystead::cli {

// With a terminal on stdin: prompts without echo. Else: the next line of stdin. InvalidArgument where it is empty or
// ended.
base::Result<base::Secret> readSecret(const std::string& prompt);
// The same; nothing where the line is empty.
base::Result<std::optional<base::Secret>> readSecretOrNothing(const std::string& prompt);
// Like readSecret, typed twice on a terminal.
base::Result<base::Secret> readNewSecret(const std::string& prompt);
// The first line of a descriptor.
base::Result<base::Secret> readLineFrom(int descriptor);
// Everything of a descriptor, at most 64 KiB: a PEM key.
base::Result<base::Secret> readAllFrom(int descriptor);
bool stdinIsTerminal();
// "QUESTION [y/N] " on stderr, one line of stdin. True for y and yes alone.
bool askYes(const std::string& question);

} // namespace keystead::cli
