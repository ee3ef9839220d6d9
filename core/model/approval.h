// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A question to the person: may this program do this? One prompt holds all that one program waits for. Values. Thread:
// any.
#include "core/base/clock.h"
#include "core/model/grant.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace keystead::model {

// A grant that a program asks the person to make, for itself or for another program: whole, as it will stand.
struct WantedGrant
{
    Grant grant;                                    // without id, maker and times: those come with the answer
    std::optional<std::chrono::seconds> lifetime{}; // term Until
    bool operator==(const WantedGrant&) const = default;
};

// One thing that is asked for, with the names a person knows.
struct ApprovalItem
{
    AccessWant want; // with `grant`: its connection, and nothing else counts
    std::string connectionName;
    std::string profileName;
    std::string account; // empty: not known
    std::string providerName;
    int waiting = 1;          // calls that wait for this answer
    std::string changedSince; // a grant stood, but the executable is another one now: the hash it was given to
    // Administrative: not a use, but this very grant. The answer's term, scope and reason are not for it.
    std::optional<WantedGrant> grant{};
    bool operator==(const ApprovalItem&) const = default;
};

struct ApprovalPrompt
{
    std::string id; // opaque
    Caller caller;
    std::vector<ApprovalItem> items;
    base::WallTime askedAt{};
    base::WallTime expiresAt{}; // 60 s later: no answer is a denial
    int deniedLately = 0;       // denials of this program in the last ten minutes
    bool operator==(const ApprovalPrompt&) const = default;
};

// What the person said to the whole prompt, or to some of its items.
struct ApprovalAnswer
{
    std::string prompt;
    bool allow = false;
    // Which items are allowed, by their place in the prompt as it was shown; the others are denied. Empty with `allow`:
    // all that were shown. Items that joined later are asked again.
    std::vector<std::size_t> items;
    std::size_t shown = 0; // how many items the prompt had when it was answered
    GrantTerm term = GrantTerm::Once;
    std::optional<std::chrono::seconds> lifetime; // term Until
    // Request: allow any method and path on the connection's own hosts, not only the one asked for.
    bool wholeHost = true;
    std::string reason;
};

} // namespace keystead::model
