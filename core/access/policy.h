// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// May this program do this with this connection? Pure: identity, wish and time in, decision out. Until grants are kept,
// every program of the same user is allowed what keystead-cli can do; the window says so, and each access stands in the
// trail.
#include "core/base/clock.h"
#include "core/model/audit_event.h"
#include "core/model/connection.h"

#include <string>
#include <vector>

namespace keystead::access {

enum class Wish { Read, ReleaseSecret, Use, Change, Administer };

struct AccessQuery
{
    model::Actor actor;
    Wish wish = Wish::Read;
    std::string connection; // id or name; empty: none
};

enum class Decision { Allow, Deny, AskPerson };

class Policy
{
public:
    virtual ~Policy() = default;
    virtual Decision decide(const AccessQuery& query, base::WallTime now) const = 0;
};

class SameUserPolicy final : public Policy
{
public:
    Decision decide(const AccessQuery& query, base::WallTime now) const override;
};

} // namespace keystead::access
