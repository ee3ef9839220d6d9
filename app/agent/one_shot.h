// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What needs the vault itself and no running agent: making it and checking it. Each runs in the application's event
// loop and leaves with CLI.md's exit code.
#include "app/agent/agent_options.h"
#include "core/service/core_client.h"

namespace keystead::app {

void initialiseVault(service::CoreClient& core, const AgentOptions& options);
void checkVault(service::CoreClient& core, const AgentOptions& options);
// Needs neither vault nor event loop: gives the exit code.
int verifyReport(const AgentOptions& options);

// "keystead-agent: what: why" and the hint on stderr, or the error as JSON on stdout; gives the exit code.
int printError(const std::string& what, const base::Error& error, const AgentOptions& options);

} // namespace keystead::app
