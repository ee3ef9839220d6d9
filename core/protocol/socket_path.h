// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Where a vault and its socket lie (CLI.md): $XDG_DATA_HOME/keystead and $XDG_RUNTIME_DIR/keystead/agent.sock; another
// vault folder has a socket named after the SHA-256 of its canonical path.
#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace keystead::protocol {

// From the environment; $HOME/.local/share/keystead where XDG_DATA_HOME is not set. InvalidArgument where there is no
// HOME either.
base::Result<std::filesystem::path> defaultVaultFolder();
// $XDG_STATE_HOME/keystead, else $HOME/.local/state/keystead; another vault has a folder of its own below it.
base::Result<std::filesystem::path> stateFolderFor(const std::filesystem::path& vaultFolder);
// $XDG_RUNTIME_DIR/keystead, else /run/user/UID/keystead where that exists, else a folder in the vault's state folder.
base::Result<std::filesystem::path> runtimeFolder();
base::Result<std::filesystem::path> socketPathFor(const std::filesystem::path& vaultFolder);

} // namespace keystead::protocol
