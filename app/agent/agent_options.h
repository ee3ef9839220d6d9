// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The agent's command line (CLI.md).
#include "core/base/result.h"

#include <filesystem>
#include <optional>

class QCoreApplication;

namespace keystead::app {

struct AgentOptions
{
    std::filesystem::path vault;
    int passphraseFd = -1;
    int readyFd = -1;        // "ready\n" is written here once callers are served
    bool initialise = false; // make the vault, then leave
    bool keychain = false;
    bool together = false;              // keychain and passphrase, neither alone
    bool allowWeak = false;             // a passphrase that is quickly guessed
    bool check = false;                 // check the vault, then leave
    std::string restore;                // put this backup in the vault's place, then leave
    bool dryRun = false;                // only show what restoring would change
    bool yes = false;                   // do not ask before restoring
    bool repair = false;                // restore only where the vault is damaged
    int recoveryKeyFd = -1;             // the backup's recovery key, instead of its passphrase
    int vaultPassphraseFd = -1;         // of the vault that stands there
    std::filesystem::path verifyReport; // verify an exported report, then leave; needs no vault
    bool json = false;
    std::string program = "keystead-agent"; // who speaks to the person: keystead-cli hands its one-shot work to us
};

// Prints help, version or a usage error itself and leaves with 0 or 2.
AgentOptions parseAgentOptions(const QCoreApplication& application);

} // namespace keystead::app
