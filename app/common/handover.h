// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A window that meets a running agent asks it to drain and leave, then takes over the lock and the socket.
#include "core/base/result.h"

#include <chrono>
#include <filesystem>

namespace keystead::app {

enum class HandoverResult { NobodyThere, TakenOver };
// Blocks at most `limit`. VaultBusy where the one that answers is a window (which does not hand over) or does not leave
// in time.
base::Result<HandoverResult> takeOverFromAgent(const std::filesystem::path& socket,
                                               std::chrono::milliseconds limit = std::chrono::seconds{45});

} // namespace keystead::app
