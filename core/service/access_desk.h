// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What judging programs needs while the process lives: the open questions, whether a person is there to ask, what was
// denied lately, which package a file belongs to. Internal to this room. Thread: the core thread.
#include "core/access/approval_gate.h"
#include "core/access/denial_history.h"
#include "core/access/executable_hash.h"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace keystead::service {

struct AccessDesk
{
    explicit AccessDesk(const base::Clock& clock) : gate(clock) {}

    access::ApprovalGate gate;
    bool personPresent = false;
    access::DenialHistory denials;
    access::ExecutableHashes hashes;
    std::map<std::string, std::pair<access::FileIdentity, std::string>> packages; // by path
    std::map<std::string, int> delayed;    // calls of a program that are being slowed
    std::set<std::string> changedReported; // grant and hash: an alert each
};

} // namespace keystead::service
