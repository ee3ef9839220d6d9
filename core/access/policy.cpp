// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/policy.h"

#include "core/model/text_rules.h"

#include <algorithm>
#include <array>

namespace keystead::access {

using model::Grant;
using model::GrantTerm;
using model::Right;
using vault::HeldGrant;

namespace {

struct CauseText
{
    Cause cause;
    std::string_view text;
    std::string_view reason;
};
constexpr std::array<CauseText, 9> causes{{
    {Cause::None, "none", ""},
    {Cause::NoGrant, "no_grant", "no grant allows this"},
    {Cause::Expired, "expired", "the time of its grant is over"},
    {Cause::SessionEnded, "session_ended", "its grant was for another login session"},
    {Cause::Changed, "changed_executable", "the program is not the one that was allowed: it changed"},
    {Cause::OutsideLimits, "outside_limits", "its grant does not cover this host, method or path"},
    {Cause::RateUsed, "rate_limit", "its grant is used up for now"},
    {Cause::BadRequest, "bad_path", "the path holds dot segments or characters that can be read in two ways"},
    {Cause::Unidentified, "unidentified", "the calling program cannot be identified"},
}};

const CauseText& textOf(Cause cause)
{
    for (const CauseText& text : causes) {
        if (text.cause == cause)
            return text;
    }
    return causes.front();
}

// "%2e" at `at`, in either case.
bool isEncoded(std::string_view path, std::size_t at, char low)
{
    return path.substr(at, 2) == "%2" && at + 2 < path.size() && (path[at + 2] | 0x20) == low;
}

bool isDotSegment(std::string_view segment)
{
    std::size_t dots = 0;
    for (std::size_t i = 0; i < segment.size(); ++dots) {
        if (segment[i] == '.')
            i += 1;
        else if (isEncoded(segment, i, 'e'))
            i += 3;
        else
            return false;
    }
    return dots == 1 || dots == 2;
}

template <class Test> bool anySegment(std::string_view path, Test test)
{
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        if (test(path.substr(at, end - at)))
            return true;
        at = end + 1;
    }
    return false;
}

std::string_view withoutDefaultPort(std::string_view host)
{
    return host.ends_with(":443") ? host.substr(0, host.size() - 4) : host;
}

bool covers(const std::vector<std::string>& list, std::string_view value,
            bool (*same)(std::string_view, std::string_view))
{
    return list.empty() || std::any_of(list.begin(), list.end(), [&](const std::string& e) { return same(value, e); });
}

bool withinLimits(const model::RequestLimits& limits, const model::AccessWant& want)
{
    const std::string host = model::asciiLower(want.host);
    return covers(
               limits.hosts, host,
               [](std::string_view a, std::string_view b) { return withoutDefaultPort(a) == withoutDefaultPort(b); }) &&
           covers(limits.methods, want.method, [](std::string_view a, std::string_view b) { return a == b; }) &&
           covers(limits.pathPrefixes, want.path, isBeneath);
}

bool givesRight(const Grant& grant, const model::AccessWant& want)
{
    if (want.right == Right::Fields)
        return std::find(grant.fields.begin(), grant.fields.end(), want.field) != grant.fields.end();
    return grant.allows(want.right);
}

bool sameVersion(const model::ProgramIdentity& granted, const model::ProgramIdentity& now)
{
    return granted.sha256 == now.sha256 && granted.scriptSha256 == now.scriptSha256;
}

// An update of the same root-owned package: only the executable's content may differ.
bool updatedByPackage(const model::ProgramIdentity& granted, const model::ProgramIdentity& now)
{
    return !granted.package.empty() && granted.package == now.package && now.sandbox.empty() &&
           granted.scriptSha256 == now.scriptSha256;
}

bool rateLeft(const HeldGrant& held, base::WallTime now)
{
    if (!held.grant.rate)
        return true;
    // A clock that was set back begins a new span only when it is back where the span began.
    const bool over = !held.windowStart || now >= *held.windowStart + held.grant.rate->window;
    return over || held.windowUses < held.grant.rate->uses;
}

// What keeps this grant from allowing the want; None: it allows it.
Cause missOf(const HeldGrant& held, const model::AccessWant& want, const model::Caller& caller, base::WallTime now,
             const PolicySettings& settings)
{
    const Grant& grant = held.grant;
    if (grant.expiresAt && now >= *grant.expiresAt)
        return Cause::Expired;
    if (grant.term == GrantTerm::Login && grant.loginSession != settings.loginSession)
        return Cause::SessionEnded;
    if (!sameVersion(grant.program, caller.program) &&
        !(settings.trustPackageUpdates && updatedByPackage(grant.program, caller.program)))
        return Cause::Changed;
    if (want.right == Right::Request && !withinLimits(*grant.request, want))
        return Cause::OutsideLimits;
    return rateLeft(held, now) ? Cause::None : Cause::RateUsed;
}

// What is not spent by its use comes first.
int order(const Grant& grant)
{
    return grant.term == GrantTerm::Once ? 2 : grant.rate ? 1 : 0;
}

} // namespace

std::string_view toText(Cause cause)
{
    return textOf(cause).text;
}

std::string_view reasonOf(Cause cause)
{
    return textOf(cause).reason;
}

bool sameProgram(const model::ProgramIdentity& a, const model::ProgramIdentity& b)
{
    return a.executable == b.executable && a.script == b.script && a.sandbox == b.sandbox;
}

bool isPlainPath(std::string_view path)
{
    if (!path.starts_with('/'))
        return false;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const auto byte = static_cast<unsigned char>(path[i]);
        if (byte <= 0x20 || byte == 0x7f || byte == '\\' || byte == '?' || byte == '#')
            return false;
    }
    return !anySegment(path, isDotSegment);
}

bool isBeneath(std::string_view path, std::string_view prefix)
{
    // Servers differ in what they make of codes: what lies beneath such a path is not known, the path itself is.
    if (prefix.find('%') != std::string_view::npos)
        return path == prefix;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (isEncoded(path, i, 'f') || path.substr(i, 3) == "%5c" || path.substr(i, 3) == "%5C")
            return false;
    }
    if (path.find("//") != std::string_view::npos)
        return false;
    while (prefix.ends_with('/'))
        prefix.remove_suffix(1);
    return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

void countUse(HeldGrant& held, base::WallTime now)
{
    ++held.grant.uses;
    held.grant.lastUsedAt = now;
    if (!held.grant.rate)
        return;
    if (!held.windowStart || now >= *held.windowStart + held.grant.rate->window) {
        held.windowStart = now;
        held.windowUses = 0;
    }
    ++held.windowUses;
}

Ruling decide(const model::AccessWant& want, const model::Caller& caller, std::span<const HeldGrant> grants,
              base::WallTime now, const PolicySettings& settings)
{
    if (want.right == Right::Request && !isPlainPath(want.path))
        return {Verdict::Deny, Cause::BadRequest};
    const HeldGrant* best = nullptr;
    Ruling miss{Verdict::Ask, Cause::NoGrant};
    for (const HeldGrant& held : grants) {
        const Grant& grant = held.grant;
        if (!caller.program.identified() || grant.connection != want.connection ||
            !sameProgram(grant.program, caller.program) || !givesRight(grant, want))
            continue;
        const Cause cause = missOf(held, want, caller, now, settings);
        if (cause == Cause::None && (!best || order(grant) < order(best->grant)))
            best = &held;
        if (cause == Cause::Changed && !grant.program.package.empty() && caller.program.package.empty())
            miss.packageMatters = true;
        if (cause <= miss.cause)
            continue;
        miss.cause = cause;
        if (cause == Cause::Changed)
            miss.changedSince =
                grant.program.sha256 == caller.program.sha256 ? grant.program.scriptSha256 : grant.program.sha256;
        if (cause == Cause::RateUsed)
            miss.againAt = *held.windowStart + grant.rate->window;
    }
    if (best) {
        Ruling allowed{Verdict::Allow, Cause::None, best->grant.id};
        allowed.followsPackage = !sameVersion(best->grant.program, caller.program);
        return allowed;
    }
    if (!settings.askForPrograms)
        return {Verdict::Allow, Cause::None};
    if (!caller.program.identified())
        return {Verdict::Deny, Cause::Unidentified};
    if (miss.cause == Cause::RateUsed)
        miss.verdict = Verdict::Deny;
    return miss;
}

} // namespace keystead::access
