// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The agent's command line (CLI.md).
#include "core/base/result.h"
#include "core/base/secret.h"

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
    bool check = false;                 // check the vault, then leave
    std::filesystem::path verifyReport; // verify an exported report, then leave; needs no vault
    bool json = false;
    std::string program = "keystead-agent"; // who speaks to the person: keystead-cli hands its one-shot work to us
};

// Prints help, version or a usage error itself and leaves with 0 or 2.
AgentOptions parseAgentOptions(const QCoreApplication& application);

// The first line of a descriptor, without its LF, in locked memory; at most 4 KiB. InvalidArgument where it cannot be
// read or is empty.
base::Result<base::Secret> readSecretLine(int descriptor);

} // namespace keystead::app
