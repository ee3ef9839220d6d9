// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// May this program have this of this connection? Pure: who asks, for what, the grants that stand and the time in, a
// ruling out. Default deny: what no grant allows is asked of the person, or refused where asking would be wrong.
#include "core/base/clock.h"
#include "core/model/grant.h"
#include "core/vault/held_grant.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace keystead::access {

struct PolicySettings
{
    bool askForPrograms = true; // false: every program of the person may
    bool trustPackageUpdates = true;
    std::string loginSession; // the present one
};

enum class Verdict { Allow, Ask, Deny };

// Why a grant did not do; the nearest miss is named.
enum class Cause {
    None,
    NoGrant,
    Expired,       // its time is over
    SessionEnded,  // it was for another login session
    Changed,       // the executable or the script is another one than it was given to
    OutsideLimits, // another host, method or path
    RateUsed,      // as often as it may in this span
    BadRequest,    // a path that can be read in two ways
    Unidentified,  // nobody can say which program asks
};
// snake_case; for the trail: "no_grant", "changed_executable", "rate_limit" ...
std::string_view toText(Cause cause);
// For people: "its executable is not the one that was allowed".
std::string_view reasonOf(Cause cause);

struct Ruling
{
    Verdict verdict = Verdict::Deny;
    Cause cause = Cause::None;
    std::optional<base::GrantId> grant{};    // Allow: by which; absent where nothing is asked for
    std::string changedSince{};              // Changed: the hash that was allowed
    bool packageMatters = false;             // Changed: the grant was given to a package's program
    std::optional<base::WallTime> againAt{}; // RateUsed: when the next span begins
    bool followsPackage = false;             // Allow: the program was updated since
};

// `grants`: those of want.connection. The caller's package is only looked at where the executable changed: where it is
// not known yet and the ruling says `packageMatters`, find it out and ask again.
Ruling decide(const model::AccessWant& want, const model::Caller& caller, std::span<const vault::HeldGrant> grants,
              base::WallTime now, const PolicySettings& settings);

// The same program, whatever version: executable, script and sandbox.
bool sameProgram(const model::ProgramIdentity& a, const model::ProgramIdentity& b);
// A path that a server may read otherwise than we do: dot segments, plain or encoded, controls, a backslash.
bool isPlainPath(std::string_view path);
// Segment by segment: /repos allows /repos and /repos/x, not /reposx; encoded slashes match nothing. A prefix with a %
// code allows that very path, byte for byte.
bool isBeneath(std::string_view path, std::string_view prefix);
// Counts a use in the span of the rate limit.
void countUse(vault::HeldGrant& held, base::WallTime now);

} // namespace keystead::access
