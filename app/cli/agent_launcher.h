// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Starts `keystead-agent`, which lies beside this program: in the background for callers of the socket, in the
// foreground for what needs the vault itself.
#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace keystead::cli {

std::filesystem::path agentProgram();
// Returns once it serves; it is no child of ours. The error is what it said: VaultLocked, VaultMissing, Damaged...
// TimedOut after 30 s.
base::Status launchAgent(const std::filesystem::path& vaultFolder);
// Runs it with our descriptors and waits; gives its exit code.
base::Result<int> runAgent(const std::vector<std::string>& arguments);

} // namespace keystead::cli
