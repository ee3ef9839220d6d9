// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What one local program may do with one connection, for how long and how often. Values; access/policy decides by them
// and vault/grant_store keeps them. Thread: any.
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/model/program.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::model {

// The three rights. `request` lets Keystead make the request, so that the program sees no secret; `token` hands out the
// access token or the main secret; `fields` hands out the named secret fields besides.
enum class Right { Token, Fields, Request };
std::string_view toText(Right right); // token, fields, request
std::optional<Right> rightFromText(std::string_view text);

// Where requests may go. Empty lists: whatever the connection itself allows (its own hosts, every method, every path).
struct RequestLimits
{
    std::vector<std::string> hosts;   // "api.example.com" or "api.example.com:8443", lower case
    std::vector<std::string> methods; // upper case
    std::vector<std::string>
        pathPrefixes; // "/repos/": matched segment by segment on the normalised path; with % codes: exactly
    bool operator==(const RequestLimits&) const = default;
};

// Once: the next use spends it. Login: until this login session ends (the agent may restart meanwhile). Until:
// `expiresAt`.
enum class GrantTerm { Once, Login, Until, Always };
std::string_view toText(GrantTerm term); // once, login, until, always
std::optional<GrantTerm> grantTermFromText(std::string_view text);

// At most `uses` in each `window`.
struct RateLimit
{
    std::int64_t uses = 0;
    std::chrono::seconds window{3600};
    bool operator==(const RateLimit&) const = default;
};

struct Grant
{
    base::GrantId id;
    ProgramIdentity program;
    base::ConnectionId connection;
    bool token = false;
    std::vector<std::string> fields;      // names of secret fields beside the main one
    std::optional<RequestLimits> request; // absent: no requests
    GrantTerm term = GrantTerm::Always;
    std::optional<base::WallTime> expiresAt; // term Until
    std::string loginSession;                // term Login: which one
    std::optional<RateLimit> rate;
    std::string reason;     // why, in the person's words; shown, never logged
    std::string grantedVia; // "window", "keystead-cli"
    base::WallTime createdAt{};
    std::optional<base::WallTime> lastUsedAt;
    std::int64_t uses = 0;
    bool operator==(const Grant&) const = default;

    bool allows(Right right) const;
};

// Every problem of a grant that a person or a program asks for, as one error that names the member: no right at all, a
// program that is no absolute path, `until` without a time or in the past, a host with userinfo, a method in lower
// case.
base::Status checkGrant(const Grant& grant, base::WallTime now);

// What a program wants now.
struct AccessWant
{
    base::ConnectionId connection;
    Right right = Right::Token;
    std::string field;  // Fields: which
    std::string method; // Request: "GET"
    std::string host;   // Request: "api.example.com", with ":port" where it is not the scheme's own
    std::string path;   // Request: normalised, without the query
    bool operator==(const AccessWant&) const = default;
};

} // namespace keystead::model
