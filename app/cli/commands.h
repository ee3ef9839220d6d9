// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One function a subject adds its commands to the parser. A chosen command leaves its work in `action`, which main
// runs.
#include "app/cli/context.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <functional>

namespace keystead::cli {

struct Commands
{
    CLI::App& parser;
    Context& context;
    std::function<int()> action;
};

void addVaultCommands(Commands& commands); // status, version, vault, profiles
void addSlotCommands(Commands& commands);  // of the vault
void printVaultStatus(const base::Json& status);
void addBackupCommands(Commands& commands);   // of the vault
void addRotationCommands(Commands& commands); // of the vault
void addProfileCommands(Commands& commands);  // of the profiles
void addConfirmCommand(Commands& commands);
void addDoctorCommand(Commands& commands);
void addProviderCommands(Commands& commands);   // providers, provider
void addConnectionCommands(Commands& commands); // add, list, show, set, remove, pause, resume, revoke
void addLoginCommand(Commands& commands);
void addUseCommands(Commands& commands); // token, test, refresh
void addMetricsCommand(Commands& commands);
void addExecCommand(Commands& commands);
void addAwsKubeCommands(Commands& commands);     // aws-credential-process, kube-exec
void addLoginPromptCommands(Commands& commands); // askpass, netrc
void addSetupCommand(Commands& commands);
void addRequestCommand(Commands& commands);
void addProxyCommands(Commands& commands);
void addGrantCommands(Commands& commands);
void addAuditCommands(Commands& commands);
void addImportCommands(Commands& commands); // import, export, find-secrets

} // namespace keystead::cli
