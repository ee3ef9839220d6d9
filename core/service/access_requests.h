// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Values of the use cases about programs: who may what, who used what.
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/model/approval.h"
#include "core/model/grant.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::service {

// What a grant without a proof is refused with where nobody is there to ask.
inline constexpr std::string_view grantWantsProof = "this wants --passphrase-fd N, or the person in the window";

// A grant that a person makes by hand. The program's file is read (hash, package, script) when it is made.
struct AddGrant
{
    std::string program;    // path of an executable or of a script with an interpreter line; symlinks are followed
    std::string script;     // of an interpreter that `program` names, where the script has no such line
    std::string connection; // id or name
    bool token = false;
    std::vector<std::string> fields;
    std::optional<model::RequestLimits> request;
    model::GrantTerm term = model::GrantTerm::Always;
    std::optional<std::chrono::seconds> lifetime; // term Until
    std::optional<model::RateLimit> rate;
    std::string reason;
};

// One program and one connection: for the page of programs, and for "what breaks if I revoke this?".
struct ProgramUse
{
    model::ProgramIdentity program; // hash of the last use
    base::ConnectionId connection;
    std::string connectionName;
    std::vector<model::Grant> grants; // that stand now
    std::int64_t uses = 0;            // in the asked span, from the trail
    std::int64_t denials = 0;
    std::optional<base::WallTime> lastUsedAt;
    std::vector<std::int64_t> daily; // uses a day, oldest first, one for each day of the span
};

} // namespace keystead::service
