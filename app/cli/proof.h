// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// That a person asks (docs/keys.md, "Proof that a person asks"): what opens the vault is shown again; where it opens by
// the keychain alone, a confirmation at the terminal or --yes takes its place.
#include "app/cli/context.h"

#include <CLI/App.hpp>
#include <string>

namespace keystead::cli {

struct ProofOptions
{
    int passphraseFd = -1;
    int recoveryFd = -1;
    int pinFd = -1;
    std::string slot; // the token's
    bool yes = false;
};

// The first line of `descriptor` as the member `name`; nothing where the descriptor is negative: it was not given.
base::Status addSecret(protocol::SecretMembers& secrets, const char* name, int descriptor);

// --passphrase-fd, --yes; with `all` also --proof-recovery-fd, --proof-pin-fd and --proof-slot.
void addProofOptions(CLI::App* command, ProofOptions& options, bool all);
// The same without --yes, for a command that has one of its own.
void addProofSources(CLI::App* command, ProofOptions& options, bool all);
// Reads what was given, asks at a terminal, and puts it beside the parameters. Denied (4) where there is nothing to
// show and nobody to ask.
base::Status addProof(Context& context, const ProofOptions& options, protocol::SecretMembers& secrets,
                      base::Json& params);

// The same for what the person can be asked in an open window as well. True: no proof was put in, it is the window's
// question. At a terminal the passphrase is asked for, and an empty line leaves it to the window.
base::Result<bool> leaveToWindowOrProve(Context& context, const ProofOptions& options, protocol::SecretMembers& secrets,
                                        base::Json& params);

} // namespace keystead::cli
