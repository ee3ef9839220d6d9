// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Restore and repair where no agent runs, since there may be no vault that one could serve. In the application's event
// loop; leaves with CLI.md's exit code.
#include "app/agent/agent_options.h"
#include "core/service/core_client.h"

namespace keystead::app {

void restoreVault(service::CoreClient& core, const AgentOptions& options);

} // namespace keystead::app
